// What the step remembers from scan to scan: modes, steps, timers, accounts, latches. All of it is
// fixed storage that is allocated once; saved and restored over the canonical encoding.

public import EnergyDispatch
public import Plant
public import Safety

/// What the step remembers about one unit.
public struct UnitState: BitwiseCopyable, Sendable {
  public var mode: Mode = .standby
  public var step: Step = .idle
  /// Plant time at which the step began.
  public var since: Milliseconds = 0
  /// Plant time of the last start and the last stop; `never` when there was none.
  public var lastStart: Milliseconds = Instant.never
  public var lastStop: Milliseconds = Instant.never
  /// A person's set-point for manual mode, in kW; 0 is stop.
  public var setpoint: Double = 0
  /// What was asked of the device last, in kW, after ramps.
  public var asked: Double = 0
  /// Plant time since which the proof of the present step holds; `never` when it does not.
  public var proofSince: Milliseconds = Instant.never
  /// Plant time since which the device contradicts its step; `never` when it does not.
  public var contradictedSince: Milliseconds = Instant.never
  /// A value that the step keeps, such as the pressure at the begin of a leak test.
  public var mark: Double = 0
  /// Failed starts in a row; two lock the unit out until a person acts.
  public var failedStarts: Int32 = 0
  /// What the unit waits for, or what bounds it.
  public var reason: Reason = .none
  /// What ended the last run or start.
  public var stopReason: Reason = .none
  /// What a person should look at although the sequence goes on; `none` when there is nothing.
  public var concern: Reason = .none
  /// The time limit of the present step has been told already.
  public var hasToldTimeOut = false

  public init() {}
}

/// What the step remembers about the ventilation of the room.
public struct VentilationState: BitwiseCopyable, Sendable {
  public var step: Step = .flowProof
  public var since: Milliseconds = Instant.never
  /// Air changes counted so far.
  public var airChanges = 0.0
  /// Plant time at which flow and clean air were last both there.
  public var lastGood: Milliseconds = Instant.never
  /// Plant time at which the high flow was asked for, to know when its proof is due.
  public var askedHigh: Milliseconds = Instant.never
  /// The flow was proven once since the ventilation began.
  public var wasProven = false
  /// Plant time until which the fan stays high after a cause.
  public var boostUntil: Milliseconds = Instant.never
  /// Plant time until which the base flow runs after the last device stopped and was without pressure.
  public var afterRunUntil: Milliseconds = Instant.never
  /// A device works or is under pressure.
  public var isInUse = true
  /// The fan may be off: maintenance key, nothing works, nothing is under pressure, clean air.
  public var mayBeOff = false
  /// Plant time since which the room has not been purged; `never` while it is.
  public var unpurgedSince: Milliseconds = Instant.never
  /// Plant time at which the purge became complete; `never` while it is not.
  public var purgedSince: Milliseconds = Instant.never
  public init() {}
}

/// Whether a person may start units.
public enum StartPermission: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Nobody may: a reset on site is missing.
  case none
  /// The reset was made; a start within the time limit uses it.
  case open
  /// A person has started something since the reset.
  case used
}

/// Everything that the step remembers.
public struct ControlState: ~Copyable, Sendable {
  public var units: Slots<UnitState>
  public var ventilation = VentilationState()
  public var permission: StartPermission = .none
  /// Plant time of the reset that opened the permission.
  public var permissionSince: Milliseconds = Instant.never
  /// The gas detector that a person took out of the votes.
  public var bypass = BypassState()
  /// The controller has not completed a scan yet: X01 stands until a person resets it.
  public var isFirstScan = true
  public var previous = ScanTime(scan: 0, real: 0, plant: 0)
  /// The configuration that runs may not be the one that was signed: what an earlier run left does not
  /// fit it, or a check of the files failed. The next scan takes note of it and takes it away.
  public var isConfigurationDoubted = false
  public var safety: SafetyState
  /// What is remembered of the outlets of stores and of boosters.
  public var outlets: Slots<OutletState>
  public var boosters: Slots<BoosterState>
  public var dispatch: DispatchState
  public var derived: Slots<RawSample>
  /// What derived points remember.
  public var memory: DerivedMemory
  public var electrolyserOffers: Slots<UnitOffer>
  public var fuelCellOffers: Slots<UnitOffer>
  public var electrolyserProposals: Slots<UnitProposal>
  public var fuelCellProposals: Slots<UnitProposal>

  /// A state in which nothing has happened yet.
  public init(for site: borrowing Site) {
    units = Slots(repeating: UnitState(), count: site.units)
    safety = SafetyState(
      rows: site.interlocks.rows.count, units: site.units, detectors: site.detectors.count,
      actuators: site.actuators)
    dispatch = DispatchState(
      electrolysers: site.electrolysers.count, fuelCells: site.fuelCells.count)
    outlets = Slots(repeating: OutletState(), count: site.stores.count)
    boosters = Slots(repeating: BoosterState(), count: site.boosters.count)
    derived = Slots(repeating: .bad(.neverRead, at: 0), count: site.derivedPoints)
    memory = DerivedMemory(for: site)
    electrolyserOffers = Slots(repeating: UnitOffer(), count: site.electrolysers.count)
    fuelCellOffers = Slots(repeating: UnitOffer(), count: site.fuelCells.count)
    electrolyserProposals = Slots(repeating: UnitProposal(), count: site.electrolysers.count)
    fuelCellProposals = Slots(repeating: UnitProposal(), count: site.fuelCells.count)
  }
}
