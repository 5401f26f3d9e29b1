// What breaks in the laboratory: each story ends with the site healthy again.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct LabFaultTests {
  private func running() throws -> VirtualSite {
    let site = try Stage.lab()
    try site.resume(from: Morning.lab.get())
    site.pass(second)
    #expect(site.command("tank-inlet.open") == 1)
    return site
  }

  private func expectAllOff(_ site: VirtualSite, sourceLocation: SourceLocation = #_sourceLocation)
  {
    #expect(site.commands("run").allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
    #expect(
      site.commands("external-release").allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
    #expect(site.commands("open").allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
    #expect(site.command("room.fan-high") == 1, sourceLocation: sourceLocation)
  }

  @Test("Gas at all detectors trips within the on-delay and two scans; only the key ends it")
  func gasEverywhere() throws {
    let site = try running()
    try site.breaks("room.gas 25")
    let demand = site.seconds(within: minute) { $0.point("at-301.concentration") ?? 0 > 20 }
    #expect(demand != nil)
    let trip = site.seconds(within: minute) { $0.isActive("L02") || $0.isActive("L03") }
    #expect((trip ?? 99) <= 3)
    expectAllOff(site)
    site.pass(3 * second)
    #expect(site.isActive("L02"))
    #expect(site.command("room.horn") == 1)
    #expect(site.command("room.beacon-red") == 1)
    try site.mend("room.gas 25")
    site.pass(20 * minute)
    #expect((site.point("at-301.concentration") ?? 99) < 5)
    expectAllOff(site)
    #expect(site.latchedRows.contains("L02"))
    site.ask(Intent(.resetAtPanel, source: .scenario))
    site.pass(2 * second)
    #expect(site.latchedRows.contains("L02"), "the panel may not reset a gas trip")
    expectHealthy(site)
    site.allAutomatic()
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) > 0 } != nil)
  }

  @Test("Gas at one detector stops in order, closes the tank, and waits for the key")
  func gasAtOne() throws {
    let site = try running()
    try site.breaks("at-302.gas 19.5")
    site.pass(minute)
    #expect(site.isActive("L01"))
    #expect(site.report("el-1")?.step == .running, "a pre-alarm stops nothing that runs")
    try site.mend("at-302.gas 19.5")
    try site.breaks("at-302.zero 25")
    let trip = site.seconds(within: minute) { $0.isActive("L02a/stop") }
    #expect((trip ?? 99) <= 3)
    #expect(!site.isActive("L02"))
    #expect(site.commands("run").allSatisfy { $0 == 0 })
    #expect(site.command("tank-inlet.open") == 0)
    #expect(site.command("room.fan-high") == 1)
    try site.mend("at-302.zero 25")
    site.pass(minute)
    #expect(!site.isActive("L02a/stop"))
    #expect(site.latchedRows == ["L02a/restart"], "what stopped by itself waits for the key")
    expectHealthy(site)
  }

  @Test("One lost detector keeps modules from starting; two trip the room")
  func lostDetectors() throws {
    let site = try running()
    try site.breaks("at-301.off")
    site.pass(20 * second)
    #expect(site.isActive("L04/detector"))
    #expect(site.report("el-1")?.step == .running)
    #expect(site.command("room.fan-high") == 1)
    try site.breaks("at-303.concentration lost")
    site.pass(20 * second)
    #expect(site.isActive("L05"))
    expectAllOff(site)
    expectHealthy(site)
    #expect(!site.isActive("L04"))
  }

  @Test("A detector that drifts upwards is told apart from gas")
  func driftingDetector() throws {
    let site = try running()
    try site.breaks("at-301.zero drifting 60")
    let alarm = site.seconds(within: hour) { $0.isActive("L01") }
    #expect((alarm ?? 0) > 8 * 60)
    #expect(site.seconds(within: hour) { $0.isActive("L02a") } != nil)
    #expect(!site.isActive("L02"))
    #expect(site.trips == ["X01/unclean-start", "L02a/restart"])
    // A detector that drifted is believed again after ten minutes; then five of clean air count.
    expectHealthy(site, after: 20 * minute)
  }

  @Test("Without air flow the room trips, and what was purged counts no more")
  func fanLost() throws {
    let site = try running()
    try site.breaks("fan.flow lost")
    let trip = site.seconds(within: minute) { $0.isActive("L06") }
    #expect((trip ?? 99) <= 25)
    expectAllOff(site)
    #expect(site.point("room.air-changes") == 0)
    expectHealthy(site, after: 30 * minute)
    #expect((site.point("room.air-changes") ?? 0) >= 5, "purged anew")
    site.allAutomatic()
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) > 0 } != nil)
  }

  @Test("A full tank stops the modules in order; when it is drawn down they may start again")
  func fullTank() throws {
    let site = try running()
    try site.breaks("tank.pressure reads 34.5")
    try site.breaks("tank.pressure-2 reads 34.5")
    site.pass(3 * second)
    #expect(site.isActive("L08/pressure"))
    #expect(site.commands("run").allSatisfy { $0 == 0 })
    let closed = site.seconds(within: minute) { $0.command("tank-inlet.open") == 0 }
    #expect((closed ?? 0) > 1, "the inlet waits for the modules to rest")
    #expect(site.report("el-1")?.step == .hotStandby)
    #expect(site.trips == ["X01/unclean-start"])
    try site.mend("tank.pressure reads 34.5")
    try site.mend("tank.pressure-2 reads 34.5")
    site.pass(3 * second)
    #expect(!site.isActive("L08"))
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) > 0 } != nil, "no key, no person")
  }

  @Test("The emergency stop drops everything at once and needs button, key and a new wish")
  func emergencyStop() throws {
    let site = try running()
    site.plant.press(.emergencyStop(isPressed: true))
    site.pass(second)
    expectAllOff(site)
    site.pass(second)
    #expect(site.isActive("L27/button"))
    #expect(site.command("room.horn") == 1)
    site.pass(6 * minute)
    site.turnKey()
    #expect(site.isActive("L27/button"), "the button is still in")
    site.plant.press(.emergencyStop(isPressed: false))
    site.pass(5 * second)
    #expect(site.latchedRows.contains("L27/button"))
    expectHealthy(site)
    site.pass(30 * minute)
    #expect(site.commands("run").allSatisfy { $0 == 0 }, "a reset starts nothing")
    site.allAutomatic()
    #expect(site.report("el-1")?.mode == .standby, "a permission that nobody uses expires")
    site.turnKey()
    site.allAutomatic()
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) > 0 } != nil)
  }

  @Test("After the mains return everything waits in standby, purged anew, until a person starts it")
  func mainsLost() throws {
    let site = try running()
    try site.breaks("grid.mains lost")
    site.pass(2 * second)
    #expect(site.isActive("L28"))
    expectAllOff(site)
    #expect(site.point("room.air-changes") == 0)
    site.pass(5 * minute)
    try site.mend("grid.mains lost")
    site.pass(2 * minute)
    for unit in site.hydrogenUnits { #expect(site.report(unit)?.mode == .standby) }
    #expect(site.trips == ["X01/unclean-start"])
    #expect((site.point("room.air-changes") ?? 9) < 5)
    site.pass(hour)
    #expect(site.commands("run").allSatisfy { $0 == 0 }, "no restart by itself")
    site.allAutomatic()
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) > 0 } != nil)
  }

  @Test("One tank pressure lost is told and stops after a minute; both lost stop at once")
  func tankPressureLost() throws {
    let site = try running()
    try site.breaks("tank.pressure lost")
    site.pass(30 * second)
    #expect(site.report("el-1")?.step == .running)
    site.pass(40 * second)
    #expect(site.isActive("L30/bad"))
    #expect(site.commands("run").allSatisfy { $0 == 0 })
    try site.breaks("tank.pressure-2 lost")
    site.pass(2 * second)
    #expect(site.isActive("L09/pressure"))
    #expect(site.command("tank-inlet.open") == 0)
    expectHealthy(site)
  }

  @Test("Without the grid meter nothing starts, and what runs goes on at least load, then stops")
  func gridMeterLost() throws {
    let site = try running()
    try site.breaks("grid.off")
    site.pass(minute)
    #expect(site.report("el-1")?.step == .running)
    #expect(abs((site.report("el-1")?.wanted ?? 0) - 1.46) < 0.01)
    let starts = site.plant.balance.electrolyserStarts
    let stopped = site.seconds(within: 2 * hour) { $0.count(.running) == 0 }
    #expect(stopped != nil)
    site.pass(hour)
    #expect(site.plant.balance.electrolyserStarts == starts)
    #expect(site.trips == ["X01/unclean-start"])
    try site.mend("grid.off")
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) > 0 } != nil)
  }

  @Test("A module that falls silent is stopped, its contact opens, the others run on")
  func silentModule() throws {
    let site = try running()
    #expect(site.seconds(within: 2 * hour) { $0.count(.running) >= 2 } != nil)
    try site.breaks("el-1.off")
    let stop = site.seconds(within: minute) { $0.isActive("L22/el-1") }
    #expect((stop ?? 99) <= 7)
    #expect(site.command("el-1.run") == 0)
    site.pass(6 * second)
    #expect(site.isActive("L22/el-1-contact"))
    #expect(site.command("el-1.external-release") == 0)
    #expect(site.report("el-2")?.step == .running)
    #expect(site.command("tank-inlet.open") == 1)
    try site.mend("el-1.off")
    site.pass(2 * minute)
    #expect(site.activeRows == [])
    #expect(site.trips == ["X01/unclean-start"])
    #expect(site.seconds(within: 3 * hour) { $0.report("el-1")?.step == .running } != nil)
  }

  @Test("A module that ignores the stop loses its contact after twenty seconds")
  func ignoredStop() throws {
    let site = try running()
    try site.breaks("el-1.ignores-stop 1")
    site.ask(Intent(.stop, source: .scenario))
    site.pass(15 * second)
    #expect(site.command("el-1.external-release") == 1)
    #expect((site.shown("el-1", .power) ?? 0) > 0.3)
    site.pass(15 * second)
    #expect(site.command("tank-inlet.open") == 0)
    #expect((site.shown("el-1", .power) ?? 9) < 0.3, "the hard wire stops it")
    expectHealthy(site)
  }

  @Test("A module that is switched off while it runs stops in order before its contact opens")
  func offWhileRunning() throws {
    let site = try running()
    site.ask("el-1", .off)
    site.pass(second)
    #expect(site.command("el-1.run") == 0)
    #expect(site.command("el-1.external-release") == 1)
    #expect(
      site.seconds(within: 15 * minute) { $0.command("el-1.external-release") == 0 } != nil)
    #expect(site.steps(of: "el-1").suffix(3) == [.hotStandby, .blowDown, .coolDown])
    #expect((site.shown("el-1", .innerPressure) ?? 99) < 2)
    #expect(site.report("el-1")?.mode == .off)
  }
}
