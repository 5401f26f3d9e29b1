// A session: one trainee, one exercise, line by line. It knows neither terminal nor file; lines come in,
// lines go out, and time passes only on the plant.

import Phrases
public import Plant
import SiteConfiguration
public import PlantSimulation

/// One exercise in play.
public final class Session {
  let exercise: Exercise
  let lab: Lab
  let assessor: Assessor
  let narrator: Narrator
  let words: ProofWords
  private let output: (String) -> Void

  /// The step that is to be proven; the number of steps when all are.
  private(set) var current = 0
  /// The step that was told last, and the one whose lateness was told.
  var told = -1
  var toldLate = -1
  /// Plant time since when the current step runs.
  private(set) var stepBegan: Milliseconds
  /// The controller's answer to the last request.
  var lastAnswer: Observation.Answer?
  /// The last grip was a reset that came to nothing.
  var hasRefusedReset = false
  var hints = 0
  private var log: [Report.Entry] = []
  /// The result; nil while the exercise runs.
  public private(set) var report: Report?

  /// What a grip takes, in ms of plant time: time passes with it, so that plant and controller can
  /// answer.
  static let grip: Milliseconds = 3_000
  private static let mostEntries = 500

  /// Builds the plant of an exercise.
  /// - Parameters:
  ///   - languageCode: `de` or `en`; German for anything else.
  ///   - period: time of a scan in ms; without it that of the site.
  ///   - output: takes what the trainee reads, already broken into lines.
  public init(
    _ exercise: Exercise, year: KasselYear, languageCode: String = "de",
    period: Milliseconds? = nil, output: @escaping (String) -> Void
  ) throws {
    let language = Language(rawValue: languageCode) ?? .german
    self.exercise = exercise
    self.output = output
    lab = try Lab(exercise, year: year, period: period ?? exercise.site.scanPeriod)
    assessor = Assessor(exercise)
    narrator = Narrator(exercise, language)
    words = ProofWords(exercise: exercise, language: language)
    stepBegan = exercise.start
    lab.onScan = { [unowned self] in observe($0) }
  }

  /// The codes of the languages that a session can speak; the first one is the usual one.
  public static var languageCodes: [String] { Language.allCases.map(\.rawValue) }

  var language: Language { words.language }

  /// True once there is a report.
  public var isOver: Bool { report != nil }

  func say(_ german: String, _ english: String) -> String { words.say(german, english) }

  func tell(_ text: String) { output(wrapped(text, to: 78)) }

  /// Greets the trainee and shows the first step.
  public func begin() {
    tell("=== SIMULATION ===  \(language.text(exercise.title))")
    tell(language.text(exercise.text))
    tell(
      say(
        "Zeit vergeht nur mit 'warte' und 'weiter'; jeder Handgriff dauert 3 Sekunden. "
          + "'hilfe' zeigt alle Wörter. Ein Halt im Zweifel kostet nie Punkte.",
        "Time passes only with 'wait' and 'continue'; each action takes 3 seconds. "
          + "'help' shows all words. A stop in doubt never costs points."))
    tell("")
    pass(Self.grip)
    tellNews()
  }

  /// Takes a line of the trainee.
  public func take(_ line: String) {
    let trimmed = line.drop { $0.isWhitespace }
    guard !isOver, !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return }
    switch TraineeCommand.parse(line, units: exercise.site.trainedUnits) {
    case .failure(let problem): tell(language.text(problem.text))
    case .success(let command):
      if log.count < Self.mostEntries { log.append(.init(time: lab.time, text: command.text)) }
      follow(command)
    }
  }

  /// Ends the exercise, and judges what there is.
  public func finish(_ ending: Ending) {
    guard report == nil else { return }
    let findings = assessor.conclude(
      lab.scene, isComplete: ending == .completed, byTrainee: ending == .ended)
    report = Report(
      exercise: exercise, ending: ending, end: lab.time, stepsDone: current, findings: findings,
      hints: hints, log: log, notes: lab.scene.notes)
  }

  /// The result for the terminal, in the language of the session; nil while the exercise runs.
  public var reportText: String? { report?.text(language) }

  /// The result as Markdown, in the language of the session; nil while the exercise runs.
  public var reportMarkdown: String? { report?.markdown(language) }

  /// Lets time pass and ends the exercise when its time is over.
  func pass(_ duration: Milliseconds, until isEnough: () -> Bool = { false }) {
    if duration >= 120_000 { tell(say("Die Zeit läuft ...", "Time passes ...")) }
    lab.run(duration) { isTimeOver || isEnough() }
  }

  var isTimeOver: Bool { lab.time - exercise.start >= exercise.timeLimit }

  private func observe(_ scan: Observation) {
    narrator.observe(scan)
    assessor.observe(scan)
    if let answer = scan.answers.last { lastAnswer = answer }
    // A stop in doubt gives the step its whole time again.
    if scan.scene.isEmergencyStopPressed || scan.hasStop { stepBegan = scan.scene.time }
    if scan.events.contains(where: { $0.kind == .resetRefused }) { hasRefusedReset = true }
    goBack()
    advance()
  }

  /// Goes back to the first step that is no longer proven when the ground of this one is lost.
  private func goBack() {
    guard let step, !step.needs.allSatisfy({ lab.scene.holds($0) }),
      let lost = exercise.steps[..<current].firstIndex(where: { earlier in
        !earlier.proof.allSatisfy { lab.scene.holds($0) }
      })
    else { return }
    current = lost
    told = -1
    stepBegan = lab.time
    narrator.tell(
      say("Zurück zu Schritt \(lost + 1).", "Back to step \(lost + 1)."), at: lab.time)
  }

  /// Moves on while the steps are proven.
  func advance() {
    while let step = step, step.proof.allSatisfy({ lab.scene.holds($0) }) {
      current += 1
      stepBegan = lab.time
      narrator.tell(
        say(
          "Schritt \(current) von \(exercise.steps.count) geschafft.",
          "Step \(current) of \(exercise.steps.count) done."), at: lab.time)
    }
  }

  /// The step that is to be proven; nil when all are.
  var step: ExerciseStep? { current < exercise.steps.count ? exercise.steps[current] : nil }

  /// What does not hold yet of the current step.
  var missing: [Condition] { step?.proof.filter { !lab.scene.holds($0) } ?? [] }
}
