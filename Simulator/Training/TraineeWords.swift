// The words behind a verb: units, modes, things to press, times and numbers, each with an answer for what
// is not understood.

import Plant
import StrictYAML

extension TraineeCommand {
  static func failed(_ german: String, _ english: String) -> NotUnderstood {
    NotUnderstood(text: BilingualText(de: german, en: english))
  }

  /// Says which known word is nearest, or that there is none.
  static func unknown(_ word: String, _ known: [String]) -> NotUnderstood {
    // The suggestion is an English sentence; the word in it is all that a German reader needs.
    let advice = suggestion(for: folded(word), among: known.map(folded))
    let near = advice.split(separator: "'").dropFirst().first.map(String.init)
    guard advice.hasPrefix("did you mean"), let near,
      let original = known.first(where: { folded($0) == near })
    else {
      return failed(
        "'\(word)' kenne ich nicht. 'hilfe' zeigt alle Wörter.",
        "I do not know '\(word)'. 'help' shows all words.")
    }
    return failed(
      "'\(word)' kenne ich nicht. Meintest du '\(original)'?",
      "I do not know '\(word)'. Did you mean '\(original)'?")
  }

  static func unit(_ word: String?, _ units: [String]) throws(NotUnderstood) -> String {
    guard let word else {
      let all = units.joined(separator: ", ")
      throw failed("Welches Gerät? Es gibt \(all).", "Which unit? There are \(all).")
    }
    if let unit = units.first(where: { folded($0) == folded(word) }) { return unit }
    throw unknown(word, units)
  }

  static func hand(_ words: [String]) throws(NotUnderstood) -> Hand {
    let word = words.joined(separator: "-")
    guard !word.isEmpty else {
      let german = Hand.allCases.map(\.german).joined(separator: ", ")
      let english = Hand.allCases.map(\.rawValue).joined(separator: ", ")
      throw failed("Welche Taste? Es gibt \(german).", "Press what? There are \(english).")
    }
    let known = Hand.allCases
    if let hand = known.first(where: {
      folded($0.german) == folded(word) || $0.rawValue == folded(word)
    }) {
      return hand
    }
    throw unknown(word, known.flatMap { [$0.german, $0.rawValue] })
  }

  private static let modeWords: [(german: String, mode: Mode)] = [
    ("aus", .off), ("bereitschaft", .standby), ("automatik", .automatic), ("hand", .manual),
  ]

  static func mode(_ word: String?) throws(NotUnderstood) -> Mode {
    guard let word else {
      throw failed(
        "Welche Betriebsart? aus, bereitschaft, automatik oder hand.",
        "Which mode? off, standby, automatic or manual.")
    }
    for known in modeWords where folded(word) == known.german || folded(word) == known.mode.name {
      return known.mode
    }
    throw unknown(word, modeWords.flatMap { [$0.german, $0.mode.name] })
  }

  static func power(_ word: String?) throws(NotUnderstood) -> Double {
    guard let word, let power = decimal(word), (0...1000).contains(power) else {
      throw failed(
        "Wie viel Leistung in kW? Zum Beispiel: leistung el-1 2,0",
        "How much power in kW? For example: power el-1 2.0")
    }
    return power
  }

  static func duration(_ words: [String]) throws(NotUnderstood) -> Milliseconds {
    let factors = [
      "s": 1.0, "sek": 1, "sekunde": 1, "sekunden": 1, "sec": 1, "second": 1, "seconds": 1,
      "min": 60, "minute": 60, "minuten": 60, "minutes": 60, "h": 3600, "std": 3600,
      "stunde": 3600, "stunden": 3600, "hour": 3600, "hours": 3600,
    ]
    var text = words.joined()
    var factor = 60.0
    if let unit = factors.keys.filter({ text.lowercased().hasSuffix($0) }).max(by: {
      $0.count < $1.count
    }) {
      factor = factors[unit] ?? 60
      text = String(text.dropLast(unit.count))
    }
    guard let number = decimal(text), number > 0 else {
      throw failed(
        "Wie lange? Zum Beispiel: warte 5 min oder warte 30 s",
        "How long? For example: wait 5 min or wait 30 s")
    }
    guard number * factor * 1000 <= Double(longestWait) else {
      throw failed("Höchstens 2 h auf einmal.", "At most 2 h at a time.")
    }
    return max(100, Milliseconds((number * factor * 1000).rounded()))
  }

  static func numbers(_ words: [String]) throws(NotUnderstood) -> [Int] {
    let parts = words.flatMap { $0.split(separator: ",").map(String.init) }
    let numbers = parts.compactMap { Int($0) }
    let isPlain = numbers.count == parts.count && Set(numbers).count == numbers.count
    guard isPlain, !numbers.isEmpty, numbers.allSatisfy({ (1...99).contains($0) }) else {
      throw failed(
        "Welche Nummern? Zum Beispiel: antwort 1 4", "Which numbers? For example: answer 1 4")
    }
    return numbers.sorted()
  }

  static func note(_ words: [String]) throws(NotUnderstood) -> String {
    let text = words.joined(separator: " ")
      .filter { letter in letter.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } }
    guard !text.isEmpty else {
      throw failed(
        "Was soll in der Schichtnotiz stehen? notiz TEXT", "What shall the note say? note TEXT")
    }
    return text
  }

  /// A number with a comma or a point.
  private static func decimal(_ text: String) -> Double? {
    let plain = text.replacing(",", with: ".")
    guard plain.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
    return Double(plain)
  }
}
