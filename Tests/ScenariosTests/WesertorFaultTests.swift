// What breaks in the Wesertor quarter: each story ends with the site healthy again.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct WesertorFaultTests {
  private func running() throws -> VirtualSite {
    let site = try Stage.wesertor()
    try site.resume(from: Morning.wesertor.get())
    site.pass(second)
    #expect((site.shown("fc-1", .power) ?? 0) > 1)
    return site
  }

  private func expectAllOff(_ site: VirtualSite, sourceLocation: SourceLocation = #_sourceLocation)
  {
    for name in ["fc-1.permit", "fc-1.start", "fc-1.external-release"] {
      #expect(site.command(name) == 0, "\(name)", sourceLocation: sourceLocation)
    }
    #expect(site.command("fc-1.stop") == 1, sourceLocation: sourceLocation)
    #expect(site.commands("open").allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
  }

  /// Notes whether the house valve was ever commanded shut while the cell gave power.
  private func watchStarvation(_ site: VirtualSite) -> () -> Bool {
    var starved = false
    site.afterScan = { site in
      if site.command("house-valve.open") == 0, (site.shown("fc-1", .power) ?? 0) > 0.2 {
        starved = true
      }
    }
    return { starved }
  }

  private func expectStartsAgain(
    _ site: VirtualSite, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    site.allAutomatic()
    #expect(
      site.seconds(within: 2 * hour) { $0.report("fc-1")?.step == .running } != nil,
      "\(String(describing: site.report("fc-1")))", sourceLocation: sourceLocation)
  }

  @Test("Gas at one detector trips the fuel cell; only the key ends it")
  func gas() throws {
    let site = try running()
    try site.breaks("at-302.gas 25")
    _ = site.seconds(within: minute) { $0.point("at-302.concentration") ?? 0 > 20 }
    let trip = site.seconds(within: minute) { $0.isActive("W02") || $0.isActive("W03") }
    #expect((trip ?? 99) <= 3)
    expectAllOff(site)
    #expect(site.command("room.fan-high") == 1)
    site.pass(3 * second)
    #expect(site.isActive("W02"))
    try site.mend("at-302.gas 25")
    site.pass(15 * minute)
    expectAllOff(site)
    expectHealthy(site)
    expectStartsAgain(site)
  }

  @Test("One lost detector is an orderly stop: the valves close when the cell rests")
  func oneDetector() throws {
    let site = try running()
    let starved = watchStarvation(site)
    try site.breaks("at-301.concentration lost")
    site.pass(5 * second)
    #expect(site.isActive("W04/detector"))
    #expect(site.command("house-valve.open") == 1)
    let closed = site.seconds(within: 200 * second) { $0.command("house-valve.open") == 0 }
    #expect(closed != nil)
    #expect(!starved())
    #expect(site.trips == ["X01/unclean-start"])
    expectHealthy(site)
    #expect(!site.isActive("W04"))
  }

  @Test("An empty bundle stops the cell in order: the valves close when it rests")
  func emptyBundle() throws {
    let site = try running()
    let starved = watchStarvation(site)
    try site.breaks("bundle.pressure reads 9")
    let stop = site.seconds(within: minute) { $0.isActive("W09") }
    #expect((stop ?? 0) >= 5)
    let closed = site.seconds(within: 200 * second) { $0.command("bank-a.open") == 0 }
    #expect((closed ?? 0) > 60)
    #expect(!starved())
    #expect(site.shown("fc-1", .status) == 1)
    site.plant.clearFaults()
    site.pass(minute)
    #expect(!site.isActive("W09"))
    expectStartsAgain(site)
  }

  @Test("The emergency stop drops everything at once and needs button, key and a new wish")
  func emergencyStop() throws {
    let site = try running()
    site.plant.press(.emergencyStop(isPressed: true))
    site.pass(second)
    expectAllOff(site)
    #expect(site.isActive("W21/button"))
    #expect(site.command("room.horn") == 1)
    site.plant.press(.emergencyStop(isPressed: false))
    expectHealthy(site)
    site.pass(30 * minute)
    expectAllOffButRelease(site)
    site.turnKey()
    expectStartsAgain(site)
  }

  private func expectAllOffButRelease(_ site: VirtualSite) {
    #expect(site.command("fc-1.start") == 0)
    #expect(site.commands("open").allSatisfy { $0 == 0 }, "a reset starts nothing")
  }

  @Test("After the mains return the cell waits in standby, purged anew, until a person starts it")
  func mainsLost() throws {
    let site = try running()
    try site.breaks("grid.mains lost")
    site.pass(2 * second)
    #expect(site.isActive("W29"))
    expectAllOff(site)
    site.pass(5 * minute)
    try site.mend("grid.mains lost")
    site.pass(minute)
    #expect(site.report("fc-1")?.mode == .standby)
    #expect(site.trips == ["X01/unclean-start"])
    site.pass(hour)
    #expect(site.commands("open").allSatisfy { $0 == 0 }, "no restart by itself")
    expectStartsAgain(site)
  }

  @Test("Without the grid meter nothing starts, and what runs goes on as it was, then stops")
  func gridMeterLost() throws {
    let site = try running()
    try site.breaks("grid.off")
    site.pass(minute)
    #expect(site.report("fc-1")?.step == .running)
    let stopped = site.seconds(within: 2 * hour) { $0.report("fc-1")?.step != .running }
    #expect(stopped != nil)
    let starts = site.plant.balance.fuelCellStarts
    site.pass(hour)
    #expect(site.plant.balance.fuelCellStarts == starts)
    #expect(site.trips == ["X01/unclean-start"])
    try site.mend("grid.off")
    expectStartsAgain(site)
  }

  /// A cell that has rested, and is asked to start again.
  private func startingAgain(until step: Step) throws -> VirtualSite {
    let site = try running()
    site.ask(Intent(.stop, source: .scenario))
    site.pass(20 * minute)
    site.allAutomatic()
    _ = try #require(site.seconds(within: 2 * hour) { $0.report("fc-1")?.step == step })
    return site
  }

  /// A person withdraws the release of the hose, opens the vent of the supply line for a few seconds, and
  /// releases it again.
  private func ventLine(_ site: VirtualSite) throws {
    try site.breaks("supply.hose")
    try site.breaks("supply.relief 1")
    _ = site.seconds(within: minute) { $0.shown("supply", .pressure) ?? 0 < 5 }
    try site.mend("supply.relief 1")
    try site.mend("supply.hose")
    site.pass(minute)
  }

  @Test("A line above nominal pressure is not opened to the bank before somebody has vented it")
  func creepAtRest() throws {
    let site = try running()
    site.ask(Intent(.stop, source: .scenario))
    site.pass(10 * minute)
    try site.breaks("supply.creep 200")
    site.pass(20 * minute)
    site.allAutomatic()
    site.pass(20 * minute)
    #expect(site.isActive("W27"))
    #expect(site.report("fc-1")?.reason.code == .interlock)
    #expect(site.commands("open").allSatisfy { $0 == 0 })
    #expect(site.trips == ["X01/unclean-start"])
    site.plant.clearFaults()
    try ventLine(site)
    expectStartsAgain(site)
  }

  @Test("A regulator that creeps a little fails the leak test")
  func creepInLeakTest() throws {
    let site = try startingAgain(until: .leakTestHold)
    try site.breaks("supply.creep 200")
    #expect(site.seconds(within: 65 * second) { $0.report("fc-1")?.step == .isolate } != nil)
    #expect(!site.steps(of: "fc-1").suffix(2).contains(.admit))
    #expect(site.commands("open").allSatisfy { $0 == 0 })
    site.plant.clearFaults()
    try ventLine(site)
    expectStartsAgain(site)
  }

  @Test("A regulator that creeps fast trips before much can leave through the relief valve")
  func fastCreep() throws {
    let site = try startingAgain(until: .leakTestFill)
    let vented = site.plant.balance.hydrogenVented
    try site.breaks("supply.creep 4000")
    #expect(site.seconds(within: minute) { $0.isActive("W08/pressure") } != nil)
    expectAllOff(site)
    site.pass(minute)
    // What stood before the regulator when the bank closed may still lift the relief valve for a
    // moment.
    #expect(site.plant.balance.hydrogenVented - vented < 0.000_5)
    site.plant.clearFaults()
    try ventLine(site)
    expectHealthy(site)
    expectStartsAgain(site)
  }

  @Test("A line that was vented to nothing, and reads a little less, is no fault")
  func ventedLine() throws {
    let site = try Stage.wesertor()
    site.morning()
    try site.breaks("supply.pressure reads -0.1")
    site.pass(minute)
    #expect(!site.isActive("W08"))
    try site.breaks("supply.pressure reads -0.9")
    site.pass(2 * second)
    #expect(site.isActive("W08/pressure"), "what cannot be is a fault")
    expectHealthy(site)
  }

  @Test("A pump that stops trips the cell, and panel reset is enough")
  func coolantLost() throws {
    let site = try running()
    try site.breaks("heat.pump-fault")
    let trip = site.seconds(within: minute) { $0.isActive("W13/flow") }
    #expect((trip ?? 99) <= 25)
    expectAllOff(site)
    #expect(site.command("heat.pump") == 1)
    site.plant.clearFaults()
    site.pass(20 * minute)
    #expect(site.latchedRows == ["W13/flow"])
    site.ask(Intent(.resetAtPanel, source: .scenario))
    site.pass(2 * second)
    #expect(site.latchedRows == [])
    #expect(site.report("fc-1")?.mode == .standby)
    expectStartsAgain(site)
  }

  @Test("A hot outlet first halves the power, then trips")
  func hotOutlet() throws {
    let site = try running()
    try site.breaks("fc-1.outlet-temperature reads 72")
    site.pass(2 * minute)
    #expect(site.isActive("W12"))
    #expect((site.shown("fc-1", .power) ?? 9) <= 2.55)
    try site.breaks("fc-1.outlet-temperature reads 77")
    site.pass(4 * second)
    #expect(site.isActive("W13/temperature"))
    expectAllOff(site)
    expectHealthy(site)
    expectStartsAgain(site)
  }

  @Test(
    "A fuel cell that falls silent is stopped; its contact opens, its valves close"
  )
  func silentCell() throws {
    let site = try running()
    try site.breaks("fc-1.off")
    let stop = site.seconds(within: minute) { $0.isActive("W18/stop") }
    #expect((stop ?? 99) <= 7)
    // The load is taken off by the ramp first; what the device does not hear, its contact enforces.
    site.pass(6 * second)
    #expect(site.command("fc-1.external-release") == 0)
    site.pass(20 * second)
    #expect(site.commands("open").allSatisfy { $0 == 0 })
    #expect(site.isActive("W18/valves"))
    site.pass(20 * second)
    #expect(site.command("fc-1.start") == 0)
    expectHealthy(site)
    expectStartsAgain(site)
  }

  @Test("No row closes a valve at once while nobody knows whether the cell rests")
  func unknownRest() throws {
    let site = try running()
    try site.breaks("supply.hose")
    site.pass(2 * second)
    #expect(site.command("house-valve.open") == 1, "W22 waits for the cell")
    try site.breaks("fc-1.status lost")
    site.pass(2 * second)
    #expect(!site.isActive("W22/valves"))
    #expect(site.command("bank-a.open") == 1)
    #expect(site.command("house-valve.open") == 1)
    site.plant.clearFaults()
    site.pass(minute)
    #expect(site.report("fc-1")?.step == .running)
  }

  @Test("A cell that ignores the stop loses its contact before its valves close")
  func ignoredStop() throws {
    let site = try running()
    let starved = watchStarvation(site)
    try site.breaks("fc-1.ignores-stop 1")
    site.ask(Intent(.stop, source: .scenario))
    site.pass(6 * minute)
    #expect(!starved())
    #expect(site.commands("open").allSatisfy { $0 == 0 })
    expectHealthy(site)
  }

  @Test("A grid protection that trips takes the cell off; it comes back to standby by itself")
  func gridProtection() throws {
    let site = try running()
    try site.breaks("fc-1.grid-protection")
    site.pass(2 * second)
    expectAllOff(site)
    #expect(site.isActive("W17"))
    site.plant.clearFaults()
    site.pass(5 * minute)
    #expect(site.report("fc-1")?.mode == .standby)
    expectStartsAgain(site)
  }
}
