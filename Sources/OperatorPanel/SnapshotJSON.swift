// A snapshot as the page gets it: values in the order of the catalogue, already in words. A missing value
// is null and says why; there is no number that a page could take for one. Ages are those of the
// controller's own clock, so a wrong clock in the browser changes nothing.

import Phrases
import Plant

struct PointJSON: Encodable, Equatable {
  /// The number, or null when it may not be used.
  var v: Double?
  /// The number as text; a dash when there is none.
  var s: String
  /// The mark: good, simulated, uncertain, stale or bad.
  var q: String
  /// The quality in words.
  var w: String
  /// Why it is not good; null for a good one.
  var why: String?
  /// Age in ms, and as text.
  var age: Int64
  var a: String

  // Null has to be written: a missing key could be taken for an old page.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(v, forKey: .v)
    try fields.encode(s, forKey: .s)
    try fields.encode(q, forKey: .q)
    try fields.encode(w, forKey: .w)
    try fields.encode(why, forKey: .why)
    try fields.encode(age, forKey: .age)
    try fields.encode(a, forKey: .a)
  }

  private enum CodingKeys: String, CodingKey { case v, s, q, w, why, age, a }
}

private struct UnitJSON: Encodable {
  var mode: String
  var modeText: String
  var step: String
  var stepText: String
  var reason: String
  var asked: String
  /// 0...1, or -1 where the step cannot tell.
  var progress: Double
  var effect: String
  var effectText: String
}

private struct EventJSON: Encodable {
  var time: String
  var text: String
}

private struct SnapshotBody: Encodable {
  var edition: String
  var scan: UInt64
  var plantTime: String
  var civilTime: String
  var silence: Int64
  var overruns: UInt64
  var eventsLost: Int
  var points: [PointJSON]
  var units: [UnitJSON]
  var alarms: [AlarmJSON]
  var events: [EventJSON]
}

/// A snapshot in one language, as JSON.
/// - Parameters:
///   - events: the last events, oldest first.
///   - silence: real time since the snapshot came, in ms.
///   - edition: the mark of the lists that the values refer to.
func snapshotJSON(
  _ snapshot: Snapshot, events: [Event], silence: Milliseconds, edition: String,
  in catalogue: SiteCatalogue, _ language: Language
) -> String {
  let time = snapshot.time
  let points = zip(catalogue.points, snapshot.samples).map { point, sample in
    pointJSON(
      sample, point.unit, now: time.real, isSimulated: catalogue.isSimulated, language)
  }
  let units = snapshot.units.prefix(catalogue.units.count).map {
    unitJSON($0, catalogue, language)
  }
  let told = events.reversed().map { event in
    EventJSON(
      time: civilClock(event.plantTime + time.civilOffset),
      text: sentence(for: event, in: catalogue, language))
  }
  let body = SnapshotBody(
    edition: edition, scan: time.scan, plantTime: UTC.text(time.plant),
    civilTime: civilTime(time.plant + time.civilOffset, language), silence: silence,
    overruns: snapshot.statistics.overruns, eventsLost: snapshot.statistics.eventsLost,
    points: points, units: units, alarms: alarms(of: snapshot, in: catalogue, language),
    events: told)
  return jsonText(body)
}

/// One sample in words.
func pointJSON(
  _ sample: RawSample, _ unit: UnitOfMeasure, now: Milliseconds, isSimulated: Bool,
  _ language: Language
) -> PointJSON {
  let age = max(0, now - sample.time)
  let isUnread = sample.quality == .bad(.neverRead)
  return PointJSON(
    v: sample.usable, s: sample.usable.map { shownNumber($0, unit, language) } ?? "–",
    q: mark(of: sample.quality, isSimulated: isSimulated).rawValue,
    w: qualityWord(sample.quality, age: age, isSimulated: isSimulated, language),
    why: sample.quality.why, age: age, a: isUnread ? "–" : shownAge(age, language))
}

private func unitJSON(
  _ report: UnitReport, _ catalogue: SiteCatalogue, _ language: Language
) -> UnitJSON {
  let isBound = report.verdict.effect > .alarmOnly
  let row = Int(report.verdict.row)
  let name = catalogue.rows.indices.contains(row) ? " (\(catalogue.rows[row].label))" : ""
  return UnitJSON(
    mode: report.mode.name, modeText: language.text(report.mode.text), step: report.step.word,
    stepText: language.text(report.step.text),
    reason: sentence(for: report.reason, in: catalogue, language),
    asked: shownMeasure(report.asked, .kilowatt, language), progress: report.progress,
    effect: "\(report.verdict.effect)",
    effectText: isBound ? language.text(report.verdict.effect.text) + name : "")
}

/// Civil date and time of a shifted instant: `21.11.2026 09:13:32` or `2026-11-21 09:13:32`.
func civilTime(_ instant: Milliseconds, _ language: Language) -> String {
  let text = UTC.text(instant)
  let date = text.prefix(10).split(separator: "-")
  guard language == .german, date.count == 3 else {
    return "\(text.prefix(10)) \(civilClock(instant))"
  }
  return "\(date[2]).\(date[1]).\(date[0]) \(civilClock(instant))"
}

/// Time of day of a shifted instant.
private func civilClock(_ instant: Milliseconds) -> String {
  String(UTC.text(instant).dropFirst(11).prefix(8))
}
