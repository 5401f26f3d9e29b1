// What the client's face and its thread share, behind one lock that is held for a few moves only.

import Synchronization

final class SharedState: Sendable {
  private struct Kept {
    var queue = Fifo<MQTTMessage>()
    var inbox: [MQTTMessage] = []
    var counters = MQTTCounters()
    var stop: Stop?
    var isEmptied = false
  }

  /// The wish to stop.
  struct Stop: Sendable {
    var last: [MQTTMessage]
    var until: Int64
  }

  private let kept = Mutex(Kept())
  private let queueLimit: Int
  private let inboxLimit: Int

  init(queueLimit: Int, inboxLimit: Int) {
    self.queueLimit = queueLimit
    self.inboxLimit = inboxLimit
  }

  var counters: MQTTCounters { kept.withLock { $0.counters } }
  var room: Int { kept.withLock { max(0, queueLimit - $0.queue.count) } }
  var stop: Stop? { kept.withLock { $0.stop } }
  var isEmptied: Bool { kept.withLock { $0.isEmptied } }

  func count(_ change: (inout MQTTCounters) -> Void) { kept.withLock { change(&$0.counters) } }

  func enqueue(_ message: MQTTMessage) -> Bool {
    kept.withLock { kept in
      guard kept.queue.count < queueLimit, kept.stop == nil else {
        kept.counters.dropped += 1
        return false
      }
      kept.queue.append(message)
      return true
    }
  }

  func reject() -> Bool {
    count { $0.rejected += 1 }
    return false
  }

  func takeMessage() -> MQTTMessage? { kept.withLock { $0.queue.popFirst() } }

  /// Puts messages of a lost connection back in front. They were in the queue before, so the limit
  /// may be passed by the size of the window.
  func putBack(_ messages: [MQTTMessage]) {
    kept.withLock { kept in
      kept.queue.prepend(messages)
      kept.counters.repeated += UInt64(messages.count)
    }
  }

  func deliver(_ messages: [MQTTMessage], tooLarge: UInt64) {
    kept.withLock { kept in
      let taken = messages.prefix(max(0, inboxLimit - kept.inbox.count))
      kept.inbox += taken
      kept.counters.received += UInt64(taken.count)
      kept.counters.receivedLost += UInt64(messages.count - taken.count) + tooLarge
    }
  }

  func takeReceived() -> [MQTTMessage] {
    kept.withLock { kept in
      let received = kept.inbox
      kept.inbox = []
      return received
    }
  }

  func askToStop(last: [MQTTMessage], until: Int64) {
    kept.withLock { if $0.stop == nil { $0.stop = Stop(last: last, until: until) } }
  }

  func markEmptied() { kept.withLock { $0.isEmptied = true } }
}
