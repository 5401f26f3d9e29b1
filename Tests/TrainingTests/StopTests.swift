// A stop asked for in doubt and an emergency stop never cost points, whenever they come.

import Phrases
import Plant
import Scenarios
import Testing

@testable import Training

@Suite struct StopTests {
  /// From a tripped plant back to hydrogen in the tank, as the exercise leads.
  private func comeBack(_ trainee: Trainee) {
    trainee.type(
      "quittieren", "taste not-halt-entriegeln", "taste reset-schlüssel", "modus el-1 hand",
      "leistung el-1 2,0")
  }

  @Test("An emergency stop in the middle of the start costs nothing: 100 points are still there")
  func emergencyStop() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset", "purge", "start")
    let said = trainee.type("not-halt")
    #expect(said.contains("kostet keine Punkte"))
    #expect(said.contains("Zurück zu Schritt 2"))
    #expect(trainee.session.lab.site.latchedRows.contains("L27/button"))
    #expect(trainee.session.lab.site.command("el-1.run") == 0)
    comeBack(trainee)
    trainee.type("antwort 4", "weiter")
    trainee.solve("stop", "record")
    let report = try trainee.report()
    #expect(report.ending == .completed, "\(trainee.said)")
    #expect(report.criteria(.missed) == [])
    #expect(report.score == 100)
  }

  @Test("An emergency stop under load trips the valve shut, and nobody is blamed for it")
  func underLoad() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset", "purge", "start", "waiting", "flow")
    #expect(trainee.session.lab.site.shown("tank-inlet", .opened) == 1)
    trainee.type("not-halt")
    #expect(trainee.session.lab.site.shown("tank-inlet", .closed) == 1)
    var report = try trainee.report()
    #expect(report.tally().lost == 0)
    #expect(try report.judgement("valve").outcome == .open)

    let other = try Trainee()
    other.solve("look", "acknowledge", "key", "reset", "purge", "start", "waiting", "flow")
    other.type("not-halt")
    comeBack(other)
    other.type("weiter")
    other.solve("stop", "record")
    report = try other.report()
    #expect(report.score == 100)
  }

  @Test("Whoever presses the emergency stop first of all and leaves has lost no point")
  func atOnce() throws {
    let trainee = try Trainee()
    trainee.type("not-halt", "warte 20 min", "ende")
    let report = try trainee.report()
    #expect(report.tally().lost == 0)
    #expect(report.score == 10, "the room has been purged meanwhile")
    #expect(report.text(.german).contains("90 Punkte blieben offen"))
  }

  @Test("A stop in doubt leads back to the start and lets the 45 minutes begin anew")
  func stopInDoubt() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset", "purge", "start", "waiting")
    let said = trainee.type("stopp")
    #expect(said.contains("Ein Stopp kostet nie Punkte."))
    #expect(said.contains("Zurück zu Schritt 6"))
    #expect(trainee.session.lab.site.report("el-1")?.mode == .standby)
    trainee.type("warte 20 min")
    trainee.solve("start")
    trainee.type("weiter")
    trainee.solve("stop", "record")
    let report = try trainee.report()
    #expect(report.criteria(.missed) == [])
    #expect(report.score == 100)
    #expect(try report.judgement("flow").seen.de.contains("seit dem letzten Halt"))
  }

  @Test("Turning the key while the emergency stop is still pressed is a mistake of its own")
  func keyTooSoon() throws {
    let trainee = try Trainee()
    trainee.solve("look", "acknowledge", "key", "reset", "purge")
    trainee.type("not-halt", "taste reset-schlüssel")
    #expect(try trainee.report().criteria(.missed) == ["reset-in-time"])
  }
}
