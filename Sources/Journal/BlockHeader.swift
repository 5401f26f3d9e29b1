// The head of a block: plain little-endian numbers of fixed width, so that a block says by itself to which
// run and which configuration it belongs, also outside its data base.
//
//   0 magic "H2QJ"   4 version   5 is key frame   6 zero (2)   8 run (8)   16 sequence (8)
//   24 configuration (8)   32 points (2)   34 actuators (2)   36 scans (2)   38 zero (2)
//   40 coded bits ...   -16 digest over all decisions and states (8)   -8 checksum of all before (8)

/// What the head of a block says.
struct BlockHeader: Equatable, Sendable {
  static let magic: UInt64 = 0x4A51_3248
  static let version: UInt64 = 1
  /// Length of the head and of the tail, in bytes.
  static let length = 40
  static let tail = 16
  /// Where the number of scans lies.
  static let scansPlace = 36

  /// The run of the controller: one start of the process.
  var run: UInt64
  /// Counts the blocks of a run from 0.
  var sequence: UInt64
  /// Digest of the site's configuration.
  var configuration: UInt64
  var points: Int
  var actuators: Int
  /// True when the block opens with the state before its first scan.
  var isKey: Bool
  var scans: Int

  /// Writes the head.
  func write(to buffer: BlockBuffer) {
    buffer.append(Self.magic, bytes: 4)
    buffer.append(Self.version, bytes: 1)
    buffer.append(isKey ? 1 : 0, bytes: 1)
    buffer.append(0, bytes: 2)
    buffer.append(run, bytes: 8)
    buffer.append(sequence, bytes: 8)
    buffer.append(configuration, bytes: 8)
    buffer.append(UInt64(points), bytes: 2)
    buffer.append(UInt64(actuators), bytes: 2)
    buffer.append(UInt64(scans), bytes: 2)
    buffer.append(0, bytes: 2)
  }
}

extension BlockHeader {
  /// Reads the head of a whole block, after its checksum was found to be right.
  init(of bytes: [UInt8]) throws(BlockError) {
    guard bytes.count >= 4, Self.number(bytes, 0, 4) == Self.magic else {
      throw BlockError(.notABlock, "the bytes do not begin like a block of a journal")
    }
    guard bytes.count >= Self.length + Self.tail else {
      throw BlockError(.damaged, "the block has only \(bytes.count) bytes")
    }
    let body = bytes.count - 8
    let sum = bytes.withUnsafeBytes { Digest.of(UnsafeRawBufferPointer(rebasing: $0[..<body])) }
    guard sum == Self.number(bytes, body, 8) else {
      throw BlockError(.damaged, "the checksum is wrong: the block was changed or cut")
    }
    let version = Self.number(bytes, 4, 1)
    guard version == Self.version else {
      throw BlockError(
        .newerFormat, "the block has format \(version), this program reads \(Self.version)")
    }
    guard bytes[5] <= 1, Self.number(bytes, 6, 2) == 0, Self.number(bytes, 38, 2) == 0 else {
      throw BlockError(.damaged, "the head of the block makes no sense")
    }
    run = Self.number(bytes, 8, 8)
    sequence = Self.number(bytes, 16, 8)
    configuration = Self.number(bytes, 24, 8)
    points = Int(Self.number(bytes, 32, 2))
    actuators = Int(Self.number(bytes, 34, 2))
    isKey = bytes[5] == 1
    scans = Int(Self.number(bytes, Self.scansPlace, 2))
  }

  /// The little-endian number at a place that exists.
  static func number(_ bytes: [UInt8], _ place: Int, _ width: Int) -> UInt64 {
    var number: UInt64 = 0
    for step in (0..<width).reversed() { number = number << 8 | UInt64(bytes[place + step]) }
    return number
  }
}
