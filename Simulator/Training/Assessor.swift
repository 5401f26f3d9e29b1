// The assessor: all judges of an exercise, and the few things that they share. Every request for a stop
// lets all times begin anew, and while the emergency stop is pressed no time counts at all, so that
// stopping in doubt can never cost a point.

import Plant

/// Judges an exercise scan by scan.
final class Assessor {
  private let exercise: Exercise
  private var judges: [Judge]

  init(_ exercise: Exercise) {
    self.exercise = exercise
    judges = exercise.criteria.map { Judge($0, of: exercise) }
  }

  /// Takes in a scan.
  func observe(_ scan: Observation) {
    if scan.hasStop || scan.scene.isEmergencyStopPressed {
      for place in judges.indices { judges[place].restart(at: scan.scene.time) }
    }
    for place in judges.indices { judges[place].observe(scan) }
  }

  /// Judges the answer to a question by the plant as it is now, and says which choices are right.
  /// Only the first answer counts.
  func answer(_ question: Int, with picks: [Int], in scene: Scene) -> [Bool] {
    let right = exercise.questions[question].choices.map { scene.holds($0.right) }
    let hits = picks.count { right[$0] }
    let wrong = picks.count - hits
    let all = right.count { $0 }
    for place in judges.indices
    where judges[place].isOpen && judges[place].criterion.rule == .answered(question) {
      judges[place].decide(
        max(0, hits - wrong), of: all, at: scene.time,
        seen(hits, of: all, wrong: wrong))
    }
    return right
  }

  private func seen(_ hits: Int, of all: Int, wrong: Int) -> BilingualText {
    if all == 1, hits == 1, wrong == 0 { return BilingualText(de: "richtig", en: "right") }
    if all == 1, hits == 0 { return BilingualText(de: "falsch", en: "wrong") }
    return BilingualText(
      de: "\(hits) von \(all) genannt, \(wrong) falsch",
      en: "\(hits) of \(all) named, \(wrong) wrong")
  }

  /// The findings at the end, in the order of the criteria.
  func conclude(_ scene: Scene, isComplete: Bool, byTrainee: Bool) -> [Judgement] {
    for place in judges.indices {
      judges[place].conclude(scene, isComplete: isComplete, byTrainee: byTrainee)
    }
    return judges.map(\.finding)
  }
}
