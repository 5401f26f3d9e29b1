// From an event to a line that a person reads in a list.

public import Plant

/// The line for an event.
public func sentence(
  for event: Event, in catalogue: SiteCatalogue, _ language: Language
) -> String {
  let place = Int(event.subject)
  let unit = place >= 0 && place < catalogue.units.count ? catalogue.units[place].name : ""
  let why = sentence(for: event.reason, in: catalogue, language)
  let tail = why.isEmpty ? "" : " \(why)"
  func say(_ de: String, _ en: String) -> String { language.text(BilingualText(de: de, en: en)) }
  switch event.kind {
  case .rowRaised, .rowCleared, .rowReset, .resetRefused, .firstOut:
    return rowSentence(event, catalogue, language)
  case .modeChanged:
    let mode = Mode(rawValue: UInt8(event.value)) ?? .off
    return say("\(unit): Betriebsart", "\(unit): mode") + " \(language.text(mode.text)).\(tail)"
  case .stepChanged:
    let step = Step(rawValue: UInt8(event.value)) ?? .idle
    return "\(unit): \(language.text(step.text)).\(tail)"
  case .stepTimedOut:
    let step = Step(rawValue: UInt8(event.value)) ?? .idle
    return say("\(unit): Zeit überschritten in", "\(unit): time limit passed in")
      + " \(language.text(step.text)).\(tail)"
  case .intentAccepted: return say("Wunsch angenommen.", "Request taken.")
  case .intentRefused: return say("Wunsch abgelehnt.", "Request refused.") + tail
  case .purgeComplete:
    return say("Vorlüften abgeschlossen.", "Pre-purge complete.")
  case .purgeLost:
    return say("Vorlüften verloren: Zähler auf null.", "Purge lost: counter back to zero.")
  case .controllerStarted: return say("Steuerung gestartet.", "Controller started.")
  case .booksBegun:
    return say(
      "\(unit): Massenbilanz beginnt neu. Ein Messwert fehlte, oder die Temperatur sprang.",
      "\(unit): mass balance begins anew. A value was missing, or the temperature jumped.")
  case .bypassBegan, .bypassEnded, .bypassExpired:
    return bypassSentence(event, unit, language) ?? ""
  }
}

private func rowSentence(
  _ event: Event, _ catalogue: SiteCatalogue, _ language: Language
) -> String {
  let place = Int(event.subject)
  guard place >= 0, place < catalogue.rows.count else { return "" }
  let row = catalogue.rows[place]
  let cause = "\(row.row): \(language.text(row.cause))"
  func say(_ de: String, _ en: String) -> String { language.text(BilingualText(de: de, en: en)) }
  switch event.kind {
  case .rowRaised: return say("Kommt", "Raised") + " \(cause)"
  case .rowCleared: return say("Geht", "Cleared") + " \(cause)"
  case .rowReset: return say("Zurückgesetzt", "Reset") + " \(cause)"
  case .resetRefused:
    return say("Zurücksetzen abgelehnt, dagegen steht", "Reset refused, standing against it:")
      + " \(cause)"
  case .firstOut: return say("Erstauslöser", "First-out") + " \(cause)"
  default: return cause
  }
}
