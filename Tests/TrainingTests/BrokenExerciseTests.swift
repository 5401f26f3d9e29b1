// Exercise files with mistakes in them: each is refused with its line and column and with the word that
// was probably meant, and all mistakes of a file come at once.

import Foundation
import SiteConfiguration
import StrictYAML
import Testing

@testable import Training

@Suite struct BrokenExerciseTests {
  /// What is said about the shipped file after one replacement, which must change it.
  private func problems(_ changes: (String, String)...) throws -> [YAMLProblem] {
    var text = try Shelf.helloText()
    for (old, new) in changes {
      let place = try #require(text.range(of: old), "the file has no '\(old)'")
      text.replaceSubrange(place, with: new)
    }
    switch Shelf.read(text) {
    case .success: return []
    case .failure(let problems): return problems.list
    }
  }

  /// Line and column at which a text stands in the shipped file, counted from 1.
  private func place(of part: String) throws -> (line: Int, column: Int) {
    let text = try Shelf.helloText()
    let range = try #require(text.range(of: part))
    let before = text[..<range.lowerBound]
    let line = before.count { $0 == "\n" } + 1
    return (line, before.reversed().prefix { $0 != "\n" }.count + 1)
  }

  @Test(
    "A mistake is told at its place, with a suggestion",
    arguments: [
      ("time-limit: 4 h", "timelimit: 4 h", "time-limit", "did you mean 'time-limit'?"),
      ("site: ovm-lab", "site: ovm-lap", "ovm-lab\nstart", "did you mean 'ovm-lab'?"),
      ("hands: [key-local]", "hands: [key-lokal]", "key-local]", "did you mean 'key-local'?"),
      ("room.flow lost", "room.flwo lost", "room.flow lost", "is no malfunction"),
      ("{safety: 40,", "{savety: 40,", "safety: 40", "did you mean 'safety'?"),
      (
        "room.air-changes at-least 5 air changes]", "room.air-chages at-least 5 air changes]",
        "room.air-changes at-least 5 air changes]", "did you mean 'room.air-changes'?"
      ),
      (
        "at-least 1.5 kW]\n    needs", "atleast 1.5 kW]\n    needs", "at-least 1.5 kW]\n    needs",
        "did you mean 'at-least'?"
      ),
      (
        "above 100 NL/h", "above 100 NL/min", "100 NL/h",
        "expected a number in NL/h, read '100 NL/min'"
      ),
      ("step el-1 running", "step el-1 runing", "running\n", "did you mean 'running'?"),
      ("mode el-1 manual, wanted", "mode el1 manual, wanted", "el-1 manual, w", "'el-1'?"),
      ("answered waiting]", "answered wating]", "waiting]", "did you mean 'waiting'?"),
      ("first-out L27/button", "first-out L27/buton", "L27/button", "did you mean 'L27/button'?"),
      ("rule: orderly-stop el-1", "rule: orderlystop el-1", "orderly-stop el-1", "'orderly-stop'?"),
      ("kg within 45 min", "kg within 45 mins", "45 min\n  - name: stop", "expected a time like"),
      (
        "rule: no-trip", "rule: no-trip please", "no-trip\n  - name: reset", "'please' is left over"
      ),
      ("solution: [quittieren]", "solution: [quitieren]", "quittieren]", "'quittieren'?"),
      ("part: safety", "part: security", "safety\n    points: 10", "unknown part 'security'"),
      ("2026-06-18T08:00:00+02:00", "18.6.2026 8 Uhr", "\"2026-06-18", "expected a time like"),
      ("tank: {mass: 2.2 kg,", "tank: {mass: 2.2 t,", "2.2 kg", "expected a number in kg"),
      ("tank: {mass: 2.2 kg,", "tank: {volume: 2.2 m3,", "mass: 2.2 kg", "unknown key 'volume'"),
      ("el-2: {temp", "el-9: {temp", "el-2: {temp", "did you mean 'el-1'?"),
    ])
  func oneMistake(_ old: String, _ new: String, _ at: String, _ message: String) throws {
    let found = try problems((old, new))
    let place = try place(of: at)
    let fits = found.first { $0.line == place.line && $0.message.contains(message) }
    let problem = try #require(fits, "\(place): \(found.map(\.description))")
    #expect(problem.file == "exercise.yaml")
    let shift = new.hasSuffix("please") ? 8 : 0
    #expect(problem.column == place.column + shift, "\(problem)")
  }

  @Test("All mistakes of a file are told at once, in the order of its lines")
  func allAtOnce() throws {
    let found = try problems(
      ("site: ovm-lab", "site: ovm-lab\ncolour: blue"),
      ("proof: [mode el-1 manual", "proof: [mode el-1 hand"),
      ("rule: no-refused-reset", "rule: no-refused-restet"), ("limit: 25 min", "limit: soon"))
    #expect(found.count == 4, "\(found)")
    #expect(found.map(\.line) == found.map(\.line).sorted())
  }

  @Test(
    "Points that do not make up the weight of their part are refused, and weights that are not 100")
  func points() throws {
    let few = try problems(("points: 15", "points: 14"))
    #expect(few.map(\.message).contains { $0.contains("add up to 24 points, its weight is 25") })
    let many = try problems(("record: 5}", "record: 6}"))
    #expect(many.map(\.message).contains { $0.contains("add up to 101; they must make 100") })
  }

  @Test("A real site is no place for an exercise, and an empty list is no list of steps")
  func notThere() throws {
    #expect(try problems(("proof: [answered permissives]", "proof: []")).count == 1)
    let text = try Shelf.helloText()
    let sites = SiteShelf(names: ["ovm-lab"]) { _ in
      Shelf.exercises.sites.load("ovm-lab").map { site in
        var real = site
        real.simulation = nil
        return real
      }
    }
    guard case .failure(let found) = readExercise(text, file: "exercise.yaml", sites: sites) else {
      Issue.record("a real site was taken")
      return
    }
    #expect(found.list.first?.message.contains("'ovm-lab' is a real site") == true)
  }

  @Test("An exercise that does not exist is answered with the nearest name")
  func unknownName() {
    guard case .failure(let found) = Shelf.exercises.load("hello-electroliser") else {
      Issue.record("found what is not there")
      return
    }
    #expect(found.list.first?.message.contains("did you mean 'hello-electrolyser'?") == true)
  }

  @Test("Every exercise that is shipped can be read, and is named like its file")
  func shipped() throws {
    #expect(Shelf.exercises.names.contains("hello-electrolyser"))
    for name in Shelf.exercises.names {
      #expect(try Shelf.exercises.load(name).get().name == name)
    }
  }
}
