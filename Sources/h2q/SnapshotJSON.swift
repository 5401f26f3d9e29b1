// The newest snapshot as JSON, for tools: everything by name, nothing that is missing as a number.

import Foundation
import Phrases
import Plant
import SiteConfiguration

private struct PointJSON: Encodable {
  var value: Double?
  var unit: String
  var quality: String
  var age: Int64
}

private struct UnitJSON: Encodable {
  var mode: String
  var step: String
  var wanted: Double
  var asked: Double
  var reason: String
}

private struct RowJSON: Encodable {
  var row: String
  var part: String
  var active: Bool
  var latched: Bool
  var firstOut: Bool
  var value: Double
}

private struct SpreadJSON: Encodable {
  var p50: UInt64
  var p99: UInt64
  var p999: UInt64
  var longest: UInt64

  init(_ spread: Quantiles) {
    p50 = spread.p50
    p99 = spread.p99
    p999 = spread.p999
    longest = spread.longest
  }
}

private struct SnapshotBody: Encodable {
  var site: String
  var simulated: Bool
  var scan: UInt64
  var plantTime: String
  var overruns: UInt64
  var lateMicroseconds: SpreadJSON
  var scanMicroseconds: SpreadJSON
  var points: [String: PointJSON]
  var commands: [String: Double]
  var units: [String: UnitJSON]
  var rows: [RowJSON]
}

/// The newest snapshot as one line of JSON.
func snapshotJSON(_ site: LoadedSite, _ board: StatusBoard) -> String {
  guard let snapshot = board.snapshot else { return "{}" }
  let catalogue = site.catalogue
  var body = SnapshotBody(
    site: catalogue.site, simulated: catalogue.isSimulated, scan: snapshot.time.scan,
    plantTime: clock(snapshot.time.plant), overruns: snapshot.statistics.overruns,
    lateMicroseconds: SpreadJSON(snapshot.statistics.lateness),
    scanMicroseconds: SpreadJSON(snapshot.statistics.duration), points: [:], commands: [:],
    units: [:], rows: [])
  for (point, sample) in zip(catalogue.points, snapshot.samples) {
    body.points[point.name] = PointJSON(
      value: sample.usable, unit: point.unit.symbol, quality: "\(sample.quality)",
      age: snapshot.time.real - sample.time)
  }
  for (actuator, command) in zip(catalogue.actuators, snapshot.commands) {
    body.commands[actuator.name] = command.value
  }
  for (unit, report) in zip(catalogue.units, snapshot.units) {
    body.units[unit.name] = UnitJSON(
      mode: report.mode.name, step: "\(report.step)", wanted: report.wanted, asked: report.asked,
      reason: sentence(for: report.reason, in: catalogue, .english))
  }
  for (row, report) in zip(catalogue.rows, snapshot.rows) {
    body.rows.append(
      RowJSON(
        row: row.row, part: row.part, active: report.isActive, latched: report.isLatched,
        firstOut: report.isFirstOut, value: report.value))
  }
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  guard let data = try? encoder.encode(body) else { return "{}" }
  return String(decoding: data, as: UTF8.self)
}
