// From bits to symbols: bytes, whole numbers and lists of choices, each over models that learn. The
// models of a whole journal lie in one piece of memory, and a key frame lets all of them forget.

/// Memory for all models of one codec.
final class ModelMemory {
  private let base: UnsafeMutablePointer<BitModel>
  private let count: Int

  /// Memory for `count` models, all fresh.
  init(count: Int) {
    self.count = count
    base = UnsafeMutablePointer<BitModel>.allocate(capacity: max(count, 1))
    base.initialize(repeating: freshBitModel, count: max(count, 1))
  }

  deinit { base.deallocate() }

  /// Forgets all lessons.
  func reset() { base.update(repeating: freshBitModel, count: count) }

  /// One model, in place.
  subscript(place: Int) -> BitModel {
    unsafeAddress {
      precondition(place >= 0 && place < count, "no such model")
      return UnsafePointer(base + place)
    }
    unsafeMutableAddress {
      precondition(place >= 0 && place < count, "no such model")
      return base + place
    }
  }
}

/// How many models a whole number needs: a tree over its length in bits, and for each length a tree
/// over the three bits below the leading one.
let modelsOfNumber = 128 + 65 * 8

extension BitCoder {
  /// A symbol of `bits` bits over a tree of `1 << bits` models from `start` on.
  mutating func symbol(_ symbol: Int, bits: Int, _ models: ModelMemory, _ start: Int) -> Int {
    var node = 1
    // A plain loop: unspecialised, as in a debug build, an iterator over reversed numbers allocates.
    var step = bits
    while step > 0 {
      step -= 1
      let bit = bit(symbol >> step & 1 == 1, &models[start + node])
      node = node << 1 | (bit ? 1 : 0)
    }
    return node - 1 << bits
  }

  /// A whole number over `modelsOfNumber` models from `start` on; small numbers take little room.
  mutating func number(_ number: UInt64, _ models: ModelMemory, _ start: Int) -> UInt64 {
    let length = min(symbol(64 - number.leadingZeroBitCount, bits: 7, models, start), 64)
    guard length > 1 else { return UInt64(length) }
    var left = length - 1
    var result: UInt64 = 1
    var node = 1
    while left > 0, node < 8 {
      left -= 1
      let bit = bit(number >> UInt64(left) & 1 == 1, &models[start + 128 + length * 8 + node])
      node = node << 1 | (bit ? 1 : 0)
      result = result << 1 | (bit ? 1 : 0)
    }
    while left > 0 {
      let chunk = min(left, 16)
      left -= chunk
      let value = UInt32(truncatingIfNeeded: number >> UInt64(left)) & (1 << UInt32(chunk) - 1)
      result = result << UInt64(chunk) | UInt64(plain(value, bits: UInt32(chunk)))
    }
    return result
  }

  /// A whole number with a sign.
  mutating func signed(_ number: Int64, _ models: ModelMemory, _ start: Int) -> Int64 {
    let folded = UInt64(bitPattern: number << 1 ^ number >> 63)
    let coded = self.number(folded, models, start)
    return Int64(bitPattern: coded >> 1) ^ -Int64(bitPattern: coded & 1)
  }
}
