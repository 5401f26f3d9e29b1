// One canonical encoding, field by field and little-endian: for digests, the journal, saved states and
// the comparison of debug with release. Never memory layout, never `Hasher`.

/// Writes values in the canonical form.
public struct CanonicalWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty writer.
  public init() {}

  /// Writes a whole number in little-endian order.
  public mutating func write<Number: FixedWidthInteger>(_ number: Number) {
    var rest = number
    for _ in 0..<(Number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest = Number.bitWidth > 8 ? rest >> 8 : 0
    }
  }

  /// Writes a number by its bit pattern; both zeros are written as the positive one.
  public mutating func write(_ number: Double) {
    precondition(number - number == 0, "a number that is not finite has no canonical form")
    write(number == 0 ? UInt64(0) : number.bitPattern)
  }

  /// Writes a truth value as one byte.
  public mutating func write(_ truth: Bool) { bytes.append(truth ? 1 : 0) }

  /// FNV-1a over what was written, as a short digest for people and golden traces.
  public var digest: UInt64 { Self.digest(of: bytes) }

  /// FNV-1a over `bytes`.
  public static func digest(of bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}

/// Reads what `CanonicalWriter` wrote. Every read answers nil at the end of the bytes.
public struct CanonicalReader: Sendable {
  private let bytes: [UInt8]
  private var place = 0

  /// Reads `bytes` from the start.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// True when everything was read.
  public var isAtEnd: Bool { place == bytes.count }

  /// Reads a whole number.
  public mutating func read<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
    let width = Number.bitWidth / 8
    guard place + width <= bytes.count else { return nil }
    var number: Number = 0
    for step in (0..<width).reversed() {
      number =
        (Number.bitWidth > 8 ? number << 8 : 0) | Number(truncatingIfNeeded: bytes[place + step])
    }
    place += width
    return number
  }

  /// Reads a number; nil also for a pattern that is not finite.
  public mutating func readDouble() -> Double? {
    guard let pattern = read(UInt64.self) else { return nil }
    let number = Double(bitPattern: pattern)
    return number - number == 0 ? number : nil
  }

  /// Reads a truth value; nil also for a byte that is neither 0 nor 1.
  public mutating func readBool() -> Bool? {
    switch read(UInt8.self) {
    case 0: false
    case 1: true
    default: nil
    }
  }
}
