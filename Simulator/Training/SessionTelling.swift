// What a session tells by itself: what happened, the task of the step, and what is still missing with its
// actual and required values.

import Phrases
import Plant

extension Session {
  /// What happened, and what comes next.
  func tellNews() {
    for line in narrator.drain() { tell(line) }
    guard let step else {
      tell(say("Alle Schritte sind geschafft.", "All steps are done."))
      return finish(.completed)
    }
    if isTimeOver {
      tell(say("Die Zeit der Übung ist um.", "The time of the exercise is over."))
      return finish(.timeOver)
    }
    if told != current {
      tellTask()
    } else {
      tellMissing()
    }
    if lab.time - stepBegan > step.limit, toldLate != current {
      toldLate = current
      tell(
        say(
          "Das dauert länger als üblich. 'hinweis' hilft weiter und kostet 1 Punkt.",
          "This takes longer than usual. 'hint' helps and costs 1 point."))
    }
  }

  /// The text of the current step, with its question.
  func tellTask() {
    guard let step else { return }
    told = current
    tell("")
    let number = "\(current + 1) \(say("von", "of")) \(exercise.steps.count)"
    tell("--- \(say("Schritt", "Step")) \(number) ---")
    tell(language.text(step.text))
    if let question = step.question, !lab.scene.answered.contains(question) {
      tell(language.text(exercise.questions[question].text))
      for (place, choice) in exercise.questions[question].choices.enumerated() {
        tell("  \(place + 1)) \(language.text(choice.text))")
      }
    }
  }

  /// The proofs that are missing, with actual and required values.
  func tellMissing() {
    guard !missing.isEmpty else { return }
    tell(say("Es fehlt noch:", "Still missing:"))
    for condition in missing { tell("  – \(words.missing(condition, in: lab.scene))") }
  }
}
