// What the house knows about one alarm: the record that IEC 62682 asks for when alarms are rationalised.
// One for each row of the interlock matrix, and a few for what no row watches: the computer itself, and
// starts that failed. Everything a person needs in the night stands here, in both languages.

public import Plant

/// One alarm as it was designed.
public struct AlarmDefinition: Sendable {
  /// Where an alarm looks.
  public enum Source: Equatable, Sendable {
    /// At the row of the interlock table at this place.
    case row(Int)
    /// At a condition of that name, which the house reports.
    case named
  }

  /// Unique within the site: `L06/flow`, `el-1/start-failed`.
  public var name: String
  /// The row that the engineer signed: `L06`; the name itself where there is none.
  public var row: String
  public var source: Source
  public var priority: Priority
  /// What is wrong.
  public var cause: BilingualText
  /// What comes of it when nobody acts.
  public var consequence: BilingualText
  /// What the controller does by itself.
  public var automatic: BilingualText
  /// What a person does.
  public var action: BilingualText
  /// The time within which a person should act, in ms.
  public var timeToRespond: Milliseconds
  /// The limit in `unit`; nil where no number is compared.
  public var setPoint: Double?
  /// How far the value must come back, in `unit`; nil where no number is compared.
  public var deadBand: Double?
  public var unit = UnitOfMeasure.one
  /// How long the cause must stand, in ms of `timeBase`. A row counts it in the interlock itself, and
  /// nothing counts it twice.
  public var onDelay: Milliseconds = 0
  public var timeBase = TimeBase.real
  public var isLatched = false
  public var resetRule = ResetRule.auto
  /// The first-out group; empty for none.
  public var group = ""
  /// The row watches only while this point is closed; `.none` means always.
  public var armedBy = PointIndex.none

  /// An alarm on a condition that the house reports by name.
  public init(
    name: String, priority: Priority, onDelay: Milliseconds, cause: BilingualText,
    consequence: BilingualText, automatic: BilingualText = AutomaticAction.sentence([]),
    action: BilingualText
  ) {
    self.name = name
    row = name
    source = .named
    self.priority = priority
    self.cause = cause
    self.consequence = consequence
    self.automatic = automatic
    self.action = action
    self.onDelay = onDelay
    timeToRespond = priority.timeToRespond
  }

  /// The alarm of the row at `place` of the interlock table.
  /// - Parameters:
  ///   - comparesNumber: true for rows with a threshold; the others have neither set point nor band.
  ///   - actions: what the row does, in the order of the matrix.
  public init(
    _ row: RowDefinition, at place: Int, comparesNumber: Bool, deadBand: Double = 0,
    onDelay: Milliseconds, timeBase: TimeBase, armedBy: PointIndex, actions: [AutomaticAction]
  ) {
    name = row.label
    self.row = row.row
    source = .row(place)
    priority = row.priority
    cause = row.cause
    consequence = row.consequence
    automatic = AutomaticAction.sentence(actions)
    action = row.action
    timeToRespond = row.priority.timeToRespond
    setPoint = comparesNumber ? row.threshold : nil
    self.deadBand = comparesNumber ? deadBand : nil
    unit = row.unit
    self.onDelay = onDelay
    self.timeBase = timeBase
    isLatched = row.isLatched
    resetRule = row.resetRule
    group = row.group
    self.armedBy = armedBy
  }
}

extension Priority {
  /// The time within which a person should act on an alarm of this priority, in ms. The house's own
  /// choice for people who are called, not standing by; a site may find that it needs shorter ones.
  public var timeToRespond: Milliseconds {
    switch self {
    case .first: 5 * 60_000
    case .second: 30 * 60_000
    case .third: 120 * 60_000
    }
  }
}
