// The coder and the forms of numbers: what goes in comes out, bit for bit, and what is expected takes
// little room.

import Plant
import Testing

@testable import Journal

@Suite struct CodingTests {
  @Test("Bits, symbols and numbers of every size come back as they were", arguments: [1, 2, 3])
  func roundTrip(seed: UInt64) {
    var chance = Chance(state: seed)
    let numbers: [UInt64] =
      [0, 1, 2, UInt64.max, 1 << 63, 1 << 32, 0xFFFF_FFFF]
      + (0..<3_000).map { _ in chance.next() >> UInt64(chance.below(64)) }
    let buffer = BlockBuffer(capacity: 1 << 16)
    let models = ModelMemory(count: 2 * modelsOfNumber + 256)
    var encoder = BitEncoder(buffer)
    for number in numbers {
      _ = encoder.number(number, models, 0)
      _ = encoder.signed(Int64(bitPattern: number), models, modelsOfNumber)
      _ = encoder.symbol(Int(number & 255), bits: 8, models, 2 * modelsOfNumber)
      _ = encoder.plain(UInt32(number & 0xFFFF), bits: 16)
    }
    encoder.finish()
    #expect(!buffer.hasOverflowed)
    models.reset()
    let bytes = [UInt8](buffer.bytes)
    var decoder = BitDecoder(bytes, from: 0, to: bytes.count)
    let wrong = numbers.filter { number in
      // Each is read, whatever the one before gave.
      let read = (
        decoder.number(0, models, 0), decoder.signed(0, models, modelsOfNumber),
        decoder.symbol(0, bits: 8, models, 2 * modelsOfNumber), decoder.plain(0, bits: 16)
      )
      return read
        != (number, Int64(bitPattern: number), Int(number & 255), UInt32(number & 0xFFFF))
    }
    #expect(wrong == [])
    #expect(!decoder.isExhausted)
  }

  @Test("Ten thousand bits that are always the same take less than seventy bytes")
  func expected() {
    let buffer = BlockBuffer(capacity: 1 << 12)
    let models = ModelMemory(count: 1)
    var encoder = BitEncoder(buffer)
    for _ in 0..<10_000 { _ = encoder.bit(true, &models[0]) }
    encoder.finish()
    #expect(buffer.count < 70)
  }

  @Test("A likelihood never reaches certainty, so that the unexpected can still be written")
  func neverCertain() {
    for bit in [false, true] {
      var model = freshBitModel
      for _ in 0..<100_000 { model = taught(model, bit) }
      #expect(model >> 3 > 0)
      #expect(model >> 3 < 8192)
    }
  }

  @Test("A full buffer notices, and never writes beyond its end")
  func overflow() {
    let buffer = BlockBuffer(capacity: 4)
    buffer.append(0x0102_0304_0506, bytes: 6)
    #expect(buffer.hasOverflowed)
    #expect([UInt8](buffer.bytes) == [6, 5, 4, 3])
    buffer.replace(at: 3, 0xAABB, bytes: 2)
    #expect([UInt8](buffer.bytes) == [6, 5, 4, 0xBB])
    buffer.clear()
    #expect(!buffer.hasOverflowed)
    #expect(buffer.count == 0)
  }

  @Test("Every number has a form that gives back its 64 bits", arguments: [1, 2])
  func forms(seed: UInt64) {
    var chance = Chance(state: seed)
    var numbers: [Double] = [
      0, -0.0, 1, -1, 0.1, 34.7, 1e300, -1e300, .leastNonzeroMagnitude, .ulpOfOne, 0x1p53, 0x1p60,
    ]
    for _ in 0..<5_000 {
      numbers.append(Double(chance.below(100_000)) / 1000 - 20)
      numbers.append(Double(Float(chance.below(1_000_000)) / 77))
      let any = Double(bitPattern: chance.next())
      if any.isFinite { numbers.append(any) }
    }
    for last in 0..<ValueForm.count {
      let wrong = numbers.filter { number in
        let form = ValueForm.best(for: number, last: last)
        return form.value(of: form.steps(of: number)).bitPattern != number.bitPattern
      }
      #expect(wrong == [])
    }
  }

  @Test("Tenths, floats and the rest each get the form of their device")
  func bestForms() {
    #expect(ValueForm.best(for: 1, last: 7).code == 7, "the last form stays while it serves")
    #expect(ValueForm.best(for: 35, last: 0).code == 0)
    #expect(ValueForm.best(for: 34.7, last: 0).code == 1)
    #expect(ValueForm.best(for: 0.057, last: 0).code == 3)
    #expect(ValueForm.best(for: Double(Float(49.970016)), last: 0) == .single)
    #expect(ValueForm.best(for: 1.0 / 3, last: 0) == .double)
    #expect(ValueForm.best(for: -0.0, last: 0) == .single, "the sign of zero counts")
  }

  @Test("One changed word changes a digest, wherever it is")
  func digest() {
    let bytes = [UInt8](repeating: 0, count: 100)
    var seen: Set<UInt64> = [Digest.of(bytes), Digest.of(Array(bytes.dropLast()))]
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        seen.insert(Digest.of(changed))
      }
    }
    #expect(seen.count == 802)
    #expect(Digest.text(0xAB) == "00000000000000ab")
  }

  @Test("Every closed list fits into the bits that the format has for it")
  func roomForCases() {
    #expect(IntentKind.allCases.allSatisfy { $0.rawValue < 16 })
    #expect(IntentSource.allCases.allSatisfy { $0.rawValue < 8 })
    #expect(CommandOrigin.allCases.allSatisfy { $0.rawValue < 8 })
    #expect(EventKind.allCases.allSatisfy { $0.rawValue < 64 })
  }
}
