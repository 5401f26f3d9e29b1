// A controller that is gone without a farewell while a module delivers, and what its successor
// knows. The devices have nobody but themselves then: each one's own watchdog brings it to its safe
// state.

import Control
import Foundation
import Modbus
import Plant
import Safety
import SiteConfiguration
import Testing

extension LifeAndDeathTests {
  @Test(
    "After kill -9 the devices stop by themselves; the next controller begins behind its latches"
  )
  func killedController() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    try lab.run("el-1")
    // A trip of another module, whose cause is gone again: only the file can still know it.
    try lab.sim("fault", "el-3.device-error")
    try lab.wait(for: "el-3 trips") { $0.latched == ["L21 el-3"] }
    try lab.sim("clear", "el-3.device-error")
    #expect(try lab.letScan(20).step("el-1") == "running", "the other module runs on")

    try #require(lab.controller).crash()
    try devicesStop(lab)

    try lab.startController()
    try nothingStarts(lab, latched: ["X01 unclean-start", "L21 el-3"])
    let history = try lab.h2q("history", "--point", "room.air-changes")
    let changes = history.split(whereSeparator: \.isNewline).compactMap {
      Double($0.split(separator: ",")[2])
    }
    #expect(changes.max() ?? 0 >= 5, "the first controller had purged the room")
    let restart = try #require(changes.lastIndex(of: 0), "the second one counts from zero")
    #expect(restart > changes.firstIndex { $0 >= 5 } ?? .max)

    try lab.run("el-1")
    try #require(lab.controller).crash()
    try latchesAreLost(lab)
  }

  /// Every device that watches its master has dropped its outputs, by its own account.
  private func devicesStop(_ lab: Laboratory) throws {
    let site = try lab.site.load()
    let output = try Wire(to: "io-1", of: site)
    try lab.premises.wait(for: "the output module's watchdog expires") {
      try output.watchdog() == 2
    }
    #expect(try output.outputs(10) == Array(repeating: 0, count: 10), "fan full, valves shut")
    let meter = try Wire(to: "jt-101", of: site)
    try lab.premises.wait(for: "the module stops") { try meter.float(.inputRegister, 52) < 200 }
    try lab.premises.wait(for: "all that watch their master have dropped their outputs") {
      let told = try lab.sim("status")
      return ["el-1", "el-2", "el-3", "el-4", "io-1", "io-2"].allSatisfy {
        told.contains("\($0): no sign of life, outputs dropped")
      }
    }
  }

  /// A controller that has just come up trips on these rows and starts nothing.
  private func nothingStarts(_ lab: Laboratory, latched: Set<String>) throws {
    let view = try lab.letScan(20)
    #expect(view.latched == latched, lab.premises.comment)
    for unit in ["el-1", "el-2", "el-3", "el-4"] {
      #expect(view.units[unit]?.mode == "tripped")
      #expect(view.commands["\(unit).run"] == 0)
      #expect(view.commands["\(unit).external-release"] == 0)
    }
    #expect(view.commands["tank-inlet.open"] == 0)
    #expect(view.commands["room.fan-high"] == 1)
  }

  /// Without its file a controller knows of X01 alone; with a damaged one all is taken as tripped.
  private func latchesAreLost(_ lab: Laboratory) throws {
    let file = "\(lab.state)/latches"
    try FileManager.default.removeItem(atPath: file)
    try lab.startController()
    try nothingStarts(lab, latched: ["X01 unclean-start"])
    try #require(lab.controller).crash()

    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    try lab.startController()
    let site = try lab.site.load()
    let all = zip(site.catalogue.rows, site.description.rows).filter { $1.isLatched }
    try nothingStarts(
      lab, latched: Set(all.map { $0.0.part.isEmpty ? $0.0.row : "\($0.0.row) \($0.0.part)" }))
    try lab.reset()
    #expect(try lab.view().units["el-1"]?.mode == "standby")
  }
}
