// The alarm list for tools: everything by name, texts in the language that was asked for, nothing that is
// missing as a number.

import Alarms
import Foundation
import Phrases
import Plant

private struct AlarmBody: Encodable {
  var alarm: String
  var row: String
  var priority: Int
  var state: String
  var since: String
  var raised: String?
  var firstOut: Bool
  var consequential: Bool
  var chattering: Bool
  var acts: Bool
  var latched: Bool
  var readyToReset: Bool
  var cause: String
  var consequence: String
  var automatic: String
  var action: String
  var secondsToRespond: Int64
  var value: Double?
  var setPoint: Double?
  var deadBand: Double?
  var unit: String?
  var delay: Double
  var shelvedUntil: String?
  var reason: String?
}

private struct ListBody: Encodable {
  var site: String
  var simulated: Bool
  var plantTime: String?
  var unacknowledged: Int
  var alarms: [AlarmBody]
}

/// The alarms of a site as one line of JSON.
func alarmJSON(
  _ list: AlarmList, in catalogue: SiteCatalogue, _ language: Language, showsAll: Bool
) -> String {
  let announced = list.announced
  let shown = announced + list.aside + (showsAll ? list.suppressed : [])
  return jsonLine(
    ListBody(
      site: catalogue.site, simulated: catalogue.isSimulated,
      plantTime: list.time.map { UTC.text($0.plant) },
      unacknowledged: announced.count { $0.alarm.state.isUnacknowledged },
      alarms: shown.map { body(of: $0, language) }))
}

private func body(of entry: AlarmEntry, _ language: Language) -> AlarmBody {
  let alarm = entry.alarm
  let definition = alarm.definition
  let reason = alarm.shelf?.reason ?? alarm.outReason
  let hasValue = definition.setPoint != nil && alarm.acts && alarm.report.value != 0
  return AlarmBody(
    alarm: definition.name, row: definition.row, priority: Int(definition.priority.rawValue),
    state: alarm.state.rawValue, since: UTC.text(alarm.since),
    raised: alarm.raised.map(UTC.text), firstOut: entry.isFirstOut,
    consequential: entry.isConsequential, chattering: entry.isChattering, acts: alarm.acts,
    latched: alarm.report.isLatched, readyToReset: entry.isReadyToReset,
    cause: language.text(definition.cause), consequence: language.text(definition.consequence),
    automatic: language.text(definition.automatic), action: language.text(definition.action),
    secondsToRespond: definition.timeToRespond / 1_000,
    value: hasValue && alarm.report.value.magnitude < 1e9 ? alarm.report.value : nil,
    setPoint: definition.setPoint, deadBand: definition.deadBand,
    unit: definition.setPoint == nil ? nil : definition.unit.symbol,
    delay: Double(definition.onDelay) / 1_000, shelvedUntil: alarm.shelf.map { UTC.text($0.until) },
    reason: reason.isEmpty ? nil : reason)
}

/// Any body as one line with its keys in order.
func jsonLine(_ body: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let data = try? encoder.encode(body) else { return "{}" }
  return String(decoding: data, as: UTF8.self)
}
