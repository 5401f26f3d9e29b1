// The letter box: wishes of people wait here until the next scan picks them all up at once. It is
// bounded; when it is full the newest wish is refused, so that the asker hears about it. A stop is
// never refused: it takes the place of the newest wish that is not one.

public import Plant
import Synchronization

/// Collects intents between two scans.
public final class LetterBox: Sendable {
  /// The most wishes that can wait for one scan.
  public static let capacity = 64
  private let waiting: Mutex<[Intent]>

  /// An empty box.
  public init() {
    var room: [Intent] = []
    room.reserveCapacity(Self.capacity)
    waiting = Mutex(room)
  }

  /// Drops a wish in. False when the box is full.
  public func post(_ intent: Intent) -> Bool {
    waiting.withLock { box in
      if box.count < Self.capacity {
        box.append(intent)
        return true
      }
      guard intent.kind == .stop, let place = box.lastIndex(where: { $0.kind != .stop }) else {
        return intent.kind == .stop
      }
      box.remove(at: place)
      box.append(intent)
      return true
    }
  }

  /// Takes all wishes out, in the order in which they came, in exchange for the memory of `wishes`:
  /// neither side allocates.
  public func collect(into wishes: inout [Intent]) {
    wishes.removeAll(keepingCapacity: true)
    waiting.withLock { swap(&$0, &wishes) }
  }
}
