// The plant's own event history read as an alarm log, for days from before there was one. It knows rows
// only, not who saw or shelved what, and it counts rows that stood for a moment at a start because
// nothing had been heard yet.

public import Plant

extension AlarmRecord {
  /// Records for events of the history, oldest first.
  ///
  /// - Parameter events: time, `EventKind.word` and label of the row, oldest first.
  public static func records(
    fromHistory events: [(time: Milliseconds, kind: String, subject: String)],
    definitions: [AlarmDefinition]
  ) -> [AlarmRecord] {
    let latching = Set(definitions.filter(\.isLatched).map(\.name))
    var standing: [String] = []
    var records: [AlarmRecord] = []
    func add(_ kind: Kind, _ alarm: String, _ time: Milliseconds) {
      standing.removeAll { $0 == alarm }
      if kind == .raised { standing.append(alarm) }
      records.append(AlarmRecord(kind, alarm, at: time))
    }
    for event in events {
      switch event.kind {
      case EventKind.rowRaised.word: add(.raised, event.subject, event.time)
      case EventKind.rowReset.word: add(.reset, event.subject, event.time)
      case EventKind.rowCleared.word:
        add(latching.contains(event.subject) ? .latched : .returned, event.subject, event.time)
      case EventKind.controllerStarted.word:
        // A row that does not latch forgets its cause at a start, and says nothing about it.
        for alarm in standing where !latching.contains(alarm) { add(.returned, alarm, event.time) }
        records.append(AlarmRecord(.restarted, "", at: event.time))
      default: continue
      }
    }
    return records
  }
}
