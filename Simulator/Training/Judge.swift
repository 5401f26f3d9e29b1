// The judge of one criterion. It looks at every scan: at what the plant did, what the controller decided
// and how it answered requests; never at what was typed. A stop in doubt and an emergency stop are never
// held against anybody: times begin anew with them, and what they trip is nobody's mistake.

import Phrases
public import Plant

/// What became of a criterion.
public enum Outcome: UInt8, Sendable {
  /// Not decided: the exercise ended before, or nothing called for it.
  case open
  case met
  /// Some of the points.
  case partly
  case missed
}

/// What is said about a criterion in the report.
public struct Judgement: Sendable {
  public var outcome: Outcome
  /// Points that were reached.
  public var points: Int
  /// Plant time at which it was decided; nil while it is open.
  public var time: Milliseconds?
  /// What was seen.
  public var seen: BilingualText
}

/// Watches one criterion.
struct Judge {
  let criterion: Criterion
  let exercise: Exercise
  private(set) var finding: Judgement
  /// When a stop was asked for, or a valve was told to close.
  var since: Milliseconds?
  /// A command of the scan before, for rules about edges.
  var lastCommand = 0.0
  /// Rows that wait for being acknowledged, with the time since when.
  var unseen: [Int: Milliseconds] = [:]
  /// Rows that an emergency stop raised; nobody has to hurry with them.
  var excused: Set<Int> = []
  /// The unit of a stop was running in the scan before.
  var wasRunning = false
  /// Beginning of the time that counts: the start, or the last stop that somebody asked for.
  var origin: Milliseconds

  init(_ criterion: Criterion, of exercise: Exercise) {
    self.criterion = criterion
    self.exercise = exercise
    origin = exercise.start
    finding = Judgement(
      outcome: .open, points: 0, time: nil,
      seen: BilingualText(de: "kam nicht vor", en: "did not come up"))
  }

  var isOpen: Bool { finding.outcome == .open }

  mutating func decide(
    _ isMet: Bool, at time: Milliseconds, _ german: String, _ english: String
  ) {
    finding = Judgement(
      outcome: isMet ? .met : .missed, points: isMet ? criterion.points : 0, time: time,
      seen: BilingualText(de: german, en: english))
  }

  /// Points for a share of `right` of `all`.
  mutating func decide(
    _ right: Int, of all: Int, at time: Milliseconds, _ seen: BilingualText
  ) {
    let points = all > 0 ? criterion.points * min(right, all) / all : 0
    let outcome: Outcome =
      points == criterion.points ? .met : points > 0 ? .partly : .missed
    finding = Judgement(outcome: outcome, points: points, time: time, seen: seen)
  }

  /// A stop or an emergency stop was asked for: times begin anew.
  mutating func restart(at time: Milliseconds) { origin = time }

  /// Takes in a scan.
  mutating func observe(_ scan: Observation) {
    let scene = scan.scene
    switch criterion.rule {
    case .noStartBefore(let condition): noStart(before: condition, scan)
    case .reached(let condition, let limit): reached(condition, within: limit, scene)
    case .before(let one, let other):
      guard isOpen else { return }
      if scene.holds(one) {
        decide(true, at: scene.time, "in dieser Reihenfolge", "in this order")
      } else if scene.holds(other) {
        decide(false, at: scene.time, "andersherum", "the other way round")
      }
    case .answered: return
    case .orderlyStop(let unit): orderlyStop(unit, scan)
    case .closesAtRest(let actuator): closing(actuator, scan)
    case .noTrip: noTrip(scan)
    case .noRefusedReset:
      guard scan.events.contains(where: { $0.kind == .resetRefused }) else { return }
      decide(
        false, at: scene.time, "Zurücksetzen wurde abgelehnt: die Bedingungen fehlten noch",
        "a reset was refused: its conditions were not there yet")
    case .acknowledged(let limit): acknowledged(within: limit, scan)
    case .noted(let count):
      let longest = scene.notes.map { $0.split(separator: " ").count }.max() ?? 0
      if isOpen, longest >= count {
        decide(true, at: scene.time, "\(longest) Wörter notiert", "\(longest) words noted")
      }
    }
  }

  /// The exercise is over. `isComplete` when every step was proven.
  mutating func conclude(_ scene: Scene, isComplete: Bool, byTrainee: Bool) {
    switch criterion.rule {
    case .noTrip:
      guard isOpen, isComplete else { return }
      decide(true, at: scene.time, "keine Auslösung", "no trip")
    case .noRefusedReset:
      guard isOpen, isComplete else { return }
      decide(true, at: scene.time, "kein Zurücksetzen abgelehnt", "no reset refused")
    case .reached(_, let limit?):
      guard isOpen, scene.time - origin > limit else { return }
      decide(
        false, at: scene.time, "nach \(minutes(scene.time - origin)) noch nicht erreicht",
        "not reached after \(minutes(scene.time - origin))")
    case .orderlyStop(let unit):
      guard isOpen, byTrainee, scene.snapshot.units[unit].step == .running else { return }
      decide(
        false, at: scene.time, "die Anlage lief am Ende noch", "the plant still ran at the end")
    default: return
    }
  }

  /// A time as people say it, rounded up.
  func minutes(_ time: Milliseconds) -> String {
    time < 120_000 ? "\((time + 999) / 1000) s" : "\((time + 59_999) / 60_000) min"
  }
}
