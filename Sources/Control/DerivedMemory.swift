// What derived points remember from scan to scan: how long something has been isolated, the highest of
// the last minutes, the pace of the clock. Plain values in storage that is allocated once, saved and
// restored with the rest of the state.

public import Plant

/// What is remembered of the clock and of the scans.
public struct ClockMemory: BitwiseCopyable, Sendable {
  var hasPace = false
  /// Plant time per real time, as two scans in a row agreed on it.
  var pace = 1.0
  var lastRatio = 1.0
  /// Largest step of the last minute, in s, and when it was, in ms of real time.
  var worstJump = 0.0
  var jumpedAt: Milliseconds = 0
  /// One bit for each of the last ten scans: it came late.
  var lateBits: UInt16 = 0
  /// Most late scans among ten in the last minute, and when.
  var worstLate = 0.0
  var lateAt: Milliseconds = 0
  public init() {}
}

/// What is remembered of a store.
public struct StoreMemory: BitwiseCopyable, Sendable {
  /// How long all its valves have been shut, in ms of plant time.
  var isolatedFor: Milliseconds = 0
  var loss = FallMemory()
  var slowLoss = FallMemory()
  var books = BooksMemory()
  public init() {}
}

/// What is remembered of a supply line.
public struct SupplyMemory: BitwiseCopyable, Sendable {
  /// Flow that the fuel cells should take, in NL/h; it falls slowly, as the gas in the pipe runs on.
  var expected = 0.0
  var isolatedFor: Milliseconds = 0
  var rise = RiseMemory()
  var fall = FallMemory()
  var skin = SkinMemory()
  /// Mass that the meter has counted, in kg.
  var metered = 0.0
  var unmetered = FallMemory()
  public init() {}
}

/// What is remembered of a fuel cell.
public struct FuelCellMemory: BitwiseCopyable, Sendable {
  /// Plant time since which its grid protection has been ready; `never` while it is not.
  var gridReadySince: Milliseconds = Instant.never
  public init() {}
}

/// What is remembered of a booster.
public struct BoosterMemory: BitwiseCopyable, Sendable {
  var isStarted = false
  /// Discharge pressure a minute ago, so to speak: it follows with a lag of a minute, in bar(g).
  var slowDischarge = 0.0
  var hose = FallMemory()
  public init() {}
}

/// Everything that derived points remember.
public struct DerivedMemory: ~Copyable, Sendable {
  public var clock = ClockMemory()
  public var detectors: Slots<DetectorMemory>
  public var stores: Slots<StoreMemory>
  public var supplies: Slots<SupplyMemory>
  public var fuelCells: Slots<FuelCellMemory>
  public var boosters: Slots<BoosterMemory>

  /// Nothing is remembered yet.
  public init(for site: borrowing Site) {
    detectors = Slots(repeating: DetectorMemory(), count: site.detectors.count)
    stores = Slots(repeating: StoreMemory(), count: site.stores.count)
    supplies = Slots(repeating: SupplyMemory(), count: site.supplyLines.count)
    fuelCells = Slots(repeating: FuelCellMemory(), count: site.fuelCells.count)
    boosters = Slots(repeating: BoosterMemory(), count: site.boosters.count)
  }
}
