// One line of the alarm log: what happened to which alarm, when. The figures of the alarm load are made
// from these lines alone, and a person can read them as they stand.

public import Plant

/// Something that happened to an alarm.
public struct AlarmRecord: Equatable, Sendable {
  /// What happened.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// The alarm was announced: its cause came, or stood when the alarm came back to people.
    case raised
    /// The cause is gone.
    case returned
    /// The cause is gone, the latch holds.
    case latched
    /// The latch was released.
    case reset
    case acknowledged
    case shelved
    /// A shelving ended; the note says whether by itself.
    case unshelved
    case outOfService = "out-of-service"
    case inService = "in-service"
    /// The alarm began to chatter.
    case chattering
    /// The controller started and knew what stood.
    case restarted
    /// The controller started and knew nothing: what stood before is announced anew or is gone.
    case startedAnew = "started-anew"
  }

  /// Plant time, ms since 1970 UTC.
  public var time: Milliseconds
  /// Name of the alarm; empty for a start of the controller.
  public var alarm: String
  public var kind: Kind
  /// Reason or circumstance, as a person gave it; often empty.
  public var note: String

  public init(_ kind: Kind, _ alarm: String, at time: Milliseconds, note: String = "") {
    self.time = time
    self.alarm = alarm
    self.kind = kind
    self.note = note
  }
}

extension AlarmRecord {
  /// What a step of the state chart means for the record; nil when it means nothing.
  static func kind(from old: AlarmState, to new: AlarmState) -> Kind? {
    switch (old, new) {
    case (_, _) where old == new: nil
    case (_, .unacknowledged): .raised
    case (.latchedUnacknowledged, .returned), (.latchedAcknowledged, .normal),
      (.latchedAcknowledged, .suppressed):
      .reset
    case (.unacknowledged, .latchedUnacknowledged), (.acknowledged, .latchedAcknowledged): .latched
    case (_, .latchedUnacknowledged): .raised
    case (.unacknowledged, .returned), (.acknowledged, .normal), (.acknowledged, .suppressed):
      .returned
    default: nil
    }
  }
}

extension AlarmRecord: Codable {
  private enum CodingKeys: String, CodingKey { case time, alarm, kind, note }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    time = try fields.decode(Moment.self, forKey: .time).instant
    alarm = try fields.decode(String.self, forKey: .alarm)
    kind = try fields.decode(Kind.self, forKey: .kind)
    note = try fields.decodeIfPresent(String.self, forKey: .note) ?? ""
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(Moment(instant: time), forKey: .time)
    try fields.encode(alarm, forKey: .alarm)
    try fields.encode(kind, forKey: .kind)
    if !note.isEmpty { try fields.encode(note, forKey: .note) }
  }
}

/// An instant of plant time, written as RFC 3339 text.
struct Moment: Codable, Equatable {
  var instant: Milliseconds

  init(instant: Milliseconds) { self.instant = instant }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    guard let instant = UTC.instant(text) else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "'\(text)' is no instant")
    }
    self.instant = instant
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(UTC.text(instant))
  }
}
