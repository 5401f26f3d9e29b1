// The sentences of a bypass of a gas detector: why it may not begin, and what became of it.

import Plant

func bypassPatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .bypassOnSiteOnly:
    BilingualText(
      de: "Eine Überbrückung beginnt nur, wer an der Anlage ist, mit h2q bypass.",
      en: "Only who is at the plant begins a bypass, with h2q bypass.")
  case .bypassNoDetector:
    BilingualText(
      de: "Überbrückt werden nur Gasmelder.", en: "Only gas detectors are bypassed.")
  case .bypassTooLong:
    BilingualText(
      de: "Überbrückung für #v0 min: erlaubt sind 1 bis #l0 min.",
      en: "Bypass for #v0 min: 1 to #l0 min are allowed.")
  case .bypassStands:
    BilingualText(
      de: "Ein Gasmelder ist schon überbrückt; das zuerst beenden.",
      en: "A gas detector is bypassed already; end that first.")
  case .bypassNoOther:
    BilingualText(
      de: "Kein anderer Gasmelder überwacht dieselbe Luft.",
      en: "No other gas detector watches the same air.")
  case .bypassNotShown:
    BilingualText(
      de: "Keine Zeile der Tabelle würde die Überbrückung melden (X08).",
      en: "No row of the matrix would tell of the bypass (X08).")
  case .bypassNone:
    BilingualText(
      de: "Dieser Gasmelder ist nicht überbrückt.", en: "This gas detector is not bypassed.")
  default: nil
  }
}

/// The line for an event of a bypass; nil for any other.
func bypassSentence(_ event: Event, _ unit: String, _ language: Language) -> String? {
  let text: BilingualText
  switch event.kind {
  case .bypassBegan:
    let minutes = number(event.value, digits: 0, language)
    text = BilingualText(
      de: "\(unit): überbrückt für \(minutes) min.", en: "\(unit): bypassed for \(minutes) min.")
  case .bypassEnded:
    text = BilingualText(de: "\(unit): Überbrückung beendet.", en: "\(unit): bypass ended.")
  case .bypassExpired:
    text = BilingualText(
      de: "\(unit): Zeit der Überbrückung vorbei; gilt als gestört, bis sie beendet wird.",
      en: "\(unit): time of the bypass is over; counts as faulted until it is ended.")
  default: return nil
  }
  return language.text(text)
}
