// What a demo came to: energy and hydrogen from the plant's own books, scans, rows and messages from the
// controllers.

import PlantSimulation
import Plant
import SiteConfiguration
import Foundation
import LocalSocket

/// The counters of one controller, as it tells them.
struct ControllerCounts: Codable {
  var scans: UInt64
  var overruns: UInt64
  var rows: UInt64
  var events: UInt64
  var messages: UInt64
}

/// One site of the summary.
struct SiteSummary: Codable {
  var solarEnergy: Double
  var loadEnergy: Double
  var importEnergy: Double
  var exportEnergy: Double
  var electrolyserEnergy: Double
  var fuelCellEnergy: Double
  var hydrogenMade: Double
  var hydrogenUsed: Double
  var hasRun: Bool
  var controller: ControllerCounts?
}

/// The summary of a demo. Energies in kWh, hydrogen in kg.
struct DemoSummary: Codable {
  var speed: Double
  var sites: [String: SiteSummary]

  /// Writes the summary by rename.
  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// The summary for people.
  var text: String {
    sites.sorted { $0.key < $1.key }.map { name, site in
      let counts = site.controller.map {
        "\($0.scans) scans, \($0.overruns) overruns, \($0.rows) rows and \($0.events) events kept, "
          + "\($0.messages) messages"
      }
      return """
        \(name)
          photovoltaics \(rounded(site.solarEnergy)) kWh, load \(rounded(site.loadEnergy)) kWh, \
        import \(rounded(site.importEnergy)) kWh, export \(rounded(site.exportEnergy)) kWh
          electrolysers \(rounded(site.electrolyserEnergy)) kWh, fuel cell \
        \(rounded(site.fuelCellEnergy)) kWh
          hydrogen made \(rounded(site.hydrogenMade)) kg, used \(rounded(site.hydrogenUsed)) kg
          \(counts ?? "the controller did not tell its counts")
        """
    }.joined(separator: "\n")
  }

  private func rounded(_ value: Double) -> String { String(format: "%.4f", value) }
}

extension Stage {
  /// Gathers the summary while everything still runs.
  func summary(person: Person) -> DemoSummary {
    var sites: [String: SiteSummary] = [:]
    for plant in plants {
      let name = plant.loaded.catalogue.site
      let balance = plant.withPlant { $0.balance }
      let counts = (try? ask("counts", at: control(name))).flatMap {
        try? JSONDecoder().decode(ControllerCounts.self, from: Data($0.utf8))
      }
      sites[name] = SiteSummary(
        solarEnergy: balance.solarEnergy, loadEnergy: balance.loadEnergy,
        importEnergy: balance.importEnergy, exportEnergy: balance.exportEnergy,
        electrolyserEnergy: balance.electrolyserEnergy, fuelCellEnergy: balance.fuelCellEnergy,
        hydrogenMade: balance.hydrogenMade, hydrogenUsed: balance.hydrogenUsed,
        hasRun: person.sawHydrogen.contains(name), controller: counts)
    }
    return DemoSummary(speed: speed, sites: sites)
  }

  /// What a newcomer is told when everything runs.
  func welcome(seconds: Double) -> String {
    let panels = names.compactMap { name in panel(name).map { "  \($0)   \(name)" } }
    let pages =
      panels.isEmpty
      ? "" : "\nOperator panel, on this computer only:\n" + panels.joined(separator: "\n")
    let end =
      seconds > 0 ? "The demo ends by itself after \(Int(seconds)) s." : "Ctrl-C ends the demo."
    return """

      Both sites run on a simulated plant, \(speed) times as fast as real. SIMULATION.
      This software is a layer above a hard-wired chain. It is not a safety instrumented system.
      \(pages)
      Try, in another terminal:
        .build/debug/h2q status ovm-lab --state \(folder)
        .build/debug/h2q stop ovm-lab --state \(folder)
        .build/debug/h2q-sim fault room.gas 25 --site ovm-lab
        .build/debug/h2q-sim fault el-2.link silent
        .build/debug/h2q-sim clear
        mosquitto_sub -p \(brokerPort) -t 'h2q/v1/#' -v
        .build/debug/h2q history ovm-lab --point tank.mass --since 5m --state \(folder)
      Addresses of everything: \(folder)/endpoints.json. \(end)

      """
  }
}
