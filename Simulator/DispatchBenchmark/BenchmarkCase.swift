// The list of weeks that the benchmark ships, and their reader. A week is two small tables of text
// with semicolons; a line that does not fit is refused with file, line and what was expected.

import EnergyDispatch
import Foundation
public import Plant

/// A week that the benchmark ships.
public struct BenchmarkCase: Sendable {
  /// The word on the command line and the name of its files.
  public var name: String
  public var text: BilingualText

  /// All weeks.
  public static let all = [
    BenchmarkCase(
      name: "lab-summer-week",
      text: .init(
        de: "Anwendungslabor, 16. bis 22. Juni", en: "Application lab, 16 to 22 June")),
    BenchmarkCase(
      name: "wesertor-winter-week",
      text: .init(de: "Wesertor, 13. bis 19. Januar", en: "Wesertor, 13 to 19 January")),
  ]

  /// The week of that name.
  public static func named(_ name: String) throws -> BenchmarkCase {
    if let found = all.first(where: { $0.name == name }) { return found }
    throw BenchmarkError(
      file: name, line: 0, column: 0, text: "there is no such benchmark week",
      advice: "take one of " + all.map(\.name).joined(separator: ", "))
  }

  /// Reads the week from the tables that come with the program.
  public func load() throws -> DispatchCase {
    let parameters = try BenchmarkTable(resource: name + ".parameters")
    let rows = try BenchmarkTable(resource: name)
    return try DispatchCase(name: name, parameters: parameters, rows: rows)
  }
}

/// A table of the benchmark that cannot be read.
public struct BenchmarkError: Error, CustomStringConvertible {
  public var file: String
  /// Line and column (field), counted from 1; 0 where the whole file is meant.
  public var line: Int
  public var column: Int
  public var text: String
  /// What to do.
  public var advice: String
  public var description: String { "\(file):\(line):\(column): \(text); \(advice)" }
}

/// A text table with a heading, fields parted by semicolons.
struct BenchmarkTable {
  var file: String
  var heading: [String]
  var lines: [[String]]

  init(resource: String) throws {
    let file = resource + ".csv"
    guard
      let url = Bundle.module.url(
        forResource: resource, withExtension: "csv", subdirectory: "Data"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else {
      throw BenchmarkError(
        file: file, line: 0, column: 0, text: "the table is missing from the program's resources",
        advice: "install the resource bundle beside the program")
    }
    self.init(file: file, text: text)
  }

  init(file: String, text: String) {
    self.file = file
    let all = text.split(separator: "\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
    heading = all.first ?? []
    lines = Array(all.dropFirst())
  }

  /// The field of that column.
  func field(_ column: String, line: Int) throws -> String {
    guard let place = heading.firstIndex(of: column) else {
      throw BenchmarkError(
        file: file, line: 1, column: 0, text: "the heading has no column '\(column)'",
        advice: "add the column")
    }
    guard lines[line].count == heading.count else {
      throw BenchmarkError(
        file: file, line: line + 2, column: lines[line].count,
        text: "read \(lines[line].count) fields, expected \(heading.count)",
        advice: "give every column of the heading a field")
    }
    return lines[line][place]
  }

  /// The number in that column.
  func number(_ column: String, line: Int) throws -> Double {
    let text = try field(column, line: line)
    if let number = Double(text), number.isFinite { return number }
    throw BenchmarkError(
      file: file, line: line + 2, column: (heading.firstIndex(of: column) ?? -1) + 1,
      text: "read '\(text)' as \(column), expected a number", advice: "write it with a point")
  }
}

extension DispatchCase {
  init(name: String, parameters: BenchmarkTable, rows: BenchmarkTable) throws {
    func line(of parameter: String) throws -> Int {
      for line in parameters.lines.indices
      where try parameters.field("name", line: line) == parameter { return line }
      throw BenchmarkError(
        file: parameters.file, line: 0, column: 0, text: "the parameter '\(parameter)' is missing",
        advice: "add a line for it")
    }
    func parameter(_ name: String) throws -> Double {
      try parameters.number("value", line: line(of: name))
    }
    let startLine = try line(of: "start")
    let start = try parameters.field("value", line: startLine)
    guard let instant = try? Date(start, strategy: .iso8601) else {
      throw BenchmarkError(
        file: parameters.file, line: startLine + 2, column: 2,
        text: "read '\(start)' as start, expected an instant",
        advice: "write it as 2025-06-15T23:00:00Z")
    }
    self.name = name
    self.start = Milliseconds(instant.timeIntervalSince1970) * 1_000
    modules = Int(try parameter("modules"))
    fuelCells = Int(try parameter("fuel_cells"))
    tankStart = try parameter("tank_start")
    tankLowest = try parameter("tank_lowest")
    tankHighest = try parameter("tank_highest")
    hydrogenValue = try parameter("hydrogen_value")
    optimumTotal = try parameter("optimum_total")
    noHydrogenTotal = try parameter("no_hydrogen_total")
    self.rows = try rows.lines.indices.map { try BenchmarkRow(rows, line: $0) }
  }
}

extension BenchmarkRow {
  init(_ table: BenchmarkTable, line: Int) throws {
    func number(_ column: String) throws -> Double { try table.number(column, line: line) }
    label = try table.field("time_cet", line: line)
    solar = try number("pv_kw")
    load = try number("load_kw")
    heat = try number("heat_kw")
    importPrice = try number("import_eur_kwh")
    exportPrice = try number("export_eur_kwh")
    draw = try number("draw_kg")
    optimum.modules = Int(try number("opt_modules"))
    optimum.standby = Int(try number("opt_standby"))
    optimum.electrolyserPower = try number("opt_electrolyser_kw")
    optimum.cells = Int(try number("opt_cell_on"))
    optimum.cellPower = try number("opt_cell_kw")
    optimum.fuel = try number("opt_fuel_kg_h")
    optimumOutcome.tank = try number("opt_tank_kg")
    optimumOutcome.imported = try number("opt_import_kw")
    optimumOutcome.exported = try number("opt_export_kw")
    optimumOutcome.boiler = try number("opt_boiler_kw")
    optimumOutcome.buffer = try number("opt_buffer_kwh")
  }
}
