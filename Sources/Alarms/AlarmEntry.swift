// The list as a person reads it: what needs somebody, strongest priority first; in a flood the first
// cause of each trip before what followed from it; then, always in sight, what people have put aside.

import Plant

/// One alarm of the shown list, with what its neighbours make of it.
public struct AlarmEntry: Sendable {
  public var alarm: Alarm
  /// The first cause of its trip group.
  public var isFirstOut = false
  /// It came after the first cause of its group.
  public var isConsequential = false
  /// Nothing of its group stands in the way of a reset any more.
  public var isReadyToReset = false
  public var isChattering = false
}

extension AlarmList {
  /// The alarms that need a person, in the order in which to look at them.
  public var announced: [AlarmEntry] {
    entries { $0.state.isAnnounced }.sorted(by: Self.comesFirst)
  }

  /// What people put aside or took out, in the order of the matrix.
  public var aside: [AlarmEntry] { entries { $0.state == .shelved || $0.state == .outOfService } }

  /// What the plant's state puts to sleep.
  public var suppressed: [AlarmEntry] { entries { $0.state == .suppressed } }

  private func entries(_ isWanted: (Alarm) -> Bool) -> [AlarmEntry] {
    alarms.indices.filter { isWanted(alarms[$0]) }.map(entry(at:))
  }

  /// Alarm and neighbours at one place.
  public func entry(at place: Int) -> AlarmEntry {
    let alarm = alarms[place]
    var entry = AlarmEntry(alarm: alarm)
    entry.isFirstOut = alarm.report.isFirstOut
    entry.isChattering = alarm.isChattering(at: asOf ?? 0)
    guard !alarm.definition.group.isEmpty else { return entry }
    let group = alarms.indices.filter {
      alarms[$0].definition.group == alarm.definition.group && alarms[$0].acts
    }
    entry.isReadyToReset =
      alarm.report.isLatched
      && group.allSatisfy { !alarms[$0].report.isLatched || !alarms[$0].report.isDemanded }
    if let first = group.first(where: { alarms[$0].report.isFirstOut }), first != place {
      entry.isConsequential = alarm.acts && follows(place, first)
    }
    return entry
  }

  /// A latched row that is not the first came later by the rule of first-out. For others the time
  /// decides: a pre-alarm that came before the trip did not follow from it.
  private func follows(_ place: Int, _ first: Int) -> Bool {
    let (one, other) = (alarms[place], alarms[first])
    if one.report.isLatched { return true }
    if let came = one.raised, let began = other.raised, came != began { return came > began }
    return place > first
  }

  private static func comesFirst(_ one: AlarmEntry, _ other: AlarmEntry) -> Bool {
    let (left, right) = (one.alarm, other.alarm)
    if left.definition.priority != right.definition.priority {
      return left.definition.priority.rawValue < right.definition.priority.rawValue
    }
    if one.isFirstOut != other.isFirstOut { return one.isFirstOut }
    if left.state.isUnacknowledged != right.state.isUnacknowledged {
      return left.state.isUnacknowledged
    }
    if left.raised != right.raised { return (left.raised ?? 0) < (right.raised ?? 0) }
    return left.definition.name < right.definition.name
  }
}
