// Watches: what a unit is watched for besides running it. Each watch names the instruments that only an
// interlock needs, the site's numbers behind it, and the derived points that the rows of the matrix read.
// What a site lacks is `.none`, and then nothing is derived.

/// What the room is watched for.
public struct RoomWatch: BitwiseCopyable, Sendable {
  public var gasRelay2Healthy: Point<Contact> = .none
  public var noSmoke: Point<Contact> = .none
  public var powerOffRequest: ActuatorIndex = .none
  // Derived: 1 when the power of the room should be off; largest step of plant time against real time in
  // the last minute, in s; most late scans among ten in the last minute; 1 when the configuration that
  // runs may not be the one that was signed; how long the bypass of a detector goes on, in s
  public var powerOffExpected: Point<Contact> = .none
  public var clockJump: Point<Second> = .none
  public var lateScans: Point<Count> = .none
  public var configurationDoubt: Point<Contact> = .none
  public var bypassLeft: Point<Second> = .none
  public init() {}
}

/// What a gas detector is watched for.
public struct DetectorWatch: BitwiseCopyable, Sendable {
  /// The detector's own word: bits 0 to 3 are its state, 1 is monitoring.
  public var status: Point<Count> = .none
  /// Plant time at which the first of its tests is due, in ms; `never` when the site file names none.
  public var testDue: Milliseconds = Instant.never
  // Derived: 1 when its alarms are inhibited, simulated, under test or taken out of the votes; 1 when it
  // drifts or stands still; days since a test was due
  public var implausible: Point<Contact> = .none
  public var bypassed: Point<Contact> = .none
  public var testOverdue: Point<Day> = .none
  public init() {}
}

/// What an electrolyser module is watched for.
public struct ElectrolyserWatch: BitwiseCopyable, Sendable {
  public var stackVoltage: Point<Volt> = .none
  public var standByPressure: Point<BarGauge> = .none
  public var restartPressure: Point<BarGauge> = .none
  public var silenceTimeout: Point<Second> = .none
  /// Cells of the stack.
  public var cells: Double = 0
  /// What the device must be set to, in bar(g) and s; negative where the site file does not say.
  public var expectedStandBy: Double = -1
  public var expectedRestart: Double = -1
  public var expectedTimeout: Double = -1
  // Derived: 1 while it works although it was told to stop; mean voltage of its cells; 1 when it is not
  // the device, or not set as, the site file says
  public var stopIgnored: Point<Contact> = .none
  public var cellVoltage: Point<Volt> = .none
  public var foreign: Point<Contact> = .none
  public init() {}
}

/// What a fuel cell is watched for.
public struct FuelCellWatch: BitwiseCopyable, Sendable {
  // Derived: 1 while it gives power although it was told to stop; 1 while it says that it generates; 1
  // once the grid protection has been ready for a minute; 1 while it answers and has no outlet temperature;
  // 1 when it is not the device of the site file
  public var stopIgnored: Point<Contact> = .none
  public var generating: Point<Contact> = .none
  public var gridSettled: Point<Contact> = .none
  public var outletLost: Point<Contact> = .none
  public var foreign: Point<Contact> = .none
  public init() {}
}

/// What a store is watched for.
public struct StoreWatch: BitwiseCopyable, Sendable {
  /// Flow to consumers.
  public var flow: Point<NormLitrePerMinute> = .none
  /// Two taps may differ by this, in bar, before the mass is uncertain.
  public var tapTolerance: Double = 1
  /// Share of the throughput that dryer, purges and blow-downs take, 0...1.
  public var declaredLoss: Double = 0
  // Derived: difference of the two taps; mass lost while isolated, in ten minutes and in four hours; what
  // the books of a day miss, as a share of what they may miss
  public var pressureDifference: Point<BarDifference> = .none
  public var loss: Point<Kilogram> = .none
  public var slowLoss: Point<Kilogram> = .none
  public var imbalance: Point<Percent> = .none
  public init() {}
}

/// What a supply line is watched for.
public struct SupplyWatch: BitwiseCopyable, Sendable {
  // Derived: flow as a share of what the fuel cells should take; rise of pressure since it was isolated;
  // fall of pressure in ten minutes while isolated; mass that left the bank in ten minutes unmetered
  public var flowShare: Point<Percent> = .none
  public var creep: Point<BarDifference> = .none
  public var isolatedFall: Point<BarDifference> = .none
  public var unmetered: Point<Kilogram> = .none
  public init() {}
}

/// What a valve is watched for.
public struct ValveWatch: BitwiseCopyable, Sendable {
  /// Derived: 1 while its limit switches do not say what was commanded.
  public var mismatch: Point<Contact> = .none
  public init() {}
}

/// The booster that fills a carriage of bottles.
public struct Booster: BitwiseCopyable, Sendable {
  public var unit: Int16 = -1
  public var enable: ActuatorIndex = .none
  public var running: Point<Contact> = .none
  public var earthProven: Point<Contact> = .none
  public var doorShut: Point<Contact> = .none
  public var couplingLocked: Point<Contact> = .none
  public var hoseParked: Point<Contact> = .none
  /// Suction and discharge.
  public var suction: Point<BarGauge> = .none
  public var discharge: Point<BarGauge> = .none
  /// Skin of a bottle.
  public var bottleTemperature: Point<Celsius> = .none
  /// Places in the site's list of valves; -1 for none.
  public var fillValve: Int16 = -1
  public var hoseVent: Int16 = -1
  /// Place of the store that it draws from; -1 for none.
  public var source: Int16 = -1
  /// Volume of the bottles, in m3, and their pressure when full at 15 degC, in bar(a).
  public var bottleVolume: Double = 0
  public var bottlePressure: Double = 0
  // Derived: 1 while it is enabled, runs or fills; discharge above the pressure of full bottles at their
  // temperature; rate of the discharge pressure; fall of a shut hose in two minutes; mass in the bottles
  public var inUse: Point<Contact> = .none
  public var overTarget: Point<BarDifference> = .none
  public var fillRate: Point<BarPerMinute> = .none
  public var hoseFall: Point<BarDifference> = .none
  public var bottleMass: Point<Kilogram> = .none
  public init() {}
}
