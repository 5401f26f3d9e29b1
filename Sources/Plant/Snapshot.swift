// The snapshot: image and decision of one scan as plain values, for the gallery (historian, telemetry,
// operator panel). It is published once per scan; whoever reads it can be slow or dead, none of them
// can reach back into the step.

/// What one scan saw and decided, as values that may be kept and passed on.
public struct Snapshot: Sendable {
  /// The instants of the scan.
  public var time: ScanTime
  /// One sample for each point of the catalogue: the measured ones, then the derived ones.
  public var samples: [RawSample]
  /// One command for each actuator of the catalogue.
  public var commands: [Command]
  /// One report for each unit of the catalogue.
  public var units: [UnitReport]
  /// One report for each row of the catalogue.
  public var rows: [RowReport]
  /// Everything that binds a unit.
  public var findings: [Finding]
  /// The events of this scan.
  public var events: [Event]
  /// How the scan itself went.
  public var statistics: ScanStatistics

  /// Copies what one scan saw and decided.
  public init(
    image: borrowing ProcessImage, decision: borrowing Decision,
    statistics: ScanStatistics = .init()
  ) {
    time = image.time
    samples = image.samples.array() + decision.derived.array()
    commands = decision.commands.array()
    units = decision.units.array()
    rows = decision.rows.array()
    findings = Array(decision.findings.array().prefix(decision.findingCount))
    events = Array(decision.events.array().prefix(decision.eventCount))
    self.statistics = statistics
    self.statistics.eventsLost += decision.eventsLost
  }
}

/// How a time was spread since the start, in microseconds; renewed every ten seconds.
public struct Quantiles: Equatable, Sendable {
  /// Half of all, 99 of 100 and 999 of 1000 were not longer than this.
  public var p50: UInt64 = 0
  public var p99: UInt64 = 0
  public var p999: UInt64 = 0
  /// The longest of all.
  public var longest: UInt64 = 0
  /// Zeros.
  public init() {}
}

/// Counts that tell how the scan loop lives.
public struct ScanStatistics: Equatable, Sendable {
  /// Scans that were left out: the one before had not ended, or the thread woke a whole period late.
  public var overruns: UInt64 = 0
  /// How late scans woke, against their deadlines.
  public var lateness = Quantiles()
  /// How long scans took, from the image to the snapshot.
  public var duration = Quantiles()
  /// The time the last scan took, in microseconds.
  public var lastMicroseconds: UInt64 = 0
  /// Events for which a scan had no room.
  public var eventsLost: Int = 0
  /// Scans that the gallery never saw, because it was too slow.
  public var snapshotsLost: UInt64 = 0
  /// Zeros.
  public init() {}
}

/// What the house knows about a unit.
public struct UnitDefinition: Sendable {
  /// Unique within the site: `el-1`.
  public var name: String
  public var kind: UnitKind
  public var text: BilingualText
  /// Rated power in kW, where the unit has one; 0 elsewhere.
  public var ratedPower: Double
  public init(name: String, kind: UnitKind, text: BilingualText, ratedPower: Double = 0) {
    self.name = name
    self.kind = kind
    self.text = text
    self.ratedPower = ratedPower
  }
}

/// What the house knows about an interlock row besides its numbers.
public struct RowDefinition: Sendable {
  /// The row of the matrix that the engineer signs: `L02`.
  public var row: String
  /// Which of several causes of the row this is: `pressure`; empty when there is one.
  public var part: String
  /// Cause, consequence and what the operator does.
  public var cause: BilingualText
  public var consequence: BilingualText
  public var action: BilingualText
  public var priority: Priority
  public var isLatched: Bool
  public var resetRule: ResetRule
  /// Name of the first-out group.
  public var group: String
  /// Unit of value and threshold.
  public var unit: UnitOfMeasure
  public var threshold: Double
  public init(
    row: String, part: String = "", cause: BilingualText, consequence: BilingualText,
    action: BilingualText, priority: Priority, isLatched: Bool, resetRule: ResetRule, group: String,
    unit: UnitOfMeasure, threshold: Double
  ) {
    self.row = row
    self.part = part
    self.cause = cause
    self.consequence = consequence
    self.action = action
    self.priority = priority
    self.isLatched = isLatched
    self.resetRule = resetRule
    self.group = group
    self.unit = unit
    self.threshold = threshold
  }
}

/// All names and texts of a site, in the order of the core's indices.
public struct SiteCatalogue: Sendable {
  /// The site's name in topics and files: `ovm-lab`.
  public var site: String
  public var text: BilingualText
  /// True when the plant behind the devices is simulated; telemetry and pages must say so.
  public var isSimulated: Bool
  /// Measured points first, then derived ones.
  public var points: [PointDefinition]
  public var actuators: [ActuatorDefinition]
  public var units: [UnitDefinition]
  public var rows: [RowDefinition]
  public init(
    site: String, text: BilingualText, isSimulated: Bool, points: [PointDefinition],
    actuators: [ActuatorDefinition], units: [UnitDefinition], rows: [RowDefinition]
  ) {
    self.site = site
    self.text = text
    self.isSimulated = isSimulated
    self.points = points
    self.actuators = actuators
    self.units = units
    self.rows = rows
  }
}
