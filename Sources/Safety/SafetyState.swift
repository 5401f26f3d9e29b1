// What safety remembers from one scan to the next: one state for each row of the interlock table, the
// strongest verdict on each unit and actuator, what the gate let through last, the key switch and the
// time for which the room has been free of gas. Plain values in storage that is allocated once.

public import Plant

/// What safety remembers about one row of the interlock table.
public struct RowState: BitwiseCopyable, Equatable, Sendable {
  /// The cause was there in the last scan, before any delay.
  public var isDemanded = false
  /// A value has spoken for the cause since it began: it ends when the value is back by the hysteresis.
  public var isValued = false
  /// When the cause began, in ms of the row's time base.
  public var demandedSince: Milliseconds = 0
  /// The cause has outlived its delay and is still there.
  public var isStanding = false
  /// The row is demanded, and by no input that was ever heard.
  public var isUnheard = false
  /// The row acts: its cause stands, or it is latched.
  public var isActive = false
  /// The row waits for a reset.
  public var isLatched = false
  /// The row was the first of its group.
  public var isFirstOut = false
  /// Nobody has acknowledged it yet.
  public var isUnacknowledged = false
  /// Scan in which the row became active; 0 when it is not active, or not known since a restart.
  public var activeScan: UInt64 = 0
  /// Plant time at which the row became active, in ms.
  public var activeSince: Milliseconds = 0
  /// One bit for each of the row's first 64 effects: it has waited for rest and waits no more.
  public var released: UInt64 = 0
  /// The value that was compared last, in the unit of the inputs; 0 when no input was usable.
  public var value = 0.0
  /// A row that is quiet.
  public init() {}
}

/// Everything that safety remembers.
public struct SafetyState: ~Copyable, Sendable {
  /// One state for each row of the table.
  public var rows: Slots<RowState>
  /// What the vote of each gas detector of the table is worth; written anew before every assessment, so
  /// nothing of it is kept.
  public var trust: Slots<Trust>
  /// The strongest effect on each unit, from all active rows; filled by `assess`.
  public var unitVerdicts: Slots<Verdict>
  /// The strongest effect on each actuator itself, from all active rows; filled by `assess`.
  public var actuatorVerdicts: Slots<Verdict>
  /// The same without the effects that leave a unit's blow-down alone.
  public var blowDownVerdicts: Slots<Verdict>
  /// What `judge` let through in the previous scan; before the first one, the fail-safe values.
  public var lastCommands: Slots<Double>
  /// The key switch on site.
  public var key = KeyTracker()
  /// How long the room has been free of gas.
  public var room = RoomTracker()
  /// Plant time of the last reset of any row, in ms; -1 when there was none.
  public var lastReset: Milliseconds = -1
  /// Real time of the first assessment, in ms; -1 before it.
  public var startedAt: Milliseconds = -1
  /// A person silenced the horn, and no row has come since.
  public var isSilenced = false
  /// True when a row was reset in this scan.
  public var hasReset = false
  /// True in the one scan in which a proper turn of the key on site ended in a room free of gas.
  public var wasResetOnSite = false

  /// The state before the first scan: nothing latched, every command at its fail-safe value.
  public init(
    rows: Int, units: Int, detectors: Int, actuators: borrowing Slots<ActuatorLimits>
  ) {
    self.rows = Slots(repeating: RowState(), count: rows)
    trust = Slots(repeating: .full, count: detectors)
    unitVerdicts = Slots(repeating: .free, count: units)
    blowDownVerdicts = Slots(repeating: .free, count: units)
    actuatorVerdicts = Slots(repeating: .free, count: actuators.count)
    lastCommands = Slots(repeating: 0, count: actuators.count)
    for index in 0..<actuators.count { lastCommands[index] = actuators[index].failSafe }
  }

  /// Latches every row that can latch. For a start at which the saved latches are lost: what may have
  /// been tripped is taken as tripped.
  public mutating func latchAll(at time: ScanTime, table: borrowing InterlockTable) {
    for index in 0..<rows.count where table.rows[index].isLatched {
      rows[index].takeLatch()
      rows[index].isUnacknowledged = true
      rows[index].activeScan = time.scan
      rows[index].activeSince = time.plant
    }
  }
}

extension RowState {
  /// Turns the row into one that was latched before this controller started. Its cause counts as there, and
  /// as raised by a value, until the first scan shows that it is gone, and none of its effects waits for rest: how long they
  /// have waited is not known.
  mutating func takeLatch() {
    isDemanded = true
    isValued = true
    isActive = true
    isLatched = true
    released = UInt64.max
  }
}
