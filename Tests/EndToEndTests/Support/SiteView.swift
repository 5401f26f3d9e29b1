// What a controller tells of itself as JSON, as far as these tests look at it.

import Foundation

/// The newest snapshot of a controller.
struct SiteView: Decodable {
  struct Unit: Decodable {
    var mode: String
    var step: String
    var reason: String
  }
  struct Point: Decodable {
    /// Nil when the value is bad.
    var value: Double?
  }
  struct Row: Decodable {
    var row: String
    var part: String
    var active: Bool
    var latched: Bool
  }
  var scan: UInt64
  var points: [String: Point]
  var commands: [String: Double]
  var units: [String: Unit]
  var rows: [Row]

  /// The latched rows, as `X01 io`.
  var latched: Set<String> { names { $0.latched } }
  /// The active rows.
  var active: Set<String> { names { $0.active } }

  private func names(_ isMeant: (Row) -> Bool) -> Set<String> {
    Set(rows.filter(isMeant).map { $0.part.isEmpty ? $0.row : "\($0.row) \($0.part)" })
  }

  /// What matters of it, beside a failure.
  var told: String {
    let shown = units.filter { $0.key.hasPrefix("el-") || $0.key == "room" }
    let lines = shown.sorted { $0.key < $1.key }
      .map { "\($0): \($1.mode), \($1.step), \($1.reason)" }
    return lines.joined(separator: "\n") + "\nactive: " + active.sorted().joined(separator: ", ")
  }

  /// The value of a point; nil when it is bad.
  func value(_ point: String) -> Double? { points[point]?.value }

  /// The step of a unit.
  func step(_ unit: String) -> String { units[unit]?.step ?? "" }
}

/// What the request `counts` answers.
struct Counts: Decodable {
  var scans: UInt64
  var overruns: UInt64
  var messages: UInt64
}
