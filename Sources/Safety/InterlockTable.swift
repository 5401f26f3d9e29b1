// The interlock table: the cause-and-effect matrix as data. A row says what its cause is, how its inputs
// vote, how long it must stand, what it does to which unit or actuator, and how it is released. Names
// and texts of rows live outside the core, in the same order.

public import Plant

/// How a row compares its inputs.
public enum Cause: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// The value is above the threshold.
  case above
  /// The value is below the threshold.
  case below
  /// A supervision contact is open (0). Its healthy state is closed (1).
  case open
  /// A demand contact or flag is closed (1).
  case closed
  /// The sample may not be used.
  case fault
  /// No good answer for longer than the threshold, in seconds of real time.
  case silent
}

/// What an input that may not be used means for the vote of `above`, `below`, `open` and `closed`.
public enum FaultVote: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// It counts as a vote for the demand. The default: deny what is not known.
  case demands
  /// It counts as a demand only when all inputs of the row are faulted.
  case demandsWhenAll
  /// It does not count; another row answers for it.
  case ignored
}

/// One row of the matrix (or one part of a row that has several causes).
public struct InterlockRow: BitwiseCopyable, Sendable {
  public var cause: Cause = .above
  public var faultVote: FaultVote = .demands
  /// First input in the table's list of inputs, and how many there are.
  public var firstInput: Int32 = 0
  public var inputCount: Int32 = 0
  /// How many votes make a demand: 1 of N, 2 of 3 and so on.
  public var votes: Int32 = 1
  /// The limit, in the unit of the inputs (seconds for `silent`).
  public var threshold: Double = 0
  /// How far the value must come back before the cause counts as gone.
  public var hysteresis: Double = 0
  /// How long the cause must stand, in ms of `timeBase`.
  public var onDelay: Milliseconds = 0
  public var timeBase: TimeBase = .plant
  /// The row watches only while this point is closed; `.none` means always. A point that may not be
  /// used counts as closed: what is not known does not put a row to sleep.
  public var armedBy: PointIndex = .none
  /// First effect in the table's list of effects, and how many there are.
  public var firstEffect: Int32 = 0
  public var effectCount: Int32 = 0
  public var priority: Priority = .third
  public var isLatched = false
  public var resetRule: ResetRule = .auto
  /// First-out group: rows of one group share a first cause.
  public var group: Int16 = 0
  public init() {}
}

/// What a target tells people, when it is there for nothing else.
public enum Signalling: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case none, beacon, horn
}

/// What a row does to one target.
public struct RowEffect: BitwiseCopyable, Sendable {
  /// What kind of thing the target is.
  public enum Target: UInt8, BitwiseCopyable, Sendable {
    case unit, actuator
  }
  public var target: Target = .unit
  /// Place of the unit or actuator in the site's list.
  public var index: Int16 = -1
  public var effect: Effect = .alarmOnly
  /// Share of nominal that `limit` leaves, 0...1.
  public var share: Double = 1
  /// The target is a horn or a beacon: it keeps quiet while the row only waits for its inputs to be heard
  /// for the first time, and a horn that a person silenced does until the next row comes.
  public var signalling: Signalling = .none
  /// This effect on a unit leaves its blow-down to the unit's sequence; any other one that stops does not.
  public var leavesBlowDown = false
  /// What is closed by this effect stays locked by its own sequence until an analysis was given.
  public var needsAnalysis = false
  /// The effect waits until this point is closed (its consumer is at rest); `.none` acts at once.
  public var afterRest: PointIndex = .none
  /// The effect waits no longer than this, in ms of plant time since the row became active.
  public var atLatest: Milliseconds = 0
  public init() {}
}

/// The whole matrix of one site, with the numbers of the local reset.
public struct InterlockTable: ~Copyable, Sendable {
  public var rows: Slots<InterlockRow>
  public var inputs: Slots<PointIndex>
  public var effects: Slots<RowEffect>
  /// The gas detectors that must be valid and quiet before a local reset.
  public var detectors: Slots<PointIndex>
  /// The key switch on site.
  public var resetKey: PointIndex
  /// Gas below which the room counts as clear, in % LEL, and how long it must stay so (plant time).
  public var clearGas: Double = 5
  public var clearFor: Milliseconds = 300_000
  /// Shortest and longest turn of the key that counts, in ms of real time.
  public var shortestKeyTurn: Milliseconds = 200
  public var longestKeyTurn: Milliseconds = 5_000
  /// How long after the start horns and beacons wait for inputs that were never heard, in ms of real time.
  public var quietStart: Milliseconds = 5_000

  /// Gathers a table.
  public init(
    rows: [InterlockRow], inputs: [PointIndex], effects: [RowEffect], detectors: [PointIndex],
    resetKey: PointIndex
  ) {
    self.rows = Slots(rows, filler: InterlockRow())
    self.inputs = Slots(inputs, filler: .none)
    self.effects = Slots(effects, filler: RowEffect())
    self.detectors = Slots(detectors, filler: .none)
    self.resetKey = resetKey
  }
}
