// The status of a site as an operator reads it in a terminal: units first, then what trips, then the
// values that matter.

import Foundation
import Phrases
import Plant
import SiteConfiguration

/// The status as text.
func statusText(_ site: LoadedSite, _ board: StatusBoard, links: [String]) -> String {
  guard let snapshot = board.snapshot else { return "no scan has completed yet" }
  let catalogue = site.catalogue
  var lines = [head(catalogue, snapshot), ""]
  for (place, unit) in catalogue.units.enumerated()
  where unit.kind == .electrolyser || unit.kind == .fuelCell || unit.kind == .room {
    lines.append(unitLine(unit, snapshot.units[place], catalogue))
  }
  let rows = rowLines(catalogue, snapshot)
  if !rows.isEmpty { lines += ["", "Interlocks:"] + rows }
  let silent = bypassLines(catalogue, snapshot, .english)
  if !silent.isEmpty {
    lines += ["", "Gas detectors that do not vote:"] + silent.map { "  " + $0 }
  }
  lines += ["", "Values:"] + valueLines(site, snapshot)
  if !links.isEmpty { lines += ["", "Links that need a look:"] + links }
  let told = board.events.suffix(8).map {
    "  \(clock($0.plantTime))  \(sentence(for: $0, in: catalogue, .english))"
  }
  if !told.isEmpty { lines += ["", "Last events:"] + told }
  return lines.joined(separator: "\n")
}

private func head(_ catalogue: SiteCatalogue, _ snapshot: Snapshot) -> String {
  let simulated = catalogue.isSimulated ? "  SIMULATION" : ""
  let scan = snapshot.time.scan
  let statistics = snapshot.statistics
  return "\(catalogue.text.en) (\(catalogue.site))\(simulated)\n"
    + "Plant time \(clock(snapshot.time.plant)) UTC, scan \(scan), "
    + "\(statistics.overruns) overruns, \(statistics.snapshotsLost) scans unseen\n"
    + "Wake-up late \(times(statistics.lateness)); scan took \(times(statistics.duration))"
}

private func times(_ spread: Quantiles) -> String {
  "p50 \(spread.p50), p99 \(spread.p99), p99.9 \(spread.p999), longest \(spread.longest) us"
}

private func unitLine(
  _ unit: UnitDefinition, _ report: UnitReport, _ catalogue: SiteCatalogue
) -> String {
  let name = unit.name.padding(toLength: 8, withPad: " ", startingAt: 0)
  let mode = report.mode.text.en.padding(toLength: 10, withPad: " ", startingAt: 0)
  let step = report.step.text.en.padding(toLength: 22, withPad: " ", startingAt: 0)
  let power =
    unit.ratedPower > 0
    ? number(report.asked, digits: 2, .english) + " kW" : ""
  let why = sentence(for: report.reason, in: catalogue, .english)
  return "  \(name)\(mode)\(step)\(power.padding(toLength: 9, withPad: " ", startingAt: 0))\(why)"
}

private func rowLines(_ catalogue: SiteCatalogue, _ snapshot: Snapshot) -> [String] {
  zip(catalogue.rows, snapshot.rows).filter { $1.isActive }.map { row, report in
    var marks: [String] = []
    if report.isFirstOut { marks.append("first-out") }
    if report.isLatched { marks.append("latched, reset \(row.resetRule)") }
    if !report.isDemanded { marks.append("cause gone") }
    let tail = marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
    return "  \(row.row) \(row.part): \(row.cause.en)\(tail)"
  }
}

private func valueLines(_ site: LoadedSite, _ snapshot: Snapshot) -> [String] {
  let wanted = [
    "room.air-changes", "room.highest-gas", "tank.mass", "tank.fill", "bundle.mass", "bundle.fill",
    "grid.surplus", "grid.load",
  ]
  let powers = site.catalogue.points.indices.filter { place in
    guard place < site.pointSources.count, let source = site.pointSources[place] else {
      return wanted.contains(site.catalogue.points[place].name)
    }
    return source.signal == .power
      || (source.signal == .pressure && source.unit != "booster")
  }
  return powers.map { place in
    let point = site.catalogue.points[place]
    let sample = snapshot.samples[place]
    let name = point.name.padding(toLength: 28, withPad: " ", startingAt: 0)
    guard let value = sample.usable else { return "  \(name)\(sample.quality)" }
    let age = snapshot.time.real - sample.time
    return "  \(name)\(number(value, digits: 2, .english)) \(point.unit.symbol)  (\(age) ms old)"
  }
}

/// Time of day of a plant time, in UTC.
func clock(_ plant: Milliseconds) -> String {
  let formatter = ISO8601DateFormatter()
  formatter.formatOptions = [.withInternetDateTime]
  return formatter.string(from: Date(timeIntervalSince1970: Double(plant) / 1000))
}
