// Events: what happened in a scan that a person or a record should know. They are plain values in a
// list of fixed length; when it is full the rest is counted, never silently lost.

/// What happened.
public enum EventKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// An interlock row became active; `subject` is the row.
  case rowRaised
  /// An interlock row's cause is gone; a latched row stays.
  case rowCleared
  /// A latched row was reset by a person.
  case rowReset
  /// A reset was asked for and refused; `value` counts what stands against it.
  case resetRefused
  /// A row is the first cause of its group.
  case firstOut
  /// A unit changed its mode; `subject` is the unit, `value` the new mode.
  case modeChanged
  /// A unit's sequence took a step; `subject` is the unit, `value` the new step.
  case stepChanged
  /// A step passed its time limit.
  case stepTimedOut
  /// An intent was taken; `value` is its ticket.
  case intentAccepted
  /// An intent was refused; `value` is its ticket.
  case intentRefused
  /// The pre-purge is complete.
  case purgeComplete
  /// The pre-purge counter went back to zero.
  case purgeLost
  /// The controller started.
  case controllerStarted
  /// The books of a supply line's bank began anew, because an input had been missing or the temperature had
  /// jumped; `subject` is the line, `value` the temperature from which they go on.
  case booksBegun
  /// A gas detector was taken out of the votes; `subject` is its unit, `value` for how many minutes.
  case bypassBegan
  /// A person ended a bypass; `subject` is the detector's unit.
  case bypassEnded
  /// The time of a bypass is over: the detector counts as faulted until a person ends it.
  case bypassExpired
}

/// One event.
public struct Event: BitwiseCopyable, Equatable, Sendable {
  /// What happened.
  public var kind: EventKind
  /// What it happened to, as the kind says; -1 for the site.
  public var subject: Int16
  /// A number, as the kind says.
  public var value: Double
  /// Why.
  public var reason: Reason
  /// Plant time of the scan.
  public var plantTime: Milliseconds
  /// Number of the scan.
  public var scan: UInt64

  /// Gathers an event.
  @inlinable public init(
    _ kind: EventKind, subject: Int16 = -1, value: Double = 0, reason: Reason = .none,
    at time: ScanTime
  ) {
    self.kind = kind
    self.subject = subject
    self.value = value
    self.reason = reason
    plantTime = time.plant
    scan = time.scan
  }
}
