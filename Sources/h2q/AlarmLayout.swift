// Small means of laying out text in a terminal: lines that break at words, columns, and numbers without
// digits that say nothing.

import Phrases
import Plant

/// Text broken at words into lines of at most 96 columns, each after `indent` spaces.
func wrapped(_ text: String, indent: Int) -> [String] {
  let margin = String(repeating: " ", count: indent)
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, indent + line.count + 1 + word.count > 96 {
      lines.append(margin + line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " \(word)"
  }
  return line.isEmpty ? lines : lines + [margin + line]
}

extension String {
  /// The text with blanks behind it up to a width; a longer one stays as it is.
  func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with blanks before it up to a width; a longer one stays as it is.
  func aligned(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}

/// A number with two digits behind the mark at most, and none that are zero.
func shortest(_ value: Double, _ language: Language) -> String {
  var text = number(value, digits: 2, language)
  guard text.contains(where: { $0 == "." || $0 == "," }), !text.contains("e") else { return text }
  while text.hasSuffix("0") { text.removeLast() }
  if text.hasSuffix(".") || text.hasSuffix(",") { text.removeLast() }
  return text
}

extension UnitOfMeasure {
  /// The unit as people write it; files and tools keep the plain symbol.
  func word(_ language: Language) -> String {
    switch self {
    case .percentLEL: language == .german ? "% UEG" : "% LEL"
    case .volumePercent: language == .german ? "Vol.-%" : "vol%"
    case .celsius: "°C"
    case .cubicMetre: "m³"
    case .cubicMetrePerHour: "m³/h"
    case .microsiemensPerCentimetre: "µS/cm"
    default: symbol
    }
  }
}
