// The alarm list: which rows of the interlock matrix a person must see, in which order, and in which words.
// Acknowledging and resetting are two things, so every row says both: seen or not, and what releases it.

import Phrases
import Plant

/// One row of the alarm list, ready to be shown.
struct AlarmJSON: Encodable, Equatable {
  var row: String
  var priority: Int
  var firstOut: Bool
  var latched: Bool
  var acknowledged: Bool
  var cause: String
  var consequence: String
  var action: String
  /// The value against its limit; empty where the row compares no number.
  var value: String
  var state: String
  var reset: String
}

/// The rows that stand, strongest priority first, the first cause of a group before what followed it.
func alarms(
  of snapshot: Snapshot, in catalogue: SiteCatalogue, _ language: Language
) -> [AlarmJSON] {
  let standing = zip(catalogue.rows, snapshot.rows).enumerated().filter {
    $0.element.1.isActive || $0.element.1.isLatched || $0.element.1.isUnacknowledged
  }
  let ordered = standing.sorted { one, other in
    let (left, right) = (one.element, other.element)
    if left.0.priority != right.0.priority {
      return left.0.priority.rawValue < right.0.priority.rawValue
    }
    if left.1.isFirstOut != right.1.isFirstOut { return left.1.isFirstOut }
    if left.1.since != right.1.since { return left.1.since < right.1.since }
    return one.offset < other.offset
  }
  return ordered.map { alarm($0.element.0, $0.element.1, language) }
}

private func alarm(
  _ row: RowDefinition, _ report: RowReport, _ language: Language
) -> AlarmJSON {
  AlarmJSON(
    row: row.label, priority: Int(row.priority.rawValue), firstOut: report.isFirstOut,
    latched: report.isLatched, acknowledged: !report.isUnacknowledged,
    cause: language.text(row.cause), consequence: language.text(row.consequence),
    action: language.text(row.action), value: comparison(row, report, language),
    state: language.text(state(of: report)), reset: language.text(resetText(row)))
}

/// A row without a usable input reports 0; that is no measured value and is not shown as one.
private func comparison(
  _ row: RowDefinition, _ report: RowReport, _ language: Language
) -> String {
  guard row.unit != .contact, row.threshold != 0 else { return "" }
  let limit = shownMeasure(row.threshold, row.unit, language)
  let word = language.text(.init(de: "Grenze", en: "limit"))
  guard report.value != 0 else { return "\(word) \(limit)" }
  return "\(shownMeasure(report.value, row.unit, language)), \(word) \(limit)"
}

/// The four states of an alarm, and what a latch adds to them.
func state(of report: RowReport) -> BilingualText {
  let seen =
    report.isUnacknowledged
    ? BilingualText(de: "unquittiert", en: "unacknowledged")
    : BilingualText(de: "quittiert", en: "acknowledged")
  let isGone = !report.isDemanded
  let standing =
    isGone
    ? BilingualText(de: "gegangen", en: "gone") : BilingualText(de: "steht an", en: "active")
  let latch =
    report.isLatched
    ? BilingualText(de: ", verriegelt", en: ", latched") : BilingualText(de: "", en: "")
  return BilingualText(
    de: "\(standing.de), \(seen.de)\(latch.de)", en: "\(standing.en), \(seen.en)\(latch.en)")
}

/// What releases the row.
func resetText(_ row: RowDefinition) -> BilingualText {
  guard row.isLatched else {
    return BilingualText(de: "geht mit der Ursache", en: "clears with its cause")
  }
  switch row.resetRule {
  case .auto: return BilingualText(de: "geht mit der Ursache", en: "clears with its cause")
  case .panel: return BilingualText(de: "Zurücksetzen am Panel", en: "reset at the panel")
  case .local:
    return BilingualText(
      de: "Zurücksetzen mit Schlüssel vor Ort", en: "reset with the key on site")
  }
}
