// From a reason code to a sentence. The core gives a code with the value and the limit; here, at the
// edge, it becomes what a person reads. One sentence for each code, in both languages.

public import Plant

/// The sentence for a reason; empty when there is none.
/// - Parameter catalogue: gives names to rows and units.
public func sentence(
  for reason: Reason, in catalogue: SiteCatalogue, _ language: Language
) -> String {
  if reason.code == .interlock { return interlockSentence(reason, catalogue, language) }
  let pattern = language.text(pattern(for: reason.code))
  return pattern.split(separator: "#", omittingEmptySubsequences: false).enumerated()
    .map { $0.offset == 0 ? String($0.element) : filled($0.element, reason, language) }.joined()
}

/// `v1` is the value with one digit, `l0` the limit without digits, and so on.
private func filled(_ part: Substring, _ reason: Reason, _ language: Language) -> String {
  guard part.count >= 2, let digits = part.dropFirst().first?.wholeNumberValue else {
    return String(part)
  }
  let value = part.first == "v" ? reason.value : reason.limit
  return number(value, digits: digits, language) + part.dropFirst(2)
}

private func interlockSentence(
  _ reason: Reason, _ catalogue: SiteCatalogue, _ language: Language
) -> String {
  let place = Int(reason.subject)
  guard place >= 0, place < catalogue.rows.count else {
    return language.text(BilingualText(de: "Verriegelung", en: "Interlock"))
  }
  let row = catalogue.rows[place]
  let word = language.text(BilingualText(de: "Verriegelung", en: "Interlock"))
  return "\(word) \(row.row): \(language.text(row.cause))"
}

private func pattern(for code: ReasonCode) -> BilingualText {
  peoplePatterns(code) ?? permissivePatterns(code) ?? stepPatterns(code) ?? dispatchPatterns(code)
    ?? fillingPatterns(code) ?? bypassPatterns(code)
    ?? BilingualText(de: "", en: "")
}

private func peoplePatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .modeOff: BilingualText(de: "Ausgeschaltet.", en: "Switched off.")
  case .modeStandby: BilingualText(de: "In Bereitschaft.", en: "In standby.")
  case .modeTripped:
    BilingualText(
      de: "Ausgelöst: erst am Schlüsselschalter vor Ort zurücksetzen.",
      en: "Tripped: reset it with the key on site first.")
  case .keySwitchLocal:
    BilingualText(
      de: "Schlüsselschalter steht nicht auf Fern.", en: "The key switch is not on remote.")
  case .startPermissionMissing:
    BilingualText(
      de: "Freigabe fehlt: Zurücksetzen mit dem Schlüssel vor Ort.",
      en: "Start permission missing: reset with the key on site.")
  case .stopRequested: BilingualText(de: "Stopp angefordert.", en: "Stop requested.")
  case .manualSetpoint:
    BilingualText(de: "Hand-Sollwert #v2 kW.", en: "Manual set-point #v2 kW.")
  default: nil
  }
}

private func permissivePatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .ventilationNotProven:
    BilingualText(de: "Luftstrom nicht nachgewiesen.", en: "Air flow is not proven.")
  case .purgeIncomplete:
    BilingualText(
      de: "Vorlüften: #v1 von #l0 Luftwechseln.", en: "Pre-purge: #v1 of #l0 air changes.")
  case .storeTooFull:
    BilingualText(de: "Speicher zu voll: #v1 (Grenze #l1).", en: "Store too full: #v1 (limit #l1).")
  case .storeTooEmpty:
    BilingualText(
      de: "Vorrat zu klein: #v1 bar (nötig #l1 bar).",
      en: "Supply too low: #v1 bar (#l1 bar needed).")
  case .roomTemperature:
    BilingualText(
      de: "Raumtemperatur #v1 °C (Grenze #l0 °C).", en: "Room temperature #v1 °C (limit #l0 °C).")
  case .deviceNotReady:
    BilingualText(de: "Gerät meldet sich nicht bereit.", en: "The device is not ready.")
  case .deviceFault: BilingualText(de: "Gerät meldet Störung.", en: "The device reports a fault.")
  case .deviceSilent: BilingualText(de: "Gerät antwortet nicht.", en: "The device is silent.")
  case .minimumDownTime:
    BilingualText(
      de: "Mindestpause: #v0 von #l0 s.", en: "Minimum rest: #v0 of #l0 s.")
  case .minimumUpTime:
    BilingualText(
      de: "Mindestlaufzeit: #v0 von #l0 s.", en: "Minimum run: #v0 of #l0 s.")
  case .otherModuleStarts:
    BilingualText(
      de: "Ein anderes Modul fährt gerade an.", en: "Another module is starting.")
  case .gasNotClear:
    BilingualText(de: "Raumluft nicht frei von Gas.", en: "The air is not free of gas.")
  case .waterSupply: BilingualText(de: "Wasserversorgung fehlt.", en: "Water supply is missing.")
  case .heatLoopNotReady:
    BilingualText(de: "Wärmekreis nicht bereit.", en: "The heat loop is not ready.")
  case .lockedOut:
    BilingualText(
      de: "Gesperrt: eine Person muss die Betriebsart neu wählen.",
      en: "Locked out: a person has to choose the mode anew.")
  default: nil
  }
}

private func stepPatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .waitingForDevice:
    BilingualText(de: "Wartet auf das Gerät.", en: "Waiting for the device.")
  case .waitingForPressure:
    BilingualText(
      de: "Wartet auf Druck: #v2 bar (nötig #l2 bar).",
      en: "Waiting for pressure: #v2 bar (#l2 bar needed).")
  case .waitingForValve: BilingualText(de: "Wartet auf Ventil.", en: "Waiting for a valve.")
  case .waitingForFlow: BilingualText(de: "Wartet auf Durchfluss.", en: "Waiting for flow.")
  case .warmingUp:
    BilingualText(de: "Warmlaufen: #v2 (nötig #l2).", en: "Warming up: #v2 (#l2 needed).")
  case .leakTest:
    BilingualText(
      de: "Dichtheitsprüfung: Abfall #v2 bar (erlaubt #l2 bar).",
      en: "Leak test: drop #v2 bar (#l2 bar allowed).")
  case .coolingDown:
    BilingualText(de: "Abkühlen: #v1 °C (bis #l0 °C).", en: "Cooling: #v1 °C (to #l0 °C).")
  case .pressurising: BilingualText(de: "Druckaufbau.", en: "Pressurising.")
  case .stepTimedOut:
    BilingualText(de: "Schritt hat zu lange gedauert.", en: "The step took too long.")
  case .blowingDown:
    BilingualText(de: "Entspannen: #v1 bar (bis #l0 bar).", en: "Blow-down: #v1 bar (to #l0 bar).")
  case .heldByDevice:
    BilingualText(
      de: "Das Gerät hält selbst: Speicher voll, Auslassdruck #v1 bar.",
      en: "The device holds by itself: store full, outlet pressure #v1 bar.")
  default: concernPatterns(code)
  }
}

private func concernPatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .purgeOverdue:
    BilingualText(
      de: "Vorlüften unvollständig: #v1 von #l0 Luftwechseln in der doppelten Zeit.",
      en: "Pre-purge incomplete: #v1 of #l0 air changes in twice the time.")
  case .flowDeviates:
    BilingualText(
      de: "Wasserstoffstrom #v0 NL/h weicht vom Sollwert #l0 NL/h ab.",
      en: "Hydrogen flow #v0 NL/h is off its set-point of #l0 NL/h.")
  case .coolingOverdue:
    BilingualText(
      de: "Kühlt zu langsam ab: #v1 °C (bis #l0 °C).",
      en: "Cools down too slowly: #v1 °C (to #l0 °C).")
  default: nil
  }
}

private func dispatchPatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .surplusPaysStart:
    BilingualText(
      de: "Läuft: der Nutzen (#v2 EUR) trägt den Start (#l2 EUR).",
      en: "Runs: the benefit (#v2 EUR) pays the start (#l2 EUR).")
  case .surplusTooSmall:
    BilingualText(de: "Der Überschuss reicht nicht.", en: "The surplus is too small.")
  case .lossEndsRun:
    BilingualText(
      de: "Hält an: der Verlust (#v2 EUR) erreicht einen Neustart (#l2 EUR).",
      en: "Stops: the loss (#v2 EUR) equals a restart (#l2 EUR).")
  case .runPays: BilingualText(de: "Läuft: der Betrieb lohnt sich.", en: "Runs: running pays.")
  case .hydrogenWorthLess:
    BilingualText(
      de: "Wasserstoff ist hier weniger wert als der Strom.",
      en: "Hydrogen is worth less than the power here.")
  case .hydrogenWorthMore:
    BilingualText(
      de: "Wasserstoff ist mehr wert als der Strom.", en: "Hydrogen is worth more than the power.")
  case .gridMeterMissing:
    BilingualText(
      de: "Netzzähler fehlt: kein Überschuss angenommen.",
      en: "Grid meter missing: no surplus is assumed.")
  case .storeReserve:
    BilingualText(de: "Reserve im Speicher bleibt.", en: "The reserve stays in the store.")
  case .rampLimit:
    BilingualText(
      de: "Rampe: bei #v2 kW auf dem Weg zu #l2 kW.", en: "Ramp: at #v2 kW on the way to #l2 kW.")
  case .minimumLoad: BilingualText(de: "Mindestlast.", en: "Minimum load.")
  case .maximumLoad:
    BilingualText(de: "Höchstlast: #v2 kW (Grenze #l2 kW).", en: "Maximum: #v2 kW (limit #l2 kW).")
  case .benefitGathering:
    BilingualText(
      de: "Sammelt Nutzen für den Start: #v2 von #l2 EUR.",
      en: "Gathering benefit for a start: #v2 of #l2 EUR.")
  case .heatDerating:
    BilingualText(
      de: "Wärme begrenzt auf #v2 kW (von #l2 kW).", en: "Heat limits to #v2 kW (of #l2 kW).")
  case .noDemand: BilingualText(de: "Kein Bedarf.", en: "No demand.")
  default: nil
  }
}
