// One line of words out of a file, each with its column, so that a mistake in the middle of a condition is
// shown where it stands.

import StrictYAML

/// The words of a scalar in a file, read from left to right.
struct WordLine {
  struct Word {
    var text: String
    var column: Int
  }

  let line: Int
  private(set) var words: [Word] = []
  private let endColumn: Int

  /// Splits a scalar at its spaces; nil for a mapping, a sequence or nothing.
  init?(_ node: YAMLNode) {
    guard case .scalar(let text, let isQuoted) = node.content, !text.isEmpty else { return nil }
    line = node.line
    var column = node.column + (isQuoted ? 1 : 0)
    for part in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !part.isEmpty { words.append(Word(text: String(part), column: column)) }
      column += part.unicodeScalars.count + 1
    }
    endColumn = column - 1
    if words.isEmpty { return nil }
  }

  private init(line: Int, words: [Word], endColumn: Int) {
    self.line = line
    self.words = words
    self.endColumn = endColumn
  }

  /// Takes the first word away; nil at the end.
  mutating func next() -> Word? { words.isEmpty ? nil : words.removeFirst() }

  /// The column of the next word, or where it should stand.
  var column: Int { words.first?.column ?? endColumn }

  /// What is left, as one text.
  var rest: String { words.map(\.text).joined(separator: " ") }

  /// Splits at the first occurrence of a word: what stands before it, and what behind; nil when the
  /// word does not occur.
  func split(at word: String) -> (before: WordLine, after: WordLine)? {
    guard let place = words.firstIndex(where: { $0.text == word }) else { return nil }
    return (
      WordLine(line: line, words: Array(words[..<place]), endColumn: words[place].column),
      WordLine(line: line, words: Array(words[(place + 1)...]), endColumn: endColumn)
    )
  }
}
