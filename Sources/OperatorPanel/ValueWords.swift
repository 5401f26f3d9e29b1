// How values are written for people: numbers with as many digits as are worth reading, units as the trade
// writes them, quality as a word with its reason, age in the largest fitting unit.

import Phrases
import Plant

/// A value as the page shows it.
func shownNumber(_ value: Double, _ unit: UnitOfMeasure, _ language: Language) -> String {
  if unit == .contact {
    return language.text(value != 0 ? .init(de: "ja", en: "yes") : .init(de: "nein", en: "no"))
  }
  return number(value, digits: digits(of: unit, value), language)
}

/// A value with its unit, for sentences and the picture.
func shownMeasure(_ value: Double, _ unit: UnitOfMeasure, _ language: Language) -> String {
  let symbol = shownUnit(unit, language)
  let text = shownNumber(value, unit, language)
  guard unit == .percentLEL else { return symbol.isEmpty ? text : "\(text) \(symbol)" }
  // 100 % of the lower explosion limit are 4.0 vol% of hydrogen in air.
  let share = number(value * 0.04, digits: 2, language)
  return "\(text) \(symbol) (\(share) \(language.text(.init(de: "Vol.-%", en: "vol%"))))"
}

/// The unit as the page shows it; empty for contacts and codes.
func shownUnit(_ unit: UnitOfMeasure, _ language: Language) -> String {
  switch unit {
  case .one, .contact: ""
  case .percentLEL: language.text(.init(de: "% UEG", en: "% LEL"))
  case .volumePercent: language.text(.init(de: "Vol.-%", en: "vol%"))
  case .celsius: "°C"
  case .degree: "°"
  case .cubicMetre: "m³"
  case .cubicMetrePerHour: "m³/h"
  case .microsiemensPerCentimetre: "µS/cm"
  case .revolutionPerMinute: language.text(.init(de: "1/min", en: "rpm"))
  case .airChange: language.text(.init(de: "Luftwechsel", en: "air changes"))
  default: unit.symbol
  }
}

private func digits(of unit: UnitOfMeasure, _ value: Double) -> Int {
  switch unit {
  case .one: value == value.rounded() ? 0 : 2
  case .kilogram, .kilogramPerHour, .euroPerKilowattHour: 3
  case .kilowatt, .barGauge, .barAbsolute, .volumePercent, .normLitrePerMinute, .hertz: 2
  case .normLitrePerHour, .normLitre, .cubicMetrePerHour, .watt, .wattHour, .voltAmpere,
    .voltAmpereReactive, .millisecond, .revolutionPerMinute, .byte:
    0
  default: 1
  }
}

/// An age in the largest fitting unit.
func shownAge(_ age: Milliseconds, _ language: Language) -> String {
  let age = max(0, age)
  switch age {
  case ..<10_000: return number(Double(age) / 1000, digits: 1, language) + " s"
  case ..<120_000: return "\(age / 1000) s"
  case ..<7_200_000: return "\(age / 60_000) min"
  default: return "\(age / 3_600_000) h"
  }
}

/// What a value is worth, as the page marks it.
enum QualityMark: String, Sendable {
  case good, simulated, uncertain, stale, bad
}

/// The mark of a quality; a simulated plant's good values say so.
func mark(of quality: Quality, isSimulated: Bool) -> QualityMark {
  switch quality {
  case .good: isSimulated ? .simulated : .good
  case .uncertain: .uncertain
  case .bad(.stale): .stale
  case .bad: .bad
  }
}

/// The quality as a word, with its reason where there is one.
func qualityWord(
  _ quality: Quality, age: Milliseconds, isSimulated: Bool, _ language: Language
) -> String {
  func say(_ de: String, _ en: String) -> String { language.text(.init(de: de, en: en)) }
  switch quality {
  case .good: return isSimulated ? say("simuliert", "simulated") : say("gut", "good")
  case .uncertain(let reason):
    return say("unsicher", "uncertain") + " (\(language.text(reason.text)))"
  case .bad(.stale):
    return say("veraltet (seit", "stale (for") + " \(shownAge(age, language)))"
  case .bad(let reason): return say("ungültig", "invalid") + " (\(language.text(reason.text)))"
  }
}

extension UncertainReason {
  /// The reason in a few words.
  var text: BilingualText {
    switch self {
    case .substituted: .init(de: "Ersatzwert", en: "substituted")
    case .deviceDoubts: .init(de: "Gerät zweifelt", en: "device doubts it")
    case .disagreement: .init(de: "Messungen weichen ab", en: "instruments disagree")
    }
  }
}

extension BadReason {
  /// The reason in a few words.
  var text: BilingualText {
    switch self {
    case .neverRead: .init(de: "noch nie gelesen", en: "never read")
    case .stale: .init(de: "veraltet", en: "stale")
    case .notImplemented: .init(de: "Gerät kennt den Wert nicht", en: "not implemented")
    case .outOfRange: .init(de: "außerhalb des Messbereichs", en: "out of range")
    case .brokenWire: .init(de: "Drahtbruch", en: "broken wire")
    case .deviceFault: .init(de: "Gerät gestört", en: "device fault")
    case .frozen: .init(de: "Gerät steht", en: "device frozen")
    case .refused: .init(de: "Gerät lehnt ab", en: "refused by the device")
    case .wrongDevice: .init(de: "falsches Gerät", en: "wrong device")
    case .notConfigured: .init(de: "nicht eingerichtet", en: "not configured")
    }
  }
}
