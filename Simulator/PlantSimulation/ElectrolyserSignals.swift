// ElectrolyserSignals: what a module tells, and how it is saved. The registers of a device without
// power have no value; hydrogen flow has none either while nothing is made, as the device sends NaN.

import Plant

extension ElectrolyserModule {
  static let signals: [Signal] = [
    .link, .state, .systemState, .hydrogenFlow, .hydrogenTotal, .innerPressure, .outletPressure,
    .waterPressure, .electrolyteTemperature, .stackCurrent, .stackVoltage, .errorCount,
    .warningCount, .externalContactClosed, .runReadBack, .rateReadBack, .tankPressureSwitch,
    .chassisWater, .electronicsHot, .levelLow, .power, .energyImported, .hydrogenInOxygen,
    .heatPower, .starts, .faultWord, .standByPressure,
  ]

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .link: return answers.contact
    // Its meter is another device, which lives while the module is dead.
    case .power: return power
    case .energyImported: return energy
    case .heatPower: return heat
    default: return answers ? ownValue(of: signal) : nil
    }
  }

  private func ownValue(of signal: Signal) -> Double? {
    let age = ageing + (faults[.ageing] ?? 0)
    switch signal {
    case .state: return Double(state.rawValue)
    case .systemState: return errorCount > 0 ? 2 : 1
    case .hydrogenFlow:
      return share > 0
        ? Hydrogen.normLitres(ofMass: share * stack.ratedProduction) : nil
    case .hydrogenTotal: return total
    case .innerPressure: return inner.gauge
    case .outletPressure: return outlet
    case .waterPressure: return faults.has(.waterLow) ? 0.2 : 2
    case .electrolyteTemperature: return celsius
    case .stackCurrent: return stack.current(share: share)
    case .stackVoltage:
      return stack.cells * stack.cellVoltage(share: share, celsius: celsius, ageing: age)
    case .errorCount: return errorCount
    case .warningCount: return state == .standBy ? 1 : 0
    case .externalContactClosed: return contactClosed.contact
    case .runReadBack:
      return (!wantsNewStart && (wantsRun || faults.has(.ignoresStop) && isProducing)).contact
    case .rateReadBack: return wantedRate
    case .tankPressureSwitch: return faults.has(.pressureSwitch).contact
    case .chassisWater: return faults.has(.chassisWater).contact
    case .electronicsHot: return faults.has(.electronicsHot).contact
    case .levelLow: return faults.has(.levelLow).contact
    // Its own registers hold this setting; the plant speaks only when somebody changed it.
    case .standByPressure: return faults[.settings]
    case .hydrogenInOxygen: return crossover
    case .starts: return Double(starts)
    case .faultWord: return faultCode
    default: return nil
    }
  }

  /// The code of the error that stands first, as its register of errors shows it; 0 for none.
  private var faultCode: Double {
    if !contactClosed && faults[.ignoresStop] != 2 { return 0x1428 }
    if let code = faults[.deviceError] { return code }
    if faults.has(.electronicsHot) { return 0x128A }
    if faults.has(.levelLow) { return 0x1194 }
    if faults.has(.waterLow) { return 0x3194 }
    if faults.has(.pressureSwitch) { return 0x140C }
    return faults.has(.chassisWater) ? 0x0FFF : 0
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&state)
    inner.exchange(&archive)
    for field in [
      \ElectrolyserModule.share, \.celsius, \.power, \.heat, \.energy, \.total, \.ageing,
      \.crossover, \.outlet, \.fedFor, \.testLeft, \.purgeLeft, \.wantedRate,
    ] { archive.exchange(&self[keyPath: field]) }
    for field in [
      \ElectrolyserModule.contactClosed, \.wantsNewStart, \.wantsRun, \.isReleased, \.wantsBlowDown,
      \.blowDownTaken, \.wantsPreheat,
    ] { archive.exchange(&self[keyPath: field]) }
    archive.exchange(&starts)
  }
}
