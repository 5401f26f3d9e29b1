// Why a unit does what it does: everything that the controller itself names as binding it, and for each
// interlock row what a person can do. Nothing is guessed here; the findings come from the decision.

import Phrases
import Plant
import SiteConfiguration

extension ProofWords {
  /// The answer to `warum`, line by line.
  func reasons(_ unit: Int, _ scene: Scene) -> [String] {
    let catalogue = exercise.site.catalogue
    var lines = ["\(catalogue.units[unit].name): \(state(unit, scene))."]
    for kind in FindingKind.allCases {
      let found = scene.snapshot.findings.filter { Int($0.unit) == unit && $0.kind == kind }
      let told = unique(found.map { sentence(for: $0.reason, in: catalogue, language) })
      guard !told.isEmpty else { continue }
      lines.append("  " + language.text(kind.text))
      lines += told.map { "    - \($0)" }
    }
    let why = why(unit, scene)
    if lines.count == 1, !why.isEmpty { lines.append("  \(why)") }
    let rows = scene.snapshot.findings.filter {
      Int($0.unit) == unit && $0.reason.code == .interlock && $0.kind != .stop
    }.map { Int($0.reason.subject) }.filter { catalogue.rows.indices.contains($0) }
    let actions = rows.map {
      "\(catalogue.rows[$0].row): \(language.text(catalogue.rows[$0].action))"
    }
    if !actions.isEmpty { lines.append(say("  Zu tun:", "  To do:")) }
    return lines + unique(actions).map { "    - \($0)." }
  }
}

extension FindingKind {
  /// The heading above findings of this kind.
  var text: BilingualText {
    switch self {
    case .start: BilingualText(de: "Startet nicht, weil:", en: "Does not start, because:")
    case .wait: BilingualText(de: "Wartet auf:", en: "Waits for:")
    case .power: BilingualText(de: "Die Leistung bestimmt:", en: "Its power is set by:")
    case .stop: BilingualText(de: "Hielt zuletzt an, weil:", en: "Stopped last, because:")
    case .concern: BilingualText(de: "Bitte nachsehen:", en: "Please have a look:")
    }
  }
}
