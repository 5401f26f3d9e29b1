// Registers to values and back, for one point: pure functions that driver and simulator share, so that
// a register map is true in both directions or in none. A pattern that means "I do not have this"
// never becomes a number.

public import Plant

/// What registers say: a value in the point's unit, or why there is none.
public enum DecodedValue: Equatable, Sendable {
  case value(Double)
  case bad(BadReason)

  /// The value, if there is one.
  public var usable: Double? {
    if case .value(let value) = self { return value }
    return nil
  }

  /// The same as a sample of that time.
  public func sample(at time: Milliseconds) -> RawSample {
    switch self {
    case .value(let value): .good(value, at: time)
    case .bad(let reason): .bad(reason, at: time)
    }
  }
}

extension ProfilePoint {
  /// The value that the registers (or one coil, as 0 or 1) hold. `scaleFactorExponent` is the raw
  /// signed content of the point's scale factor; it must come from the same answer.
  public func decode(_ registers: [UInt16], scaleFactorExponent: Int? = nil) -> DecodedValue {
    guard type != .string, registers.count == width else { return .bad(.neverRead) }
    let pattern = joined(registers)
    if sunSpecModel != nil, pattern == notImplementedPattern { return .bad(.notImplemented) }
    guard let number = number(of: pattern) else { return .bad(.notImplemented) }
    if !codes.isEmpty {
      return Int(exactly: number).flatMap { codes[$0] }.map { .value($0) } ?? .bad(.outOfRange)
    }
    guard let power = powerOfTen(scaleFactorExponent) else { return .bad(.notImplemented) }
    let value = scaled(power.applied(to: number))
    guard value.isFinite else { return .bad(.outOfRange) }
    if let range, !range.contains(value) { return .bad(.outOfRange) }
    return .value(value)
  }

  /// The registers (or one coil) that hold the value, rounded to the nearest step. Nil when it does
  /// not fit: nothing is clipped on the way to a device. Of a bit field only its bits are set; see
  /// `merge(bits:into:)`. The physical range is not looked at, so a simulator can leave it.
  public func encode(_ value: Double, scaleFactorExponent: Int? = nil) -> [UInt16]? {
    guard value.isFinite, type != .string, let power = powerOfTen(scaleFactorExponent) else {
      return nil
    }
    // Of several codes with one meaning the lowest is told.
    let code = codes.filter { $0.value == value }.keys.min().map(Double.init)
    let plain = codes.isEmpty ? power.removed(from: unscaled(value)) : code
    guard let number = plain, let pattern = pattern(of: number) else { return nil }
    if sunSpecModel != nil, pattern == notImplementedPattern { return nil }
    return words(of: pattern)
  }

  /// Puts this point's bits, as `encode` gave them, into registers whose other bits stay.
  public func merge(bits field: [UInt16], into shadow: [UInt16]) -> [UInt16] {
    guard let mask = bitMask, field.count == width, shadow.count == width else { return field }
    let masks = words(of: mask)
    return (0..<width).map { shadow[$0] & ~masks[$0] | field[$0] & masks[$0] }
  }

  /// The registers by which a SunSpec device says that it lacks the point; for other devices not a
  /// number (floats) or nil.
  public var notImplementedRegisters: [UInt16]? {
    if type == .string { return [UInt16](repeating: 0, count: length) }
    if type == .f32 { return words(of: 0x7FC0_0000) }
    if type == .f64 { return words(of: 0x7FF8_0000_0000_0000) }
    guard sunSpecModel != nil, let pattern = notImplementedPattern else { return nil }
    return words(of: pattern)
  }

  /// The values that the registers can hold, in the point's unit, without a scale factor; nil for
  /// floats and strings.
  var reach: ClosedRange<Double>? {
    guard let limits = rawLimits else { return nil }
    let one = limits.lowerBound * scale + offset
    let other = limits.upperBound * scale + offset
    return min(one, other)...max(one, other)
  }

  private var rawLimits: ClosedRange<Double>? {
    if let bits { return 0...Double((UInt64(1) << UInt64(bits.count)) - 1) }
    switch type {
    case .bool: return 0...1
    case .u16: return 0...65535
    case .s16: return -32768...32767
    case .u32: return 0...4_294_967_295
    case .s32: return -2_147_483_648...2_147_483_647
    case .u64: return 0...9_007_199_254_740_992
    case .f32, .f64, .string: return nil
    }
  }

  private var bitMask: UInt64? {
    guard let bits else { return nil }
    return ((UInt64(1) << UInt64(bits.count)) - 1) << UInt64(bits.lowerBound)
  }

  /// SunSpec Information Model Specification, "not implemented" values of the integer types.
  private var notImplementedPattern: UInt64? {
    switch type {
    case .u16: 0xFFFF
    case .s16: 0x8000
    case .u32: 0xFFFF_FFFF
    case .s32: 0x8000_0000
    case .u64: UInt64.max
    case .bool, .f32, .f64, .string: nil
    }
  }

  private func number(of pattern: UInt64) -> Double? {
    if let bits, let mask = bitMask {
      return Double((pattern & mask) >> UInt64(bits.lowerBound))
    }
    switch type {
    case .bool: return pattern == 0 ? 0 : 1
    case .u16, .u32, .u64: return Double(pattern)
    case .s16: return Double(Int16(truncatingIfNeeded: pattern))
    case .s32: return Double(Int32(truncatingIfNeeded: pattern))
    case .f32:
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: pattern))
      return value.isNaN ? nil : Double(value)
    case .f64:
      let value = Double(bitPattern: pattern)
      return value.isNaN ? nil : value
    case .string: return nil
    }
  }

  private func pattern(of number: Double) -> UInt64? {
    if type == .f32 {
      let value = Float(number)
      return value.isFinite ? UInt64(value.bitPattern) : nil
    }
    if type == .f64 { return number.isFinite ? number.bitPattern : nil }
    let rounded = number.rounded()
    guard let limits = rawLimits, limits.contains(rounded) else { return nil }
    let mask: UInt64 = width >= 4 ? .max : (1 << UInt64(16 * width)) - 1
    let pattern = UInt64(bitPattern: Int64(rounded)) & mask
    return bits.map { pattern << UInt64($0.lowerBound) } ?? pattern
  }

  /// Decimal steps (0.1, 0.001) divide by their inverse, so that 347 tenths are 34.7 and nothing else.
  private var inverseScale: Double? {
    let inverse = (1 / scale).rounded()
    return abs(scale) < 1 && abs(inverse * scale - 1) < 1e-12 ? inverse : nil
  }

  private func scaled(_ number: Double) -> Double {
    (inverseScale.map { number / $0 } ?? number * scale) + offset
  }

  private func unscaled(_ value: Double) -> Double {
    inverseScale.map { (value - offset) * $0 } ?? (value - offset) / scale
  }

  private func joined(_ registers: [UInt16]) -> UInt64 {
    var pattern: UInt64 = 0
    for word in wordOrder == .highFirst ? registers : registers.reversed() {
      pattern = pattern << 16 | UInt64(word)
    }
    return pattern
  }

  private func words(of pattern: UInt64) -> [UInt16] {
    let lowFirst = (0..<width).map { UInt16(truncatingIfNeeded: pattern >> UInt64(16 * $0)) }
    return wordOrder == .highFirst ? lowFirst.reversed() : lowFirst
  }

  /// The point's power of ten: 1 without a scale factor, nil when the factor is missing or not
  /// within -10...10, which SunSpec allows.
  private func powerOfTen(_ exponent: Int?) -> PowerOfTen? {
    guard scaleFactor != nil else { return PowerOfTen(exponent: 0) }
    return exponent.flatMap(PowerOfTen.init(exponent:))
  }
}

/// Ten to a small power. Negative powers divide, so that 231.4 V comes out as the nearest double.
private struct PowerOfTen {
  let factor: Double
  let divides: Bool

  init?(exponent: Int) {
    guard (-10...10).contains(exponent) else { return nil }
    var factor = 1.0
    for _ in 0..<abs(exponent) { factor *= 10 }
    self.factor = factor
    divides = exponent < 0
  }

  func applied(to value: Double) -> Double { divides ? value / factor : value * factor }
  func removed(from value: Double) -> Double { divides ? value * factor : value / factor }
}
