// What the registers of the common SunSpec models answer when nothing is implemented behind them. It
// depends on the type of each register, so each model is written as a run-length text, from the
// first register behind the length: `4F` four times 0xFFFF (unsigned, enumeration, bit field), `S`
// 0x8000 (signed, scale factor, pad), `Z` zero (counter, text). Models of floats hold NaN throughout.
// Source: the layouts of the SunSpec information models and the "not implemented" values of the
// Device Information Model Specification 1.1, section 6.4.

enum SunSpecPatterns {
  private static let inverter = "4FS6F3SF7S2ZSFSF8S14F"
  private static let meter = "36S16ZS16ZS32ZS2F"
  private static let texts: [Int: String] = [
    1: "64ZFS",
    101: inverter, 102: inverter, 103: inverter,
    120: "2FSF6SF6SFSFSFSF2S",
    121: "2FS3F4SF4S5F10S",
    122: "3F24Z2SFS4F4Z4FS",
    123: "8FS4F3S5F3S",
    124: "10F2S4F8S",
    160: "4S5F8Z3F2Z2FS3F",
    201: meter, 202: meter, 203: meter, 204: meter,
    701: "8F5S20F11S18F5S18F5S21F10S32Z",
    702: "43F7S",
    703: "15F2S",
    704: "22FSZSZ2S8FSZSZ2S9F6S8F",
    713: "5F2S",
    714: "3F2S8F5S2F8ZSFS8FS3F",
    802: "42FS2FSFS2F12S",
  ]

  /// Models of floats only, as (floats, registers of bit fields behind them).
  private static let floats: [Int: (numbers: Int, bits: Int)] = [
    111: (23, 14), 112: (23, 14), 113: (23, 14),
    211: (61, 2), 212: (61, 2), 213: (61, 2), 214: (61, 2),
  ]

  /// One word for each register behind the length. The group of model 160 repeats to its end.
  static func words(of model: Int, length: Int) -> [UInt16] {
    let known = standard(model)
    let group = model == 160 ? Array(known.suffix(20)) : []
    return (0..<length).map { index in
      if index < known.count { return known[index] }
      return group.isEmpty ? 0xFFFF : group[(index - known.count) % group.count]
    }
  }

  private static func standard(_ model: Int) -> [UInt16] {
    if let (numbers, bits) = floats[model] {
      let none = (0..<numbers).flatMap { _ in [0x7FC0, 0] as [UInt16] }
      return none + [UInt16](repeating: 0xFFFF, count: bits)
    }
    return texts[model].map(expanded) ?? []
  }

  private static func expanded(_ text: String) -> [UInt16] {
    var words: [UInt16] = []
    var count = 0
    for character in text {
      if let digit = character.wholeNumberValue {
        count = count * 10 + digit
        continue
      }
      let word: UInt16 = character == "S" ? 0x8000 : character == "Z" ? 0 : 0xFFFF
      words += [UInt16](repeating: word, count: max(count, 1))
      count = 0
    }
    return words
  }
}
