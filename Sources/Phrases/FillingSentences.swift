// The sentences of store outlets and of filling bottles.

import Plant

func fillingPatterns(_ code: ReasonCode) -> BilingualText? {
  switch code {
  case .supervisionMissing:
    BilingualText(
      de: "Aufsicht fehlt: Schlüssel „Aufsicht anwesend“ stecken.",
      en: "Supervision missing: turn the key \"supervision present\".")
  case .gasQuality:
    BilingualText(
      de: "Gasqualität: #v2 Vol.-% (Grenze #l2 Vol.-%) oder unbekannt.",
      en: "Gas quality: #v2 vol% (limit #l2 vol%), or not known.")
  case .quarantine:
    BilingualText(
      de: "Gesperrt, bis zwei Personen das Ergebnis einer Analyse eingetragen haben.",
      en: "Locked until two persons have entered the result of an analysis.")
  case .confirmationMissing:
    BilingualText(
      de: "Bestätigung fehlt: #v0 von #l0 Personen.",
      en: "Confirmation missing: #v0 of #l0 persons.")
  case .confirmationDiffers:
    BilingualText(
      de: "Zwei Personen nennen Verschiedenes: #v2 und #l2. Beide neu.",
      en: "Two persons say different things: #v2 and #l2. Both again.")
  case .bottleRefused:
    BilingualText(
      de: "Flasche abgelehnt: #v1 bar bei Ankunft (mindestens #l0 bar, höchstens voll).",
      en: "Bottle refused: #v1 bar on arrival (#l0 bar at least, full at most).")
  case .notConnected:
    BilingualText(
      de: "Anschluss nicht nachgewiesen: Erdung, Kupplung, Schlauch, Haube.",
      en: "Connection not proven: earth, coupling, hose, hood.")
  case .waitingForPerson:
    BilingualText(de: "Wartet auf „Weiter“ einer Person.", en: "Waiting for a person to say go.")
  case .hosePurge:
    BilingualText(de: "Schlauch spülen: #v0 von #l0.", en: "Purging the hose: #v0 of #l0.")
  case .filling:
    BilingualText(de: "Füllen: #v2 von #l2 kg.", en: "Filling: #v2 of #l2 kg.")
  case .targetReached:
    BilingualText(
      de: "Ziel erreicht: #v2 kg (Ziel #l2 kg).", en: "Target reached: #v2 kg (target #l2 kg).")
  case .hoseUnderPressure:
    BilingualText(
      de: "Nicht abkuppeln: Schlauch #v1 bar (bis #l1 bar).",
      en: "Do not uncouple: hose at #v1 bar (to #l1 bar).")
  case .massDiffers:
    BilingualText(
      de: "Massen weichen um #v2 kg voneinander ab (erlaubt #l2 kg).",
      en: "The masses differ by #v2 kg (#l2 kg allowed).")
  default: nil
  }
}
