// The notation of effects in the matrix: `el-*:T tank-inlet.open:C(after fc-1 180s)`. The target is a unit
// or an actuator, the code one of the letters that the matrix is signed with. A letter has one meaning
// here and nowhere else.

import Plant

/// One effect as the matrix writes it, before names are looked up.
struct EffectNotation: Equatable {
  /// Unit (`el-1`, `el-*`) or actuator (`tank-inlet.open`).
  var target: String
  var code: EffectCode
  /// The unit that must be at rest first, and the longest wait for it, in ms of plant time.
  var after: String?
  var atLatest: Milliseconds = 0

  /// Why a piece of text is no effect.
  struct Refusal: Error {
    var message: String
  }

  /// All effects of a field, in the order of writing.
  static func list(_ text: String) throws(Refusal) -> [EffectNotation] {
    var effects: [EffectNotation] = []
    for word in try words(text) { effects.append(try EffectNotation(word)) }
    return effects
  }

  /// Splits at spaces outside brackets.
  private static func words(_ text: String) throws(Refusal) -> [Substring] {
    var words: [Substring] = []
    var depth = 0
    var start: String.Index?
    for place in text.indices {
      let letter = text[place]
      if letter == "(" { depth += 1 }
      if letter == ")" { depth -= 1 }
      if depth < 0 || depth > 1 { throw Refusal(message: "the brackets do not match in '\(text)'") }
      if letter == " ", depth == 0 {
        if let begin = start { words.append(text[begin..<place]) }
        start = nil
      } else if start == nil {
        start = place
      }
    }
    if depth != 0 { throw Refusal(message: "the brackets do not match in '\(text)'") }
    if let begin = start { words.append(text[begin...]) }
    return words
  }

  private init(_ word: Substring) throws(Refusal) {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw Refusal(message: "'\(word)' is no effect; write 'unit:code' or 'unit.actuator:code'")
    }
    let letters = parts[1].prefix { $0 != "(" }
    guard let code = EffectCode(String(letters)) else {
      throw Refusal(
        message:
          "unknown effect code '\(letters)'; use A, M and a share like M60, I, S, T, TB, C, CQ or "
          + "X")
    }
    target = String(parts[0])
    self.code = code
    let condition = parts[1].dropFirst(letters.count)
    guard !condition.isEmpty else { return }
    let terms = condition.dropFirst().dropLast().split(separator: " ")
    guard condition.hasSuffix(")"), terms.count == 3, terms[0] == "after", terms[2].hasSuffix("s"),
      let seconds = decimalNumber(String(terms[2].dropLast())), seconds > 0, seconds <= 86_400
    else {
      throw Refusal(message: "'\(condition)' is no condition; write it like '(after fc-1 180s)'")
    }
    after = String(terms[1])
    atLatest = Milliseconds(seconds * 1_000)
  }
}

/// A code of the matrix. `TB` is a trip that leaves the blow-down of the unit to its sequence, `CQ` closes a
/// store's outlet and keeps it locked until an analysis was given.
enum EffectCode: Equatable {
  case alarm, limit(Int), hold, softStop, trip, tripAndBlowDown, close, closeForAnalysis, activate

  /// The code written as `text`.
  init?(_ text: String) {
    switch text {
    case "A": self = .alarm
    case "I": self = .hold
    case "S": self = .softStop
    case "T": self = .trip
    case "TB": self = .tripAndBlowDown
    case "CQ": self = .closeForAnalysis
    case "C": self = .close
    case "X": self = .activate
    default:
      guard text.hasPrefix("M"), let share = Int(text.dropFirst()), (1...99).contains(share),
        String(share) == text.dropFirst()
      else { return nil }
      self = .limit(share)
    }
  }

  /// True when the code is for an actuator, not for a unit.
  var isForActuator: Bool {
    self == .close || self == .closeForAnalysis || self == .activate
  }

  /// What the core does.
  var effect: Effect {
    switch self {
    case .alarm: .alarmOnly
    case .limit: .limit
    case .hold: .hold
    case .softStop: .softStop
    case .trip, .tripAndBlowDown, .close, .closeForAnalysis, .activate: .trip
    }
  }

  /// Share of nominal that stays, 0...1.
  var share: Double {
    if case .limit(let percent) = self { return Double(percent) / 100 }
    return 1
  }
}
