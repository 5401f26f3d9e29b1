// The hands in the simulated plant: a person who presses and turns things, and an instructor who breaks
// them. Lines come in over the local socket, as the verbs send them.

import Foundation
import DeviceProfiles
import ScanLoop
import ModbusPlant
import Plant
import PlantSimulation
import SiteConfiguration

/// Answers the lines of `press`, `fault`, `clear` and `status`.
final class Hands: @unchecked Sendable {
  private let sites: [SimulatedSite]
  /// How long a person holds the reset key, in ms of real time.
  private static let keyTurn = 1_000.0

  init(sites: [SimulatedSite]) { self.sites = sites }

  /// The answer to one line: `VERB SITE WORDS...`, where the site may be `-`.
  func answer(_ line: String) -> String {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2 else { return "h2q-sim" }
    let rest = words.count > 2 ? words[2] : ""
    do {
      switch words[0] {
      case "press": return try press(rest, at: words[1])
      case "fault": return try fault(rest, at: words[1])
      case "clear": return try clear(rest, at: words[1])
      case "status": return status(at: words[1])
      default: return "error: unknown verb '\(words[0])'"
      }
    } catch {
      return "error: \(error)"
    }
  }

  private func press(_ what: String, at site: String) throws -> String {
    let chosen = try find(site) { _ in true }
    let speed = chosen.clock.speed
    let controls: [String: PersonControl] = [
      "emergency-stop": .emergencyStop(isPressed: true),
      "release-emergency-stop": .emergencyStop(isPressed: false),
      "reset-key": .resetKey(pressDuration: Milliseconds(Self.keyTurn * speed)),
      "key-remote": .keySwitch(.remote), "key-local": .keySwitch(.local),
      "key-maintenance": .keySwitch(.maintenance),
      "gas-unit-acknowledge": .acknowledgeGasWarning,
      "door-open": .door(isOpen: true), "door-closed": .door(isOpen: false),
      "supervision-on": .supervision(isPresent: true),
      "supervision-off": .supervision(isPresent: false), "fill-heat-loop": .fillHeatLoop,
    ]
    guard let control = controls[what] else {
      throw HandsError("there is no '\(what)' to press; there are \(names(of: controls))")
    }
    chosen.withPlant { $0.press(control) }
    return "\(chosen.loaded.catalogue.site): \(what)"
  }

  private func names(of controls: [String: PersonControl]) -> String {
    controls.keys.sorted().joined(separator: ", ")
  }

  /// `el-2.link silent` is a fault of the wire; everything else is one of the plant.
  private func fault(_ text: String, at site: String) throws -> String {
    let head = String(text.prefix(while: { $0 != " " }))
    if head.hasSuffix(".link") {
      let device = String(head.dropLast(5))
      let chosen = try find(site) { $0.loaded.devices.contains { $0.name == device } }
      let fault = try LinkFault(
        parsing: text.dropFirst(head.count).trimmingCharacters(in: .whitespaces))
      try chosen.server.set(fault, device: device)
      return "\(chosen.loaded.catalogue.site): \(text)"
    }
    let fault = try PlantFault(parsing: text)
    let chosen = try find(site) { $0.loaded.units.contains { $0.name == fault.unit } }
    try chosen.withPlant { try $0.apply(fault) }
    return "\(chosen.loaded.catalogue.site): \(text)"
  }

  private func clear(_ text: String, at site: String) throws -> String {
    if text.isEmpty {
      for chosen in sites where site == "-" || chosen.loaded.catalogue.site == site {
        chosen.withPlant { $0.clearFaults() }
        for device in chosen.loaded.devices { try chosen.server.set(nil, device: device.name) }
      }
      return "everything is mended"
    }
    if text.hasSuffix(".link") {
      let device = String(text.dropLast(5))
      let chosen = try find(site) { $0.loaded.devices.contains { $0.name == device } }
      try chosen.server.set(nil, device: device)
      return "\(chosen.loaded.catalogue.site): \(text) mended"
    }
    let fault = try PlantFault(parsing: text)
    let chosen = try find(site) { $0.loaded.units.contains { $0.name == fault.unit } }
    try chosen.withPlant { try $0.clear(fault) }
    return "\(chosen.loaded.catalogue.site): \(text) mended"
  }

  private func status(at site: String) -> String {
    sites.filter { site == "-" || $0.loaded.catalogue.site == site }.map { chosen in
      let balance = chosen.withPlant { $0.balance }
      let formatter = ISO8601DateFormatter()
      let now = chosen.withPlant { $0.time }
      return """
        \(chosen.loaded.catalogue.site) at \(formatter.string(from: Date(timeIntervalSince1970: Double(now) / 1000)))
          photovoltaics \(rounded(balance.solarEnergy)) kWh, load \(rounded(balance.loadEnergy)) kWh
          import \(rounded(balance.importEnergy)) kWh, export \(rounded(balance.exportEnergy)) kWh
          hydrogen made \(rounded(balance.hydrogenMade)) kg, used \(rounded(balance.hydrogenUsed)) kg\(dropped(at: chosen))
        """
    }.joined(separator: "\n")
  }

  /// The devices whose own watchdog has brought them to their safe state, a line each.
  private func dropped(at site: SimulatedSite) -> String {
    site.loaded.devices.filter {
      (try? site.server.bank(of: $0.name).hasWatchdogExpired) ?? false
    }.map { "\n  \($0.name): no sign of life, outputs dropped" }.joined()
  }

  private func rounded(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }

  /// The named site, or the only one that fits.
  private func find(_ site: String, _ fits: (SimulatedSite) -> Bool) throws -> SimulatedSite {
    let candidates = sites.filter {
      (site == "-" || $0.loaded.catalogue.site == site) && fits($0)
    }
    if candidates.count == 1 { return candidates[0] }
    let all = sites.map(\.loaded.catalogue.site).joined(separator: ", ")
    throw HandsError(
      candidates.isEmpty
        ? "no such thing at the simulated sites (\(all))"
        : "several sites have that; say which with --site (\(all))")
  }
}

/// Something that a hand cannot do.
struct HandsError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
