// What a trainee can type. Every verb has a German and an English word, and both are always understood;
// ü may be written as ue. A line that is not understood is answered with the nearest word, never guessed.

public import Plant
import StrictYAML

/// One line of a trainee, understood.
public enum TraineeCommand: Equatable, Sendable {
  case status
  case why(String)
  case press(Hand)
  case mode(String, Mode)
  /// Power for manual mode, in kW.
  case power(String, Double)
  /// Stop of a unit, or of everything.
  case stop(String?)
  case acknowledge
  case resetAtPanel
  /// Lets plant time pass, in ms.
  case wait(Milliseconds)
  /// Lets plant time pass until the step is proven.
  case goOn
  /// Numbers of the choices, from 1.
  case answer([Int])
  case note(String)
  case hint
  case task
  case help
  case end

  /// A line that was not understood, with what to type instead.
  public struct NotUnderstood: Error, Equatable, Sendable {
    public var text: BilingualText
  }

  /// The words for one verb.
  struct Verb {
    var name: String
    var german: String
    var english: String
  }

  static let verbs: [Verb] = [
    Verb(name: "status", german: "status", english: "status"),
    Verb(name: "why", german: "warum", english: "why"),
    Verb(name: "press", german: "taste", english: "press"),
    Verb(name: "mode", german: "modus", english: "mode"),
    Verb(name: "power", german: "leistung", english: "power"),
    Verb(name: "stop", german: "stopp", english: "stop"),
    Verb(name: "emergency-stop", german: "not-halt", english: "emergency-stop"),
    Verb(name: "acknowledge", german: "quittieren", english: "acknowledge"),
    Verb(name: "reset", german: "zurücksetzen", english: "reset"),
    Verb(name: "wait", german: "warte", english: "wait"),
    Verb(name: "go-on", german: "weiter", english: "continue"),
    Verb(name: "answer", german: "antwort", english: "answer"),
    Verb(name: "note", german: "notiz", english: "note"),
    Verb(name: "hint", german: "hinweis", english: "hint"),
    Verb(name: "task", german: "aufgabe", english: "task"),
    Verb(name: "help", german: "hilfe", english: "help"),
    Verb(name: "end", german: "ende", english: "end"),
  ]

  /// The longest line and the longest single wait that are taken.
  static let longestLine = 500
  static let longestWait: Milliseconds = 7_200_000

  /// Reads a line. `units` are those that have modes.
  public static func parse(
    _ line: String, units: [String]
  ) -> Result<TraineeCommand, NotUnderstood> {
    do {
      return .success(try command(line, units: units))
    } catch {
      return .failure(error)
    }
  }

  private static func command(
    _ line: String, units: [String]
  ) throws(NotUnderstood) -> TraineeCommand {
    guard line.count <= longestLine else {
      throw failed("Die Zeile ist zu lang.", "The line is too long.")
    }
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    let first = words.first ?? ""
    guard let verb = verbs.first(where: { $0.isMeant(by: first) }) else {
      if folded(first).hasPrefix("start") {
        throw failed(
          "Starten heißt hier: 'modus el-1 hand', dann 'leistung el-1 2,0'. Den Rest macht die "
            + "Steuerung.",
          "To start means here: 'mode el-1 manual', then 'power el-1 2.0'. The controller does "
            + "the rest.")
      }
      throw unknown(first, verbs.flatMap { [$0.german, $0.english] })
    }
    let rest = Array(words.dropFirst())
    switch verb.name {
    case "status": return .status
    case "why": return .why(try unit(rest.first, units + ["room"]))
    case "press": return .press(try hand(rest))
    case "mode": return .mode(try unit(rest.first, units), try mode(rest.dropFirst().first))
    case "power":
      return .power(try unit(rest.first, units), try power(rest.dropFirst().first))
    case "stop": return .stop(rest.isEmpty ? nil : try unit(rest.first, units))
    case "emergency-stop": return .press(.emergencyStop)
    case "acknowledge": return .acknowledge
    case "reset": return .resetAtPanel
    case "wait": return .wait(try duration(rest))
    case "go-on": return .goOn
    case "answer": return .answer(try numbers(rest))
    case "note": return .note(try note(rest))
    case "hint": return .hint
    case "task": return .task
    case "help": return .help
    default: return .end
    }
  }
}

extension TraineeCommand.Verb {
  /// True for the German and the English word, whatever the case and the umlauts.
  func isMeant(by word: String) -> Bool {
    let plain = folded(word)
    return plain == folded(german) || plain == folded(english)
  }
}

/// Small letters, umlauts written out.
func folded(_ word: String) -> String {
  var plain = ""
  for letter in word.lowercased() {
    switch letter {
    case "ä": plain += "ae"
    case "ö": plain += "oe"
    case "ü": plain += "ue"
    case "ß": plain += "ss"
    default: plain.append(letter)
    }
  }
  return plain
}
