// Why a wish about an alarm was not granted, for the person who had it.

public import Plant

/// A wish that was refused.
public struct AlarmRefusal: Error, Equatable, Sendable {
  /// What was asked, why it is refused, what to do instead.
  public var text: BilingualText

  init(de: String, en: String) { text = BilingualText(de: de, en: en) }

  static func unknown(_ name: String) -> AlarmRefusal {
    AlarmRefusal(
      de: "es gibt keinen Alarm '\(name)'; die Namen stehen in 'h2q alarms table'",
      en: "there is no alarm '\(name)'; the names are in 'h2q alarms table'")
  }

  static func ambiguous(_ name: String, _ known: [String]) -> AlarmRefusal {
    let list = known.joined(separator: ", ")
    return AlarmRefusal(
      de: "'\(name)' hat mehrere Ursachen; einen davon nennen: \(list)",
      en: "'\(name)' has several causes; name one of them: \(list)")
  }

  static func nothingToSee(_ name: String) -> AlarmRefusal {
    AlarmRefusal(
      de: "an '\(name)' ist nichts zu quittieren", en: "nothing of '\(name)' waits to be seen")
  }

  static func firstPriority(_ name: String) -> AlarmRefusal {
    AlarmRefusal(
      de: "'\(name)' hat Priorität 1 und bleibt immer im Blick",
      en: "'\(name)' has priority 1 and always stays in sight")
  }

  static func tooLong(_ name: String) -> AlarmRefusal {
    AlarmRefusal(
      de: "'\(name)' lässt sich höchstens 8 Stunden zurückstellen",
      en: "'\(name)' can be shelved for 8 hours at most")
  }

  static func notNow(_ wish: AlarmWish, _ name: String, _ state: AlarmState) -> AlarmRefusal {
    let words = state.words
    let what: BilingualText =
      switch wish {
      case .acknowledge: BilingualText(de: "quittieren", en: "be acknowledged")
      case .shelve: BilingualText(de: "zurückstellen", en: "be shelved")
      case .unshelve: BilingualText(de: "zurückholen", en: "be unshelved")
      case .takeOutOfService: BilingualText(de: "außer Betrieb nehmen", en: "go out of service")
      case .returnToService: BilingualText(de: "in Betrieb nehmen", en: "return to service")
      }
    return AlarmRefusal(
      de: "'\(name)' lässt sich jetzt nicht \(what.de): \(words.de)",
      en: "'\(name)' cannot \(what.en) now: \(words.en)")
  }

  static var notYet: AlarmRefusal {
    AlarmRefusal(
      de: "noch kein Zyklus abgeschlossen; gleich noch einmal fragen",
      en: "no scan has completed yet; ask again in a moment")
  }
}
