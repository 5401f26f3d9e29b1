// What alarms remember over a restart: what people have seen, put aside and taken out. Alarms are kept by
// name, not by place, so a matrix with a new row forgets nothing. What an edited site file no longer
// allows is not taken over: then the alarm shows itself again.

import Plant

/// The alarms that are not simply normal, as values for a file.
public struct AlarmMemory: Codable, Equatable, Sendable {
  /// One alarm.
  struct Entry: Codable, Equatable, Sendable {
    var alarm: String
    var state: AlarmState
    var since: Moment
    var raised: Moment?
    var shelvedUntil: Moment?
    var reason: String?
    /// The row's own mark "not seen" was up.
    var isMarked: Bool?
  }

  /// The form of the file; one of another form is not read.
  static let form = 1
  var form = AlarmMemory.form
  var site: String
  /// Plant time as of which this holds.
  var asOf: Moment
  var alarms: [Entry]
}

extension AlarmMemory {
  /// What a list has to remember; nil before its first observation.
  public init?(of list: AlarmList, site: String) {
    guard let now = list.asOf else { return nil }
    self.site = site
    asOf = Moment(instant: now)
    alarms = list.alarms.compactMap { alarm in
      let isQuiet = alarm.state == .normal || alarm.state == .suppressed
      let isMarked = alarm.report.isUnacknowledged
      guard !isQuiet || isMarked else { return nil }
      let reason = alarm.shelf?.reason ?? alarm.outReason
      return Entry(
        alarm: alarm.definition.name, state: alarm.state, since: Moment(instant: alarm.since),
        raised: alarm.raised.map(Moment.init(instant:)),
        shelvedUntil: alarm.shelf.map { Moment(instant: $0.until) },
        reason: reason.isEmpty ? nil : reason, isMarked: isMarked ? true : nil)
    }
  }

  /// True when only the instant differs: nothing that is worth a write.
  func saysTheSame(as other: AlarmMemory?) -> Bool {
    guard let other else { return false }
    return site == other.site && alarms == other.alarms
  }
}

extension AlarmList {
  /// Takes over what an earlier run remembered; before the first observation.
  public mutating func recall(_ memory: AlarmMemory) {
    guard memory.form == AlarmMemory.form, time == nil else { return }
    asOf = memory.asOf.instant
    for entry in memory.alarms {
      guard let place = alarms.firstIndex(where: { $0.definition.name == entry.alarm }) else {
        continue
      }
      recall(entry, at: place, asOf: memory.asOf.instant)
    }
  }

  private mutating func recall(
    _ entry: AlarmMemory.Entry, at place: Int, asOf: Milliseconds
  ) {
    alarms[place].hasFreshMark = entry.isMarked != true
    let mayBeAside = alarms[place].definition.priority != .first
    switch entry.state {
    case .shelved:
      guard mayBeAside, let until = entry.shelvedUntil?.instant else { return }
      alarms[place].shelf = Alarm.Shelf(
        until: min(until, asOf + Self.longestShelf), reason: entry.reason ?? "")
    case .outOfService:
      guard mayBeAside else { return }
      alarms[place].outReason = entry.reason ?? ""
    case .latchedUnacknowledged, .latchedAcknowledged:
      guard alarms[place].definition.isLatched else { return }
    case .normal, .suppressed: return
    case .unacknowledged, .acknowledged, .returned: break
    }
    alarms[place].state = entry.state
    alarms[place].since = min(entry.since.instant, asOf)
    alarms[place].raised = entry.raised.map { min($0.instant, asOf) }
  }
}
