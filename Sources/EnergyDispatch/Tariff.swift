// The tariff: prices of the grid by season, weekday and time of day, as a table of bands. The first
// band that fits counts. Civil time comes with the scan time; there is no calendar library in the
// core.

public import Plant

/// One price band.
public struct TariffBand: BitwiseCopyable, Sendable {
  /// Months in which the band holds: bit 0 is January.
  public var months: UInt16 = 0x0fff
  /// Weekdays on which the band holds: bit 0 is Monday.
  public var weekdays: UInt8 = 0x7f
  /// Time of day, from (inclusive) and to (exclusive), in ms since midnight of civil time.
  public var from: Milliseconds = 0
  public var to: Milliseconds = 86_400_000
  /// Prices in EUR/kWh.
  public var importPrice = 0.30
  public var exportPrice = 0.068
  public init() {}
}

/// The prices of a site.
public struct Tariff: ~Copyable, Sendable {
  public var bands: Slots<TariffBand>

  /// A tariff of these bands; where none fits, the last one counts.
  public init(_ bands: [TariffBand]) {
    self.bands = Slots(bands.isEmpty ? [TariffBand()] : bands, filler: TariffBand())
  }

  /// The band that holds at `time`.
  @_noAllocation
  public borrowing func band(at time: ScanTime) -> TariffBand {
    let local = time.plant + time.civilOffset
    let day = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
    let weekday = UInt8(truncatingIfNeeded: ((day + 3) % 7 + 7) % 7)
    let month = Self.month(ofDay: day)
    let timeOfDay = time.timeOfDay
    for place in 0..<bands.count {
      let band = bands[place]
      let inMonth = band.months & (UInt16(1) << UInt16(month - 1)) != 0
      let onDay = band.weekdays & (UInt8(1) << weekday) != 0
      if inMonth, onDay, timeOfDay >= band.from, timeOfDay < band.to { return band }
    }
    return bands[bands.count - 1]
  }

  /// Month, 1...12, of a day counted from 1970-01-01 (proleptic Gregorian calendar).
  @_noAllocation
  static func month(ofDay day: Int64) -> Int64 {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    return shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  }
}
