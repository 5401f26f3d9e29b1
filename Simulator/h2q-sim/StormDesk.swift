// Where the runs of all threads come together: seeds are handed out here, results gathered, failures told
// at once, and every minute a line says how far the hunt has come.

import Foundation
import Hunt

/// Hands out seeds, takes results.
final class StormDesk: @unchecked Sendable {
  private let lock = NSLock()
  private let minutes: Int
  private let tellsAll: Bool
  private var seeds: ClosedRange<UInt64>.Iterator
  private let count: Int
  private var gathered = HuntReport()
  private var isBroken = false
  private let begin = Date()
  private var told = Date()

  /// A desk for runs of `minutes`; `tellsAll` for the whole story of every run.
  init(seeds: ClosedRange<UInt64>, minutes: Int, tellsAll: Bool) {
    self.seeds = seeds.makeIterator()
    self.minutes = minutes
    self.tellsAll = tellsAll
    count = seeds.count
  }

  /// What has been gathered so far.
  var report: HuntReport { lock.withLock { gathered } }
  /// A law was broken, or a run could not be lived through.
  var hasFailed: Bool { lock.withLock { isBroken || !gathered.failures.isEmpty } }

  /// The next seed; nil when all have been handed out.
  func next() -> UInt64? { lock.withLock { seeds.next() } }

  /// A run that could not be lived through; the others go on.
  func fail(_ text: String) {
    lock.withLock { isBroken = true }
    printError(text)
  }

  /// Takes the result of a run.
  func add(_ result: RunResult, of hunter: Hunter) {
    lock.withLock {
      gathered.add(result, of: hunter)
      if let breach = result.breach {
        say("VERDICT seed \(result.seed), scan \(result.breachScan), \(result.site): \(breach)")
        say("  again: h2q-sim storm --seeds \(result.seed) --minutes \(minutes) --story --shrink")
      } else if tellsAll {
        say(result.summary)
      }
      if tellsAll { for line in result.diary + result.last { say("  \(line)") } }
      tellProgress()
    }
  }

  private func tellProgress() {
    guard Date().timeIntervalSince(told) >= 60 else { return }
    told = Date()
    let share = gathered.scans > 0 ? gathered.flowing * 100 / gathered.scans : 0
    say(
      "\(gathered.runs) of \(count) seeds after \(Int(told.timeIntervalSince(begin))) s: "
        + "\(gathered.scans) scans, hydrogen in \(share) %, \(gathered.failures.count) verdicts")
  }
}
