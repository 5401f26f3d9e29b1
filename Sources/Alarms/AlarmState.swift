// The state chart of one alarm after ISA-18.2 / IEC 62682, as a pure table: a state and what is known of
// the cause give the next state, a state and a person's wish give the next one or none. An alarm is in
// exactly one state. Nothing here moves an actuator: an interlock works the same in each of them.

/// Where an alarm stands.
public enum AlarmState: String, CaseIterable, Codable, Sendable {
  /// NORM: nothing to see.
  case normal
  /// UNACK-ALM: the cause stands, nobody has seen it.
  case unacknowledged
  /// ACK-ALM: the cause stands, somebody has seen it.
  case acknowledged
  /// RTN-UNACK: the cause went before anybody saw it.
  case returned
  /// LATCH-UNACK: the cause is gone, the latch holds, nobody has seen it.
  case latchedUnacknowledged = "latched-unacknowledged"
  /// LATCH-ACK: the cause is gone, somebody has seen it, the latch waits for its reset.
  case latchedAcknowledged = "latched-acknowledged"
  /// SHELVED: put aside by a person, for a time.
  case shelved
  /// SUPPRESSED-BY-DESIGN: the row does not watch in this state of the plant.
  case suppressed
  /// OUT-OF-SERVICE: taken out by a person, with a reason, until a person brings it back.
  case outOfService = "out-of-service"

  /// True while the alarm waits for a person to see it.
  public var isUnacknowledged: Bool {
    self == .unacknowledged || self == .returned || self == .latchedUnacknowledged
  }

  /// True while the alarm stands in the list of what needs a person.
  public var isAnnounced: Bool {
    isUnacknowledged || self == .acknowledged || self == .latchedAcknowledged
  }
}

/// What is known of the cause of an alarm.
public enum AlarmCondition: String, CaseIterable, Sendable {
  /// Nothing yet: the controller has just started.
  case unknown
  /// The row does not watch in this state of the plant, by its design.
  case asleep
  /// The cause is not there, and nothing is latched.
  case gone
  /// The cause is there and has outlived its delay.
  case standing
  /// The cause is gone, the latch of its row holds.
  case latched
}

/// What a person, or the end of a shelving, asks of an alarm.
public enum AlarmWish: String, CaseIterable, Sendable {
  case acknowledge
  case shelve
  case unshelve
  case takeOutOfService = "take-out-of-service"
  case returnToService = "return-to-service"
}

extension AlarmState {
  /// The state once the cause is known to be so. What a person has put aside stays aside.
  public func next(_ condition: AlarmCondition) -> AlarmState {
    switch (self, condition) {
    case (.shelved, _), (.outOfService, _), (_, .unknown): self
    case (.acknowledged, .standing): .acknowledged
    case (_, .standing): .unacknowledged
    case (.acknowledged, .latched), (.latchedAcknowledged, .latched): .latchedAcknowledged
    case (_, .latched): .latchedUnacknowledged
    // What nobody saw stays until somebody has.
    case (.unacknowledged, _), (.latchedUnacknowledged, _), (.returned, _): .returned
    case (_, .asleep): .suppressed
    case (_, .gone): .normal
    }
  }

  /// The state after a wish; nil where the wish has no meaning. Acknowledging says "seen", no more: an
  /// alarm whose cause stands goes on standing.
  public func after(_ wish: AlarmWish, _ condition: AlarmCondition) -> AlarmState? {
    switch (wish, self) {
    case (.acknowledge, .unacknowledged): .acknowledged
    case (.acknowledge, .latchedUnacknowledged): .latchedAcknowledged
    case (.acknowledge, .returned): condition == .asleep ? .suppressed : .normal
    case (.acknowledge, _): nil
    case (.shelve, .shelved), (.shelve, .outOfService): nil
    case (.shelve, _): .shelved
    case (.takeOutOfService, .outOfService): nil
    case (.takeOutOfService, _): .outOfService
    case (.unshelve, .shelved), (.returnToService, .outOfService): AlarmState.normal.next(condition)
    case (.unshelve, _), (.returnToService, _): nil
    }
  }
}
