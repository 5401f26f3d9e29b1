// The decision: everything one scan returns. Commands for every actuator, a report for every unit, the
// state of every interlock row, and the events. Its storage is allocated once and written anew in each
// scan.

/// What one unit does, and why.
public struct UnitReport: BitwiseCopyable, Equatable, Sendable {
  /// What the unit may do.
  public var mode: Mode
  /// Where its sequence stands.
  public var step: Step
  /// What it waits for, or what bounds it.
  public var reason: Reason
  /// What dispatch or a person wants of it, in kW (electrolyser as consumption, fuel cell as output).
  public var wanted: Double
  /// What was asked of the device after ramps and limits, in kW.
  public var asked: Double
  /// The strongest interlock on it.
  public var verdict: Verdict
  /// Progress of the step, 0...1, where the step can tell; -1 where it cannot.
  public var progress: Double

  /// A unit about which nothing is known yet.
  @inlinable public static var idle: UnitReport {
    UnitReport(
      mode: .off, step: .idle, reason: .none, wanted: 0, asked: 0, verdict: .free, progress: -1)
  }

  /// Gathers a report.
  @inlinable public init(
    mode: Mode, step: Step, reason: Reason, wanted: Double, asked: Double, verdict: Verdict,
    progress: Double
  ) {
    self.mode = mode
    self.step = step
    self.reason = reason
    self.wanted = wanted
    self.asked = asked
    self.verdict = verdict
    self.progress = progress
  }
}

/// What one interlock row says in this scan.
public struct RowReport: BitwiseCopyable, Equatable, Sendable {
  /// The cause is there, before any delay.
  public var isDemanded: Bool
  /// The row acts: its delay is over, or it is latched.
  public var isActive: Bool
  /// The row is latched and waits for a reset.
  public var isLatched: Bool
  /// The row was the first of its group.
  public var isFirstOut: Bool
  /// Nobody has acknowledged it yet.
  public var isUnacknowledged: Bool
  /// The value that was compared last, in the row's unit; 0 when no input was usable.
  public var value: Double
  /// Scan at which the row became active; 0 when it is not.
  public var since: UInt64

  /// A row that is quiet.
  @inlinable public static var quiet: RowReport { RowReport() }

  /// A row that is quiet.
  @inlinable public init() {
    isDemanded = false
    isActive = false
    isLatched = false
    isFirstOut = false
    isUnacknowledged = false
    value = 0
    since = 0
  }
}

/// Everything that one scan decided.
public struct Decision: ~Copyable, Sendable {
  /// The instants of the scan.
  public var time: ScanTime
  /// One command for each actuator of the site.
  public var commands: Slots<Command>
  /// One report for each unit of the site.
  public var units: Slots<UnitReport>
  /// One report for each row of the interlock table.
  public var rows: Slots<RowReport>
  /// The derived points of this scan.
  public var derived: Slots<RawSample>
  /// Everything that binds a unit; the first `findingCount` count.
  public var findings: Slots<Finding>
  /// How many findings this scan has.
  public var findingCount: Int
  /// The events of this scan; the first `eventCount` count.
  public var events: Slots<Event>
  /// How many events this scan had room for.
  public var eventCount: Int
  /// How many events found no room.
  public var eventsLost: Int

  /// The most events that one scan can tell.
  public static let mostEvents = 256

  /// An empty decision with room for a site of that size.
  public init(actuators: Int, units: Int, rows: Int, derived: Int) {
    time = ScanTime(scan: 0, real: 0, plant: 0)
    commands = Slots(repeating: Command(value: 0, origin: .failSafe), count: actuators)
    self.units = Slots(repeating: .idle, count: units)
    self.rows = Slots(repeating: .quiet, count: rows)
    self.derived = Slots(repeating: .bad(.neverRead, at: 0), count: derived)
    findings = Slots(
      repeating: Finding(unit: -1, .start, .none), count: Self.mostFindingsPerUnit * units)
    findingCount = 0
    events = Slots(
      repeating: Event(.controllerStarted, at: ScanTime(scan: 0, real: 0, plant: 0)),
      count: Self.mostEvents)
    eventCount = 0
    eventsLost = 0
  }

  /// Takes over what another decision of the same site holds; of its lists, what is used.
  public mutating func copy(from other: borrowing Decision) {
    time = other.time
    commands.copy(from: other.commands)
    units.copy(from: other.units)
    rows.copy(from: other.rows)
    derived.copy(from: other.derived)
    findings.copy(from: other.findings, first: other.findingCount)
    findingCount = other.findingCount
    events.copy(from: other.events, first: other.eventCount)
    eventCount = other.eventCount
    eventsLost = other.eventsLost
  }

  /// Adds an event, or counts it as lost when the list is full.
  @inlinable
  public mutating func record(_ event: Event) {
    guard eventCount < events.count else {
      eventsLost += 1
      return
    }
    events[eventCount] = event
    eventCount += 1
  }
}
