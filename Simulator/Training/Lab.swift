// The lab: the virtual site of an exercise, with the same step as in the service, and what is seen of it
// after every scan. What a person presses goes to the plant, what a person asks for goes to the
// controller as an intent with a ticket, so that the controller's own answer can be found again.

import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration

/// What one scan brought, for those who watch.
struct Observation {
  var scene: Scene
  /// Requests of the trainee that the controller answered in this scan.
  var answers: [Answer]
  /// Hydrogen made per hour since the scan before, in kg/h, by the plant's books.
  var production: Double
  /// True in the very first scan.
  var isFirst: Bool

  /// A request with the controller's answer.
  struct Answer {
    var command: TraineeCommand
    /// The unit that was meant, by its place; -1 for the whole site.
    var unit: Int
    var isAccepted: Bool
    var reason: Reason
  }

  /// Events of the scan.
  var events: [Event] { scene.snapshot.events }

  /// Somebody asked for a stop in this scan.
  var hasStop: Bool {
    answers.contains { answer in
      if case .stop = answer.command { return true }
      return false
    }
  }
}

/// Plant and controller of one exercise, in virtual time.
final class Lab {
  let exercise: Exercise
  let site: VirtualSite
  private(set) var scene: Scene
  /// Called after every scan.
  var onScan: ((Observation) -> Void)?
  private let emergencyStop: SignalHandle?
  private var tickets: [UInt32: TraineeCommand] = [:]
  private var lastTicket: UInt32 = 0
  private var lastTime: Milliseconds
  private var scans: UInt64 = 0
  private let period: Milliseconds

  /// Builds the plant, brings it into its initial condition and lets the controller start.
  /// - Parameter period: time of a scan, in ms.
  init(_ exercise: Exercise, year: KasselYear, period: Milliseconds) throws {
    self.exercise = exercise
    self.period = period
    site = try VirtualSite(
      exercise.site, year: year, start: exercise.start - Self.prelude, seed: exercise.seed)
    site.civilOffset = exercise.civilOffset
    emergencyStop = site.plant.signal(unit: "room", .emergencyStopClosed)
    scene = Scene(snapshot: site.snapshot)
    lastTime = exercise.start
    for hand in exercise.hands { site.plant.press(hand.control) }
    for fault in exercise.broken { try site.plant.apply(fault) }
    site.plant.step(Self.prelude)
    for fault in exercise.broken { try site.plant.clear(fault) }
    site.afterScan = { [unowned self] _ in look() }
  }

  /// How long the plant stands alone, with what is broken, before the controller starts, in ms. Short
  /// enough that a fan that stands still does not yet open the hard-wired chain.
  private static let prelude: Milliseconds = 10_000

  /// Plant time, in ms since 1970 UTC.
  var time: Milliseconds { site.plant.time }

  /// Lets plant time pass in scans; ends early, after a scan, when `isEnough` says so.
  func run(_ duration: Milliseconds, until isEnough: () -> Bool = { false }) {
    var left = duration
    while left > 0 {
      site.run(min(period, left), period: period)
      left -= period
      if isEnough() { return }
    }
  }

  /// A person on site presses or turns something.
  func press(_ hand: Hand) { site.plant.press(hand.control) }

  /// A person asks the controller for something; the answer comes with the next scan.
  func ask(_ command: TraineeCommand) {
    let (kind, name, value): (IntentKind, String?, Double)
    switch command {
    case .mode(let unit, let mode): (kind, name, value) = (.setMode, unit, Double(mode.rawValue))
    case .power(let unit, let power): (kind, name, value) = (.setpoint, unit, power)
    case .stop(let unit): (kind, name, value) = (.stop, unit, 0)
    case .acknowledge: (kind, name, value) = (.acknowledge, nil, 0)
    case .resetAtPanel: (kind, name, value) = (.resetAtPanel, nil, 0)
    default: return
    }
    lastTicket += 1
    tickets[lastTicket] = command
    site.ask(
      Intent(
        kind, unit: name.map { site.unit($0) } ?? -1, value: value, source: .scenario,
        ticket: lastTicket))
  }

  /// The trainee answered a question, or wrote a note.
  func remember(answer question: Int) { scene.answered.insert(question) }
  func remember(note: String) { scene.notes.append(note) }

  private func look() {
    let snapshot = site.snapshot
    let made = site.plant.balance.hydrogenMade
    let passed = Double(max(snapshot.time.plant - lastTime, 1)) / 3_600_000
    let production = (made - scene.made) / passed
    scene.snapshot = snapshot
    scene.made = made
    scene.isEmergencyStopPressed = emergencyStop.flatMap { site.plant.value($0) } == 0
    if !scene.isEmergencyStopPressed {
      for event in snapshot.events where event.kind == .firstOut {
        scene.firstOuts.insert(Int(event.subject))
      }
    }
    scans += 1
    lastTime = snapshot.time.plant
    onScan?(
      Observation(
        scene: scene, answers: answers(in: snapshot.events), production: production,
        isFirst: scans == 1))
  }

  private func answers(in events: [Event]) -> [Observation.Answer] {
    events.compactMap { event in
      guard event.kind == .intentAccepted || event.kind == .intentRefused,
        let command = tickets.removeValue(forKey: UInt32(max(event.value, 0)))
      else { return nil }
      return Observation.Answer(
        command: command, unit: Int(event.subject), isAccepted: event.kind == .intentAccepted,
        reason: event.reason)
    }
  }
}
