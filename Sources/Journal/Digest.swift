// The digest of the journal: 64 bits over canonical bytes, eight bytes at a time, because it is made
// twice in every scan. Each step is one-to-one in the running value, so a single changed word always
// changes the result. It finds changes that happen; it is no protection against somebody who means to.

/// Digests over canonical bytes.
enum Digest {
  static let start: UInt64 = 0x9ae1_6a3b_2f90_404f

  /// The digest of all bytes.
  static func of(_ bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { of($0) }
  }

  /// The digest of a piece of memory.
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var digest = folded(start, UInt64(bytes.count))
    var place = 0
    while place + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      digest = folded(digest, UInt64(littleEndian: word))
      place += 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
      rest = rest << 8 | UInt64(bytes[place])
      place += 1
    }
    return folded(digest, rest)
  }

  /// A running digest that has taken in one more word.
  static func folded(_ digest: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (digest ^ word) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed >> 32
  }

  /// Sixteen hexadecimal digits.
  static func text(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// What a scan came to, in short. The journal keeps the lower half of each.
public struct ScanDigests: BitwiseCopyable, Equatable, Sendable {
  /// Over the canonical form of the decision.
  public var decision: UInt64
  /// Over the canonical form of the state after the scan.
  public var state: UInt64

  /// Gathers two digests.
  public init(decision: UInt64, state: UInt64) {
    self.decision = decision
    self.state = state
  }

  /// True when both agree in the halves that the journal keeps.
  func agrees(with recorded: ScanDigests) -> Bool {
    agreesInDecision(with: recorded) && agreesInState(with: recorded)
  }

  func agreesInDecision(with recorded: ScanDigests) -> Bool {
    UInt32(truncatingIfNeeded: decision) == UInt32(truncatingIfNeeded: recorded.decision)
  }

  func agreesInState(with recorded: ScanDigests) -> Bool {
    UInt32(truncatingIfNeeded: state) == UInt32(truncatingIfNeeded: recorded.state)
  }

  /// A running digest that has taken in this scan.
  func folded(into digest: UInt64) -> UInt64 {
    Digest.folded(Digest.folded(digest, decision), state)
  }
}
