// The words for alarm states, as an operator says them: "ansteht, unquittiert", not "UNACK-ALM".

public import Plant

extension AlarmState {
  /// The state as people call it.
  public var words: BilingualText {
    switch self {
    case .normal: BilingualText(de: "in Ordnung", en: "normal")
    case .unacknowledged:
      BilingualText(de: "ansteht, unquittiert", en: "active, not acknowledged")
    case .acknowledged: BilingualText(de: "ansteht, quittiert", en: "active, acknowledged")
    case .returned: BilingualText(de: "gegangen, unquittiert", en: "gone, not acknowledged")
    case .latchedUnacknowledged:
      BilingualText(
        de: "verriegelt, Ursache gegangen, unquittiert",
        en: "latched, cause gone, not acknowledged")
    case .latchedAcknowledged:
      BilingualText(
        de: "verriegelt, Ursache gegangen, quittiert", en: "latched, cause gone, acknowledged")
    case .shelved: BilingualText(de: "zurückgestellt", en: "shelved")
    case .suppressed: BilingualText(de: "betrieblich unterdrückt", en: "suppressed by design")
    case .outOfService: BilingualText(de: "außer Betrieb", en: "out of service")
    }
  }
}

extension ResetRule {
  /// What releases a latched row.
  public var words: BilingualText {
    switch self {
    case .auto: BilingualText(de: "geht mit der Ursache", en: "clears with its cause")
    case .panel: BilingualText(de: "Zurücksetzen am Panel", en: "reset at the panel")
    case .local:
      BilingualText(de: "Zurücksetzen mit Schlüssel vor Ort", en: "reset with the key on site")
    }
  }
}

extension Priority {
  /// The time to respond in words.
  public var urgency: BilingualText {
    switch self {
    case .first: BilingualText(de: "sofort, binnen 5 min", en: "at once, within 5 min")
    case .second: BilingualText(de: "binnen 30 min", en: "within 30 min")
    case .third: BilingualText(de: "binnen 2 h", en: "within 2 h")
    }
  }
}
