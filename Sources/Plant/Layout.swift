// The layout: how points and actuators belong to the units that the core controls. The site's
// configuration binds it once, by the words of `Signal` and `ActuatorRole`; afterwards the core knows
// indices only. What a site lacks is `.none`, and the core must live with that.

/// One gas detector.
public struct GasDetector: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var concentration: Point<PercentLEL> = .none
  public var watch = DetectorWatch()
  public init() {}
}

/// A shut-off valve with its limit switches.
public struct Valve: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var open: ActuatorIndex = .none
  public var opened: Point<Contact> = .none
  public var closed: Point<Contact> = .none
  public var watch = ValveWatch()
  public init() {}
}

/// The room: ventilation, safety chain read-backs, keys, horn.
public struct Room: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var airFlow: Point<CubicMetrePerHour> = .none
  public var flowSwitch: Point<Contact> = .none
  public var resetKey: Point<Contact> = .none
  public var keyRemote: Point<Contact> = .none
  public var keyMaintenance: Point<Contact> = .none
  public var mainsPresent: Point<Contact> = .none
  public var supervisionPresent: Point<Contact> = .none
  public var temperature: Point<Celsius> = .none
  public var fanHigh: ActuatorIndex = .none
  public var horn: ActuatorIndex = .none
  public var beaconRed: ActuatorIndex = .none
  public var beaconYellow: ActuatorIndex = .none
  /// Air volume of the room, in m3.
  public var volume: Double = 0
  /// Air flow at base and at high speed of the fan, in m3/h.
  public var baseFlow: Double = 0
  public var highFlow: Double = 0
  /// All gas detectors watch one air space, so one can stand in for another.
  public var isOnePlace = false
  // Derived points
  public var airChanges: Point<Count> = .none
  public var purgeMissing: Point<Contact> = .none
  public var ventilationExpected: Point<Contact> = .none
  public var uncleanStart: Point<Contact> = .none
  public var highestGas: Point<PercentLEL> = .none
  public var watch = RoomWatch()
  public init() {}
}

/// One electrolyser module.
public struct Electrolyser: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var link: Point<Contact> = .none
  public var state: Point<Count> = .none
  public var systemState: Point<Count> = .none
  public var hydrogenFlow: Point<NormLitrePerHour> = .none
  public var innerPressure: Point<BarGauge> = .none
  public var outletPressure: Point<BarGauge> = .none
  public var electrolyteTemperature: Point<Celsius> = .none
  public var errorCount: Point<Count> = .none
  public var runReadBack: Point<Count> = .none
  /// Consumption of the module, positive.
  public var power: Point<Kilowatt> = .none
  public var run: ActuatorIndex = .none
  public var rate: ActuatorIndex = .none
  public var externalRelease: ActuatorIndex = .none
  public var blowDown: ActuatorIndex = .none
  public var preheat: ActuatorIndex = .none
  /// Consumption at 100 %, in kW.
  public var ratedPower: Double = 0
  /// Lowest share of nominal at which the module runs, 0...1.
  public var lowestShare: Double = 0.6
  /// Consumption at the lowest share, in kW.
  public var lowestPower: Double = 0
  /// Hydrogen at 100 %, in NL/h; 0 where the site file does not say.
  public var ratedFlow: Double = 0
  // Derived points: 1 when the module makes no hydrogen and takes no power worth naming; its opposite
  public var atRest: Point<Contact> = .none
  public var running: Point<Contact> = .none
  public var watch = ElectrolyserWatch()
  public init() {}
}

/// One fuel cell with its heat recovery.
public struct FuelCell: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var link: Point<Contact> = .none
  public var status: Point<Count> = .none
  /// Net AC output, positive.
  public var power: Point<Kilowatt> = .none
  public var stackCurrent: Point<Ampere> = .none
  public var stackVoltage: Point<Volt> = .none
  public var minimumCellVoltage: Point<Volt> = .none
  public var outletTemperature: Point<Celsius> = .none
  public var coolantFlow: Point<CubicMetrePerHour> = .none
  public var faultWord: Point<Count> = .none
  public var gridProtectionHealthy: Point<Contact> = .none
  public var permit: ActuatorIndex = .none
  public var start: ActuatorIndex = .none
  public var stop: ActuatorIndex = .none
  public var powerSetpoint: ActuatorIndex = .none
  public var externalRelease: ActuatorIndex = .none
  /// Net output at which the cell starts and runs lowest, and its highest, in kW.
  public var lowestPower: Double = 0
  public var ratedPower: Double = 0
  /// Voltage of the sound stack at its lowest power, in V; 0 where the site file does not say.
  public var lowestStackVoltage: Double = 0
  public var highestStackVoltage: Double = 0
  // Derived points: 1 when the cell makes no power and reports stand-by; its opposite
  public var atRest: Point<Contact> = .none
  public var running: Point<Contact> = .none
  public var watch = FuelCellWatch()
  public init() {}
}

/// A hydrogen store with up to two pressure and two temperature taps.
public struct Store: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var pressure: Point<BarGauge> = .none
  public var pressure2: Point<BarGauge> = .none
  public var temperature: Point<Celsius> = .none
  public var temperature2: Point<Celsius> = .none
  /// Geometric volume, in m3.
  public var volume: Double = 0
  /// Mass at nominal pressure and 15 C, which is 100 % fill, in kg.
  public var ratedMass: Double = 0
  /// Mass that stays in the store, in kg.
  public var lowestMass: Double = 0
  /// Temperature taken when no tap is usable, in degC: the coldest, so that mass is overestimated.
  public var worstTemperature: Double = 15
  /// Places in the site's list of valves; -1 for none.
  public var inlet: Int16 = -1
  public var outlet: Int16 = -1
  // Derived points
  public var mass: Point<Kilogram> = .none
  public var fill: Point<Percent> = .none
  public var watch = StoreWatch()
  public init() {}
}

/// A supply line from a bank of bottles through a regulator and a house valve to a fuel cell.
public struct SupplyLine: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  /// Regulator outlet.
  public var pressure: Point<BarGauge> = .none
  public var flow: Point<NormLitrePerHour> = .none
  public var hoseReleased: Point<Contact> = .none
  /// Places in the site's list of valves; -1 for none.
  public var bankValve: Int16 = -1
  public var houseValve: Int16 = -1
  /// Place in the site's list of stores; -1 for none.
  public var bank: Int16 = -1
  /// Nominal outlet pressure, in bar(g).
  public var nominalPressure: Double = 5
  public var watch = SupplyWatch()
  public init() {}
}

/// The heat loop of a fuel cell with its buffer and boiler.
public struct HeatLoop: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var bufferTop: Point<Celsius> = .none
  public var bufferBottom: Point<Celsius> = .none
  public var returnTemperature: Point<Celsius> = .none
  public var flow: Point<CubicMetrePerHour> = .none
  public var pressure: Point<BarGauge> = .none
  public var pump: ActuatorIndex = .none
  public var boilerEnable: ActuatorIndex = .none
  public var emergencyCooler: ActuatorIndex = .none
  /// Heat that the buffer takes over 20 K, in kWh.
  public var capacity: Double = 0
  public init() {}
}

/// What the gas is made of behind the modules, as the analysers at the dryer say.
public struct GasQuality: BitwiseCopyable, Sendable {
  /// Oxygen in the hydrogen, and hydrogen in the oxygen, in vol%.
  public var oxygen: Point<VolumePercent> = .none
  public var hydrogen: Point<VolumePercent> = .none
  public init() {}
}

/// The electric balance of the site.
public struct ElectricBalance: BitwiseCopyable, Sendable {
  /// Import positive, as the grid meter counts.
  public var grid: Point<Kilowatt> = .none
  /// Generation of the inverter, positive.
  public var solar: Point<Kilowatt> = .none
  // Derived points, in kW: the building's own load, and what would be exported without hydrogen units
  public var load: Point<Kilowatt> = .none
  public var surplus: Point<Kilowatt> = .none
  public init() {}
}
