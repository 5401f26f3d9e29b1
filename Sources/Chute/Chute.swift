// The chute between the scan loop and a thread of the gallery: a ring of fixed size with one producer and
// one consumer, without a lock. A lock could make the real-time thread wait for a sleeping writer; here
// the producer either finds a free place or counts what it lost.

import Synchronization

/// A bounded one-way queue. `offer` is for one thread, `take` for one other.
public final class Chute<Element: Sendable>: @unchecked Sendable {
  private let places: UnsafeMutablePointer<Element?>
  private let capacity: Int
  private let written = Atomic<Int>(0)
  private let taken = Atomic<Int>(0)
  private let refused = Atomic<Int>(0)
  private let isOffering = Atomic<Bool>(false)

  /// A chute with room for `capacity` elements, at least one.
  public init(capacity: Int) {
    self.capacity = max(1, capacity)
    places = UnsafeMutablePointer<Element?>.allocate(capacity: self.capacity)
    places.initialize(repeating: nil, count: self.capacity)
  }

  deinit {
    places.deinitialize(count: capacity)
    places.deallocate()
  }

  /// Elements that found no room.
  public var lost: Int { refused.load(ordering: .relaxed) }

  /// Elements that wait.
  public var count: Int { written.load(ordering: .acquiring) - taken.load(ordering: .acquiring) }

  /// Puts an element in, or counts it as lost. Never waits; a second producer that comes at the same
  /// moment loses its element too, instead of tearing the ring.
  @discardableResult
  public func offer(_ element: Element) -> Bool {
    let claim = isOffering.compareExchange(expected: false, desired: true, ordering: .acquiring)
    guard claim.exchanged else {
      refused.add(1, ordering: .relaxed)
      return false
    }
    defer { isOffering.store(false, ordering: .releasing) }
    let place = written.load(ordering: .relaxed)
    guard place - taken.load(ordering: .acquiring) < capacity else {
      refused.add(1, ordering: .relaxed)
      return false
    }
    places[place % capacity] = element
    written.store(place + 1, ordering: .releasing)
    return true
  }

  /// The oldest element, or nil when there is none.
  public func take() -> Element? {
    let place = taken.load(ordering: .relaxed)
    guard place < written.load(ordering: .acquiring) else { return nil }
    let element = places[place % capacity]
    places[place % capacity] = nil
    taken.store(place + 1, ordering: .releasing)
    return element
  }
}
