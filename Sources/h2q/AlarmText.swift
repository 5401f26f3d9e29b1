// The alarm list for a person who was woken: what is wrong, how urgent, since when, what comes of it,
// what the controller did, what to do, and what releases it. What people put aside stays in sight below.

import Alarms
import Phrases
import Plant
import SiteConfiguration

/// The alarms of a site as text.
func alarmText(
  _ list: AlarmList, in catalogue: SiteCatalogue, _ language: Language, showsAll: Bool
) -> String {
  func say(_ de: String, _ en: String) -> String { language.text(BilingualText(de: de, en: en)) }
  guard let time = list.time else {
    return say("noch kein Zyklus abgeschlossen", "no scan has completed yet")
  }
  let page = AlarmPage(time: time, language: language)
  let (announced, aside) = (list.announced, list.aside)
  let unseen = announced.count { $0.alarm.state.isUnacknowledged }
  let simulated = catalogue.isSimulated ? "  SIMULATION" : ""
  var lines = [
    "\(language.text(catalogue.text)) (\(catalogue.site))\(simulated)  \(page.moment(time.plant))",
    say("Alarme: \(announced.count)", "Alarms: \(announced.count)")
      + say(", davon unquittiert: \(unseen)", ", not acknowledged: \(unseen)")
      + (aside.isEmpty ? "" : say("; weggelegt: \(aside.count)", "; put aside: \(aside.count)")),
  ]
  for priority in Priority.allCases {
    let entries = announced.filter { $0.alarm.definition.priority == priority }
    guard !entries.isEmpty else { continue }
    let urgency = language.text(priority.urgency)
    lines += ["", say("PRIORITÄT", "PRIORITY") + " \(priority.rawValue): \(urgency)"]
    lines += entries.flatMap(page.lines)
  }
  if !aside.isEmpty {
    lines += ["", say("ZURÜCKGESTELLT ODER AUSSER BETRIEB", "SHELVED OR OUT OF SERVICE")]
    lines += aside.flatMap(page.asideLines)
  }
  let suppressed = list.suppressed.map(\.alarm.definition.name)
  if showsAll, !suppressed.isEmpty {
    lines += ["", say("Betrieblich unterdrückt: ", "Suppressed by design: ")]
    lines += wrapped(suppressed.joined(separator: ", "), indent: 2)
  }
  return lines.joined(separator: "\n")
}

/// How one alarm is laid out, at one instant and in one language.
struct AlarmPage {
  let time: ScanTime
  let language: Language

  private func say(_ de: String, _ en: String) -> String {
    language.text(BilingualText(de: de, en: en))
  }

  func lines(_ entry: AlarmEntry) -> [String] {
    let alarm = entry.alarm
    let definition = alarm.definition
    var lines = [
      "  \(definition.name)  \(language.text(definition.cause))\(marks(entry))",
      "    \(state(alarm))",
    ]
    if let numbers = numbers(alarm) { lines.append("    \(numbers)") }
    lines += part(say("Folge", "Consequence"), language.text(definition.consequence))
    lines += part(say("Von selbst", "By itself"), language.text(definition.automatic))
    lines += part(say("Zu tun", "To do"), language.text(definition.action))
    if alarm.report.isLatched { lines += part(say("Lösen", "Release"), release(entry)) }
    return lines
  }

  func asideLines(_ entry: AlarmEntry) -> [String] {
    let alarm = entry.alarm
    let until = alarm.shelf.map { say(" bis ", " until ") + moment($0.until) } ?? ""
    let reason = alarm.shelf?.reason ?? alarm.outReason
    var lines = [
      "  \(alarm.definition.name)  \(language.text(alarm.definition.cause))\(marks(entry))",
      "    \(language.text(alarm.state.words))\(until): \(reason)",
    ]
    if alarm.acts {
      let does = language.text(alarm.definition.automatic)
      lines += wrapped(say("Verriegelung wirkt: ", "Interlock acts: ") + does, indent: 4)
    } else if alarm.isStanding {
      lines.append("    " + say("Die Ursache steht an.", "The cause stands."))
    }
    return lines
  }

  private func part(_ title: String, _ text: String) -> [String] {
    let head = "    " + (title + ":").padding(to: 13)
    let rest = wrapped(text, indent: 17)
    return [head + (rest.first ?? "").drop { $0 == " " }] + rest.dropFirst()
  }

  private func marks(_ entry: AlarmEntry) -> String {
    var marks: [String] = []
    if entry.isFirstOut { marks.append(say("ERSTAUSLÖSER", "FIRST-OUT")) }
    if entry.isConsequential { marks.append(say("Folgemeldung", "consequential")) }
    if entry.isChattering { marks.append(say("flattert", "chattering")) }
    return marks.isEmpty ? "" : "  [\(marks.joined(separator: ", "))]"
  }

  private func state(_ alarm: Alarm) -> String {
    var text = language.text(alarm.state.words)
    if alarm.report.isLatched, alarm.isStanding { text += say(", verriegelt", ", latched") }
    if let raised = alarm.raised {
      text += say("; seit ", "; since ") + moment(raised) + " (\(span(time.plant - raised)))"
    }
    if let end = alarm.shelfEnded {
      text += say("; war zurückgestellt bis ", "; was shelved until ") + moment(end)
    }
    return text
  }

  /// A row without a usable input reports 0; that is no measured value and is not shown as one.
  private func numbers(_ alarm: Alarm) -> String? {
    let definition = alarm.definition
    guard let limit = definition.setPoint else { return nil }
    func shown(_ value: Double) -> String {
      "\(shortest(value, language)) \(definition.unit.word(language))"
    }
    var parts = [say("Grenze ", "limit ") + shown(limit)]
    let value = alarm.report.value
    if alarm.acts, value != 0, value.magnitude < 1e9 { parts.insert(shown(value), at: 0) }
    if let band = definition.deadBand, band > 0 {
      parts.append(say("Totband ", "dead-band ") + shown(band))
    }
    if definition.onDelay > 0 {
      let seconds = shortest(Double(definition.onDelay) / 1_000, language)
      parts.append(say("Verzögerung ", "delay ") + seconds + " s")
    }
    return parts.joined(separator: ", ")
  }

  private func release(_ entry: AlarmEntry) -> String {
    let how = language.text(entry.alarm.definition.resetRule.words)
    if entry.isReadyToReset {
      return how + say("; die Ursachen sind gegangen", "; the causes are gone")
    }
    return how + say("; noch steht eine Ursache an", "; a cause still stands")
  }

  /// An instant in civil time: of today the time of day, else with the date.
  func moment(_ instant: Milliseconds) -> String {
    let (text, today) = (
      UTC.text(instant + time.civilOffset), UTC.text(time.plant + time.civilOffset)
    )
    let clock = text.dropFirst(11).prefix(8)
    if instant != time.plant, text.prefix(10) == today.prefix(10) { return String(clock) }
    let date = text.prefix(10).split(separator: "-")
    guard language == .german, date.count == 3 else { return "\(text.prefix(10)) \(clock)" }
    return "\(date[2]).\(date[1]).\(date[0]) \(clock)"
  }

  /// A length of time in its two largest units.
  func span(_ length: Milliseconds) -> String {
    let seconds = max(0, length / 1_000)
    let day = say("T", "d")
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3_600: return "\(seconds / 60) min"
    case ..<86_400: return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
    default: return "\(seconds / 86_400) \(day) \(seconds % 86_400 / 3_600) h"
    }
  }
}
