// The cause-and-effect matrix: from the table that the engineer signs to the rows that the core walks.
// Every name is looked up, every word checked, and all mistakes come back together. What a row must not
// be is not decided here but in the envelope.

import Control
import Plant
import Safety
import StrictYAML

/// One compiled row with what the envelope and the print need besides.
struct MatrixRow {
  var id: String
  var part: String
  var unit: UnitOfMeasure
  var row: InterlockRow
  var inputs: [Int]
  var effects: [RowEffect]
  var definition: RowDefinition
  var source: String
  /// Line of the row, and columns of its fields by name.
  var line: Int
  var columns: [String: Int]

  /// Row and part as people say it.
  var title: String { part.isEmpty ? id : "\(id) \(part)" }
}

/// Reads the matrix of one site.
final class MatrixReader {
  /// Columns of the table, in this order.
  static let columns = [
    "row", "part", "cause_de", "cause_en", "inputs", "compare", "threshold", "unit", "hysteresis",
    "votes", "faults", "on_delay_s", "time_base", "armed_by", "effects", "priority", "latched",
    "reset", "group", "consequence_de", "consequence_en", "action_de", "action_en", "source",
  ]

  let site: SiteBuilder
  let file: String
  private(set) var problems: [YAMLProblem] = []
  private(set) var rows: [MatrixRow] = []
  private(set) var groups: [String] = []
  private var names: Set<String> = []

  init(site: SiteBuilder, file: String) {
    self.site = site
    self.file = file
  }

  func report(_ field: CSVField?, _ message: String) {
    report(line: field?.line ?? 1, column: field?.column ?? 1, message)
  }

  func report(line: Int, column: Int, _ message: String) {
    problems.append(YAMLProblem(file: file, line: line, column: column, message: message))
  }

  /// Reads the whole table.
  func read(_ text: String) {
    let (table, found) = CSVReader.read(text, file: file)
    problems += found
    guard table.header.map(\.text) == Self.columns else {
      reportHeader(table.header)
      return
    }
    for record in table.records { read(record) }
    site.site.description.rows = rows.map(\.row)
    site.site.catalogue.rows = rows.map(\.definition)
    site.site.rowSources = rows.map(\.source)
  }

  /// Reads the form of the table only: quotes, commas, columns.
  func readForm(_ text: String) {
    let (table, found) = CSVReader.read(text, file: file)
    problems += found
    if table.header.map(\.text) != Self.columns { reportHeader(table.header) }
  }

  private func reportHeader(_ header: [CSVField]) {
    for (place, expected) in Self.columns.enumerated() {
      guard place < header.count else {
        report(header.last, "the column '\(expected)' is missing; add it")
        return
      }
      if header[place].text != expected {
        report(
          header[place],
          "expected the column '\(expected)' here, read '\(header[place].text)'; the columns are "
            + Self.columns.joined(separator: ","))
        return
      }
    }
    report(header.dropFirst(Self.columns.count).first, "a column too many; remove it")
  }

  private func read(_ record: [CSVField]) {
    let fields = Fields(record, of: self)
    let id = fields.text("row")
    guard let cause = fields.cause(), isRowName(id, fields) else { return }
    var row = InterlockRow()
    row.cause = cause
    let unit = fields.unit(of: cause)
    let inputs = references(fields["inputs"], cause, unit)
    row.threshold = fields.threshold(of: cause)
    row.hysteresis = fields.hysteresis(of: cause)
    row.votes = fields.votes(of: inputs.count)
    row.faultVote = fields.faultVote()
    row.onDelay = fields.delay()
    row.timeBase = fields.timeBase()
    row.armedBy = armedBy(fields["armed_by"])
    row.priority = fields.priority()
    row.isLatched = fields.word("latched", ["yes", "no"]) == "yes"
    row.resetRule = fields.resetRule(isLatched: row.isLatched)
    row.group = group(fields["group"])
    let effects = self.effects(fields["effects"])
    lay(inputs, effects, into: &row)
    let part = fields.text("part")
    let definition = RowDefinition(
      row: id, part: part, cause: fields.texts("cause"), consequence: fields.texts("consequence"),
      action: fields.texts("action"), priority: row.priority, isLatched: row.isLatched,
      resetRule: row.resetRule, group: fields.text("group"), unit: unit ?? .one,
      threshold: row.threshold)
    if rows.count == Int(Int16.max) { report(fields["row"], "more rows than the core can count") }
    rows.append(
      MatrixRow(
        id: id, part: part, unit: unit ?? .one, row: row, inputs: inputs, effects: effects,
        definition: definition, source: fields.required("source"), line: fields["row"].line,
        columns: fields.columns))
  }

  private func isRowName(_ id: String, _ fields: Fields) -> Bool {
    let part = fields.text("part")
    let letters = id.unicodeScalars
    let isGood =
      letters.count >= 2 && letters.count <= 8 && letters.allSatisfy { $0.isASCII }
      && id.first?.isUppercase == true && id.dropFirst().first?.isNumber == true
    if !isGood { report(fields["row"], "'\(id)' is no row; write it like L02 or L02a") }
    if !part.isEmpty, !isName(part) {
      report(fields["part"], "'\(part)' is not a name; use small letters, digits and '-'")
    }
    if !names.insert("\(id) \(part)").inserted {
      report(fields["row"], "the row '\(id)' with part '\(part)' exists twice; rename the part")
    }
    return isGood
  }

  private func lay(_ inputs: [Int], _ effects: [RowEffect], into row: inout InterlockRow) {
    row.firstInput = Int32(site.site.description.inputs.count)
    row.inputCount = Int32(inputs.count)
    site.site.description.inputs += inputs.map { site.index($0) }
    row.firstEffect = Int32(site.site.description.effects.count)
    row.effectCount = Int32(effects.count)
    site.site.description.effects += effects
  }

  private func group(_ field: CSVField) -> Int16 {
    if !isName(field.text) {
      report(field, "'\(field.text)' is no name of a group; use small letters, digits and '-'")
    }
    if let place = groups.firstIndex(of: field.text) { return Int16(clamping: place) }
    groups.append(field.text)
    return Int16(clamping: groups.count - 1)
  }
}
