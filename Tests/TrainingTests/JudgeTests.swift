// The judges, with scenes that the real controller would never show: a judge that could not say no would
// prove nothing by saying yes.

import Plant
import SiteConfiguration
import Testing

@testable import Training

@Suite struct JudgeTests {
  private let exercise: Exercise
  private let scene: Scene

  init() throws {
    exercise = try Shelf.hello.get()
    scene = try Trainee().session.lab.scene
  }

  private func judge(_ name: String) throws -> Judge {
    Judge(try #require(exercise.criteria.first { $0.name == name }), of: exercise)
  }

  /// The scene without latches and alarms, `seconds` after the start.
  private func calm(_ seconds: Int64) -> Scene {
    var calm = scene
    for row in calm.snapshot.rows.indices { calm.snapshot.rows[row] = .quiet }
    calm.snapshot.events = []
    calm.snapshot.time.plant = exercise.start + seconds * 1_000
    return calm
  }

  private func scan(
    _ scene: Scene, production: Double = 0, answers: [Observation.Answer] = []
  ) -> Observation {
    Observation(scene: scene, answers: answers, production: production, isFirst: false)
  }

  private func row(_ label: String) throws -> Int {
    try #require(exercise.site.catalogue.rows.firstIndex { $0.label == label })
  }

  @Test("A valve that closes while hydrogen is made is found, unless a trip closed it")
  func valve() throws {
    let inlet = try #require(
      exercise.site.catalogue.actuators.firstIndex { $0.name == "tank-inlet.open" })
    for (production, isTripped, outcome) in [
      (0.0, false, Outcome.met), (0.02, false, .missed), (0.02, true, .open),
    ] {
      var judge = try judge("valve")
      var open = calm(1)
      open.snapshot.commands[inlet].value = 1
      judge.observe(scan(open, production: 0.04))
      var closed = calm(2)
      closed.snapshot.commands[inlet].value = 0
      closed.snapshot.rows[try row("L27/button")].isLatched = isTripped
      judge.observe(scan(closed, production: 0.04))
      closed.snapshot.time.plant += 1_000
      judge.observe(scan(closed, production: production))
      #expect(judge.finding.outcome == outcome)
    }
  }

  @Test("A trip counts against the trainee, but not what an emergency stop trips, nor a mere alarm")
  func trip() throws {
    for (label, isPressed, outcome) in [
      ("L06/flow", false, Outcome.missed), ("L27/button", true, .open), ("L01", false, .open),
    ] {
      var judge = try judge("no-trip")
      var scene = calm(60)
      scene.isEmergencyStopPressed = isPressed
      scene.snapshot.events = [
        Event(.rowRaised, subject: Int16(try row(label)), value: 1, at: scene.snapshot.time)
      ]
      judge.observe(scan(scene))
      #expect(judge.finding.outcome == outcome, "\(label)")
    }
  }

  @Test("A stop that the device does not obey in time is no orderly stop, a trip starts it over")
  func disobedience() throws {
    let unit = try #require(exercise.site.catalogue.units.firstIndex { $0.name == "el-1" })
    func at(_ seconds: Int64, _ step: Step) -> Scene {
      var scene = calm(seconds)
      scene.snapshot.units[unit].step = step
      return scene
    }
    let asked = Observation.Answer(
      command: .stop("el-1"), unit: unit, isAccepted: true, reason: .none)
    var begun = try judge("stop")
    begun.observe(scan(at(1, .running)))
    begun.observe(scan(at(2, .stopping), answers: [asked]))

    var orderly = begun
    orderly.observe(scan(at(9, .hotStandby)))
    #expect(orderly.finding.outcome == .met)

    var late = begun
    var scene = at(23, .stopping)
    scene.snapshot.events = [Event(.stepTimedOut, subject: Int16(unit), at: scene.snapshot.time)]
    late.observe(scan(scene))
    #expect(late.finding.outcome == .missed)

    var tripped = begun
    tripped.observe(scan(at(3, .tripped)))
    tripped.observe(scan(at(4, .idle)))
    #expect(tripped.finding.outcome == .open)
  }

  @Test("A module that stops by itself is no stop of the trainee")
  func ownStop() throws {
    let unit = try #require(exercise.site.catalogue.units.firstIndex { $0.name == "el-1" })
    var judge = try judge("stop")
    for (second, step) in [(1, Step.running), (2, .stopping), (5, .hotStandby)] {
      var scene = calm(Int64(second))
      scene.snapshot.units[unit].step = step
      judge.observe(scan(scene))
    }
    #expect(judge.finding.outcome == .open)
  }

  @Test("The order of two things is judged by which one came first")
  func order() throws {
    for (unseen, latched, outcome) in [
      (false, true, Outcome.met), (true, false, .missed), (true, true, .open),
    ] {
      var judge = try judge("order")
      var scene = calm(5)
      scene.snapshot.rows[0].isUnacknowledged = unseen
      scene.snapshot.rows[0].isLatched = latched
      judge.observe(scan(scene))
      #expect(judge.finding.outcome == outcome)
    }
  }

  @Test("A note of two words is too short for four")
  func note() throws {
    var judge = try judge("note")
    var scene = calm(1)
    scene.notes = ["alles gut"]
    judge.observe(scan(scene))
    #expect(judge.isOpen)
    scene.notes.append("el-1 lief und ruht")
    judge.observe(scan(scene))
    #expect(judge.finding.outcome == .met)
  }
}
