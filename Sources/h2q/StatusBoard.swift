// The status board: the newest snapshot, for whoever asks, and the answers to intents, for whoever
// waits. It keeps little and forgets the oldest.

import Foundation
import Plant
import ScanLoop

/// Keeps the newest snapshot.
final class StatusBoard: SnapshotReader, @unchecked Sendable {
  private let condition = NSCondition()
  private var newest: Snapshot?
  private var answers: [(ticket: UInt32, refusal: Reason)] = []
  private var recent: [Event] = []
  private var lastTicket: UInt32 = 0

  func offer(_ snapshot: Snapshot) {
    condition.lock()
    defer { condition.unlock() }
    newest = snapshot
    for event in snapshot.events {
      if event.kind == .intentAccepted || event.kind == .intentRefused {
        answers.append((UInt32(event.value), event.reason))
      } else {
        recent.append(event)
      }
    }
    if answers.count > 100 { answers.removeFirst(answers.count - 100) }
    if recent.count > 200 { recent.removeFirst(recent.count - 200) }
    condition.broadcast()
  }

  /// A number for a new wish.
  func ticket() -> UInt32 {
    condition.lock()
    defer { condition.unlock() }
    lastTicket += 1
    return lastTicket
  }

  /// The newest snapshot; nil before the first scan.
  var snapshot: Snapshot? { condition.withLock { newest } }

  /// The last events, oldest first.
  var events: [Event] { condition.withLock { recent } }

  /// Waits for the answer to a wish; nil when none comes within two seconds of real time.
  func answer(to ticket: UInt32) -> Reason? {
    condition.lock()
    defer { condition.unlock() }
    let limit = Date(timeIntervalSinceNow: 2)
    while true {
      if let found = answers.first(where: { $0.ticket == ticket }) { return found.refusal }
      if !condition.wait(until: limit) { return nil }
    }
  }
}
