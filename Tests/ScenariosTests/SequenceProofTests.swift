// Steps of the sequences on the simulated plant, with the proof that each one asks and what it tells when the
// proof fails: ventilation, self-test, flow, hold, stack voltage, ramp down, current, heat.

import Plant
import PlantSimulation
import Scenarios
import Testing

extension VirtualSite {
  /// What a unit's sequence asks a person to look at.
  fileprivate func concerns(of name: String) -> [ReasonCode] {
    snapshot.findings.filter { $0.kind == .concern && $0.unit == unit(name) }.map(\.reason.code)
  }

  fileprivate func waits(for step: Step, of name: String, within limit: Milliseconds) -> Bool {
    run(until: { $0.report(name)?.step == step }, within: limit, period: second)
  }
}

@Suite struct VentilationStepTests {
  @Test(
    "V-1: a fan that does not come gets one other try, then the room trips and waits for the key")
  func noFlow() throws {
    for site in [try Stage.lab(), try Stage.wesertor()] {
      try site.breaks("room.air-flow reads 0")
      site.pass(100 * second)
      #expect(site.latchedRows == ["X01/unclean-start"])
      #expect(site.events.contains { $0.kind == .stepTimedOut && $0.subject == site.unit("room") })
      site.pass(40 * second)
      #expect(site.latchedRows.contains { $0 == "L06/flow" || $0 == "W06/flow" })
    }
  }

  @Test("V-2: a purge that gas interrupts again and again is told after twice its time")
  func overdue() throws {
    let site = try Stage.wesertor()
    try site.breaks("at-301.concentration reads 6")
    site.pass(44 * minute)
    #expect(site.concerns(of: "room").isEmpty)
    site.pass(3 * minute)
    #expect(site.concerns(of: "room") == [.purgeOverdue])
    try site.mend("at-301.concentration reads 6")
    site.pass(30 * minute)
    #expect(site.concerns(of: "room").isEmpty)
  }

  @Test(
    "V-6 and V-7: after its after-run the fan may be off with the maintenance key, and only then")
  func off() throws {
    let site = try Morning.resting(.wesertor)
    site.pass(30 * minute)
    site.plant.press(.keySwitch(.maintenance))
    site.pass(second)
    // The line to the cell is vented by hand.
    try site.breaks("supply.pressure reads 0")
    site.pass(10 * second)
    try site.breaks("room.air-flow reads 0")
    try site.breaks("room.flow-switch reads 0")
    site.pass(10 * minute)
    #expect(site.report("room")?.step == .ventilationOff)
    #expect(!site.isActive("W06"))
    site.plant.press(.keySwitch(.remote))
    site.pass(100 * second)
    #expect(!site.isActive("W06"), "the flow has its time to come back")
    site.pass(60 * second)
    #expect(site.isActive("W06"))
  }
}

@Suite struct ModuleStepTests {
  @Test("E-5: gas in the room while a module tests itself ends its start")
  func gas() throws {
    let site = try Stage.lab()
    site.morning()
    #expect(site.waits(for: .selfTest, of: "el-1", within: hour))
    try site.breaks("at-301.concentration reads 12")
    site.pass(6 * second)
    #expect(site.command("el-1.run") == 0)
    #expect(site.steps(of: "el-1").contains(.fault))
    #expect(site.latchedRows.isEmpty, "one detector below the main alarm trips nothing")
  }

  @Test("E-7: a module whose flow is far off is told, and goes on; a sound one is not")
  func flow() throws {
    let site = try Morning.running(.lab)
    site.pass(20 * minute)
    #expect(site.report("el-1")?.step == .running)
    #expect(site.concerns(of: "el-1").isEmpty)
    try site.breaks("el-1.hydrogen-flow reads 100")
    site.pass(11 * minute)
    #expect(site.concerns(of: "el-1") == [.flowDeviates])
    #expect(site.report("el-1")?.step == .running)
    try site.mend("el-1.hydrogen-flow reads 100")
    site.pass(5 * second)
    #expect(site.concerns(of: "el-1").isEmpty)
  }

  @Test("E-8: a module that holds by itself is shown as held, and runs again by itself")
  func hold() throws {
    let site = try Morning.running(.lab)
    try site.breaks("el-1.state reads 4")
    site.pass(20 * second)
    #expect(site.report("el-1")?.step == .held)
    #expect(site.report("el-1")?.reason.code == .heldByDevice)
    #expect(site.command("el-1.run") == 1)
    try site.mend("el-1.state reads 4")
    site.pass(20 * second)
    #expect(site.report("el-1")?.step == .running)
  }
}

@Suite struct CellStepTests {
  @Test("F-7: a stack out of its range takes no load, and the start fails in order")
  func stackVoltage() throws {
    let site = try Stage.wesertor()
    try site.breaks("fc-1.stack-voltage reads 29")
    site.morning()
    #expect(site.waits(for: .warmUp, of: "fc-1", within: 2 * hour))
    site.pass(9 * minute)
    #expect(site.report("fc-1")?.step == .warmUp)
    #expect((site.command("fc-1.power-setpoint") ?? 9) <= 1)
    site.pass(2 * minute)
    #expect(site.report("fc-1")?.step != .warmUp && site.command("fc-1.stop") == 1)
    #expect(!site.steps(of: "fc-1").contains(.running))
  }

  @Test("F-9: a cell that does not come down loses its contact after a minute, its valves open")
  func ramp() throws {
    let site = try Morning.running(.wesertor)
    try site.breaks("fc-1.power reads 4")
    site.ask(Intent(.stop, source: .scenario))
    site.pass(55 * second)
    #expect(site.report("fc-1")?.step == .stopping)
    #expect(site.command("fc-1.external-release") == 1)
    site.pass(10 * second)
    #expect(site.command("fc-1.external-release") == 0)
    #expect(site.command("house-valve.open") == 1)
  }

  @Test(
    "F-11: nothing is shut off while current flows, and at the latest when the stop's time is over")
  func current() throws {
    let site = try Morning.running(.wesertor)
    try site.breaks("fc-1.stack-current reads 5")
    site.ask(Intent(.stop, source: .scenario))
    site.pass(160 * second)
    #expect(site.report("fc-1")?.step == .deviceStop)
    #expect(site.command("house-valve.open") == 1)
    site.pass(25 * second)
    #expect(site.command("fc-1.external-release") == 0)
    #expect(site.command("house-valve.open") == 0)
  }

  @Test("F-12: a cell that stays hot after its stop is told until it is cool")
  func hot() throws {
    let site = try Morning.running(.wesertor)
    try site.breaks("fc-1.outlet-temperature reads 58")
    site.ask(Intent(.stop, source: .scenario))
    site.pass(15 * minute)
    #expect(site.concerns(of: "fc-1").isEmpty)
    site.pass(5 * minute)
    #expect(site.concerns(of: "fc-1") == [.coolingOverdue])
    try site.mend("fc-1.outlet-temperature reads 58")
    site.pass(5 * second)
    #expect(site.concerns(of: "fc-1").isEmpty)
  }
}
