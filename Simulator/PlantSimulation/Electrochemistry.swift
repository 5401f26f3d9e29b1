// Electrochemistry: the module's stack as a grey box. The measured line of the whole module (power over
// production) is the authority, as dispatch knows it too; the cell voltage that a reader of the screen
// sees is worked back from it, so that volts, amperes and kilowatts always agree.

/// The stack of one electrolyser module and what feeds it.
struct StackModel: Sendable {
  let cells: Double
  /// Production at 100 %, in kg/h.
  let ratedProduction: Double
  /// Share of the alternating current that the rectifier passes on.
  static let rectifier = 0.95
  /// Pump, control and fans of a running module, in kW.
  static let ownNeeds = 0.16
  /// Electrolyte temperature at which the measured line holds, in degC.
  static let warm = 55.0
  /// Extra cell voltage per kelvin below that, in V/K.
  static let coldVoltage = 0.0025

  /// Power of the warm module at `share` of rated production, in kW: kg/h = 0.0191234 P - 0.0009562 for
  /// a module of 0.5 norm m3/h (60 %: 1.46 kW, 100 %: 2.40 kW), scaled to the module's size.
  func warmPower(share: Double) -> Double {
    let size = ratedProduction / (0.5 * Hydrogen.normDensity)
    return (share * ratedProduction + 0.000_956_2 * size) / 0.019_123_4
  }

  /// Current through the cells, in A.
  func current(share: Double) -> Double {
    share * ratedProduction / (cells * Hydrogen.massPerAmpereHour)
  }

  /// Voltage that cold electrolyte and age add to each cell, in V.
  func excess(celsius: Double, ageing: Double) -> Double {
    max(0, Self.warm - celsius) * Self.coldVoltage + ageing
  }

  /// Power from the mains, in kW.
  func power(share: Double, celsius: Double, ageing: Double) -> Double {
    let extra = current(share: share) * cells * excess(celsius: celsius, ageing: ageing) / 1000
    return warmPower(share: share) + extra / Self.rectifier
  }

  /// Voltage of one cell, in V.
  func cellVoltage(share: Double, celsius: Double, ageing: Double) -> Double {
    let current = current(share: share)
    guard current > 0 else { return 0 }
    let stack = max(0, warmPower(share: share) - Self.ownNeeds) * Self.rectifier * 1000
    return max(1.45, stack / (cells * current)) + excess(celsius: celsius, ageing: ageing)
  }

  /// Heat that the cells give to the electrolyte, in kW.
  func heat(share: Double, celsius: Double, ageing: Double) -> Double {
    let voltage = cellVoltage(share: share, celsius: celsius, ageing: ageing)
    guard voltage > 0 else { return 0 }
    return current(share: share) * cells * (voltage - Hydrogen.thermoneutralVoltage) / 1000
  }
}
