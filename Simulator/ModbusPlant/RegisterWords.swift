// The shared codec as a device uses it: a device never fails to answer, so what does not fit into its
// registers is held at their end, and what is missing becomes the pattern for "not available".

import DeviceProfiles

extension ProfilePoint {
  /// The words of `value` in the point's unit; `exponent` is the SunSpec power of ten.
  func words(of value: Double, exponent: Int = 0) -> [UInt16] {
    let power = scaleFactor == nil ? nil : exponent
    if let words = encode(value, scaleFactorExponent: power) { return words }
    guard value.isFinite, type != .string else { return missingWords }
    return saturated(isHigh: (value - offset) * (scale < 0 ? -1 : 1) > 0)
  }

  /// The value that `words` hold, in the point's unit; nil when they hold none. The range is not
  /// looked at: a fail-safe value may lie outside.
  func value(of words: [UInt16], exponent: Int = 0) -> Double? {
    var bare = self
    bare.range = nil
    return bare.decode(words, scaleFactorExponent: scaleFactor == nil ? nil : exponent).usable
  }

  /// NaN for floats, the lowest signed or the highest unsigned number for the others.
  var missingWords: [UInt16] {
    if let words = notImplementedRegisters { return words }
    return switch type {
    case .bool: [0]
    case .s16, .s32: saturated(isHigh: false)
    default: [UInt16](repeating: 0xFFFF, count: width)
    }
  }

  /// The registers' own end: all bits of the number, or its sign bit alone.
  private func saturated(isHigh: Bool) -> [UInt16] {
    if bits != nil || type == .bool { return isHigh ? masks : [UInt16](repeating: 0, count: width) }
    let isSigned = type == .s16 || type == .s32
    var words = [UInt16](repeating: isHigh ? 0xFFFF : 0, count: width)
    if isSigned { words[0] = isHigh ? 0x7FFF : 0x8000 }
    // SunSpec keeps the very ends for "not implemented".
    if sunSpecModel != nil, isHigh, !isSigned { words[width - 1] = 0xFFFE }
    if sunSpecModel != nil, !isHigh, isSigned { words[width - 1] |= 1 }
    return wordOrder == .lowFirst ? words.reversed() : words
  }

  /// The bits of each word that belong to the point.
  var masks: [UInt16] {
    let all = [UInt16](repeating: 0xFFFF, count: width)
    return bits == nil ? all : merge(bits: all, into: [UInt16](repeating: 0, count: width))
  }
}
