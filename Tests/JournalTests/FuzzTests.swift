// Damage: whatever becomes of the bytes of a block, the reader says so or reads on, and never falls over.

import Plant
import Testing

@testable import Journal

@Suite struct FuzzTests {
  private func scansRead(_ bytes: [UInt8]) -> Result<Int, BlockError> {
    do {
      return .success(try BlockTests.scans(of: bytes, BlockTests.reader()).count)
    } catch {
      return .failure(error as? BlockError ?? BlockError(.damaged, "\(error)"))
    }
  }

  @Test("Chance is no block", arguments: [1, 2, 3])
  func noise(seed: UInt64) {
    var chance = Chance(state: seed)
    for _ in 0..<500 {
      let bytes = (0..<chance.below(300)).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
      guard case .failure(let error) = scansRead(bytes) else {
        Issue.record("noise was read as a block")
        return
      }
      #expect(error.code == .notABlock)
    }
  }

  @Test("A block that was cut anywhere is refused")
  func cut() throws {
    let block = try BlockTests.blocks(madeScans(20, seed: 4))[0]
    for length in stride(from: 0, to: block.count, by: 7) {
      guard case .failure = scansRead(Array(block.prefix(length))) else {
        Issue.record("read at \(length) of \(block.count) bytes")
        return
      }
    }
  }

  @Test("A single flipped bit anywhere is found")
  func flipped() throws {
    let block = try BlockTests.blocks(madeScans(20, seed: 5))[0]
    for place in block.indices {
      var bytes = block
      bytes[place] ^= 1 << UInt8(place % 8)
      guard case .failure = scansRead(bytes) else {
        Issue.record("bit \(place % 8) of byte \(place)")
        return
      }
    }
  }

  @Test(
    "Even with a checksum that fits, wrong bytes give an error or other scans, no crash",
    arguments: [1, 2, 3, 4])
  func forged(seed: UInt64) throws {
    var chance = Chance(state: seed)
    let block = try BlockTests.blocks(madeScans(30, seed: seed))[0]
    var refused = 0
    for _ in 0..<400 {
      var bytes = block
      for _ in 0...chance.below(4) {
        bytes[40 + chance.below(bytes.count - 56)] = UInt8(truncatingIfNeeded: chance.next())
      }
      if chance.one(in: 5) { bytes.removeSubrange(60..<(61 + chance.below(bytes.count - 80))) }
      if case .failure(let error) = scansRead(resealed(bytes)) {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(refused > 40)
  }

  @Test("What a forged block says keeps to what the step can bear")
  func bearable() throws {
    var chance = Chance(state: 77)
    let block = try BlockTests.blocks(madeScans(30, seed: 7))[0]
    for _ in 0..<250 {
      var bytes = block
      bytes[300 + chance.below(bytes.count - 316)] ^= UInt8(1 + chance.below(255))
      let reader = BlockTests.reader()
      guard (try? reader.open(resealed(bytes))) != nil else { continue }
      while (try? reader.next()) == true {
        let far = ScanCodec.farthest
        let samples = reader.frame.samples.array()
        #expect(abs(reader.frame.time.real) < far)
        #expect(abs(reader.frame.time.plant) < far)
        #expect(samples.allSatisfy { $0.value.isFinite && abs($0.time) < far })
      }
    }
  }
}
