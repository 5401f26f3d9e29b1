// What dispatch is told: prices, the surplus of the site, how full store and buffer are, and for
// each unit whether it could run. It learns nothing else about the plant.

public import Plant

/// The situation of the site in this scan.
public struct Situation: BitwiseCopyable, Sendable {
  public var time: ScanTime
  /// Power that would be exported if no hydrogen unit ran, in kW; negative is a deficit.
  public var surplus: Double
  /// False when the grid meter or a unit's meter gives no usable value: then no surplus is assumed.
  public var surplusIsKnown: Bool
  /// Prices of the grid, in EUR/kWh.
  public var importPrice: Double
  public var exportPrice: Double
  /// Hydrogen that the electrolysers may still make, and that the fuel cells may still take, in kg.
  public var roomInStore: Double
  public var hydrogenAvailable: Double
  /// Heat that the buffer can still take, in kWh, and heat demand now, in kW (0 when unknown).
  public var roomInBuffer: Double
  public var heatDemand: Double
  @inlinable public init(time: ScanTime) {
    self.time = time
    surplus = 0
    surplusIsKnown = false
    importPrice = 0
    exportPrice = 0
    roomInStore = 0
    hydrogenAvailable = 0
    roomInBuffer = 0
    heatDemand = 0
  }
}

/// What one unit could do in this scan.
public struct UnitOffer: BitwiseCopyable, Sendable {
  /// All permissives hold: it may start, or it runs and may go on.
  public var isAvailable = false
  /// It runs or is on its way to run.
  public var isRunning = false
  /// A start now would be a warm one (electrolyte above 35 C).
  public var isWarm = false
  /// Plant time since its last start, when running, or since its last stop, when not, in ms.
  public var since: Milliseconds = 0
  /// Highest share of nominal that interlocks leave, 0...1.
  public var share: Double = 1
  @_noAllocation public init() {}
}

/// What dispatch wants of one unit.
public struct UnitProposal: BitwiseCopyable, Equatable, Sendable {
  /// Run, or start; otherwise stop, or stay stopped.
  public var run = false
  /// Power, in kW: consumption of an electrolyser, output of a fuel cell.
  public var power: Double = 0
  /// Why, with the benefit or loss account (EUR) against its threshold where they decide.
  public var reason: Reason = .none
  @_noAllocation public init() {}
}
