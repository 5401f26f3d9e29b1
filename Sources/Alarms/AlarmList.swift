// The alarms of a site as one value: observations and wishes go in, records of what changed come out.
// Time comes with the observations, chance is nowhere, so the same inputs give the same list. It stands
// in the gallery: nothing leads from here back into a scan, and shelving hides no interlock.

public import Plant

/// Everything that the list looks at, at one instant.
public struct AlarmObservation: Sendable {
  public var time: ScanTime
  /// One report for each row of the interlock table.
  public var rows: [RowReport]
  /// The samples by which rows are armed, in the order of the catalogue's points.
  public var samples: [RawSample]
  /// Named conditions; one that is missing is not known.
  public var named: [String: Bool]

  public init(
    time: ScanTime, rows: [RowReport], samples: [RawSample] = [], named: [String: Bool] = [:]
  ) {
    self.time = time
    self.rows = rows
    self.samples = samples
    self.named = named
  }
}

/// All alarms of a site.
public struct AlarmList: Sendable {
  /// The longest shelving, in ms of plant time.
  public static let longestShelf: Milliseconds = 8 * 3_600_000

  public internal(set) var alarms: [Alarm]
  /// The instants of the newest observation; nil before the first.
  public private(set) var time: ScanTime?
  /// Plant time as of which the states hold; that of an earlier run before the first observation.
  var asOf: Milliseconds?
  private var watched = Watched()

  /// All alarms normal, nothing known.
  public init(_ definitions: [AlarmDefinition]) { alarms = definitions.map(Alarm.init) }

  /// Takes in what is known now.
  /// - Returns: what changed, in the order of the alarms.
  public mutating func observe(_ seen: AlarmObservation) -> [AlarmRecord] {
    follow(seen.time)
    var records: [AlarmRecord] = []
    for place in alarms.indices {
      let wasUnseen = alarms[place].report.isUnacknowledged
      let condition = read(place, seen)
      records += apply(condition, to: place, at: seen.time.plant)
      if wasUnseen, !alarms[place].report.isUnacknowledged {
        // Somebody acknowledged at the panel, through the scan.
        records += grant(.acknowledge, to: place, at: seen.time.plant) ?? []
      }
      if let shelf = alarms[place].shelf, seen.time.plant >= shelf.until {
        alarms[place].shelfEnded = seen.time.plant
        records += grant(.unshelve, to: place, at: seen.time.plant, note: "time over") ?? []
      }
    }
    return records
  }

  private mutating func read(_ place: Int, _ seen: AlarmObservation) -> AlarmCondition {
    let definition = alarms[place].definition
    switch definition.source {
    case .named: return alarms[place].read(seen.named[definition.name], at: seen.time)
    case .row(let row):
      guard seen.rows.indices.contains(row) else { return .unknown }
      let arming = Int(definition.armedBy.raw)
      let isAsleep =
        seen.samples.indices.contains(arming) && seen.samples[arming].usable == 0
      return alarms[place].read(seen.rows[row], isAsleep: isAsleep, watched: watched)
    }
  }

  /// Counts how long this run has watched. A plant clock that was set back takes every end of a
  /// shelving with it: nothing stays aside for longer than it was meant to.
  private mutating func follow(_ now: ScanTime) {
    if let before = time {
      watched.real += max(0, now.real - before.real)
      watched.plant += max(0, now.plant - before.plant)
    }
    if let before = asOf, now.plant < before {
      for place in alarms.indices {
        alarms[place].since = min(alarms[place].since, now.plant)
        alarms[place].raised = alarms[place].raised.map { min($0, now.plant) }
        alarms[place].shelf?.until -= before - now.plant
      }
    }
    time = now
    asOf = now.plant
  }

  /// Lets the state chart take one step for what is known of the cause.
  private mutating func apply(
    _ condition: AlarmCondition, to place: Int, at now: Milliseconds
  ) -> [AlarmRecord] {
    let alarm = alarms[place]
    guard condition != .unknown else { return [] }
    var records: [AlarmRecord] = []
    if condition == .standing, alarm.condition != .standing,
      alarms[place].chatter.raised(at: now)
    {
      records.append(AlarmRecord(.chattering, alarm.definition.name, at: now))
    }
    alarms[place].condition = condition
    return enter(alarm.state.next(condition), place, at: now) + records
  }

  /// Grants a wish where it has a meaning; nil where it has none.
  mutating func grant(
    _ wish: AlarmWish, to place: Int, at now: Milliseconds, note: String = ""
  ) -> [AlarmRecord]? {
    let alarm = alarms[place]
    guard let new = alarm.state.after(wish, alarm.condition) else { return nil }
    let record = AlarmRecord(wish.kind, alarm.definition.name, at: now, note: note)
    guard wish != .acknowledge else {
      move(new, place, at: now)
      return [record]
    }
    return [record] + enter(new, place, at: now)
  }

  /// Moves to a state and says what that means.
  private mutating func enter(
    _ new: AlarmState, _ place: Int, at now: Milliseconds
  ) -> [AlarmRecord] {
    let kind = AlarmRecord.kind(from: alarms[place].state, to: new)
    move(new, place, at: now)
    guard let kind else { return [] }
    if kind == .raised { alarms[place].raised = now }
    return [AlarmRecord(kind, alarms[place].definition.name, at: now)]
  }

  /// Moves to a state and drops what only another state has.
  private mutating func move(_ new: AlarmState, _ place: Int, at now: Milliseconds) {
    guard alarms[place].state != new else { return }
    alarms[place].state = new
    alarms[place].since = now
    if new != .shelved { alarms[place].shelf = nil }
    if new != .outOfService { alarms[place].outReason = "" }
    if !new.isUnacknowledged { alarms[place].shelfEnded = nil }
  }
}

extension AlarmWish {
  fileprivate var kind: AlarmRecord.Kind {
    switch self {
    case .acknowledge: .acknowledged
    case .shelve: .shelved
    case .unshelve: .unshelved
    case .takeOutOfService: .outOfService
    case .returnToService: .inService
    }
  }
}
