// What mistakes cost, and what they do not: a start that is asked for too early starts nothing.

import Phrases
import Plant
import PlantSimulation
import Scenarios
import Testing

@testable import Training

@Suite struct MistakeTests {
  @Test("A start asked for before the purge starts nothing and loses its points, no others")
  func earlyStart() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset")
    let said = trainee.type("modus el-1 hand")
    #expect(said.contains("Die Steuerung nimmt das an."))
    #expect(said.contains("von 5 Luftwechseln"))
    trainee.type("leistung el-1 2,0")
    let site = trainee.session.lab.site
    var startedEarly = false
    while (site.point("room.air-changes") ?? 0) < 4.9 {
      trainee.type("warte 30 s")
      if site.command("el-1.run") != 0 || trainee.books.hydrogenMade > 0 { startedEarly = true }
    }
    #expect(!startedEarly)
    #expect(site.report("el-1")?.step == .permissives)
    #expect(trainee.books.electrolyserStarts == 0)
    trainee.type("weiter", "warte 10 s", "antwort 1", "weiter")
    trainee.solve("stop", "record")
    let report = try trainee.report()
    #expect(report.ending == .completed)
    #expect(report.criteria(.missed) == ["purged", "no-early-start"])
    #expect(report.score == 80)
    #expect(try report.judgement("no-early-start").seen.de.contains("zu früh"))
  }

  @Test("A start that the controller refuses was asked for all the same")
  func refusedStart() throws {
    let trainee = try Trainee()
    let said = trainee.type("modus el-1 automatik")
    #expect(said.contains("Die Steuerung lehnt ab."))
    let report = try trainee.report()
    #expect(report.criteria(.missed) == ["no-early-start"])
    #expect(trainee.session.lab.site.report("el-1")?.mode == .tripped)
  }

  @Test("A key turned before five minutes of clean air releases nothing and loses five points")
  func earlyKey() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key")
    let said = trainee.type("taste reset-schlüssel")
    #expect(said.contains("Zurücksetzen abgelehnt"))
    #expect(said.contains("fünf Minuten"))
    #expect(trainee.session.lab.scene.hasLatch)
    trainee.type("warte 5 min", "taste reset-schlüssel")
    #expect(!trainee.session.lab.scene.hasLatch)
    #expect(try trainee.report().criteria(.missed) == ["reset-in-time"])
  }

  @Test("Choices are judged by the plant: what is right while it warms up is wrong under pressure")
  func truth() throws {
    for (answer, points) in [("antwort 1", 0), ("antwort 3", 10)] {
      let trainee = try Trainee()
      trainee.solve("look", "acknowledge", "key", "reset", "purge", "start")
      trainee.type("warte 14 min")
      #expect(trainee.session.lab.site.report("el-1")?.step == .selfTest)
      trainee.type(answer)
      #expect(try trainee.report().judgement("waiting").points == points)
    }
  }

  @Test(
    "A third of the permissives is a third of the points, and a wrong one takes a right one away")
  func partlyRight() throws {
    for (answer, points) in [
      ("antwort 4", 5), ("antwort 2 4", 10), ("antwort 1 2 4", 5), ("antwort 1 3 6", 0),
      ("antwort 1 2 3 4 5 6", 0),
    ] {
      let trainee = try Trainee()
      trainee.type(answer)
      #expect(try trainee.report().judgement("permissives").points == points, "\(answer)")
    }
  }

  @Test("Only the first answer counts")
  func firstAnswer() throws {
    let trainee = try Trainee()
    trainee.type("antwort 1", "antwort 2 4 5")
    #expect(try trainee.report().judgement("permissives").points == 0)
  }

  @Test("A hint costs one point")
  func hints() throws {
    let trainee = try Trainee()
    trainee.solve("look")
    let said = trainee.type("hinweis")
    #expect(said.contains("quittieren"))
    let report = try trainee.report()
    #expect(report.hints == 1)
    #expect(report.score == report.tally().reached - 1)
    #expect(report.text(.german).contains("Hinweise: 1"))
  }

  @Test("Alarms that nobody acknowledges for ten minutes lose their points")
  func silence() throws {
    let trainee = try Trainee()
    trainee.type("warte 11 min", "quittieren")
    #expect(try trainee.report().judgement("acknowledged").outcome == .missed)
  }

  @Test("Going home while the unit runs is no orderly stop")
  func leftRunning() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset", "purge", "start", "waiting", "flow")
    trainee.type("ende")
    let report = try trainee.report()
    #expect(report.ending == .ended)
    #expect(report.criteria(.missed) == ["stop"])
  }

  @Test("Hydrogen after more than 45 minutes is too late")
  func tooLate() throws {
    let trainee = try Trainee()
    trainee.type("warte 30 min")
    trainee.solve("look", "acknowledge", "key", "reset", "start", "waiting", "flow")
    #expect(try trainee.report().judgement("flow").outcome == .missed)
  }
}
