// Words: how the closed lists of the core are written outside it, in history, telemetry and pages. One
// place makes the word of a case, so that the same event carries the same name everywhere; tests pin
// the words, because files and subscribers keep them for years.

extension EventKind {
  /// The name in files and on the wire: `row-raised`.
  public var word: String { hyphenated("\(self)") }
}

extension ReasonCode {
  /// The name in files and on the wire: `store-too-full`.
  public var word: String { hyphenated("\(self)") }
}

extension Step {
  /// The name in files and on the wire: `pre-purge`.
  public var word: String { hyphenated("\(self)") }
}

extension Quality {
  /// The class alone: `good`, `uncertain` or `bad`.
  public var word: String {
    switch self {
    case .good: "good"
    case .uncertain: "uncertain"
    case .bad: "bad"
    }
  }

  /// Why the value is not good: `broken-wire`; nil for a good one.
  public var why: String? {
    switch self {
    case .good: nil
    case .uncertain(let reason): hyphenated("\(reason)")
    case .bad(let reason): hyphenated("\(reason)")
    }
  }
}

extension RowDefinition {
  /// The row as people name it: `L02`, or `L02/pressure` for one of several causes.
  public var label: String { part.isEmpty ? row : "\(row)/\(part)" }
}

/// `storeTooFull` as `store-too-full`.
private func hyphenated(_ caseName: String) -> String {
  var word = ""
  for letter in caseName {
    if letter.isUppercase {
      word += "-" + letter.lowercased()
    } else {
      word.append(letter)
    }
  }
  return word
}
