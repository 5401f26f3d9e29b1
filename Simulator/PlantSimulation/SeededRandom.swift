// SeededRandom: xoshiro256** seeded by SplitMix64 (Blackman and Vigna). Chance in the simulator comes
// from here alone, so that a seed brings back any storm on any machine. No libm: a normal number is a
// sum of twelve even ones.

/// A generator whose numbers follow from its seed.
public struct SeededRandom: Sendable, Equatable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// Starts the generator from `seed`; every seed is a good one.
  public init(seed: UInt64) {
    a = Self.mixed(seed &+ 0x9e37_79b9_7f4a_7c15)
    b = Self.mixed(seed &+ 0x3c6e_f372_fe94_f82a)
    c = Self.mixed(seed &+ 0xdaa6_6d2c_7ddf_743f)
    d = Self.mixed(seed &+ 0x78dd_e6e5_fd29_f054)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = Self.turned(b &* 5, by: 7) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = Self.turned(d, by: 45)
    return result
  }

  /// An even number in 0 ..< 1.
  public mutating func even() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number in 0 ..< `count`; `count` must be positive.
  public mutating func below(_ count: Int) -> Int {
    Int(next() % UInt64(count))
  }

  /// A nearly normal number: mean 0, standard deviation 1, never beyond 6.
  public mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += even() }
    return sum
  }

  /// SplitMix64's mixing: a hash of a number, for chance that needs no state.
  public static func mixed(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  private static func turned(_ number: UInt64, by places: UInt64) -> UInt64 {
    (number << places) | (number >> (64 - places))
  }

  mutating func exchange(_ archive: inout Archive) {
    archive.exchange(&a)
    archive.exchange(&b)
    archive.exchange(&c)
    archive.exchange(&d)
  }
}
