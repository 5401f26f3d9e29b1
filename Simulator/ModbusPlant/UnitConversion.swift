// The plant counts in a handful of units (kW, kWh, bar(g), degC, NL/h, % LEL, s); devices count as
// their makers liked. This table is the way from the one to the other, as gain and bias.

import Plant

/// How a number of the plant is written in a device's unit.
struct UnitConversion {
  var gain = 1.0
  var bias = 0.0

  /// From the plant's unit for that kind of quantity to `unit`; 1 and 0 where they are the same.
  init(to unit: UnitOfMeasure) {
    switch unit {
    case .watt, .wattHour, .voltAmpere, .voltAmpereReactive: gain = 1_000
    case .kilopascal: gain = 100
    case .barAbsolute: bias = 1.01325
    case .kelvin: bias = 273.15
    case .normLitrePerMinute: gain = 1.0 / 60
    // 100 % LEL of hydrogen in air is 4.0 vol%.
    case .volumePercent: gain = 0.04
    case .millisecond: gain = 1_000
    default: break
    }
  }
}
