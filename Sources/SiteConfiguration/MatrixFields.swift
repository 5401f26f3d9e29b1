// The fields of one record of the matrix by the name of their column, each read as what it must be. A
// field that makes no sense is reported once and replaced by something harmless, so that reading goes
// on and finds the next mistake.

import Plant
import Safety
import StrictYAML

/// One record with its columns.
struct Fields {
  private let record: [CSVField]
  private let reader: MatrixReader

  init(_ record: [CSVField], of reader: MatrixReader) {
    self.record = record
    self.reader = reader
  }

  /// The field of a column.
  subscript(column: String) -> CSVField {
    guard let place = MatrixReader.columns.firstIndex(of: column), place < record.count else {
      return CSVField(text: "", line: 1, column: 1)
    }
    return record[place]
  }

  /// Columns of all fields by name.
  var columns: [String: Int] {
    Dictionary(
      zip(MatrixReader.columns, record.map(\.column)), uniquingKeysWith: { first, _ in first })
  }

  func text(_ column: String) -> String { self[column].text }

  /// A text that must not be empty.
  func required(_ column: String) -> String {
    if text(column).isEmpty {
      reader.report(self[column], "the field '\(column)' is empty; fill it")
    }
    return text(column)
  }

  func texts(_ column: String) -> BilingualText {
    BilingualText(de: required("\(column)_de"), en: required("\(column)_en"))
  }

  /// One of the words that the column knows.
  func word(_ column: String, _ words: [String]) -> String? {
    if words.contains(text(column)) { return text(column) }
    reader.report(
      self[column],
      "unknown word '\(text(column))' in '\(column)': \(suggestion(for: text(column), among: words))"
    )
    return nil
  }

  func cause() -> Cause? {
    let words = Cause.allCases.map { "\($0)" }
    guard let word = word("compare", words), let place = words.firstIndex(of: word) else {
      return nil
    }
    return Cause.allCases[place]
  }

  func unit(of cause: Cause) -> UnitOfMeasure? {
    let symbol = text("unit")
    guard let unit = UnitOfMeasure(symbol: symbol) else {
      let advice =
        symbol == "bar"
        ? "write bar(g) or bar(a)"
        : suggestion(for: symbol, among: UnitOfMeasure.allCases.map(\.symbol))
      reader.report(self["unit"], "unknown unit '\(symbol)': \(advice)")
      return nil
    }
    switch cause {
    case .open, .closed:
      if unit != .contact { reader.report(self["unit"], "a contact is in 0/1, read '\(symbol)'") }
    case .silent:
      if unit != .second { reader.report(self["unit"], "silence is in s, read '\(symbol)'") }
    case .above, .below, .fault: break
    }
    return unit
  }

  /// A number that the cause needs, or an empty field where it has no meaning.
  private func number(_ column: String, isNeeded: Bool) -> Double {
    let text = self.text(column)
    guard isNeeded else {
      if !text.isEmpty {
        reader.report(self[column], "'\(self.text("compare"))' takes no \(column); leave it empty")
      }
      return 0
    }
    guard let value = decimalNumber(text), abs(value) <= 1e9 else {
      reader.report(self[column], "expected a number like 34.0 in '\(column)', read '\(text)'")
      return 0
    }
    return value
  }

  func threshold(of cause: Cause) -> Double {
    let isNeeded = cause == .above || cause == .below || cause == .silent
    let value = number("threshold", isNeeded: isNeeded)
    if cause == .silent, isNeeded, value <= 0 {
      reader.report(self["threshold"], "silence needs a time above 0 s")
    }
    return value
  }

  func hysteresis(of cause: Cause) -> Double {
    let value = number("hysteresis", isNeeded: cause == .above || cause == .below)
    if value < 0 { reader.report(self["hysteresis"], "a hysteresis is not negative; correct it") }
    return value
  }

  /// `1oo2`: how many votes of how many inputs.
  func votes(of inputs: Int) -> Int32 {
    let text = self.text("votes")
    let terms = text.split(separator: "oo", omittingEmptySubsequences: false)
    guard terms.count == 2, let votes = Int32(terms[0]), let count = Int(terms[1]), votes >= 1,
      Int(votes) <= count, "\(votes)oo\(count)" == text
    else {
      reader.report(self["votes"], "expected votes like 1oo2, read '\(text)'")
      return 1
    }
    if count != inputs, inputs > 0 {
      reader.report(
        self["votes"], "the row has \(inputs) inputs, '\(text)' counts \(count); correct one")
    }
    return votes
  }

  func faultVote() -> FaultVote {
    switch word("faults", ["demand", "demand-when-all", "ignore"]) {
    case "demand-when-all": .demandsWhenAll
    case "ignore": .ignored
    default: .demands
    }
  }

  func delay() -> Milliseconds {
    guard let seconds = decimalNumber(text("on_delay_s")), seconds >= 0, seconds <= 86_400,
      (seconds * 1_000).rounded() == seconds * 1_000
    else {
      reader.report(
        self["on_delay_s"],
        "expected a delay in s, to the millisecond, read '\(text("on_delay_s"))'")
      return 0
    }
    return Milliseconds(seconds * 1_000)
  }

  func timeBase() -> TimeBase { word("time_base", ["plant", "real"]) == "real" ? .real : .plant }

  func priority() -> Priority {
    let word = word("priority", ["1", "2", "3"])
    return word.flatMap { UInt8($0) }.flatMap(Priority.init(rawValue:)) ?? .first
  }

  func resetRule(isLatched: Bool) -> ResetRule {
    let words = ResetRule.allCases.map { "\($0)" }
    guard let word = word("reset", words), let place = words.firstIndex(of: word) else {
      return .local
    }
    let rule = ResetRule.allCases[place]
    if isLatched != (rule != .auto) {
      reader.report(
        self["reset"],
        isLatched
          ? "a latched row is reset by a person; write panel or local"
          : "a row that is not latched resets itself; write auto, or latch it")
    }
    return rule
  }
}
