// Blocks: all that scans hold comes back bit for bit, a key frame stands alone, and everything else says
// what it lacks.

import Plant
import Testing

@testable import Journal

@Suite struct BlockTests {
  /// Blocks of fifty scans, every third one a key frame.
  static func blocks(_ scans: [Scan], state: [UInt8] = Array(0...255)) throws -> [[UInt8]] {
    let writer = BlockWriter(
      points: madePoints, actuators: madeActuators, run: 3, configuration: 5)
    let buffer = BlockBuffer(capacity: 1 << 20)
    var blocks: [[UInt8]] = []
    for begin in stride(from: 0, to: scans.count, by: 50) {
      writer.begin(
        in: buffer, sequence: UInt64(blocks.count), state: blocks.count % 3 == 0 ? state : nil)
      for scan in scans[begin..<min(begin + 50, scans.count)] {
        scan.put(into: writer.frame)
        try writer.append()
      }
      #expect(writer.finish())
      blocks.append([UInt8](buffer.bytes))
    }
    return blocks
  }

  /// All scans of a block.
  static func scans(of block: [UInt8], _ reader: BlockReader) throws -> [Scan] {
    _ = try reader.open(block)
    var scans: [Scan] = []
    while try reader.next() { scans.append(Scan(reader.frame)) }
    return scans
  }

  static func reader() -> BlockReader {
    BlockReader(points: madePoints, actuators: madeActuators)
  }

  @Test("Scans come back bit for bit, whatever they hold", arguments: Array(1...6))
  func roundTrip(seed: UInt64) throws {
    let made = madeScans(700, seed: seed)
    let blocks = try Self.blocks(made)
    let reader = Self.reader()
    var read: [Scan] = []
    for block in blocks { read += try Self.scans(of: block, reader) }
    #expect(read.count == made.count)
    #expect(read == made)
    for (one, other) in zip(read, made) {
      // Equality of numbers does not see the sign of zero.
      #expect(one.samples.map(\.value.bitPattern) == other.samples.map(\.value.bitPattern))
      #expect(one.commands.map(\.value.bitPattern) == other.commands.map(\.value.bitPattern))
    }
  }

  @Test("A key frame is read by itself and gives the state before its first scan")
  func keyFrame() throws {
    let made = madeScans(400, seed: 9)
    let state: [UInt8] = [0, 0, 0, 7, 0, 255, 255, 0]
    let blocks = try Self.blocks(made, state: state)
    let reader = Self.reader()
    let header = try reader.open(blocks[3])
    #expect(reader.state == state)
    #expect(header.isKey)
    #expect(header.run == 3)
    #expect(header.sequence == 3)
    #expect(header.configuration == 5)
    #expect(header.scans == 50)
    #expect(try Self.scans(of: blocks[3], reader) == Array(made[150..<200]))
    #expect(try Self.scans(of: blocks[4], reader) == Array(made[200..<250]))
    #expect(reader.state == nil)
  }

  @Test("A block that goes on needs the one before it, read to its end")
  func noKeyFrame() throws {
    let blocks = try Self.blocks(madeScans(400, seed: 2))
    func code(_ work: (BlockReader) throws -> Void) -> BlockError.Code? {
      do {
        try work(Self.reader())
        return nil
      } catch { return (error as? BlockError)?.code }
    }
    #expect(code { _ = try $0.open(blocks[1]) } == .noKeyFrame)
    #expect(
      code {
        _ = try Self.scans(of: blocks[0], $0)
        _ = try $0.open(blocks[2])
      } == .noKeyFrame)
    #expect(
      code {
        _ = try $0.open(blocks[0])
        _ = try $0.next()
        _ = try $0.open(blocks[1])
      } == .noKeyFrame)
    #expect(
      code {
        _ = try Self.scans(of: blocks[0], $0)
        _ = try Self.scans(of: blocks[1], $0)
        _ = try Self.scans(of: blocks[3], $0)
      } == nil)
  }

  @Test("A block of another site, another version or another kind is refused by name")
  func strangers() throws {
    let block = try Self.blocks(madeScans(10, seed: 1))[0]
    #expect(throws: BlockError.self) {
      _ = try BlockReader(points: madePoints + 1, actuators: madeActuators).open(block)
    }
    var newer = block
    newer[4] = 2
    #expect(code(of: resealed(newer)) == .newerFormat)
    #expect(code(of: Array("SQLite format 3".utf8)) == .notABlock)
    #expect(code(of: []) == .notABlock)
    var damaged = block
    damaged[100] ^= 1
    #expect(code(of: damaged) == .damaged)
  }

  @Test("A plant at rest takes few bytes a scan, and points that are read together cost as one")
  func atRest() throws {
    var scans: [Scan] = []
    var scan = madeScans(1, seed: 1)[0]
    scan.events = []
    scan.intents = []
    for number in 0..<600 {
      scan.time.scan += 1
      scan.time.real += 100
      scan.time.plant += 100
      if number % 5 == 0 {
        for place in 0..<madePoints { scan.samples[place].time = scan.time.real - 3 }
      }
      scans.append(scan)
    }
    let blocks = try Self.blocks(scans, state: [UInt8](repeating: 0, count: 5_000))
    let first = blocks[0].count
    // Digests take 8 bytes of each scan, head and tail of each block 61.
    let rest = (blocks[1].count + blocks[2].count - 122) / 100
    #expect(rest < 10, "\(rest) bytes")
    #expect(first < 1_300, "\(first) bytes")
  }

  private func code(of bytes: [UInt8]) -> BlockError.Code? {
    do {
      _ = try Self.scans(of: bytes, Self.reader())
      return nil
    } catch { return (error as? BlockError)?.code }
  }
}

/// The same bytes with a checksum that fits.
func resealed(_ bytes: [UInt8]) -> [UInt8] {
  let body = Array(bytes.dropLast(8))
  var sum = Digest.of(body)
  var tail: [UInt8] = []
  for _ in 0..<8 {
    tail.append(UInt8(truncatingIfNeeded: sum))
    sum >>= 8
  }
  return body + tail
}
