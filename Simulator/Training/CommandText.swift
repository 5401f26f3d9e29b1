// A command as a line again, always in the same words, whatever was typed: for the record of a trainee and
// for the digest, which must not depend on the language.

import Phrases
import Plant

extension Exercise {
  /// The lines of the worked solution, step after step, in the words of a language; `de` or `en`.
  public func solution(languageCode: String = "de") -> [String] {
    let language = Language(rawValue: languageCode) ?? .german
    return steps.flatMap(\.solution).map { line in
      let command = try? TraineeCommand.parse(line, units: site.trainedUnits).get()
      return command.map { language.text($0.text) } ?? line
    }
  }
}

extension TraineeCommand {
  /// The command as a line.
  var text: BilingualText {
    func both(_ german: String, _ english: String) -> BilingualText {
      BilingualText(de: german, en: english)
    }
    switch self {
    case .status: return both("status", "status")
    case .why(let unit): return both("warum \(unit)", "why \(unit)")
    case .press(let hand): return both("taste \(hand.german)", "press \(hand.rawValue)")
    case .mode(let unit, let mode):
      return both("modus \(unit) \(mode.text.de.lowercased())", "mode \(unit) \(mode.name)")
    case .power(let unit, let power):
      return both(
        "leistung \(unit) \(number(power, digits: 2, .german))",
        "power \(unit) \(number(power, digits: 2, .english))")
    case .stop(let unit):
      let tail = unit.map { " \($0)" } ?? ""
      return both("stopp\(tail)", "stop\(tail)")
    case .acknowledge: return both("quittieren", "acknowledge")
    case .resetAtPanel: return both("zurücksetzen", "reset")
    case .wait(let duration):
      let seconds = duration / 1000
      let time = seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
      return both("warte \(time)", "wait \(time)")
    case .goOn: return both("weiter", "continue")
    case .answer(let numbers):
      let list = numbers.map(String.init).joined(separator: " ")
      return both("antwort \(list)", "answer \(list)")
    case .note(let text): return both("notiz \(text)", "note \(text)")
    case .hint: return both("hinweis", "hint")
    case .task: return both("aufgabe", "task")
    case .help: return both("hilfe", "help")
    case .end: return both("ende", "end")
    }
  }
}
