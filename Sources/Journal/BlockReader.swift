// Reads blocks, in order. A block without a key frame is read only right after the one before it: what is
// missing is said, never bridged.

/// Reads the scans of one block after the other.
final class BlockReader {
  private let codec: ScanCodec
  private let points: Int
  private let actuators: Int
  private var decoder = BitDecoder([], from: 0, to: 0)
  private var left = 0
  /// Run and sequence of the block that may follow without a key frame.
  private var expected: (run: UInt64, sequence: UInt64)?
  /// Digest over all decisions and states of the block, as it was written.
  private(set) var recordedDigest: UInt64 = 0
  /// The state before the block's first scan, when the block is a key frame.
  private(set) var state: [UInt8]?

  /// A reader for a site of that size.
  init(points: Int, actuators: Int) {
    codec = ScanCodec(points: points, actuators: actuators)
    self.points = points
    self.actuators = actuators
  }

  /// The scan that `next` read.
  var frame: ScanFrame { codec.frame }

  /// Opens a block. After an error only a key frame can be opened.
  func open(_ bytes: [UInt8]) throws(BlockError) -> BlockHeader {
    let follows = left == 0 ? expected : nil
    expected = nil
    left = 0
    let header = try BlockHeader(of: bytes)
    guard header.points == points, header.actuators == actuators else {
      throw BlockError(
        .otherSite,
        "the block holds \(header.points) points and \(header.actuators) actuators, the site has "
          + "\(points) and \(actuators)")
    }
    let end = bytes.count - BlockHeader.tail
    recordedDigest = BlockHeader.number(bytes, end, 8)
    decoder = BitDecoder(bytes, from: BlockHeader.length, to: end)
    if header.isKey {
      codec.reset()
      state = try decoder.state(codec.models, codec.map)
    } else {
      state = nil
      guard let follows, follows == (header.run, header.sequence) else {
        throw BlockError(.noKeyFrame, "the block goes on from one that is not there")
      }
    }
    left = header.scans
    expected = (header.run, header.sequence &+ 1)
    return header
  }

  /// Reads the next scan into `frame`. False at the end of the block.
  func next() throws(BlockError) -> Bool {
    guard left > 0 else { return false }
    do throws(BlockError) {
      try codec.code(&decoder)
      if decoder.isExhausted { throw BlockError(.damaged, "the block ends within a scan") }
    } catch {
      expected = nil
      throw error
    }
    left -= 1
    return true
  }
}
