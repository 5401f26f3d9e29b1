// FuelCellSignals: what a fuel cell tells, and how it is saved. The fault word is one of this project,
// since the public register map has none: 1 purge missed, 2 fuel on and no volts, 4 air blocked, 16 cell
// voltage, 32 coolant, 64 over-temperature, 128 fuel pressure, 256 failed start, 512 and up what a
// scenario injects.

import Plant

extension FuelCell {
  static let signals: [Signal] = [
    .link, .status, .power, .energyExported, .minimumCellVoltage, .outletTemperature, .coolantFlow,
    .anodePressure, .pressure, .flow, .faultWord, .starts, .faultRelayHealthy,
    .gridProtectionHealthy, .stackCurrent, .stackVoltage, .heatPower, .externalContactClosed,
    .temperature, .purgeMissed, .fuelOnNoVolts, .airBlocked,
  ]

  private static let cells = 60.0

  /// The bits of the status register: 0 stand-by, 1 starting, 2 generating, 3 stopping, 4 fault,
  /// 5 start inhibited.
  var statusWord: Double {
    let own = Double(1 << Int(state.rawValue))
    let inhibited = !contactClosed || !gridHealthy || inletPressure < 2 || coolant < 2
    return own + (inhibited && state == .standBy ? 32 : 0)
  }

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .link: return answers.contact
    case .faultRelayHealthy: return (answers && state != .fault).contact
    case .gridProtectionHealthy: return gridHealthy.contact
    case .heatPower: return heat
    default: return answers ? ownValue(of: signal) : nil
    }
  }

  private func ownValue(of signal: Signal) -> Double? {
    let gross = power > 0 ? power * 1.12 + 0.1 : 0
    let stack = max(0, weakestCell) * 1.02 * Self.cells
    switch signal {
    case .status: return statusWord
    case .power: return power
    case .energyExported: return energy
    case .minimumCellVoltage: return weakestCell
    case .outletTemperature, .temperature: return celsius
    case .coolantFlow: return coolant
    case .anodePressure: return min(0.5, max(0, inletPressure))
    case .pressure: return inletPressure
    case .flow: return fuel
    case .faultWord: return Double(faultWord | diagnosis)
    case .purgeMissed: return faults.has(.purgeMissed).contact
    case .fuelOnNoVolts: return faults.has(.fuelOnNoVolts).contact
    case .airBlocked: return faults.has(.airBlocked).contact
    case .starts: return Double(starts)
    case .stackCurrent: return stack > 1 ? gross * 1000 / stack : 0
    case .stackVoltage: return stack
    case .externalContactClosed: return contactClosed.contact
    default: return nil
    }
  }

  /// What it reports without stopping by itself.
  private var diagnosis: UInt16 {
    (faults.has(.purgeMissed) ? 1 : 0) | (faults.has(.fuelOnNoVolts) ? 2 : 0)
      | (faults.has(.airBlocked) ? 4 : 0)
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&state)
    for field in [
      \FuelCell.stateFor, \.power, \.heat, \.energy, \.celsius, \.inletPressure, \.coolant, \.fuel,
      \.weakestCell, \.starved, \.withoutCoolant, \.setpoint,
    ] { archive.exchange(&self[keyPath: field]) }
    for field in [
      \FuelCell.contactClosed, \.gridHealthy, \.answers, \.permit, \.wantsStart, \.startTaken,
      \.wantsStop, \.isReleased,
    ] { archive.exchange(&self[keyPath: field]) }
    archive.exchange(&faultWord)
    archive.exchange(&starts)
  }
}
