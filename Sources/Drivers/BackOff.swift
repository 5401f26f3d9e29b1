// The pauses between attempts to reach a device: none before the first, then longer and longer. They
// start over only when a link has proven itself, so that a device that accepts connections and then
// fails is not stormed.

import Plant

/// Counts failures in a row and says how long to wait.
struct BackOff {
  /// Pause before the first, second, ... attempt after a failure, in ms; the last one repeats.
  static let pauses: [Milliseconds] = [0, 1_000, 2_000, 5_000, 10_000]
  private var failures = 0

  /// Notes a failure and returns the pause before the next attempt, in ms.
  mutating func pauseAfterFailure() -> Milliseconds {
    let pause = Self.pauses[min(failures, Self.pauses.count - 1)]
    failures = min(failures + 1, Self.pauses.count)
    return pause
  }

  /// Starts over: the link has proven itself.
  mutating func startOver() { failures = 0 }
}
