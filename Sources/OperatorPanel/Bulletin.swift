// The bulletin: the newest snapshot, the last events and the wishes that wait for their answer. The scan
// drops a snapshot here and goes on; everything slow happens on the readers' side.

import Plant
import Synchronization

/// What the step said to a wish.
enum Reply: Equatable, Sendable {
  case accepted
  case refused(Reason)
  /// The letter box is full: too many wishes wait already.
  case crowded
  /// No scan answered in time; the wish may still be taken.
  case unanswered
}

/// Keeps what the panel shows.
final class Bulletin: Sendable {
  /// The first ticket of the panel; the command line counts far below it.
  static let firstTicket: UInt32 = 1_000_000
  private static let lastTicket: UInt32 = 1_999_999
  /// How many events are shown. Wishes that wait are bounded by the connections that asked them.
  static let mostEvents = 20

  private struct State {
    var newest: Snapshot?
    var offered = ContinuousClock.now
    var events: [Event] = []
    var nextTicket = Bulletin.firstTicket
    var waiting: [UInt32: CheckedContinuation<Reply, Never>] = [:]
  }

  private let state = Mutex(State())

  /// Takes the snapshot of a scan; never waits for a reader.
  func offer(_ snapshot: Snapshot) {
    let now = ContinuousClock.now
    let answered = state.withLock { state in
      state.newest = snapshot
      state.offered = now
      guard !snapshot.events.isEmpty else { return [(CheckedContinuation<Reply, Never>, Reply)]() }
      let fresh = state.events + snapshot.events
      state.events = Array(fresh.suffix(Self.mostEvents))
      return snapshot.events.compactMap { event in
        guard let (ticket, reply) = answer(in: event),
          let waiter = state.waiting.removeValue(forKey: ticket)
        else { return nil }
        return (waiter, reply)
      }
    }
    for (waiter, reply) in answered { waiter.resume(returning: reply) }
  }

  /// The newest snapshot with the last events, oldest first, and how long ago it came.
  var newest: (snapshot: Snapshot, events: [Event], silence: Duration)? {
    state.withLock { state in
      state.newest.map { ($0, state.events, state.offered.duration(to: .now)) }
    }
  }

  /// Posts a wish and waits for what a scan says to it, no longer than `patience`.
  func ask(
    patience: Duration = .seconds(2), _ post: @escaping @Sendable (_ ticket: UInt32) -> Bool
  ) async -> Reply {
    let ticket = state.withLock { state in
      defer {
        state.nextTicket =
          state.nextTicket == Self.lastTicket ? Self.firstTicket : state.nextTicket + 1
      }
      return state.nextTicket
    }
    let limit = Task { [weak self] in
      try? await Task.sleep(for: patience)
      self?.settle(ticket, .unanswered)
    }
    defer { limit.cancel() }
    return await withCheckedContinuation { waiter in
      state.withLock { $0.waiting[ticket] = waiter }
      if !post(ticket) { settle(ticket, .crowded) }
    }
  }

  private func settle(_ ticket: UInt32, _ reply: Reply) {
    let waiter = state.withLock { $0.waiting.removeValue(forKey: ticket) }
    waiter?.resume(returning: reply)
  }

  private func answer(in event: Event) -> (ticket: UInt32, reply: Reply)? {
    guard event.value >= Double(Self.firstTicket), event.value <= Double(Self.lastTicket) else {
      return nil
    }
    switch event.kind {
    case .intentAccepted: return (UInt32(event.value), .accepted)
    case .intentRefused: return (UInt32(event.value), .refused(event.reason))
    default: return nil
    }
  }
}
