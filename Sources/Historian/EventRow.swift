// One event as a row: indices become the names they had when it happened, because a later site file may
// number its units and rows differently. Each row carries its number from the start, so that a commit
// whose outcome is unknown can be repeated without doubling it.

import GRDB
import Plant

struct EventRow: Equatable, Sendable {
  static let insertion = """
    INSERT INTO events
      (id, ts, scan, kind, subject, value, reason, reason_subject, reason_value, reason_limit)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
    """

  var number: Int64
  var event: Event
  var subject: String
  var reasonSubject: String

  init(_ event: Event, number: Int64, in catalogue: SiteCatalogue) {
    self.number = number
    self.event = event
    subject = Self.name(of: event.subject, for: event.kind, in: catalogue)
    reasonSubject = Self.name(of: event.reason, in: catalogue)
  }

  var arguments: StatementArguments {
    [
      number, event.plantTime, Int64(bitPattern: event.scan), event.kind.word, subject, event.value,
      event.reason.code.word, reasonSubject, event.reason.value, event.reason.limit,
    ]
  }

  /// What the event happened to: a row's label, a unit's name, or nothing for the site.
  private static func name(
    of subject: Int16, for kind: EventKind, in catalogue: SiteCatalogue
  ) -> String {
    let place = Int(subject)
    guard place >= 0 else { return "" }
    switch kind {
    case .rowRaised, .rowCleared, .rowReset, .resetRefused, .firstOut:
      return place < catalogue.rows.count ? catalogue.rows[place].label : "#\(place)"
    default:
      return place < catalogue.units.count ? catalogue.units[place].name : "#\(place)"
    }
  }

  /// The interlock row behind a reason by its label; other subjects by their place.
  private static func name(of reason: Reason, in catalogue: SiteCatalogue) -> String {
    let place = Int(reason.subject)
    guard place >= 0 else { return "" }
    if reason.code == .interlock, place < catalogue.rows.count {
      return catalogue.rows[place].label
    }
    return "#\(place)"
  }
}
