// The two languages of the house. German is what pages and training show first; the command line speaks
// English.

public import Plant

/// A language that people are addressed in.
public enum Language: String, CaseIterable, Sendable {
  case german = "de"
  case english = "en"

  /// The text in this language.
  public func text(_ both: BilingualText) -> String {
    switch self {
    case .german: both.de
    case .english: both.en
    }
  }
}

/// A number as people read it: German with a comma, no more digits than are worth reading.
public func number(_ value: Double, digits: Int = 1, _ language: Language) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (value.magnitude * scale).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  let whole = Int64(scaled)
  let sign = value < 0 && whole != 0 ? "-" : ""
  guard digits > 0 else { return "\(sign)\(whole)" }
  let step = Int64(scale)
  let fraction = String(whole % step)
  let zeros = String(repeating: "0", count: digits - fraction.count)
  let mark = language == .german ? "," : "."
  return "\(sign)\(whole / step)\(mark)\(zeros)\(fraction)"
}
