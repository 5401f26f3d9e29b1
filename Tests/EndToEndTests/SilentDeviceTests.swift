// Devices that fall silent one at a time while the others go on, and what each silence means: a
// module stops alone, a missing meter keeps anything from starting, and without the I/O module
// nothing is known any more, so a person has to come.

import Foundation
import Testing

extension SilenceTests {
  @Test("A silent module stops alone and returns by itself; a silent I/O module waits for the key")
  func silentDevices() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startSimulator()
    try lab.startController()
    try lab.run("el-2")
    try silentModule(lab)
    try silentMeter(lab)
    try silentOutputs(lab)
  }

  private func silentModule(_ lab: Laboratory) throws {
    try lab.sim("fault", "el-2.link", "silent")
    try lab.askForAutomatic("el-1")
    try lab.wait(for: "L22 stops el-2") { view in
      view.active.contains("L22 el-2") && view.commands["el-2.run"] == 0
        && view.step("el-2") != "running"
    }
    try lab.wait(for: "L22 opens the contact of el-2, and el-1 starts meanwhile") { view in
      view.active.contains("L22 el-2-contact") && view.commands["el-2.external-release"] == 0
        && view.commands["el-1.run"] == 1 && view.step("el-1") == "running"
    }
    let silent = try lab.letScan(10)
    #expect(silent.latched.isEmpty)
    #expect(silent.commands["el-1.external-release"] == 1)
    #expect(silent.units["el-2"]?.mode == "automatic", "it is stopped, not tripped")

    try lab.sim("clear", "el-2.link")
    try lab.wait(for: "el-2 comes back by itself") { view in
      view.active.isDisjoint(with: ["L22 el-2", "L22 el-2-contact"])
        && view.step("el-2") == "running"
    }
  }

  private func silentMeter(_ lab: Laboratory) throws {
    try lab.sim("fault", "grid-meter.link", "silent")
    try lab.wait(for: "the surplus is unknown") { $0.value("grid.surplus") == nil }
    try lab.askForAutomatic("el-4")
    try lab.wait(for: "el-4 says why it does not start") {
      $0.units["el-4"]?.reason == "Grid meter missing: no surplus is assumed."
    }
    let blind = try lab.letScan(20)
    #expect(blind.commands["el-4.run"] == 0)
    #expect(blind.units["el-4"]?.reason == "Grid meter missing: no surplus is assumed.")
    try lab.sim("clear", "grid-meter.link")
    try lab.wait(for: "el-4 starts") { $0.commands["el-4.run"] == 1 }
  }

  private func silentOutputs(_ lab: Laboratory) throws {
    try lab.sim("fault", "io-1.link", "silent")
    try lab.wait(for: "X01 trips the site") { $0.latched.contains("X01 io") }
    try lab.sim("clear", "io-1.link")
    try lab.wait(for: "the module's watchdog runs again") { $0.value("io-1.watchdog-healthy") == 1 }
    let waiting = try lab.letScan(30)
    #expect(waiting.latched.contains("X01 io"), "it waits for a person")
    for unit in ["el-1", "el-2", "el-4"] {
      #expect(waiting.units[unit]?.mode == "tripped")
      #expect(waiting.commands["\(unit).run"] == 0)
    }
    try lab.reset()
    let released = try lab.letScan(20)
    for unit in ["el-1", "el-2", "el-4"] {
      #expect(released.units[unit]?.mode == "standby", "a reset starts nothing")
      #expect(released.commands["\(unit).run"] == 0)
    }
  }
}
