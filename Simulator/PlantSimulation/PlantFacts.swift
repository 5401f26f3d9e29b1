// PlantFacts: the plant as it is, not as its instruments show it. Whoever judges a controller needs a
// view that no instrument, wire or program stands in between of. It is plain values, so that a judge
// can be tested with facts that no plant would give.

public import Plant

/// The truth about a plant at one instant.
public struct PlantFacts: Equatable, Sendable {
  /// Plant time, in ms since 1970 UTC.
  public var time: Milliseconds = 0
  /// Nothing in the plant is broken or forced, and no instrument fails.
  public var isSound = true
  public var room = RoomFacts()
  public var detectors: [DetectorFacts] = []
  public var modules: [ModuleFacts] = []
  /// Pressure between the modules' check valves and the stores' inlet valves, in bar(g).
  public var headerPressure = 0.0
  public var stores: [StoreFacts] = []
  public var valves: [ValveFacts] = []
  /// The line to the fuel cells; nil where there is none.
  public var supply: SupplyFacts?
  public var fuelCells: [FuelCellFacts] = []
  /// Flow of the heat loop, in m3/h, and whether its limiter is closed; nil where there is none.
  public var heatLoop: HeatFacts?

  /// An empty site.
  public init() {}
}

/// The truth about the room. Flows in m3/h, volume in m3, temperature in degC.
public struct RoomFacts: Equatable, Sendable {
  public var volume = 60.0
  public var baseFlow = 250.0
  public var highFlow = 1000.0
  public var flow = 0.0
  /// The fan is asked for its full speed, by command or by the hard-wired chain.
  public var asksHighFlow = true
  /// The flow transmitter shows what flows, or says that it cannot.
  public var isFlowTold = true
  /// Belt, filter and contactor of the fan are sound.
  public var isFanSound = true
  public var isChainClosed = true
  public var isPowerCut = false
  public var isGasRelayHealthy = true
  public var isEmergencyStopPressed = false
  public var hasMains = true
  public var hasControlPower = true
  public var key = KeyPosition.remote
  public var isResetKeyTurned = false
  public var isAnyBeaconLit = false
  public var celsius = 20.0
  public init() {}
}

/// The truth about one detector's place.
public struct DetectorFacts: Equatable, Sendable {
  /// Hydrogen at its head, in % LEL.
  public var gas = 0.0
  public var isPowered = true
  /// It shows what is there, or says that it cannot.
  public var isHonest = true
  public init() {}
}

/// The truth about one module.
public struct ModuleFacts: Equatable, Sendable {
  /// It makes hydrogen, or is about to.
  public var isProducing = false
  public var isBlowingDown = false
  /// Production as a share of the rated one, 0...1.
  public var share = 0.0
  /// Power from the mains, in kW.
  public var power = 0.0
  public var isContactClosed = false
  /// The controller asks for its release contact, whatever the hard-wired chain says.
  public var asksContact = false
  public var wantsRun = false
  /// 0 obeys; 1 ignores the stop command; 2 ignores its release contact as well.
  public var disobedience = 0.0
  /// It reports a dangerous state of its own: water in the chassis, hot electronics, an error.
  public var isFaulty = false
  public var answers = true
  /// In bar(g).
  public var innerPressure = 0.0
  public init() {}
}

/// The truth about one store. Pressure in bar(g), temperature in degC.
public struct StoreFacts: Equatable, Sendable {
  public var pressure = 0.0
  public var celsius = 15.0
  /// Both taps show what is there.
  public var isPressureTold = true
  public init() {}
}

/// The truth about one valve.
public struct ValveFacts: Equatable, Sendable {
  /// What it stands between.
  public enum Service: Equatable, Sendable {
    case inlet(store: Int)
    case outlet(store: Int)
    case bank, house, other
  }
  public var service = Service.other
  /// 0 closed ... 1 open.
  public var position = 0.0
  public var asksOpen = false
  public var isStuck = false
  public init() {}
}

/// The truth about the supply line, in bar(g).
public struct SupplyFacts: Equatable, Sendable {
  public var linePressure = 0.0
  public var inletPressure = 0.0
  public var pressureSwitch = 7.0
  public init() {}
}

/// The truth about one fuel cell.
public struct FuelCellFacts: Equatable, Sendable {
  public var isStarting = false
  public var isGenerating = false
  /// Net power, in kW.
  public var power = 0.0
  public var isContactClosed = false
  /// The controller asks for its release contact, whatever the hard-wired chain says.
  public var asksContact = false
  public var answers = true
  /// Hydrogen that it uses, in NL/min.
  public var fuel = 0.0
  public var celsius = 20.0
  public init() {}
}

/// The truth about the heat loop.
public struct HeatFacts: Equatable, Sendable {
  /// In m3/h.
  public var flow = 0.0
  public var isFlowTold = true
  public var isLimiterClosed = true
  /// Temperature of the water that goes to the fuel cell, in degC.
  public var bottom = 35.0
  public init() {}
}
