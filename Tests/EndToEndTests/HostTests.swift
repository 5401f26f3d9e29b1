// The computer around a controller: it is asked to end, runs out of files, comes back to a database
// that a newer program has written, or stands where no language and no time zone is installed. The
// tags are those of the catalogue of faults that every controller of this kind must stand.

import Foundation
import Modbus
import SiteConfiguration
import Testing

extension SurroundingsTests {
  @Test("P2: asked to end, a controller stops its units in order, and ends with 0")
  func askedToEnd() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    _ = try lab.letScan(10)
    let controller = try #require(lab.controller)
    controller.askToEnd()
    try premises.wait(for: "the controller ends") { !controller.isRunning }
    #expect(controller.code == 0, premises.comment)
    #expect(controller.output.contains("in order") && controller.output.contains("stopped"))
    // What it knew is kept: the next one finds the file, and no first start.
    try lab.startController()
    #expect(try lab.letScan(5).latched == ["X01 unclean-start"])
    #expect(try !#require(lab.controller).output.contains("first start"))
  }

  @Test("P7: callers that take every file of the process take nothing from the scan")
  func outOfFiles() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    lab.surroundings = ["/usr/bin/prlimit", "--nofile=160:160"]
    try lab.startSimulator()
    try lab.startController()
    let port = try lab.site.load().panelPort
    let before = try lab.letScan(20)
    let callers = Callers(to: port, count: 300)
    #expect(callers.count > 100, "too few to fill the table")
    // Nobody can ask now; so the scans are counted afterwards, by what the history holds of them.
    try premises.wait(for: "the table of files is full") {
      try files(of: try #require(lab.controller)) >= 150
    }
    let begin = ContinuousClock.now
    try premises.wait(for: "three seconds of it") { ContinuousClock.now - begin > .seconds(3) }
    callers.hangUp()
    try lab.wait(for: "people are heard again") { $0.scan >= before.scan + 30 }
    let view = try lab.view()
    #expect(view.active.isDisjoint(with: ["X01 io", "L22 el-1", "L22 el-2"]), premises.comment)
    #expect(view.value("at-301.concentration") != nil, "the devices were read all the time")
  }

  private func files(of program: Program) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(program.number)/fd").count
  }

  @Test("P10: a history of a newer program is left alone, and control runs without it")
  func newerHistory() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startController(clock: "0,0,1.0")
    _ = try lab.letScan(5)
    let first = try #require(lab.controller)
    first.askToEnd()
    try premises.wait(for: "the controller ends") { !first.isRunning }
    // The version of the schema stands in bytes 60 to 63 of the file.
    let path = "\(lab.state)/history.sqlite"
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: 60)
    try file.write(contentsOf: Data([0, 0, 0, 99]))
    try file.close()
    let kept = try Data(contentsOf: URL(fileURLWithPath: path))

    try lab.startController(clock: "0,0,1.0")
    _ = try lab.letScan(10)
    let said = try #require(lab.controller).output
    #expect(said.contains("no history is kept") && said.contains("schema version 99"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == kept, "nothing was written")
  }

  @Test("P11: without languages and time zones numbers stay numbers, and the scan runs")
  func bareSurroundings() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    lab.surroundings = [
      "/usr/bin/env", "LANG=tr_TR.UTF-8", "LC_ALL=de_DE.UTF-8", "TZ=Nowhere/Else",
      "TZDIR=/nonexistent",
    ]
    try lab.startSimulator()
    try lab.startController()
    try lab.wait(for: "the devices are read") { $0.value("at-301.concentration") != nil }
    var history = ""
    try premises.wait(for: "something is kept") {
      history = (try? lab.h2q("history", "--point", "at-301.concentration")) ?? ""
      return history.split(whereSeparator: \.isNewline).count > 1
    }
    let numbers = history.split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(numbers.contains { Double($0[2]) != nil })
    // A bad value has no number; everything else is one, with a point and nothing else.
    #expect(numbers.allSatisfy { $0.count >= 5 && ($0[2].isEmpty || Double($0[2]) != nil) })
  }
}

extension LifeAndDeathTests {
  @Test("P12: a controller that comes back to a module which still runs, stops it")
  func stillRunning() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    try lab.run("el-1")
    try #require(lab.controller).crash()
    let meter = try Wire(to: "jt-101", of: try lab.site.load())
    try lab.startController()
    // Nobody asks the module's own patience: the first scans tell it to stop.
    let view = try lab.letScan(5)
    #expect(view.latched.contains("X01 unclean-start"))
    #expect(view.commands["el-1.run"] == 0)
    #expect(view.commands["el-1.external-release"] == 0)
    try premises.wait(for: "the module stops") { try meter.float(.inputRegister, 52) < 200 }
    #expect(try lab.view().units["el-1"]?.mode == "tripped")
  }
}
