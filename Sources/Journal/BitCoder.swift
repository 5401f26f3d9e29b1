// The coder of single bits: each bit is written in as little room as its likelihood asks for, and the
// likelihood is learned from the bits before it (an adaptive binary range coder, as in LZMA: Igor Pavlov,
// "LZMA specification", 7-zip.org). A journal of a plant at rest is mostly bits that everybody expected.
// Writer and reader are one protocol: code that describes the format serves both directions, so the two
// cannot drift apart.

/// How likely a bit is false: 13 bits of likelihood above three bits that count the first lessons.
typealias BitModel = UInt16

/// Nothing learned yet: both values are equally likely.
let freshBitModel: BitModel = 4096 << 3

/// Takes one more lesson: fast at first, slower later.
@inline(__always)
func taught(_ model: BitModel, _ bit: Bool) -> BitModel {
  let lessons = model & 7
  let likelihood = model >> 3
  let shift = lessons < 4 ? lessons + 1 : 5
  let moved = bit ? likelihood - likelihood >> shift : likelihood + (8192 - likelihood) >> shift
  return moved << 3 | (lessons < 7 ? lessons + 1 : 7)
}

/// Writes bits or reads them. Both directions are called alike: the writer takes the argument and
/// returns it, the reader ignores it and returns what was written.
protocol BitCoder {
  mutating func bit(_ bit: Bool, _ model: inout BitModel) -> Bool
  /// Up to 16 bits about which nothing can be learned.
  mutating func plain(_ value: UInt32, bits: UInt32) -> UInt32
}

/// Writes bits into a buffer.
struct BitEncoder: BitCoder {
  private let buffer: BlockBuffer
  private var low: UInt64 = 0
  private var range = UInt32.max
  private var cache: UInt8 = 0
  private var pending = 1

  init(_ buffer: BlockBuffer) { self.buffer = buffer }

  mutating func bit(_ bit: Bool, _ model: inout BitModel) -> Bool {
    let bound = (range >> 13) &* UInt32(model >> 3)
    if bit {
      low += UInt64(bound)
      range -= bound
    } else {
      range = bound
    }
    model = taught(model, bit)
    normalise()
    return bit
  }

  mutating func plain(_ value: UInt32, bits: UInt32) -> UInt32 {
    range >>= bits
    low += UInt64(range) * UInt64(value)
    normalise()
    return value
  }

  /// Writes what is still held back. Nothing may follow.
  mutating func finish() { for _ in 0..<5 { shift() } }

  private mutating func normalise() {
    while range < 1 << 24 {
      range <<= 8
      shift()
    }
  }

  private mutating func shift() {
    if low < 0xFF00_0000 || low > 0xFFFF_FFFF {
      let carry = UInt8(truncatingIfNeeded: low >> 32)
      var byte = cache
      while pending > 0 {
        buffer.append(byte &+ carry)
        byte = 0xFF
        pending -= 1
      }
      cache = UInt8(truncatingIfNeeded: low >> 24)
    }
    pending += 1
    low = (low & 0x00FF_FFFF) << 8
  }
}

/// Reads bits that a `BitEncoder` wrote. Damaged bytes give other bits, never a trap; beyond the end
/// come zeros, and `isExhausted` tells.
struct BitDecoder: BitCoder {
  private let bytes: [UInt8]
  private let end: Int
  private var place: Int
  private var range = UInt32.max
  private var code: UInt32 = 0

  /// Reads `bytes[start..<end]`.
  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = min(end, bytes.count)
    place = start
    for _ in 0..<5 { code = code << 8 | next() }
  }

  /// True when more was read than was written.
  var isExhausted: Bool { place > end }

  mutating func bit(_ bit: Bool, _ model: inout BitModel) -> Bool {
    let bound = (range >> 13) &* UInt32(model >> 3)
    let bit = code >= bound
    if bit {
      code -= bound
      range -= bound
    } else {
      range = bound
    }
    model = taught(model, bit)
    normalise()
    return bit
  }

  mutating func plain(_ value: UInt32, bits: UInt32) -> UInt32 {
    range >>= bits
    let value = min(code / range, 1 << bits - 1)
    code &-= value &* range
    normalise()
    return value
  }

  private mutating func normalise() {
    while range < 1 << 24 {
      range <<= 8
      code = code << 8 | next()
    }
  }

  private mutating func next() -> UInt32 {
    defer { place += 1 }
    return place < end ? UInt32(bytes[place]) : 0
  }
}
