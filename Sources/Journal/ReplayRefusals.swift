// What stands against a replay before it begins: nothing to play, or other files than on that day. A refusal
// says what the journal holds instead, so that the next try need not guess.

import Plant

extension Replay {
  /// Why there is no block in the range.
  func nothing(from: Milliseconds, until: Milliseconds) throws(JournalError) -> JournalError {
    let runs = try journal.runs()
    guard let first = runs.map(\.first).min(), let last = runs.map(\.last).max() else {
      return JournalError(.empty, "journal \(journal.path) holds no block yet")
    }
    return JournalError(
      .empty,
      "journal \(journal.path) holds nothing in this range; it reaches from \(UTC.text(first)) to "
        + UTC.text(last))
  }

  /// Refuses runs with another configuration: the same inputs would mean other things.
  func demandConfiguration(of wanted: Set<Int64>) throws(JournalError) {
    let runs = try journal.runs()
    let now = Digest.text(configuration)
    let others = runs.filter { wanted.contains($0.number) && $0.configuration != now }
    guard !others.isEmpty else { return }
    let told = others.prefix(5).map {
      "  \($0.configuration) from \(UTC.text($0.first)) to \(UTC.text($0.last))"
    }
    let same = runs.filter { $0.configuration == now }
    let hint =
      if let first = same.map(\.first).min(), let last = same.map(\.last).max() {
        "journal of the site's present files lies between \(UTC.text(first)) and \(UTC.text(last)): "
          + "choose a range there, or take the files of that day"
      } else {
        "take the site's files of that day"
      }
    throw JournalError(
      .otherConfiguration,
      """
      a replay needs the configuration that was in force, and the site's files have changed since.
      the files now: \(now); recorded:
      \(told.joined(separator: "\n"))
      \(hint)
      """)
  }
}
