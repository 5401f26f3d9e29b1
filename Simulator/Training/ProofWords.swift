// The missing proof in words: what is there, and what is needed. "3,2 von 5 Luftwechseln" says more to a
// learner than "not yet".

import Phrases
import Plant
import SiteConfiguration

/// Says what conditions ask for, in one language.
struct ProofWords {
  let exercise: Exercise
  let language: Language

  func say(_ german: String, _ english: String) -> String {
    language.text(BilingualText(de: german, en: english))
  }

  /// One sentence about a condition that does not hold: the actual and the required value.
  func missing(_ condition: Condition, in scene: Scene) -> String {
    let catalogue = exercise.site.catalogue
    switch condition {
    case .point(let place, let how, let limit):
      let point = catalogue.points[place]
      let sample = scene.snapshot.samples[place]
      guard let value = sample.usable else {
        return "\(language.text(point.text)): \(say("kein gültiger Wert", "no valid value"))"
      }
      return "\(language.text(point.text)): \(compared(value, how, limit, point.unit))"
    case .contact(let place, let isClosed):
      let now = say(isClosed ? "nein" : "ja", isClosed ? "no" : "yes")
      let then = say(isClosed ? "ja" : "nein", isClosed ? "yes" : "no")
      return "\(language.text(catalogue.points[place].text)): \(now) "
        + say("(nötig: \(then))", "(needed: \(then))")
    case .mode(let unit, let mode):
      let now = language.text(scene.snapshot.units[unit].mode.text)
      let then = language.text(mode.text)
      return "\(catalogue.units[unit].name): "
        + say("Betriebsart \(now) (nötig: \(then))", "mode \(now) (needed: \(then))")
    case .step(let unit, let step): return missing(step, of: unit, scene)
    case .reason(let unit, _):
      return "\(catalogue.units[unit].name): \(why(unit, scene))"
    case .wanted(let unit, let how, let limit):
      let value = scene.snapshot.units[unit].wanted
      return "\(catalogue.units[unit].name): "
        + say("verlangte Leistung", "power wanted") + " \(compared(value, how, limit, .kilowatt))"
    case .made(let how, let limit):
      return say("Erzeugter Wasserstoff", "Hydrogen made") + ": "
        + compared(scene.made, how, limit, .kilogram)
    case .latched(let row):
      return "\(catalogue.rows[row].label) " + say("steht nicht an", "is quiet")
    case .firstOut(let row):
      return "\(catalogue.rows[row].label) " + say("war nicht Erstauslöser", "was not first-out")
    case .nothingLatched: return latched(scene)
    case .allAcknowledged:
      let rows = catalogue.rows.indices.filter { scene.snapshot.rows[$0].isUnacknowledged }
      let names = unique(rows.map { catalogue.rows[$0].row }).joined(separator: ", ")
      return say("Quittieren: \(names)", "To be acknowledged: \(names)")
    case .answered:
      return say("Die Antwort auf die Frage", "The answer to the question")
    case .noted: return say("Die Schichtnotiz", "The shift note")
    }
  }

  private func missing(_ step: Step, of unit: Int, _ scene: Scene) -> String {
    let now = language.text(scene.snapshot.units[unit].step.text)
    let then = language.text(step.text)
    let why = why(unit, scene)
    return "\(exercise.site.catalogue.units[unit].name): \(now) "
      + say("(nötig: \(then))", "(needed: \(then))") + (why.isEmpty ? "" : ". \(why)")
  }

  /// The controller's own reason for a unit.
  func why(_ unit: Int, _ scene: Scene) -> String {
    sentence(for: scene.snapshot.units[unit].reason, in: exercise.site.catalogue, language)
  }

  /// Mode and step of a unit, once where both have the same name.
  func state(_ unit: Int, _ scene: Scene) -> String {
    let mode = language.text(scene.snapshot.units[unit].mode.text)
    let step = language.text(scene.snapshot.units[unit].step.text)
    return mode == step ? mode : say("Betriebsart \(mode), \(step)", "mode \(mode), \(step)")
  }

  private func latched(_ scene: Scene) -> String {
    let rows = exercise.site.catalogue.rows
    let names = rows.indices.filter { scene.snapshot.rows[$0].isLatched }.map {
      "\(rows[$0].row) (\(language.text(rows[$0].cause)))"
    }
    let actions = rows.indices.filter { scene.snapshot.rows[$0].isLatched }.map {
      language.text(rows[$0].action)
    }
    return say("Zurücksetzen: ", "To be reset: ") + unique(names).joined(separator: ", ")
      + say(". Zu tun: ", ". To do: ") + unique(actions).joined(separator: "; ")
  }

  /// `3,2 von 5 Luftwechseln`, or `12,0 °C (höchstens 5 °C)`.
  private func compared(
    _ value: Double, _ how: Comparison, _ limit: Double, _ unit: UnitOfMeasure
  ) -> String {
    // Rounding must not show a limit as reached that is not.
    let digits = (1...4).first { shown(value, $0, unit) != shown(limit, $0, unit) } ?? 4
    let now = shown(value, max(digits, usualDigits(unit)), unit)
    let whole = limit == limit.rounded() ? 0 : usualDigits(unit)
    let then = number(limit, digits: whole, language)
    let name = unitText(unit, language)
    if how.asksForMore {
      let plural = unit == .airChange ? say("Luftwechseln", "air changes") : name
      return say("\(now) von \(then) \(plural)", "\(now) of \(then) \(plural)")
    }
    return say("\(now) \(name) (höchstens \(then))", "\(now) \(name) (at most \(then))")
  }

  private func shown(_ value: Double, _ digits: Int, _ unit: UnitOfMeasure) -> String {
    number(value, digits: digits, language)
  }

  /// A value with its unit.
  func measure(_ value: Double, _ unit: UnitOfMeasure) -> String {
    let text = number(value, digits: usualDigits(unit), language)
    let name = unitText(unit, language)
    return name.isEmpty ? text : "\(text) \(name)"
  }
}

/// The unit as people write it.
func unitText(_ unit: UnitOfMeasure, _ language: Language) -> String {
  switch unit {
  case .one, .contact: ""
  case .percentLEL: language.text(BilingualText(de: "% UEG", en: "% LEL"))
  case .celsius: "°C"
  case .cubicMetre: "m³"
  case .cubicMetrePerHour: "m³/h"
  case .barGauge, .barAbsolute: "bar"
  case .airChange: language.text(BilingualText(de: "Luftwechsel", en: "air changes"))
  default: unit.symbol
  }
}

/// Digits worth reading.
private func usualDigits(_ unit: UnitOfMeasure) -> Int {
  switch unit {
  case .cubicMetrePerHour, .normLitrePerHour, .percent: 0
  case .kilogram: 3
  case .kilowatt: 2
  default: 1
  }
}

/// The first of each, in order.
func unique(_ words: [String]) -> [String] {
  var seen: Set<String> = []
  return words.filter { seen.insert($0).inserted }
}
