// Channels of I/O modules carry currents and contacts; the site file says what they mean. These are the
// conversions, both ways: 4-20 mA seen by an input in 0-20 mA mode, so that a lost live zero shows,
// and contacts that the wiring turns round.

import Plant

/// A 4-20 mA signal on an input that reads 0-20 mA; the profile of the input tells its mA.
public struct AnalogScaling: Equatable, Sendable {
  /// The quantity at 4 mA and at 20 mA, in its unit.
  public var range: ClosedRange<Double>

  /// A signal that means this range.
  public init(range: ClosedRange<Double>) {
    self.range = range
  }

  /// Below this current, in mA, the wire or the transmitter is broken (NAMUR NE 43).
  public static let lowest = 3.6
  /// From this current on, in mA, the input is at its end: a transmitter's high alarm of 21 mA and
  /// more is seen as this. It lies within the last step of every input of 15 bits or more.
  public static let saturated = 19.9999

  /// The quantity behind a current in mA. Between 3.6 and 4 mA it is the lower end of the range. A
  /// saturated input and every status but 0 (1 burn-out, 2 over, 3 under range) is a broken wire.
  public func value(milliamps current: Double, status: Int = 0) -> DecodedValue {
    guard status == 0, current < Self.saturated, current >= Self.lowest else {
      return .bad(.brokenWire)
    }
    let share = max(0, (current - 4) / 16)
    return .value(range.lowerBound + share * (range.upperBound - range.lowerBound))
  }

  /// The current of a healthy transmitter in mA: it holds its output between 3.8 mA and the last step
  /// below the end of the input.
  public func milliamps(value: Double) -> Double {
    guard value.isFinite, range.upperBound > range.lowerBound else { return 0 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return min(max(4 + 16 * share, 3.8), 19.9995)
  }
}

/// A contact or relay as the wire shows it: turned round where the site file says `invert: true`. It
/// is its own inverse, so it serves both directions.
public func contact(_ value: Double, inverted: Bool) -> Double {
  let isClosed = value != 0
  return isClosed != inverted ? 1 : 0
}
