// Which alarms stood for more than a day. An alarm stands from its announcement until its cause is gone
// and, where its row latches, until the latch is released; what people put aside does not stand in their
// way any more.

import Plant

extension AlarmFigures {
  /// Alarms whose stand passed the limit within the period or before it without ending before it.
  func staleAlarms(
    _ records: [AlarmRecord], _ known: [String: AlarmDefinition]
  ) -> [Named] {
    var standing: [String: Milliseconds] = [:]
    var found: [String: Named] = [:]
    func end(_ alarm: String, _ time: Milliseconds) {
      guard let since = standing.removeValue(forKey: alarm), time > from else { return }
      let length = time - since
      guard length > Self.staleAfter else { return }
      let hours = Int(length / 3_600_000)
      if hours > found[alarm]?.count ?? 0 {
        found[alarm] = Named(alarm: alarm, count: hours, since: since)
      }
    }
    for record in records {
      switch record.kind {
      case .raised:
        // What the site no longer knows can never be told to be gone.
        guard known[record.alarm] != nil, standing[record.alarm] == nil else { continue }
        standing[record.alarm] = record.time
      case .returned, .reset, .shelved, .outOfService: end(record.alarm, record.time)
      case .startedAnew: for alarm in standing.keys.sorted() { end(alarm, record.time) }
      case .latched, .acknowledged, .unshelved, .inService, .chattering, .restarted: break
      }
    }
    for alarm in standing.keys.sorted() { end(alarm, to) }
    return found.values.sorted { ($1.count, $0.alarm) < ($0.count, $1.alarm) }
  }
}
