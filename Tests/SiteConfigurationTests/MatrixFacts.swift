// The interlock matrix a second time. The plant's facts say in their own words what each row must read, when
// it acts, on what, and who resets it: instruments by the tags of the drawings, effects by the columns
// E1 to E16 of the signed matrix. The tests hold the running table of every site against these words, so
// that no cell of a site's file can change alone. A number that the facts leave open is marked `house`.

import Plant

/// One row, or one part of a row, in the words of the facts.
struct MatrixFact {
  /// What makes the demand.
  enum Cause {
    case above(Double, String, back: Double)
    case below(Double, String, back: Double)
    case open, closed
    case fault(String)
    case silent(Double)
  }

  /// What an input counts that may not be used. The facts let every bad value vote; a row may leave it
  /// only to other rows, by name, that hear of it.
  enum Bad {
    case votes, votesWhenAll
    case isAnswered(by: String)

    /// The word of the matrix.
    var word: String {
      switch self {
      case .votes: "demand"
      case .votesWhenAll: "demand-when-all"
      case .isAnswered: "ignore"
      }
    }
  }

  var row: String
  var part: String
  var cause: Cause
  /// Instruments: `PT-201`, a unit's signal `EL-101.link`, or a point that the controller computes.
  var reads: [String]
  /// How many votes make a demand.
  var votes: Int
  var bad: Bad
  /// Seconds for which the cause must stand.
  var delay: Double
  var timeBase: TimeBase
  /// The contact that must be closed for the row to watch; empty for always.
  var armedBy: String
  /// Effects by columns: `E1 T, E3 inlet, E5 X, E11b`.
  var does: String
  var priority: Int
  var reset: ResetRule
  var group: String

  /// `L03/alarm-2`; the row's name alone where it has one part.
  var label: String { part.isEmpty ? row : "\(row)/\(part)" }

  init(
    _ row: String, part: String = "", _ cause: Cause, on reads: String, votes: Int = 1,
    bad: Bad = .votes, for delay: Double = 0, _ timeBase: TimeBase = .plant,
    armedBy: String = "", does: String, priority: Int, reset: ResetRule, group: String
  ) {
    self.row = row
    self.part = part
    self.cause = cause
    self.reads = reads.split(separator: " ").map(String.init)
    self.votes = votes
    self.bad = bad
    self.delay = delay
    self.timeBase = timeBase
    self.armedBy = armedBy
    self.does = does
    self.priority = priority
    self.reset = reset
    self.group = group
  }
}

/// A number that the facts leave to the house.
func house<Value>(_ value: Value) -> Value { value }

/// A cell in which the file does not say what the facts say, with the reason. Whoever brings the file into
/// line takes the entry away.
struct MatrixDeviation {
  var row: String
  var part: String
  var column: String
  /// What the file says; effects by columns.
  var says: String
  var why: String

  init(_ row: String, _ part: String, _ column: String, says: String, why: String) {
    self.row = row
    self.part = part
    self.column = column
    self.says = says
    self.why = why
  }
}

/// The effects of a cell, split at the spaces outside brackets.
func effectWords(_ text: String) -> [String] {
  var words: [String] = []
  for piece in text.split(separator: " ").map(String.init) {
    if let last = words.last, last.contains("("), !last.hasSuffix(")") {
      words[words.count - 1] = "\(last) \(piece)"
    } else {
      words.append(piece)
    }
  }
  return words
}

/// The facts of one site.
struct SiteFacts: Sendable {
  var site: String
  /// All rows that are built, in the order of the file: rows of the same scan go by this order.
  var rows: @Sendable () -> [MatrixFact]
  var deviations: @Sendable () -> [MatrixDeviation]
  /// Rows of the facts that this site has not built.
  var notBuilt: [String]
  /// All rows of the facts for this site.
  var all: [String]
  /// What a column of the signed matrix means here: unit or actuator by tag, `*` is the code.
  var columns: [String: [String]]

  static let every = [lab, wesertor]
}
