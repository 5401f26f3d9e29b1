// When each read request is due. The one that has waited longest goes first, so no class starves the
// other, and a request that is late skips the rounds it missed instead of catching up.

import DeviceProfiles
import Plant

/// The read requests of one link with their due times.
struct PollSchedule {
  private struct Entry {
    var block: ReadBlock
    var period: Milliseconds
    var due: Milliseconds
    var isAnswered = false
    /// What the last answer meant; nil when it has to be worked out anew.
    var meaning: Meaning?
  }

  /// The registers of an answer and what they meant. Most answers repeat the one before, and then only
  /// their time is new.
  struct Meaning: Sendable {
    var values: [UInt16]
    var samples: [(place: Int, sample: RawSample)]
    /// By sample: it belongs to a point that says whether the others count.
    var isTrusted: [Bool]
  }

  private var entries: [Entry] = []

  /// Nothing to poll.
  init() {}

  /// All requests of a plan, due now.
  init(_ plan: DevicePlan, now: Milliseconds) {
    let timing = plan.profile.timing
    entries =
      plan.fast.map { Entry(block: $0, period: max(timing.fast, 1), due: now) }
      + plan.slow.map { Entry(block: $0, period: max(timing.slow, 1), due: now) }
  }

  /// True when every request has had an answer on this link.
  var isProven: Bool { entries.allSatisfy(\.isAnswered) }

  /// The instant at which the next request is due; nil when there is none.
  var nextDue: Milliseconds? { entries.map(\.due).min() }

  /// The request that has been due longest; nil when none is.
  func due(at now: Milliseconds) -> Int? {
    var best: Int?
    for index in entries.indices where entries[index].due <= now {
      if best.map({ entries[index].due < entries[$0].due }) ?? true { best = index }
    }
    return best
  }

  /// The request with that number.
  func block(_ index: Int) -> ReadBlock { entries[index].block }

  /// What the last answer to that request meant, if it held the same registers.
  func meaning(_ index: Int, of values: [UInt16]) -> Meaning? {
    guard let known = entries[index].meaning, known.values == values else { return nil }
    return known
  }

  /// Remembers what an answer means.
  mutating func remember(_ meaning: Meaning, _ index: Int) { entries[index].meaning = meaning }

  /// Forgets all meanings: something changed that they depend on.
  mutating func forgetMeanings() {
    for index in entries.indices { entries[index].meaning = nil }
  }

  /// Notes an answer and moves the request to its next round after `now`.
  mutating func answered(_ index: Int, at now: Milliseconds) {
    entries[index].isAnswered = true
    let period = entries[index].period
    let late = max(now - entries[index].due, 0)
    entries[index].due += period * (1 + late / period)
  }

  /// Puts smaller requests, due at once, in the place of a refused one.
  mutating func divide(_ index: Int, into blocks: [ReadBlock], now: Milliseconds) {
    let period = entries[index].period
    let parts = blocks.map { Entry(block: $0, period: period, due: now) }
    entries.replaceSubrange(index...index, with: parts)
  }
}
