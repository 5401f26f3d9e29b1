// Writes blocks: a head, the state before the first scan where the block is a key frame, scan after scan,
// and a tail with two digests. Pure: no clock, no disk; memory comes from outside.

import Plant

/// Writes scans into one buffer after the other.
final class BlockWriter {
  private let codec: ScanCodec
  private let points: Int
  private let actuators: Int
  private let configuration: UInt64
  /// The run that the blocks belong to.
  private let run: UInt64
  private var encoder: BitEncoder
  private var buffer: BlockBuffer
  private var digest = Digest.start

  /// A writer for a site of that size.
  init(points: Int, actuators: Int, run: UInt64, configuration: UInt64) {
    codec = ScanCodec(points: points, actuators: actuators)
    self.points = points
    self.actuators = actuators
    self.run = run
    self.configuration = configuration
    buffer = BlockBuffer(capacity: 0)
    encoder = BitEncoder(buffer)
  }

  /// The scan that `append` writes.
  var frame: ScanFrame { codec.frame }

  /// Room that the largest scan needs, in bytes: 24 for a point, 16 for an actuator, and full lists of
  /// intents and events.
  var reserve: Int { 24_000 + 24 * points + 16 * actuators }

  /// Opens a block in an empty buffer.
  /// - Parameter state: the state before the first scan, for a key frame; nil for a block that goes on
  ///   from the one before.
  func begin(in buffer: BlockBuffer, sequence: UInt64, state: [UInt8]?) {
    buffer.clear()
    self.buffer = buffer
    buffer.label = BlockLabel()
    buffer.label.sequence = sequence
    buffer.label.isKey = state != nil
    BlockHeader(
      run: run, sequence: sequence, configuration: configuration, points: points,
      actuators: actuators, isKey: state != nil, scans: 0
    ).write(to: buffer)
    encoder = BitEncoder(buffer)
    digest = Digest.start
    if let state {
      codec.reset()
      encoder.state(state, codec.models, codec.map)
    }
  }

  /// Adds the scan in `frame`. After an error the block is worthless, and the next one must be a key
  /// frame.
  func append() throws(BlockError) {
    let (time, digests) = (frame.time, frame.digests)
    try codec.code(&encoder)
    guard !buffer.hasOverflowed, buffer.label.scans < Int(UInt16.max) else {
      throw BlockError(.tooLarge, "scan \(time.scan) does not fit into the block")
    }
    digest = digests.folded(into: digest)
    if buffer.label.scans == 0 {
      buffer.label.firstScan = time.scan
      buffer.label.firstPlant = time.plant
    }
    buffer.label.lastScan = time.scan
    buffer.label.lastPlant = time.plant
    buffer.label.scans += 1
  }

  /// Closes the block. False when its tail found no room.
  func finish() -> Bool {
    encoder.finish()
    buffer.replace(at: BlockHeader.scansPlace, UInt64(buffer.label.scans), bytes: 2)
    buffer.append(digest, bytes: 8)
    buffer.append(Digest.of(buffer.bytes), bytes: 8)
    return !buffer.hasOverflowed
  }
}

extension BitEncoder {
  /// Writes the bytes of a state; most of them are zero.
  mutating func state(_ bytes: [UInt8], _ models: ModelMemory, _ map: ModelMap) {
    _ = number(UInt64(bytes.count), models, map.other)
    var wasZero = true
    for byte in bytes {
      let isZero = bit(byte == 0, &models[map.isZero + (wasZero ? 1 : 0)])
      if !isZero { _ = symbol(Int(byte), bits: 8, models, map.byte) }
      wasZero = isZero
    }
  }
}

extension BitDecoder {
  /// The largest state that is believed, in bytes.
  private static let mostStateBytes: UInt64 = 1 << 24

  /// Reads the bytes of a state.
  mutating func state(_ models: ModelMemory, _ map: ModelMap) throws(BlockError) -> [UInt8] {
    let count = number(0, models, map.other)
    guard count <= Self.mostStateBytes else {
      throw BlockError(.damaged, "a state of \(count) bytes cannot be")
    }
    var bytes: [UInt8] = []
    var wasZero = true
    while bytes.count < Int(count) {
      let isZero = bit(false, &models[map.isZero + (wasZero ? 1 : 0)])
      bytes.append(isZero ? 0 : UInt8(symbol(0, bits: 8, models, map.byte)))
      wasZero = isZero
      if isExhausted { throw BlockError(.damaged, "the block ends within the state") }
    }
    return bytes
  }
}
