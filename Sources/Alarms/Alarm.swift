// One alarm as it stands: its definition, its state, and what is known of its cause. The reading of the
// cause comes from the interlock's own report, after its own delay and dead-band; nothing is delayed
// twice. Just after a start nothing is known: rows have forgotten how long they stood and have not heard
// their inputs, so what a person had acknowledged is not announced anew for that.

public import Plant

/// One alarm with all that is known of it.
public struct Alarm: Sendable {
  /// What a person put aside, and until when.
  public struct Shelf: Equatable, Sendable {
    /// Plant time of its end.
    public var until: Milliseconds
    public var reason: String
  }

  public let definition: AlarmDefinition
  public internal(set) var state = AlarmState.normal
  public internal(set) var condition = AlarmCondition.unknown
  /// Plant time at which the state was entered.
  public internal(set) var since: Milliseconds = 0
  /// Plant time at which it was raised last; nil when it never was.
  public internal(set) var raised: Milliseconds?
  /// Set exactly while the state is `shelved`.
  public internal(set) var shelf: Shelf?
  /// Why it is out of service; empty in other states.
  public internal(set) var outReason = ""
  /// Plant time at which a shelving ended by itself; nil after the alarm has been seen.
  public internal(set) var shelfEnded: Milliseconds?
  /// What its row said last; quiet for named conditions.
  public internal(set) var report = RowReport.quiet

  var chatter = ChatterWatch()
  /// The condition has been heard since this start.
  var isSettled = false
  /// The row's own mark "not seen" was down since it was read last, or when an earlier run ended: a
  /// mark that is up then tells of this run.
  var hasFreshMark = true
  var demandedSince: Milliseconds?

  init(_ definition: AlarmDefinition) { self.definition = definition }

  /// True when the row acts on the plant now, whatever people did with its alarm.
  public var acts: Bool { report.isActive }

  /// True when the cause is there now, whatever people did with its alarm.
  public var isStanding: Bool { condition == .standing }

  /// True while it comes and goes too often to mean anything.
  public func isChattering(at time: Milliseconds) -> Bool { chatter.isChattering(at: time) }
}

/// How long the list has been watching, in ms of both times.
struct Watched {
  var real: Milliseconds = 0
  var plant: Milliseconds = 0

  /// Time after a start for inputs to be heard, in ms.
  static let hearing: Milliseconds = 30_000

  /// True when a row with this delay must have shown by now what it has to say.
  func isEnough(for definition: AlarmDefinition) -> Bool {
    guard real >= Self.hearing else { return false }
    switch definition.timeBase {
    case .real: return real >= definition.onDelay + Self.hearing
    case .plant: return plant >= definition.onDelay + Self.hearing
    }
  }
}

extension Alarm {
  /// What the report of a row says about the cause.
  mutating func read(_ report: RowReport, isAsleep: Bool, watched: Watched) -> AlarmCondition {
    self.report = report
    if !report.isUnacknowledged { hasFreshMark = true }
    if report.isActive, report.isLatched, !report.isDemanded {
      isSettled = true
      return .latched
    }
    // A row that acts without having asked to be seen has not heard its inputs yet, and a latch of an
    // earlier run takes its cause as there until it has.
    let asksToBeSeen = report.isUnacknowledged && hasFreshMark
    let isNewLatch = report.isLatched && (!state.isAnnounced || hearsItsContact)
    if report.isActive, asksToBeSeen || isNewLatch { isSettled = true }
    if watched.isEnough(for: definition) { isSettled = true }
    guard isSettled else { return .unknown }
    if report.isActive { return .standing }
    return isAsleep ? .asleep : .gone
  }

  /// True when a contact that is closed on demand was heard closed: no input that was never heard
  /// reports 1. By this a start that latches anew is told from the latch of the start before it.
  private var hearsItsContact: Bool {
    report.isDemanded && definition.setPoint == nil && report.value != 0
  }

  /// What a named condition says about the cause, after its delay; nil is a condition nobody reports.
  mutating func read(_ isTrue: Bool?, at time: ScanTime) -> AlarmCondition {
    guard let isTrue else { return .unknown }
    guard isTrue else {
      demandedSince = nil
      return .gone
    }
    let now = time.now(definition.timeBase)
    let begin = min(demandedSince ?? now, now)
    demandedSince = begin
    if now - begin >= definition.onDelay { return .standing }
    // While the delay runs, what stood before a restart is not called gone.
    return state == .normal ? .gone : .unknown
  }
}
