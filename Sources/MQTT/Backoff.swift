// The pauses between connection attempts: doubling from the first to the longest, each up to a quarter
// shorter by a jitter from a seed. Pure; the same seed gives the same pauses.

/// Counts attempts and tells the next pause in ms.
struct Backoff {
  private let first: Int
  private var attempts = 0
  private var state: UInt64

  init(first: Int, seed: UInt64) {
    self.first = max(1, first)
    state = seed
  }

  /// The pause before the next attempt, at most `longest`.
  mutating func next(longest: Int) -> Int {
    var pause = first
    for _ in 0..<min(attempts, 40) where pause < longest { pause *= 2 }
    attempts += 1
    pause = max(1, min(pause, longest))
    return pause - Int(random() % UInt64(pause / 4 + 1))
  }

  /// A connection has proved itself: the next pause is a first one.
  mutating func reset() { attempts = 0 }

  /// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to spread clients.
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
