// Channels of I/O modules carry currents, resistances and contacts; the site file says what they mean.
// These are the conversions, both ways: 4-20 mA seen by an input in 0-20 mA mode, so that a lost live
// zero shows, Pt100 temperatures, and contacts that the wiring turns round.

import Plant

/// A 4-20 mA signal on an input that reads 0-20 mA as 0...65535 (Moxa ioLogik E1240, range 0-20 mA).
public struct AnalogScaling: Equatable, Sendable {
  /// The quantity at 4 mA and at 20 mA, in its unit.
  public var range: ClosedRange<Double>

  /// A signal that means this range.
  public init(range: ClosedRange<Double>) {
    self.range = range
  }

  /// Below this current the wire or the transmitter is broken (NAMUR NE 43).
  public static let lowestMilliamps = 3.6
  /// What the input can show at most; a transmitter's high alarm of 21 mA and more is seen as this.
  public static let saturated = 65535

  /// The current behind a raw value, in mA.
  public static func milliamps(raw: Int) -> Double { Double(raw) * 20 / 65535 }

  /// The quantity behind a raw value. Between 3.6 and 4 mA it is the lower end of the range. A
  /// saturated input and every status but 0 (1 burn-out, 2 over, 3 under range) is a broken wire.
  public func value(raw: Int, status: Int = 0) -> DecodedValue {
    let current = Self.milliamps(raw: raw)
    guard status == 0, raw < Self.saturated, current >= Self.lowestMilliamps else {
      return .bad(.brokenWire)
    }
    let share = max(0, (current - 4) / 16)
    return .value(range.lowerBound + share * (range.upperBound - range.lowerBound))
  }

  /// The raw value of a healthy transmitter, which holds its output between 3.8 and 20 mA.
  public func raw(value: Double) -> Int {
    guard value.isFinite, range.upperBound > range.lowerBound else { return 0 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    let current = min(max(4 + 16 * share, 3.8), 20)
    return min(Int((current * 65535 / 20).rounded()), Self.saturated - 1)
  }

  /// The raw value of any current, for broken wires and alarms, in mA.
  public static func raw(milliamps: Double) -> Int {
    guard milliamps.isFinite else { return 0 }
    return Int((min(max(milliamps, 0), 20) * 65535 / 20).rounded())
  }
}

/// A Pt100 channel in signed tenths of a degree (Moxa ioLogik E1260).
public enum ResistanceThermometer {
  /// What a Pt100 input can measure, in degC.
  public static let range = -200.0...850.0

  /// The temperature in degC. Every status but 0 and both ends of the register are a broken wire.
  public static func value(raw: UInt16, status: Int = 0) -> DecodedValue {
    guard status == 0, raw != 0x7FFF, raw != 0x8000 else { return .bad(.brokenWire) }
    let celsius = Double(Int16(bitPattern: raw)) / 10
    return range.contains(celsius) ? .value(celsius) : .bad(.outOfRange)
  }

  /// The register for a temperature in degC; nil outside the range of the input.
  public static func raw(celsius: Double) -> UInt16? {
    guard celsius.isFinite, range.contains(celsius) else { return nil }
    return UInt16(bitPattern: Int16((celsius * 10).rounded()))
  }
}

/// A contact or relay as the wire shows it: turned round where the site file says `invert: true`. It
/// is its own inverse, so it serves both directions.
public func contact(_ value: Double, inverted: Bool) -> Double {
  let isClosed = value != 0
  return isClosed != inverted ? 1 : 0
}
