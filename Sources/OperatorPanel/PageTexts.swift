// All words of the pages that are not sentences of the core: one table, German and English side by side,
// so that a missing translation cannot hide. `%` marks the place of a word that the page fills in.

import Phrases
import Plant

/// The words of the pages.
enum PageTexts {
  /// By the key that page and script use.
  static let table: [String: BilingualText] = warnings.merging(labels) { first, _ in first }
    .merging(dialogs) { first, _ in first }

  /// The words in one language.
  static func words(in language: Language) -> [String: String] {
    table.mapValues { language.text($0) }
  }

  private static let warnings: [String: BilingualText] = [
    "simulation": .init(
      de: "SIMULATION – keine echte Anlage", en: "SIMULATION – not a real plant"),
    "notSafety": .init(
      de: "Keine Sicherheitseinrichtung. Bei Gefahr: Not-Halt vor Ort drücken. "
        + "„Stopp anfordern“ fährt die Anlage geordnet ab.",
      en: "Not a safety instrumented system. In danger: press the emergency stop on site. "
        + "“Request stop” shuts the plant down in an orderly way."),
    "noLogin": .init(
      de: "Ohne Anmeldung, deshalb nur von diesem Rechner aus erreichbar.",
      en: "No login, therefore reachable from this computer only."),
    "lost": .init(
      de: "Bedienung nicht möglich – Not-Halt vor Ort benutzen",
      en: "Operation not possible – use the emergency stop on site"),
    "lostSince": .init(
      de: "Keine Verbindung zur Steuerung seit % s. Die grauen Werte sind alt.",
      en: "No connection to the controller for % s. The grey values are old."),
    "noScript": .init(
      de: "Diese Seite braucht JavaScript. Ohne geht: h2q status, h2q stop.",
      en: "This page needs JavaScript. Without it use: h2q status, h2q stop."),
  ]

  private static let labels: [String: BilingualText] = [
    "panel": .init(de: "Bedienpanel", en: "Operator panel"),
    "language": .init(de: "Sprache", en: "Language"),
    "plantTime": .init(de: "Anlagenzeit", en: "Plant time"),
    "link": .init(de: "Steuerung", en: "Controller"),
    "linkLive": .init(de: "verbunden", en: "connected"),
    "linkWait": .init(de: "Verbindung wird aufgebaut", en: "connecting"),
    "linkLost": .init(de: "keine Verbindung", en: "no connection"),
    "control": .init(de: "Bedienung", en: "Control"),
    "stop": .init(de: "Stopp anfordern", en: "Request stop"),
    "stopUnit": .init(de: "Stopp anfordern: %", en: "Request stop: %"),
    "acknowledge": .init(de: "Quittieren", en: "Acknowledge"),
    "reset": .init(de: "Zurücksetzen\u{A0}…", en: "Reset\u{A0}…"),
    "automatic": .init(de: "Automatik\u{A0}…", en: "Automatic\u{A0}…"),
    "standby": .init(de: "Bereitschaft\u{A0}…", en: "Standby\u{A0}…"),
    "alarms": .init(de: "Meldungen", en: "Alarms"),
    "noAlarms": .init(de: "Keine Meldung steht an.", en: "No alarm is active."),
    "firstOut": .init(de: "Erstauslöser", en: "First-out"),
    "consequence": .init(de: "Folge", en: "Consequence"),
    "action": .init(de: "Maßnahme", en: "Action"),
    "flow": .init(de: "Energie und Wasserstoff", en: "Energy and hydrogen"),
    "flowNote": .init(
      de: "Alle Werte des Bildes stehen auch in der Tabelle „Werte“.",
      en: "All values of the picture are in the table “Values” too."),
    "power": .init(de: "Strom", en: "Power"),
    "hydrogen": .init(de: "Wasserstoff", en: "Hydrogen"),
    "heat": .init(de: "Wärme", en: "Heat"),
    "units": .init(de: "Teilanlagen", en: "Units"),
    "mode": .init(de: "Betriebsart", en: "Mode"),
    "step": .init(de: "Schritt", en: "Step"),
    "measured": .init(de: "Leistung jetzt", en: "Power now"),
    "asked": .init(de: "angefordert", en: "asked"),
    "reason": .init(de: "Warum", en: "Why"),
    "bound": .init(de: "Verriegelung", en: "Interlock"),
    "values": .init(de: "Werte", en: "Values"),
    "point": .init(de: "Messstelle", en: "Point"),
    "value": .init(de: "Wert", en: "Value"),
    "unit": .init(de: "Einheit", en: "Unit"),
    "quality": .init(de: "Qualität", en: "Quality"),
    "age": .init(de: "Alter", en: "Age"),
    "derived": .init(de: "berechnet", en: "computed"),
    "others": .init(de: "Weitere Geräte", en: "Other devices"),
    "notGood": .init(de: "% nicht gut", en: "% not good"),
    "events": .init(de: "Letzte Ereignisse", en: "Last events"),
    "noEvents": .init(
      de: "Noch kein Ereignis seit dem Start des Panels.",
      en: "No event yet since the panel started."),
    "health": .init(de: "Zyklus %", en: "Scan %"),
    "overruns": .init(de: "verspätet: %", en: "late: %"),
    "eventsLost": .init(de: "Ereignisse verloren: %", en: "events lost: %"),
  ]

  private static let dialogs: [String: BilingualText] = [
    "cancel": .init(de: "Abbrechen", en: "Cancel"),
    "confirmMode": .init(de: "Auf % umschalten", en: "Change to %"),
    "confirmReset": .init(de: "Zurücksetzen", en: "Reset"),
    "askMode": .init(de: "%: Betriebsart ändern?", en: "%: change the mode?"),
    "modeOld": .init(de: "Bisher", en: "Now"),
    "modeNew": .init(de: "Neu", en: "New"),
    "automaticMeans": .init(
      de: "Die Einsatzplanung darf die Anlage von selbst anfahren und abfahren. "
        + "Sie kann sofort anlaufen.",
      en: "Dispatch may start and stop the unit by itself. It may start at once."),
    "standbyMeans": .init(
      de: "Läuft die Anlage, fährt sie geordnet ab. Danach läuft sie nicht mehr von selbst an.",
      en: "A running unit shuts down in an orderly way. After that it does not start by itself."),
    "askReset": .init(de: "Meldungen zurücksetzen?", en: "Reset the alarms?"),
    "resetMeans": .init(
      de: "Löst verriegelte Meldungen, deren Ursache behoben ist. Eine Meldung mit der Regel "
        + "„mit Schlüssel vor Ort“ (dazu gehören die Abschaltungen der Priorität 1) bleibt stehen: "
        + "Sie braucht den Schlüsselschalter an der Anlage.",
      en: "Releases latched alarms whose cause is gone. An alarm with the rule “with the key on "
        + "site” (the trips of priority 1 among them) stays: it needs the key switch at the plant."),
    "latchedNow": .init(de: "Jetzt verriegelt", en: "Latched now"),
    "nothingLatched": .init(de: "Nichts ist verriegelt.", en: "Nothing is latched."),
    "sending": .init(de: "% – wird gesendet", en: "% – sending"),
    "accepted": .init(de: "% – angenommen", en: "% – accepted"),
    "refused": .init(de: "% – abgelehnt:", en: "% – refused:"),
    "noAnswer": .init(
      de: "% – keine Antwort. Not-Halt vor Ort benutzen.",
      en: "% – no answer. Use the emergency stop on site."),
  ]
}
