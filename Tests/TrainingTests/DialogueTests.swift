// The dialogue: what is typed wrong is answered with the nearest word, what is missing is told with its
// numbers, and an end in the middle gives an honest report.

import Phrases
import Plant
import Scenarios
import Testing

@testable import Training

@Suite struct DialogueTests {
  @Test(
    "An unknown word is answered with the nearest one",
    arguments: [
      ("satus", "status"), ("quitieren", "quittieren"), ("wiat 5 min", "wait"),
      ("warum el1", "el-1"), ("modus el-1 hnad", "hand"), ("taste schlüsel-fern", "schlüssel-fern"),
    ])
  func nearest(_ typed: String, _ meant: String) throws {
    let said = try Trainee().type(typed)
    #expect(said.contains("Meintest du '\(meant)'?"), "\(said)")
  }

  @Test("A word that is near to nothing leads to the help, and a wish to start to the right words")
  func far() throws {
    let trainee = try Trainee()
    #expect(trainee.type("hallo").contains("'hilfe' zeigt alle Wörter"))
    #expect(trainee.type("starte el-1").contains("modus el-1 hand"))
    #expect(try Trainee(language: .english).type("hallo").contains("'help' shows all words"))
  }

  @Test("Both languages are understood, whichever is spoken, and umlauts may be written out")
  func bilingual() throws {
    let units = ["el-1"]
    for (line, command) in [
      ("taste reset-schlüssel", TraineeCommand.press(.resetKey)),
      ("TASTE Reset Schluessel", .press(.resetKey)), ("press reset-key", .press(.resetKey)),
      ("modus el-1 Automatik", .mode("el-1", .automatic)), ("stop el-1", .stop("el-1")),
      ("warte 5", .wait(300_000)), ("wait 30 s", .wait(30_000)), ("warte 1,5h", .wait(5_400_000)),
      ("warte zwei", nil), ("warte 3 h", nil), ("leistung el-1 2,0", .power("el-1", 2)),
      ("antwort 5, 2", .answer([2, 5])), ("antwort 2 2", nil), ("not-halt", .press(.emergencyStop)),
      ("notiz  alles   gut", .note("alles gut")), ("notiz", nil), ("zuruecksetzen", .resetAtPanel),
    ] as [(String, TraineeCommand?)] {
      #expect((try? TraineeCommand.parse(line, units: units).get()) == command, "\(line)")
    }
  }

  @Test("Every command is understood again in the words in which it is recorded")
  func roundTrip() throws {
    let units = ["el-1"]
    var commands: [TraineeCommand] = [
      .status, .why("el-1"), .power("el-1", 1.5), .stop(nil), .stop("el-1"), .acknowledge,
      .resetAtPanel, .wait(90_000), .wait(300_000), .goOn, .answer([1, 3]), .note("so so"), .hint,
      .task, .help, .end,
    ]
    commands += Hand.allCases.map { .press($0) }
    commands += [Mode.off, .standby, .automatic, .manual].map { .mode("el-1", $0) }
    for command in commands {
      for language in Language.allCases {
        let line = language.text(command.text)
        #expect(try TraineeCommand.parse(line, units: units).get() == command, "\(line)")
      }
    }
  }

  @Test("The missing proof is told with what is there and what is needed")
  func missingProof() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset")
    let said = trainee.type("warte 5 min")
    let changes = try #require(trainee.session.lab.site.point("room.air-changes"))
    #expect((2...4).contains(changes))
    let shown = "\(number(changes, .german)) von 5 Luftwechseln"
    #expect(said.contains(shown), "\(said)")
    #expect(trainee.type("warum el-1").contains("Vorlüften: \(shown)"))
  }

  @Test("A number is not rounded up to the limit that it has not reached")
  func honestRounding() throws {
    let exercise = try Shelf.hello.get()
    let words = ProofWords(exercise: exercise, language: .german)
    let place = try #require(exercise.site.place(ofPoint: "room.air-changes"))
    var scene = try Trainee().session.lab.scene
    for (value, text) in [(3.24, "3,2 von 5"), (4.96, "4,96 von 5"), (4.9996, "4,9996 von 5")] {
      scene.snapshot.samples[place] = .good(value, at: 0)
      #expect(words.missing(.point(place, .atLeast, 5), in: scene).contains(text))
    }
    scene.snapshot.samples[place] = .bad(.stale, at: 0)
    #expect(!scene.holds(.point(place, .atMost, 5)), "a value that is not there proves nothing")
    #expect(words.missing(.point(place, .atMost, 5), in: scene).contains("kein gültiger Wert"))
  }

  @Test("'weiter' does not wait for what only a person can do, and no time passes")
  func yourTurn() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge")
    let before = trainee.session.lab.time
    #expect(trainee.type("weiter").contains("hier bist du dran"))
    #expect(trainee.session.lab.time == before)
  }

  @Test("Looking, asking and reading take no time; a grip takes three seconds")
  func time() throws {
    let trainee = try Trainee()
    let before = trainee.session.lab.time
    trainee.type("status", "warum el-1", "aufgabe", "hilfe", "hinweis", "wasnun", "")
    #expect(trainee.session.lab.time == before)
    trainee.type("quittieren")
    #expect(trainee.session.lab.time == before + 3_000)
  }

  @Test("The end of the input in the middle gives a report that says so and leaves the rest open")
  func endOfInput() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge")
    let report = try trainee.report(.inputEnded)
    #expect(report.stepsDone == 2)
    #expect(report.score == 25)
    #expect(report.tally() == .init(reached: 25, lost: 0, open: 75))
    let text = report.text(.german)
    #expect(text.contains("abgebrochen: keine Eingabe mehr"))
    #expect(text.contains("25 von 100 Punkten; 75 Punkte blieben offen"))
    trainee.type("quittieren")
    #expect(try trainee.report().digest == report.digest, "after the end nothing counts any more")
  }

  @Test("The time of the exercise ends it")
  func timeOver() throws {
    var short = try Shelf.hello.get()
    short.timeLimit = 600_000
    let trainee = try Trainee(short)
    trainee.type("warte 9 min", "warte 9 min", "warte 9 min")
    let report = try #require(trainee.session.report)
    #expect(report.ending == .timeOver)
    #expect(report.end - report.exercise.start == report.exercise.timeLimit)
  }

  @Test("Lines fit 78 columns and go on under their own text")
  func wrapping() {
    let text = wrapped("08:00:00  " + String(repeating: "Luft ", count: 20), to: 78)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { $0.count <= 78 })
    #expect(lines[1].hasPrefix("          Luft"))
    #expect(wrapped("  – " + String(repeating: "x ", count: 50), to: 40).contains("\n    x"))
    #expect(!wrapped(Report.notice.de, to: 78).contains("§\n"))
  }
}
