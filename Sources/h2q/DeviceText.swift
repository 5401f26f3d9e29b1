// The words of `h2q device`: findings and readings as lines for a terminal, and addresses as people type
// them.

import DeviceProfiles
import DeviceTools
import Foundation
import Plant
import SiteConfiguration

/// `HOST`, `HOST:PORT`, `HOST:PORT:UNIT`, with or without `tcp:`; `rtu:LINE:SPEED:FORM` with or without unit.
func toolAddress(_ text: String) -> DeviceAddress? {
  if text.hasPrefix("rtu:") {
    return deviceAddress(text) ?? deviceAddress(text + ":1")
  }
  let bare = text.hasPrefix("tcp:") ? String(text.dropFirst(4)) : text
  switch bare.split(separator: ":", omittingEmptySubsequences: false).count {
  case 1: return deviceAddress("tcp:\(bare):502:1")
  case 2: return deviceAddress("tcp:\(bare):1")
  default: return deviceAddress("tcp:\(bare)")
  }
}

/// What one unit answers, as lines.
func scanText(_ finding: UnitFinding) -> String {
  var lines = ["  unit \(finding.unit) answers" + (finding.name.map { ": \($0)" } ?? "")]
  if let models = finding.models {
    let chain = models.map { "\($0.id)@\($0.address)" }.joined(separator: " ")
    lines.append("    SunSpec models: \(chain)")
  }
  let fitting = finding.fits.filter(\.fits)
  for fit in fitting.prefix(4) {
    let said = fit.isIdentified == true ? ", and it says so" : ""
    lines.append("    fits \(fit.profile): all \(fit.good) values can be\(said)")
  }
  if fitting.isEmpty {
    let near = finding.fits.filter { $0.good > 0 }.prefix(3)
    lines.append(
      near.isEmpty
        ? "    no profile fits"
        : "    no profile fits; nearest are "
          + near.map { "\($0.profile) (\($0.good) of \($0.good + $0.bad))" }.joined(separator: ", ")
    )
  }
  return lines.joined(separator: "\n")
}

/// Readings in columns: name, value, registers, meaning.
func readingLines(_ readings: [PointReading]) -> [String] {
  let names = readings.map(\.point.name.count).max() ?? 0
  let values = min(readings.map(\.shown.count).max() ?? 0, 40)
  return readings.map { reading in
    let name = reading.point.name.padding(toLength: names, withPad: " ", startingAt: 0)
    let value =
      reading.shown + String(repeating: " ", count: max(0, values - reading.shown.count))
    let raw = reading.words.count > 4 ? "" : reading.raw
    let place = "\(reading.point.table.rawValue) \(reading.point.address)"
    return "\(name)  \(value)  \(place)"
      + (raw.isEmpty ? "" : " = \(raw)") + "  \(reading.point.text.en)"
  }
}
