// An exercise: what a file in training/exercises says, read and checked. It is data from top to bottom:
// the plant and its morning, steps with their proofs, questions, and criteria with their points. Whoever
// writes another one with the same words needs no code.

public import Plant
public import PlantSimulation
public import SiteConfiguration

/// One exercise, ready to be played.
public struct Exercise: Sendable {
  /// The name of the file without its ending: `hello-electrolyser`.
  public var name: String
  public var title: BilingualText
  /// What the trainee reads first.
  public var text: BilingualText
  /// The site, with the start values of the exercise.
  public var site: LoadedSite
  /// Plant time of the beginning, in ms since 1970 UTC.
  public var start: Milliseconds
  /// Offset of the trainee's clock from UTC, in ms.
  public var civilOffset: Milliseconds
  /// Number that repeats all chance in the plant.
  public var seed: UInt64
  /// Plant time after which the exercise ends by itself, in ms since its beginning.
  public var timeLimit: Milliseconds
  /// What did not work until the exercise begins.
  public var broken: [PlantFault]
  /// How somebody left keys and doors.
  public var hands: [Hand]
  /// Points of each part; together 100.
  public var weights: [Part: Int]
  public var questions: [Question]
  public var steps: [ExerciseStep]
  public var criteria: [Criterion]
  /// FNV-1a over the text of the file.
  public var digest: UInt64

}

/// The parts of a score.
public enum Part: String, CaseIterable, Sendable {
  case safety, procedure, energy, alarms, record
}

/// One step of a guided exercise: done once all its proofs hold at the same time.
public struct ExerciseStep: Sendable {
  public var name: String
  public var text: BilingualText
  /// What must hold; never empty.
  public var proof: [Condition]
  /// What must not be lost while the step waits; otherwise the exercise goes back to the first step
  /// that is no longer proven. After a stop in doubt the way back is the way that was learned.
  public var needs: [Condition]
  public var hint: BilingualText
  /// Plant time after which the trainee is told that this takes long, in ms.
  public var limit: Milliseconds
  /// The question that belongs to the step, by its place in the list.
  public var question: Int?
  /// The lines that a worked solution types here.
  public var solution: [String]
}

/// A question with choices. Which of them are right is asked of the plant, when the answer is given.
public struct Question: Sendable {
  public var name: String
  public var text: BilingualText
  public var choices: [Choice]
}

/// One choice of a question.
public struct Choice: Sendable {
  public var text: BilingualText
  /// The choice is right while this holds.
  public var right: Condition
  /// What the trainee is told about it afterwards.
  public var because: BilingualText
}

/// What is judged, and what it is worth.
public struct Criterion: Sendable {
  public var name: String
  public var part: Part
  /// Whole points, 1...100.
  public var points: Int
  public var text: BilingualText
  public var rule: Rule
}
