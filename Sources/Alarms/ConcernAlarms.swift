// Alarms on what a sequence tells while it goes on: a purge that takes too long, a flow far from its
// set-point, a cell that cools too slowly. No row of the matrix acts on them; a person looks.

import Plant

extension UnitKind {
  /// What the sequence of a unit of this kind may ask a person to look at.
  var concerns: [ReasonCode] {
    switch self {
    case .room: [.purgeOverdue]
    case .electrolyser: [.flowDeviates]
    case .fuelCell: [.coolingOverdue]
    default: []
    }
  }
}

/// The alarms on a unit's concerns.
func concernAlarms(of unit: UnitDefinition) -> [AlarmDefinition] {
  unit.kind.concerns.compactMap { code in
    guard let words = ConcernWords(code) else { return nil }
    return AlarmDefinition(
      name: NamedCondition.concern(code, unit.name), priority: .third, onDelay: 0,
      cause: BilingualText(
        de: "\(unit.text.de): \(words.cause.de)", en: "\(unit.text.en): \(words.cause.en)"),
      consequence: words.consequence, action: words.action)
  }
}

private struct ConcernWords {
  var cause: BilingualText
  var consequence: BilingualText
  var action: BilingualText

  init?(_ code: ReasonCode) {
    switch code {
    case .purgeOverdue:
      cause = BilingualText(de: "Vorlüften unvollständig", en: "Pre-purge incomplete")
      consequence = BilingualText(de: "Nichts fährt an", en: "Nothing starts")
      action = BilingualText(
        de: "Lüfter, Filter und Gasmelder prüfen", en: "Check fan, filter and gas detectors")
    case .flowDeviates:
      cause = BilingualText(
        de: "Wasserstoffstrom weicht vom Sollwert ab", en: "Hydrogen flow is off its set-point")
      consequence = BilingualText(
        de: "Massenbilanz und Wirkungsgrad stimmen nicht",
        en: "Mass balance and efficiency are wrong")
      action = BilingualText(
        de: "Modul, Messung und Dichtheit prüfen", en: "Check module, meter and tightness")
    case .coolingOverdue:
      cause = BilingualText(de: "Kühlt zu langsam ab", en: "Cools down too slowly")
      consequence = BilingualText(
        de: "Wärme staut sich in der Zelle", en: "Heat gathers in the cell")
      action = BilingualText(de: "Pumpe und Heizkreis prüfen", en: "Check pump and heat loop")
    default: return nil
    }
  }
}
