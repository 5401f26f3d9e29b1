// The rows of the laboratory that watch gas quality, the room, valves and supplies, and the controller
// itself.

import Control
import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

@Suite struct LabPlantRowTests {
  @Test("L17: oxygen in hydrogen, or hydrogen in oxygen, stops the modules and shuts the inlet")
  func quality() throws {
    try expectRow(
      "L17/oxygen", at: try Morning.running(.lab), from: "dryer.oxygen 0.8", within: 3 * minute,
      mendWithin: 6 * minute)
    try expectRow(
      "L17/hydrogen", at: try Morning.running(.lab), from: "dryer.hydrogen-in-oxygen reads 1.2")
  }

  @Test("L18: much of either trips the modules and shuts the tank")
  func badQuality() throws {
    try expectRow(
      "L18/oxygen", at: try Morning.running(.lab), from: "dryer.oxygen-in-hydrogen reads 1.2",
      beside: ["L17/oxygen"])
    try expectRow(
      "L18/hydrogen", at: try Morning.running(.lab), from: "dryer.hydrogen-in-oxygen reads 2.5",
      beside: ["L17/hydrogen"])
  }

  @Test("L20: a dew point too high or a faulted dryer stops the modules and shuts the inlet")
  func dryer() throws {
    try expectRow(
      "L20/dew-point", at: try Morning.running(.lab), from: "dryer.dew-point-is -20",
      within: 4 * minute, mendWithin: 6 * minute)
    try expectRow("L20/fault", at: try Morning.running(.lab), from: "dryer.device-error")
  }

  @Test("L24: an open door is told after a minute and stops after five")
  func door() throws {
    let site = try Morning.running(.lab)
    try expectRow("L24/alarm", at: site, from: "room.door-open")
    try expectRow(
      "L24/stop", at: try Morning.running(.lab), from: "room.door-open", beside: ["L24/alarm"])
  }

  @Test("L25: a room too hot or too cold stops the modules")
  func roomTemperature() throws {
    try expectRow("L25/hot", at: try Morning.running(.lab), from: "room.temperature reads 46")
    try expectRow("L25/cold", at: try Morning.running(.lab), from: "room.temperature reads 4")
  }

  @Test("L26: smoke trips the room")
  func smoke() throws {
    try expectRow(
      "L26", at: try Morning.running(.lab), from: "room.no-smoke reads 0", beside: ["L34"])
  }

  @Test("L27: the emergency stop, or an open chain, trips the room")
  func emergencyStop() throws {
    try expectRow(
      "L27/button", at: try Morning.running(.lab), from: "room.emergency-stop-closed reads 0")
    try expectRow("L27/chain", at: try Morning.running(.lab), from: "room.chain-closed reads 0")
  }

  @Test("L28: lost mains trip the modules; nothing is latched, and nothing starts by itself")
  func mains() throws {
    let site = try Morning.running(.lab)
    try expectRow(
      "L28", at: site, from: "room.mains-present reads 0", beside: ["L07"])
    #expect(site.report("el-1")?.mode == .standby)
  }

  @Test("L32: a valve whose limit switches disagree with its command trips its segment")
  func valves() throws {
    for valve in ["tank-inlet", "tank-outlet", "fill-valve", "hose-vent"] {
      try expectRow("L32/\(valve)", at: try Morning.running(.lab), from: "\(valve).switches")
    }
  }

  @Test("L34: a contactor that stays closed although the power should be off opens the releases")
  func contactor() throws {
    let story = try RowStory("L34", at: try Morning.running(.lab))
    try story.raise(beside: ["L03/alarm-2"]) { try $0.breaks("room.gas-relay-2-healthy reads 0") }
    try story.end { $0.plant.clearFaults() }
  }

  @Test(
    "L35: a faulted uninterruptible supply inhibits, drives the fan, and stops after 15 minutes")
  func uninterruptible() throws {
    try expectRow("L35/inhibit", at: try Morning.running(.lab), from: "room.ups")
    try expectRow(
      "L35/stop", at: try Morning.running(.lab), from: "room.ups", beside: ["L35/inhibit"])
  }

  @Test("L37: an overdue test of a detector is told, and inhibits after thirty days")
  func overdue() throws {
    for (part, days) in [("alarm", 1), ("inhibit", 31)] {
      let day: Milliseconds = 24 * hour
      let before = try Morning.running(.lab)
      let now = before.plant.time
      // The test of one detector falls due: the site file named an earlier day.
      let site = try Morning.running(.lab) { loaded in
        loaded.description.detectors[0].watch.testDue = now - Milliseconds(days) * day + 30 * second
      }
      if part == "inhibit" {
        // Its alarm has stood for a month.
        site.pass(second)
      }
      let story = try RowStory("L37/\(part)", at: site)
      try story.raise(within: minute, beside: ["L37"]) { _ in }
    }
  }

  @Test("X01: every start of the controller, a silent coupler and its watchdog trip the room")
  func controller() throws {
    let fresh = try Stage.lab()
    fresh.run(100)
    #expect(fresh.latchedRows == ["X01/unclean-start"])
    #expect(fresh.commands("run").allSatisfy { $0 == 0 })
    #expect(fresh.commands("open").allSatisfy { $0 == 0 })
    #expect(fresh.command("room.fan-high") == 1)
    fresh.ask(Intent(.resetAtPanel, source: .scenario))
    fresh.turnKey()
    #expect(fresh.latchedRows == ["X01/unclean-start"], "the air is not known to be clean yet")
    fresh.pass(5 * minute)
    fresh.turnKey()
    #expect(fresh.latchedRows == [])

    try expectRow("X01/watchdog", at: try Morning.running(.lab), from: "room.watchdog")
    let site = try Morning.running(.lab)
    let silent = try RowStory("X01/io", at: site)
    try silent.raise(beside: site.loaded.catalogue.rows.map(\.row)) {
      try $0.breaks("room.link lost")
    }
    try site.mend("room.link lost")
    site.pass(30 * second)
    site.turnKey()
    #expect(site.latchedRows == [])
  }

  @Test("X02: a step of the clock stops the modules in order, and is told for a minute")
  func clock() throws {
    let story = try RowStory("X02/clock", at: try Morning.running(.lab))
    try story.raise { $0.plant.step(10 * second) }
    try story.end { _ in }
  }

  @Test("X02: three late scans of ten stop the modules in order")
  func lateScans() throws {
    let site = try Morning.running(.lab, keepsPeriod: true)
    site.run(2 * second)
    #expect(!site.isActive("X02/scans"))
    for _ in 1...2 { site.run(250, period: 250) }
    site.run(100)
    #expect(!site.isActive("X02/scans"), "two of ten are no habit")
    site.run(250, period: 250)
    site.run(200)
    #expect(site.isActive("X02/scans"))
    #expect(!site.isActive("X02/clock"))
    #expect(site.commands("run").allSatisfy { $0 == 0 })
    site.run(70 * second)
    #expect(!site.isActive("X02/scans"))
    #expect(site.trips == ["X01/unclean-start"])
  }

  @Test("X02: a scan left out is known also when the one before it was a little late itself")
  func leftOutAfterLate() throws {
    let site = try Morning.running(.lab, keepsPeriod: true)
    site.run(2 * second)
    for _ in 1...10 { site.run(150, period: 150) }
    #expect(!site.isActive("X02/scans"), "none is left out: all are late by the same half period")
    for _ in 1...3 { site.run(180, period: 180) }
    site.run(100)
    #expect(site.isActive("X02/scans"))
    #expect(site.commands("run").allSatisfy { $0 == 0 })
  }

  @Test("X03: a configuration in doubt inhibits, shuts the tank, and waits for a person")
  func configuration() throws {
    let story = try RowStory("X03", at: try Morning.running(.lab))
    try story.raise { $0.doubtConfiguration() }
    try story.end { _ in }
  }

  @Test("X04: without the grid meter the modules run at their least")
  func gridMeter() throws {
    try expectRow("X04", at: try Morning.running(.lab), from: "grid.off")
  }

  @Test("X08: a detector under test or simulated keeps modules from starting")
  func bypassed() throws {
    try expectRow("X08", at: try Morning.running(.lab), from: "at-301.status reads 5")
    try expectRow(
      "X08", at: try Morning.running(.lab), from: "at-301.test 5", beside: ["L04/detector"])
  }
}
