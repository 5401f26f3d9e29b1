// The figures of the alarm load for people and for tools: each with what it should be, and whether it is.
// Targets are those of EEMUA 191 and ISA-18.2 for one person.

import Alarms
import Phrases
import Plant

/// One figure against its target.
private struct FigureLine {
  var name: BilingualText
  var found: String
  var target: BilingualText
  /// Nil where a figure is shown for comparison only.
  var isMet: Bool?
  var note = ""
}

/// The report as text.
func figuresText(
  _ figures: AlarmFigures, _ catalogue: SiteCatalogue, _ language: Language
) -> String {
  func say(_ de: String, _ en: String) -> String { language.text(BilingualText(de: de, en: en)) }
  let length =
    figures.days < 1
    ? number(figures.days * 24, digits: 1, language) + " h"
    : number(figures.days, digits: 1, language) + " " + say("Tage", "days")
  var lines = [
    say("Alarmlast", "Alarm load") + " \(language.text(catalogue.text)) (\(catalogue.site))",
    "\(UTC.text(figures.from)) – \(UTC.text(figures.to)), \(length)", "",
  ]
  for line in figureLines(figures, language) {
    let verdict =
      line.isMet.map { $0 ? say("erfüllt", "met") : say("VERFEHLT", "MISSED") } ?? ""
    let text =
      "  " + language.text(line.name).padding(to: 38) + line.found.aligned(to: 14) + "   "
      + language.text(line.target).padding(to: 18) + verdict.padding(to: 9) + line.note
    lines.append(String(text.reversed().drop { $0 == " " }.reversed()))
  }
  if !figures.top.isEmpty {
    lines += ["", say("Am häufigsten:", "Most frequent:")]
    lines += figures.top.map { "  \("\($0.count)".aligned(to: 6))  \($0.alarm)" }
  }
  return lines.joined(separator: "\n")
}

private func figureLines(_ figures: AlarmFigures, _ language: Language) -> [FigureLine] {
  func shown(_ value: Double) -> String { number(value, digits: 2, language) }
  func percent(_ share: Double) -> String { number(share * 100, digits: 1, language) + " %" }
  func names(_ list: [AlarmFigures.Named], _ unit: String) -> String {
    list.prefix(5).map { "\($0.alarm) (\($0.count)\(unit))" }.joined(separator: ", ")
  }
  let shares = figures.byPriority.map {
    figures.announced > 0
      ? number(Double($0) / Double(figures.announced) * 100, digits: 0, language) : "0"
  }
  return [
    FigureLine(
      name: .init(de: "Alarme je Tag", en: "alarms a day"), found: shown(figures.perDay),
      target: .init(de: "bis 150", en: "up to 150"), isMet: figures.perDay <= 150),
    FigureLine(
      name: .init(de: "in 10 Minuten, im Mittel", en: "in 10 minutes, on average"),
      found: shown(figures.perTenMinutes), target: .init(de: "bis 1", en: "up to 1"),
      isMet: figures.perTenMinutes <= 1),
    FigureLine(
      name: .init(de: "in 10 Minuten, höchstens", en: "in 10 minutes, at most"),
      found: "\(figures.peak)", target: .init(de: "bis 10", en: "up to 10"),
      isMet: figures.peak <= AlarmFigures.floodBegins,
      note: figures.peakAt.map { UTC.text($0) } ?? ""),
    FigureLine(
      name: .init(de: "Fluten (über 10 in 10 Minuten)", en: "floods (over 10 in 10 minutes)"),
      found: "\(figures.floods.count)", target: .init(de: "", en: ""),
      note: figures.floods.prefix(3).map { UTC.text($0.begin) }.joined(separator: ", ")),
    FigureLine(
      name: .init(de: "Zeitanteil in einer Flut", en: "share of time in a flood"),
      found: percent(figures.shareInFlood), target: .init(de: "unter 1 %", en: "under 1 %"),
      isMet: figures.shareInFlood < 0.01),
    FigureLine(
      name: .init(de: "stehen länger als 24 h", en: "standing for more than 24 h"),
      found: "\(figures.stale.count)", target: .init(de: "unter 5", en: "under 5"),
      isMet: figures.stale.count < 5, note: names(figures.stale, " h")),
    FigureLine(
      name: .init(de: "flattern (3 in 1 Minute)", en: "chattering (3 in 1 minute)"),
      found: "\(figures.chattering.count)", target: .init(de: "keiner", en: "none"),
      isMet: figures.chattering.isEmpty, note: names(figures.chattering, "")),
    FigureLine(
      name: .init(de: "Anteil der zehn häufigsten", en: "share of the ten most frequent"),
      found: percent(figures.topShare), target: .init(de: "unter 5 %", en: "under 5 %")),
    FigureLine(
      name: .init(de: "Priorität 1 / 2 / 3 in %", en: "priority 1 / 2 / 3 in %"),
      found: shares.joined(separator: " / "), target: .init(de: "5 / 15 / 80", en: "5 / 15 / 80")),
    FigureLine(
      name: .init(de: "zurückgestellt / außer Betrieb", en: "shelved / out of service"),
      found: "\(figures.shelved) / \(figures.outOfService)", target: .init(de: "", en: "")),
  ]
}

private struct NamedBody: Encodable {
  var alarm: String
  var count: Int
}

private struct FiguresBody: Encodable {
  var site: String
  var from: String
  var to: String
  var announced: Int
  var perDay: Double
  var perTenMinutes: Double
  var peak: Int
  var peakAt: String?
  var floods: [[String]]
  var shareInFlood: Double
  var stale: [NamedBody]
  var chattering: [NamedBody]
  var top: [NamedBody]
  var topShare: Double
  var byPriority: [Int]
  var shelved: Int
  var outOfService: Int
}

/// The report as one line of JSON.
func figuresJSON(_ figures: AlarmFigures, _ catalogue: SiteCatalogue) -> String {
  func named(_ list: [AlarmFigures.Named]) -> [NamedBody] {
    list.map { NamedBody(alarm: $0.alarm, count: $0.count) }
  }
  return jsonLine(
    FiguresBody(
      site: catalogue.site, from: UTC.text(figures.from), to: UTC.text(figures.to),
      announced: figures.announced, perDay: figures.perDay,
      perTenMinutes: figures.perTenMinutes, peak: figures.peak,
      peakAt: figures.peakAt.map(UTC.text),
      floods: figures.floods.map { [UTC.text($0.begin), UTC.text($0.end)] },
      shareInFlood: figures.shareInFlood, stale: named(figures.stale),
      chattering: named(figures.chattering), top: named(figures.top), topShare: figures.topShare,
      byPriority: figures.byPriority, shelved: figures.shelved,
      outOfService: figures.outOfService))
}
