// The site as the core sees it, once as plain arrays (what the configuration builds, and what can be
// copied and changed in tests) and once as fixed storage (what the step borrows).

public import EnergyDispatch
public import Plant
public import Safety

/// The numbers of sequences that a site may set. Times are plant time in ms.
public struct SequenceSettings: BitwiseCopyable, Sendable {
  /// Air changes before hydrogen is released.
  public var airChanges = 5.0
  /// Share of the base flow below which ventilation counts as lost, and for how long.
  public var lowestFlowShare = 0.8
  public var flowGap: Milliseconds = 10_000
  /// How long the fan may take to prove its flow.
  public var flowProofTime: Milliseconds = 30_000
  /// How long it rests after a proof that failed, before the one other that it gets.
  public var flowProofPause: Milliseconds = 60_000
  /// Gas below which purging counts, in % LEL.
  public var clearGas = 5.0
  /// Gas below which a module tests itself, in % LEL.
  public var gasForSelfTest = 10.0
  /// Fan after-run and boost after their cause.
  public var afterRun: Milliseconds = 600_000
  /// A start permission that nobody uses expires after this.
  public var startPermission: Milliseconds = 600_000
  /// Lowest and highest room temperature for a start, in degC.
  public var coldestRoom = 5.0
  public var hottestRoom = 45.0
  /// The store must be below these for an electrolyser start: fill in %, pressure in bar(g).
  public var fillForStart = 96.0
  public var pressureForStart = 33.0
  /// Highest oxygen in the hydrogen, and hydrogen in the oxygen, that may enter the tank, in vol%, and for
  /// how long they must have been lower.
  public var oxygenForInlet = 0.5
  public var hydrogenForInlet = 1.0
  public var qualityProof: Milliseconds = 60_000
  /// A tank outlet opens above the first and stays open above the second, in bar(g).
  public var pressureForOutlet = 5.0
  public var lowestOutletPressure = 3.0
  /// Oxygen in hydrogen for bottles, and the result of an analysis that ends a quarantine, in vol%.
  public var oxygenForBottles = 0.1
  /// How long a valve may take until its limit switches say what was commanded.
  public var valveProof: Milliseconds = 5_000
  /// Two persons must say the same within this time.
  public var confirmation: Milliseconds = 600_000
  /// The bank must be above this for a fuel cell start, in bar(g).
  public var bankPressureForStart = 12.0
  /// Ramp of the electrolyser in % of nominal per s, of the fuel cell in kW per s.
  public var electrolyserRamp = 1.0
  public var fuelCellRamp = 0.1
  /// True when automatic operation may resume by itself after mains return.
  public var restartsAfterMains = false
  /// A detector is doubted when it is this far from the others or below zero, in % LEL, for this long; or
  /// when it stood still for this long while another one moved by more than this, in % LEL.
  public var driftLimit = 5.0
  public var driftTime: Milliseconds = 600_000
  public var stillLimit = 3.0
  public var stillTime: Milliseconds = 86_400_000
  /// Period of the scan, in ms of real time, by which late scans are known; 0 when nobody keeps one.
  public var scanPeriod: Milliseconds = 0
  public init() {}
}

/// A site as plain values.
public struct SiteDescription: Sendable {
  public var name = ""
  public var room = Room()
  public var detectors: [GasDetector] = []
  public var electrolysers: [Electrolyser] = []
  public var fuelCells: [FuelCell] = []
  public var stores: [Store] = []
  public var valves: [Valve] = []
  public var supplyLines: [SupplyLine] = []
  public var heatLoops: [HeatLoop] = []
  public var boosters: [Booster] = []
  public var gasQuality = GasQuality()
  public var balance = ElectricBalance()
  public var actuators: [ActuatorLimits] = []
  public var measuredPoints = 0
  public var derivedPoints = 0
  public var units = 0
  public var rows: [InterlockRow] = []
  public var inputs: [PointIndex] = []
  public var effects: [RowEffect] = []
  public var dispatch = DispatchSettings()
  public var tariff: [TariffBand] = []
  public var settings = SequenceSettings()
  public init() {}
}

extension Decision {
  /// An empty decision with room for a site.
  public init(for site: SiteDescription) {
    self.init(
      actuators: site.actuators.count, units: site.units, rows: site.rows.count,
      derived: site.derivedPoints)
  }
}

/// A site in fixed storage, as the step borrows it.
public struct Site: ~Copyable, Sendable {
  public let room: Room
  public let detectors: Slots<GasDetector>
  public let electrolysers: Slots<Electrolyser>
  public let fuelCells: Slots<FuelCell>
  public let stores: Slots<Store>
  public let valves: Slots<Valve>
  public let supplyLines: Slots<SupplyLine>
  public let heatLoops: Slots<HeatLoop>
  public let boosters: Slots<Booster>
  public let gasQuality: GasQuality
  public let balance: ElectricBalance
  public let actuators: Slots<ActuatorLimits>
  public let measuredPoints: Int
  public let derivedPoints: Int
  public let units: Int
  public let interlocks: InterlockTable
  public let dispatch: DispatchSettings
  public let tariff: Tariff
  public let settings: SequenceSettings

  /// Lays a description into fixed storage.
  public init(_ description: SiteDescription) {
    room = description.room
    detectors = Slots(description.detectors, filler: GasDetector())
    electrolysers = Slots(description.electrolysers, filler: Electrolyser())
    fuelCells = Slots(description.fuelCells, filler: FuelCell())
    stores = Slots(description.stores, filler: Store())
    valves = Slots(description.valves, filler: Valve())
    supplyLines = Slots(description.supplyLines, filler: SupplyLine())
    heatLoops = Slots(description.heatLoops, filler: HeatLoop())
    boosters = Slots(description.boosters, filler: Booster())
    gasQuality = description.gasQuality
    balance = description.balance
    actuators = Slots(
      description.actuators,
      filler: ActuatorLimits(failSafe: 0, lowest: 0, highest: 0, safeDirection: .down, unit: -1))
    measuredPoints = description.measuredPoints
    derivedPoints = description.derivedPoints
    units = description.units
    interlocks = InterlockTable(
      rows: description.rows, inputs: description.inputs, effects: description.effects,
      detectors: description.detectors.map(\.concentration.index),
      resetKey: description.room.resetKey.index)
    dispatch = description.dispatch
    tariff = Tariff(description.tariff)
    settings = description.settings
  }
}
