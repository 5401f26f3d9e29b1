// Another exercise with the same words, on the other site: it needs no code.

import Plant
import Scenarios
import SiteConfiguration
import Testing

@testable import Training

@Suite struct OtherExerciseTests {
  private static let text = """
    # Somebody starts the fuel cell of the quarter on a winter evening.
    exercise: evening
    title: {de: Feierabend, en: Evening}
    text: {de: Es ist kalt., en: It is cold.}
    site: wesertor
    start: "2026-01-15T17:30:00+01:00"
    seed: 7
    time-limit: 3 h
    initial:
      values:
        bundle: {pressure: 11 bar(g), temperature: 10 degC}
    weights: {safety: 40, procedure: 20, energy: 25, alarms: 10, record: 5}
    questions:
      why:
        text: {de: Warum nicht?, en: Why not?}
        choices:
          - text: {de: Das Bündel ist zu leer., en: The bundle is too empty.}
            right: reason fc-1 store-too-empty
            because: {de: Unter 12 bar startet nichts., en: Nothing starts below 12 bar.}
          - text: {de: Es ist zu warm., en: It is too warm.}
            right: bundle.temperature above 50 degC
            because: {de: Es ist Januar., en: It is January.}
    steps:
      - name: look
        ask: why
        text: {de: Schau., en: Look.}
        proof: [answered why, bundle.mass below 1 kg]
        hint: {de: warum fc-1, en: why fc-1}
        limit: 10 min
        solution: [warum fc-1, antwort 1]
      - name: reset
        text: {de: Setze zurück., en: Reset.}
        proof: [nothing-latched, mode fc-1 standby]
        hint: {de: Schlüssel, en: Key}
        limit: 10 min
        solution: [warte 5 min, taste reset-schlüssel, notiz bald leer]
    criteria:
      - {name: a, part: safety, points: 40, text: {de: A, en: A}, rule: no-trip}
      - {name: b, part: procedure, points: 20, text: {de: B, en: B}, rule: reached nothing-latched within 10 min}
      - {name: c, part: energy, points: 25, text: {de: C, en: C}, rule: answered why}
      - {name: d, part: alarms, points: 10, text: {de: D, en: D}, rule: no-refused-reset}
      - {name: e, part: record, points: 5, text: {de: E, en: E}, rule: noted 2 words}
    """

  @Test("An exercise for the fuel cell of the other site needs no code")
  func otherSite() throws {
    let exercise = try Shelf.read(Self.text).get()
    #expect(exercise.site.catalogue.site == "wesertor")
    let trainee = try Trainee(exercise)
    #expect(trainee.type("status").contains("Flaschenbündel"))
    #expect(trainee.type("warum fc-1").contains("Vorrat zu klein"))
    trainee.type(exercise.solution())
    let report = try trainee.report()
    #expect(report.criteria(.missed) == [], "\(trainee.said)")
    #expect(report.stepsDone == 2)
    #expect(trainee.session.report?.exercise.name == "evening")
  }

  @Test("Start values reach the plant, and what was broken is whole when the exercise begins")
  func initialCondition() throws {
    let hello = try Trainee().session.lab.site
    #expect(abs((hello.point("tank.fill") ?? 0) - 30) < 1)
    #expect(abs((hello.shown("el-1", .electrolyteTemperature) ?? 0) - 17) < 0.5)
    #expect(hello.shown("room", .keyRemote) == 0)
    #expect((hello.shown("room", .airFlow) ?? 0) > 900, "the fan has come up again")
    #expect(hello.latchedRows == ["X01/unclean-start"], "and has left nothing behind")
    let text = Self.text.replacing(
      "  values:", with: "  broken-until-start: [room.flow lost]\n  values:")
    let exercise = try Shelf.read(text).get()
    let lab = try Lab(exercise, year: kasselYear.get(), period: 100)
    #expect((lab.site.shown("room", .airFlow) ?? 999) < 20, "the fan stood still until now")
    #expect(lab.time == exercise.start)
  }
}
