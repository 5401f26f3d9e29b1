// History as CSV for spreadsheets and scripts: RFC 4180 (comma, CRLF, doubled quotes), times as RFC
// 3339 UTC with milliseconds, numbers with a point. A text that a spreadsheet would run as a formula
// gets an apostrophe in front (OWASP, "CSV injection"); numbers are written as they are.

public import Plant

/// Writes history as CSV.
public struct HistoryCSV {
  private let reader: HistoryReader
  private let write: (String) -> Void

  /// - Parameter write: takes text in pieces, each of whole lines.
  public init(_ reader: HistoryReader, to write: @escaping (String) -> Void) {
    self.reader = reader
    self.write = write
  }

  /// Header and rows of the named points, point after point in the order asked, oldest first.
  /// Pages through the file, so that no read is long.
  ///
  /// - Throws: `unknownPoint` before anything is written, or `readFailed`.
  public func samples(
    points: [String], since: Milliseconds = .min, until: Milliseconds = .max
  ) throws(HistorianError) {
    for point in points { try reader.demand(point) }
    write(Self.line(["time", "point", "value", "unit", "quality", "why"]))
    for point in points {
      var from = since
      while true {
        let page = try reader.samples(point: point, since: from, until: until, limit: 2000)
        let lines = page.map { row in
          Self.line([
            UTC.text(row.time), point, row.value.map { Self.number($0) } ?? "", row.unit,
            row.quality.word, row.quality.why ?? "",
          ])
        }
        write(lines.joined())
        guard page.count == 2000, let last = page.last else { break }
        from = last.time + 1
      }
    }
  }

  /// Header and rows of the events, oldest first; at most `HistoryReader.mostRows`.
  public func events(
    since: Milliseconds = .min, until: Milliseconds = .max
  ) throws(HistorianError) {
    let rows = try reader.events(since: since, until: until)
    write(
      Self.line([
        "time", "scan", "kind", "subject", "value", "reason", "reason subject", "reason value",
        "reason limit",
      ]))
    write(
      rows.map { row in
        Self.line([
          UTC.text(row.time), String(row.scan), row.kind, row.subject,
          row.value.map { Self.number($0) } ?? "", row.reason, row.reasonSubject,
          row.reasonValue.map { Self.number($0) } ?? "",
          row.reasonLimit.map { Self.number($0) } ?? "",
        ])
      }.joined())
  }

  /// One line of fields, guarded and quoted.
  static func line(_ fields: [String]) -> String {
    fields.map { quoted(guarded($0)) }.joined(separator: ",") + "\r\n"
  }

  /// The field with an apostrophe in front when a spreadsheet would take it for a formula.
  private static func guarded(_ field: String) -> String {
    guard let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first),
      Double(field) == nil
    else { return field }
    return "'" + field
  }

  /// The field in quotes where RFC 4180 asks for them.
  private static func quoted(_ field: String) -> String {
    let needsQuotes = field.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    guard needsQuotes else { return field }
    var text = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { text += "\"" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }

  /// The shortest text that reads back as the same number; whole numbers without a fraction.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
    return "\(value)"
  }
}
