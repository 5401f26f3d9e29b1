// Numbers as devices make them. A register holds tenths, hundredths, a float of 32 bits or a raw count,
// and all of them arrive here as doubles. Written as a change in the device's own digits a number takes a
// byte or two instead of eight. A form is used only where it gives back the same 64 bits.

/// How a number is written: as a whole number of decimal parts, of single or of double precision steps.
struct ValueForm: Equatable {
  /// 0...5 for so many decimals, 6 for single precision, 7 for double.
  let code: Int

  static let single = ValueForm(code: 6)
  static let double = ValueForm(code: 7)
  /// How many forms there are.
  static let count = 8

  /// The form that takes least for this value: the one that served last when it still does.
  static func best(for value: Double, last: Int) -> ValueForm {
    let lastForm = ValueForm(code: last)
    if lastForm.holds(value) { return lastForm }
    for code in 0..<7 where ValueForm(code: code).holds(value) { return ValueForm(code: code) }
    return .double
  }

  /// The whole number nearest to the value in this form.
  func steps(of value: Double) -> Int64 {
    switch code {
    case 7: return Int64(bitPattern: value.bitPattern)
    case 6: return Int64(Int32(bitPattern: Float(value).bitPattern))
    default:
      let scaled = (value * scale).rounded()
      return scaled > -0x1p53 && scaled < 0x1p53 ? Int64(scaled) : 0
    }
  }

  /// The value of a whole number in this form; anything, also not finite, for a damaged one.
  func value(of steps: Int64) -> Double {
    switch code {
    case 7: Double(bitPattern: UInt64(bitPattern: steps))
    case 6: Double(Float(bitPattern: UInt32(truncatingIfNeeded: steps)))
    default: Double(steps) / scale
    }
  }

  /// True when the form gives back the same bits.
  private func holds(_ value: Double) -> Bool {
    self.value(of: steps(of: value)).bitPattern == value.bitPattern
  }

  private var scale: Double {
    switch code {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1_000
    case 4: 10_000
    default: 100_000
    }
  }
}
