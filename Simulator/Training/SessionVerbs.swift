// What each verb of a trainee does. Requests go to the controller like those of the operator panel, grips
// go to the plant; what comes of them is told afterwards, not promised before.

import Phrases
import Plant
import SiteConfiguration

extension Session {
  func follow(_ command: TraineeCommand) {
    switch command {
    case .status: for line in words.status(lab.scene) { tell(line) }
    case .why(let unit): tellReason(unit)
    case .press(let hand): press(hand)
    case .mode, .power, .stop, .acknowledge, .resetAtPanel: ask(command)
    case .wait(let duration):
      pass(duration)
      tellNews()
    case .goOn: goOn()
    case .answer(let picks): answer(picks)
    case .note(let text): note(text)
    case .hint:
      guard let step else { return }
      hints += 1
      tell(say("Hinweis (1 Punkt): ", "Hint (1 point): ") + language.text(step.hint))
    case .task:
      tellTask()
      tellMissing()
    case .help: tellHelp()
    case .end: finish(.ended)
    }
  }

  private func press(_ hand: Hand) {
    tell(language.text(hand.done))
    hasRefusedReset = false
    lab.press(hand)
    pass(Self.grip)
    if hand == .emergencyStop { tellAboutStop() }
    if hasRefusedReset { tellAboutReset() }
    tellNews()
  }

  private func ask(_ command: TraineeCommand) {
    lastAnswer = nil
    lab.ask(command)
    pass(Self.grip)
    if let answer = lastAnswer {
      let why = sentence(for: answer.reason, in: exercise.site.catalogue, language)
      tell(
        answer.isAccepted
          ? say("Die Steuerung nimmt das an.", "The controller takes that.")
          : say("Die Steuerung lehnt ab. ", "The controller refuses. ") + why)
    }
    if case .stop = command {
      tell(say("Ein Stopp kostet nie Punkte.", "A stop never costs points."))
    }
    tellNews()
  }

  private func tellAboutReset() {
    tell(
      say(
        "Zurücksetzen geht erst, wenn die Ursache weg und die Luft seit fünf Minuten sauber ist.",
        "A reset works once the cause is gone and the air has been clean for five minutes."))
  }

  private func tellAboutStop() {
    tell(
      say(
        "Ein Halt im Zweifel ist nie falsch und kostet keine Punkte; alle Zeiten zählen neu.",
        "A stop in doubt is never wrong and costs no points; all times count anew."))
  }

  /// Runs until the step is proven, its time is over, or something new latches.
  private func goOn() {
    guard let step else { return }
    let needed = missing.filter { exercise.needsPerson($0) }
    guard needed.isEmpty else {
      tell(
        say(
          "Weiterwarten bringt nichts: hier bist du dran. Es fehlt noch:",
          "Going on will not help: it is your turn. Still missing:"))
      for condition in needed { tell("  – \(words.missing(condition, in: lab.scene))") }
      return
    }
    let before = current
    let latches = latchCount
    let left = step.limit - (lab.time - stepBegan)
    pass(max(left, Self.extra)) { current != before || latchCount > latches }
    tellNews()
  }

  /// How long `weiter` runs once the time of a step is over, in ms.
  private static var extra: Milliseconds { 300_000 }

  private var latchCount: Int { lab.scene.snapshot.rows.count { $0.isLatched } }

  private func answer(_ picks: [Int]) {
    guard let question = step?.question, !lab.scene.answered.contains(question) else {
      tell(say("Gerade ist keine Frage offen.", "No question is open now."))
      return
    }
    let choices = exercise.questions[question].choices
    guard picks.allSatisfy({ $0 <= choices.count }) else {
      tell(
        say(
          "Es gibt die Nummern 1 bis \(choices.count).",
          "The numbers are 1 to \(choices.count)."))
      return
    }
    guard choices.contains(where: { lab.scene.holds($0.right) }) else {
      tell(
        say(
          "Im Augenblick trifft keine der Antworten zu. Sieh nach, was sich geändert hat.",
          "Just now none of the answers is right. Look what has changed."))
      return
    }
    let right = assessor.answer(question, with: picks.map { $0 - 1 }, in: lab.scene)
    lab.remember(answer: question)
    for (place, choice) in choices.enumerated() {
      let isPicked = picks.contains(place + 1)
      guard isPicked || right[place] else { continue }
      let verdict =
        !right[place]
        ? say("trifft nicht zu", "is not so")
        : isPicked ? say("richtig", "right") : say("fehlte in deiner Antwort", "was missing")
      tell("  \(place + 1)) \(verdict). \(language.text(choice.because))")
    }
    advance()
    tellNews()
  }

  private func note(_ text: String) {
    guard lab.scene.notes.count < 10 else {
      tell(say("Es gibt schon zehn Notizen.", "There are ten notes already."))
      return
    }
    lab.remember(note: text)
    pass(Self.grip)
    tell(say("Notiert.", "Noted."))
    tellNews()
  }

  /// Why a unit does what it does: everything that the controller names, and what to do about rows.
  private func tellReason(_ name: String) {
    guard let place = exercise.site.catalogue.units.firstIndex(where: { $0.name == name }) else {
      return
    }
    for line in words.reasons(place, lab.scene) { tell(line) }
  }

  private func tellHelp() {
    let hands = Hand.allCases.map { language.text($0.text) }.joined(separator: ", ")
    tell(
      say(
        """
          status                  was alle Messgeräte zeigen
          warum el-1              warum ein Gerät läuft oder wartet
          quittieren              Meldungen als gesehen bestätigen
          taste NAME              vor Ort drücken oder drehen
          modus el-1 hand         Betriebsart: aus, bereitschaft, automatik, hand
          leistung el-1 2,0       Leistung in Hand, in kW
          stopp el-1              geordnet anhalten; ohne Namen alles
          not-halt                sofort alles aus
          warte 5 min             Zeit vergehen lassen
          weiter                  warten, bis der Schritt geschafft ist
          antwort 1 4             auf eine Frage antworten
          notiz TEXT              in die Schichtnotiz schreiben
          aufgabe, hinweis        Schritt noch einmal lesen; Hilfe (kostet 1 Punkt)
          zurücksetzen            Verriegelungen lösen, die keinen Schlüssel brauchen
          ende                    aufhören und auswerten
          Kommt, Geht             so steht im Protokoll: eine Meldung steht an, ist vorbei
        """,
        """
          status                  what all instruments show
          why el-1                why a unit runs or waits
          acknowledge             confirm that you have seen the alarms
          press NAME              press or turn something on site
          mode el-1 manual        mode: off, standby, automatic, manual
          power el-1 2.0          power in manual mode, in kW
          stop el-1               stop in order; everything without a name
          emergency-stop          everything off at once
          wait 5 min              let time pass
          continue                wait until the step is done
          answer 1 4              answer a question
          note TEXT               write into the shift note
          task, hint              read the step again; help (costs 1 point)
          reset                   release latches that need no key
          end                     stop here and see the score
          Raised, Cleared         in the record: an alarm has come, has gone
        """))
    tell(say("  Tasten: ", "  To press: ") + hands)
  }
}
