// `h2q why`: every rule that binds a unit, in words. Three questions of an operator: why does it not
// start, why only so much, why did it stop.

import Phrases
import Plant
import SiteConfiguration

/// The answer for one unit, or for all that have modes.
func whyText(_ site: LoadedSite, _ board: StatusBoard, unit name: String?, _ language: Language)
  -> String
{
  let catalogue = site.catalogue
  guard let snapshot = board.snapshot else { return "error: no scan has ended yet" }
  let asked = catalogue.units.indices.filter { place in
    let unit = catalogue.units[place]
    // Ventilation and valves are named when there is something to say of them.
    let isTold =
      unit.kind == .electrolyser || unit.kind == .fuelCell || unit.kind == .booster
      || snapshot.findings.contains { $0.unit == Int16(place) }
    guard isTold else { return false }
    return name == nil || unit.name == name
  }
  guard !asked.isEmpty else {
    return "error: there is no unit '\(name ?? "")' that starts and stops at \(catalogue.site)"
  }
  return
    (asked.map { unitText($0, catalogue, snapshot, language) }
    + bypassLines(catalogue, snapshot, language)).joined(separator: "\n\n")
}

private func unitText(
  _ place: Int, _ catalogue: SiteCatalogue, _ snapshot: Snapshot, _ language: Language
) -> String {
  let report = snapshot.units[place]
  let mode = language.text(report.mode.text)
  let step = language.text(report.step.text)
  var lines = ["\(catalogue.units[place].name): \(mode), \(step)"]
  let kind = catalogue.units[place].kind
  if kind == .electrolyser || kind == .fuelCell {
    lines[0] += ", \(number(report.asked, digits: 2, language)) kW"
  }
  for kind in FindingKind.allCases {
    let found = snapshot.findings.filter { $0.unit == Int16(place) && $0.kind == kind }
    guard !found.isEmpty else { continue }
    lines.append("  " + language.text(heading(kind)))
    lines += found.map { "    - " + told($0.reason, catalogue, language) }
  }
  if lines.count == 1 {
    let nothing = BilingualText(de: "Nichts steht im Weg.", en: "Nothing stands in its way.")
    lines.append("  " + language.text(nothing))
  }
  return lines.joined(separator: "\n")
}

/// The sentence, and for an interlock also what was compared with what.
private func told(_ reason: Reason, _ catalogue: SiteCatalogue, _ language: Language) -> String {
  let words = sentence(for: reason, in: catalogue, language)
  let place = Int(reason.subject)
  guard reason.code == .interlock, catalogue.rows.indices.contains(place) else { return words }
  let row = catalogue.rows[place]
  guard row.unit != .contact, reason.limit != 0 else { return words }
  let value = number(reason.value, digits: 2, language)
  let limit = number(reason.limit, digits: 2, language)
  let word = language.text(BilingualText(de: "Grenze", en: "limit"))
  return "\(words): \(value) \(row.unit.symbol) (\(word) \(limit) \(row.unit.symbol))"
}

private func heading(_ kind: FindingKind) -> BilingualText {
  switch kind {
  case .start:
    BilingualText(de: "Fährt nicht an, weil:", en: "Does not start, because:")
  case .wait: BilingualText(de: "Wartet auf:", en: "Waits for:")
  case .power: BilingualText(de: "Die Leistung bestimmt:", en: "Its power is set by:")
  case .stop: BilingualText(de: "Hielt zuletzt an, weil:", en: "Stopped last, because:")
  case .concern: BilingualText(de: "Bitte nachsehen:", en: "Please have a look:")
  }
}
