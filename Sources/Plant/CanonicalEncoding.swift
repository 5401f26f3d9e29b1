// One canonical encoding, field by field and little-endian: for digests, the journal, saved states and
// the comparison of debug with release. Never memory layout, never `Hasher`.

/// Writes values in the canonical form.
public struct CanonicalWriter: Sendable {
  @usableFromInline var storage: [UInt8] = []

  /// What was written so far.
  @inlinable public var bytes: [UInt8] { storage }

  /// An empty writer.
  public init() {}

  /// Forgets what was written and keeps the memory, so that one writer can serve every scan.
  public mutating func clear() { storage.removeAll(keepingCapacity: true) }

  /// Writes a whole number in little-endian order.
  @inlinable public mutating func write<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { storage.append(contentsOf: $0) }
  }

  /// Writes a number by its bit pattern; both zeros are written as the positive one, and all that is not
  /// a number as one pattern. No reader accepts it, and no writer may stop the scan over it.
  @inlinable public mutating func write(_ number: Double) {
    let isNumber = number == number
    write(number == 0 ? 0 : isNumber ? number.bitPattern : 0x7FF8_0000_0000_0000)
  }

  /// Writes a truth value as one byte.
  @inlinable public mutating func write(_ truth: Bool) { storage.append(truth ? 1 : 0) }

  /// FNV-1a over what was written, as a short digest for people and golden traces.
  public var digest: UInt64 { Self.digest(of: storage) }

  /// FNV-1a over `bytes`.
  public static func digest(of bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash
  }
}

/// Reads what `CanonicalWriter` wrote. Every read answers nil at the end of the bytes.
public struct CanonicalReader: Sendable {
  @usableFromInline let bytes: [UInt8]
  @usableFromInline var place = 0

  /// Reads `bytes` from the start.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// True when everything was read.
  public var isAtEnd: Bool { place == bytes.count }

  /// Reads a whole number.
  @inlinable public mutating func read<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
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
