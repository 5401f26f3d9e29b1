// The keys of units in a site file, as one table per kind: which number in which unit of measure, which
// relation to which other unit. A new number of a unit is one line here, read, range-checked and handed
// on by name.

import Plant

/// What a key of a unit holds.
enum UnitKeyForm {
  /// A number in exactly this unit of measure, within the range.
  case quantity(String, ClosedRange<Double>)
  /// `true` or `false`.
  case flag
  /// A whole number.
  case count(ClosedRange<Int>)
  /// A day like `2025-06-18`, kept as ms since 1970 UTC.
  case date
  /// The name of a unit of one of these kinds.
  case reference([UnitKind])
}

/// One key of a kind of unit.
struct UnitKey {
  var name: String
  var form: UnitKeyForm
  var isRequired: Bool

  init(_ name: String, _ form: UnitKeyForm, required: Bool = false) {
    self.name = name
    self.form = form
    isRequired = required
  }
}

extension UnitKind {
  /// The keys that units of this kind may have besides `kind`, `tag` and `text`.
  var keys: [UnitKey] {
    switch self {
    case .room:
      [
        UnitKey("volume", .quantity("m3", 1...100_000), required: true),
        UnitKey("base-flow", .quantity("m3/h", 1...1_000_000), required: true),
        UnitKey("high-flow", .quantity("m3/h", 1...1_000_000), required: true),
        UnitKey("same-place", .flag, required: true),
        UnitKey("drift-limit", .quantity("% LEL", 0.5...5)),
        UnitKey("drift-time", .quantity("min", 1...10)),
        UnitKey("still-limit", .quantity("% LEL", 0.5...3)),
        UnitKey("still-time", .quantity("h", 0.1...24)),
      ]
    case .electrolyser:
      [
        UnitKey("rated-power", .quantity("kW", 0.01...10_000), required: true),
        UnitKey("lowest-power", .quantity("kW", 0.01...10_000), required: true),
        UnitKey("lowest-share", .quantity("%", 1...100), required: true),
        UnitKey("rated-flow", .quantity("NL/h", 1...10_000_000)),
        UnitKey("cells", .count(1...1_000)),
        UnitKey("new-cell-voltage", .quantity("V", 1...5)),
      ]
    case .fuelCell:
      [
        UnitKey("rated-power", .quantity("kW", 0.01...10_000), required: true),
        UnitKey("lowest-power", .quantity("kW", 0.01...10_000), required: true),
        UnitKey("lowest-inlet-pressure", .quantity("bar(g)", 0...100)),
        UnitKey("lowest-stack-voltage", .quantity("V", 0.1...10_000)),
        UnitKey("highest-stack-voltage", .quantity("V", 0.1...10_000)),
      ]
    case .store: storeKeys
    case .supplyLine:
      [
        UnitKey("bank", .reference([.store])),
        UnitKey("bank-valve", .reference([.valve])),
        UnitKey("house-valve", .reference([.valve])),
        UnitKey("nominal-pressure", .quantity("bar(g)", 0.1...100), required: true),
        UnitKey("allowed-pressure", .quantity("bar(g)", 0.1...1_000), required: true),
        UnitKey("pressure-switch", .quantity("bar(g)", 0.1...1_000)),
        UnitKey("relief-valve", .quantity("bar(g)", 0.1...1_000), required: true),
      ]
    case .heatLoop: [UnitKey("capacity", .quantity("kWh", 0.1...100_000), required: true)]
    case .inverter: [UnitKey("rated-power", .quantity("kW", 0.01...100_000), required: true)]
    case .meter: [UnitKey("of", .reference([.electrolyser, .fuelCell]))]
    case .gasDetector:
      ["visual-check", "function-check", "system-check"].map { UnitKey($0, .date) }
    case .booster:
      [
        UnitKey("source", .reference([.store])),
        UnitKey("fill-valve", .reference([.valve])),
        UnitKey("hose-vent", .reference([.valve])),
        UnitKey("bottle-volume", .quantity("m3", 0.001...100)),
        UnitKey("bottle-pressure", .quantity("bar(a)", 1...1_000)),
      ]
    case .valve, .gridMeter, .heatMeter, .dryer, .ioModule: []
    }
  }

  private var storeKeys: [UnitKey] {
    [
      UnitKey("volume", .quantity("m3", 0.001...10_000), required: true),
      UnitKey("rated-pressure", .quantity("bar(a)", 1...1_000), required: true),
      UnitKey("rated-mass", .quantity("kg", 0.001...100_000), required: true),
      UnitKey("lowest-mass", .quantity("kg", 0...100_000), required: true),
      UnitKey("highest-fill", .quantity("%", 1...100), required: true),
      UnitKey("highest-temperature", .quantity("degC", 0...100), required: true),
      UnitKey("worst-temperature", .quantity("degC", -40...60), required: true),
      UnitKey("allowed-pressure", .quantity("bar(g)", 0.1...1_000), required: true),
      UnitKey("pressure-switch", .quantity("bar(g)", 0.1...1_000)),
      UnitKey("relief-valve", .quantity("bar(g)", 0.1...1_000), required: true),
      UnitKey("tap-tolerance", .quantity("bar(d)", 0.01...100)),
      UnitKey("declared-loss", .quantity("%", 0...50)),
      UnitKey("inlet", .reference([.valve])),
      UnitKey("outlet", .reference([.valve])),
    ]
  }

  /// Signals without which the core cannot run a unit of this kind.
  var requiredSignals: [Signal] {
    switch self {
    case .room:
      [
        .airFlow, .flowSwitch, .emergencyStopClosed, .resetKey, .keyRemote, .mainsPresent,
        .temperature,
      ]
    case .gasDetector: [.concentration]
    case .electrolyser:
      [.state, .hydrogenFlow, .outletPressure, .electrolyteTemperature, .errorCount, .power]
    case .fuelCell: [.status, .power, .outletTemperature, .gridProtectionHealthy]
    case .store: [.pressure, .temperature]
    case .supplyLine: [.pressure, .hoseReleased]
    case .valve: [.opened, .closed]
    case .heatLoop: [.bufferBottom, .returnTemperature, .loopFlow]
    case .gridMeter, .inverter, .meter: [.power]
    case .heatMeter: [.heatPower]
    case .dryer, .booster, .ioModule: []
    }
  }

  /// Actuators without which the core cannot run a unit of this kind.
  var requiredActuators: [ActuatorRole] {
    switch self {
    case .room: [.fanHigh, .horn]
    case .electrolyser: [.run, .rate, .externalRelease]
    case .fuelCell: [.permit, .start, .stop, .powerSetpoint, .externalRelease]
    case .valve: [.open]
    case .heatLoop: [.pump]
    default: []
    }
  }
}
