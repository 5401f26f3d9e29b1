// The rows of the Wesertor quarter that watch gas, ventilation, the room and the controller, each raised on
// the running cell, seen in its effects, and left by its reset rule.

import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

@Suite struct WesertorRoomRowTests {
  @Test("W01: gas above the pre-alarm keeps the cell from starting and drives the fan")
  func preAlarm() throws {
    try expectRow(
      "W01", at: try Morning.running(.wesertor), from: "at-302.gas 15", mendWithin: 5 * minute)
  }

  @Test("W02: gas above the main alarm at one detector trips the cell and shuts its valves")
  func mainAlarm() throws {
    let story = try RowStory("W02", at: try Morning.running(.wesertor))
    try story.raise(beside: ["W01", "W03/alarm-1"]) { try $0.breaks("at-302.gas 30") }
    try story.end(within: 8 * minute) {
      $0.plant.clearFaults()
      $0.pass(8 * minute)
    }
  }

  @Test("W03: a relay of the gas-warning unit trips the cell")
  func relays() throws {
    for (part, relay) in [("alarm-1", "1"), ("alarm-2", "2")] {
      try expectRow(
        "W03/\(part)", at: try Morning.running(.wesertor),
        from: "room.gas-relay-\(relay)-healthy reads 0")
    }
  }

  @Test("W04: one faulted detector, or the warning unit's own fault, stops the cell in order")
  func oneFaulted() throws {
    try expectRow(
      "W04/detector", at: try Morning.running(.wesertor), from: "at-301.concentration lost",
      beside: ["W07"])
    try expectRow(
      "W04/unit", at: try Morning.running(.wesertor), from: "room.gas-unit-healthy reads 0")
  }

  @Test("W05: two faulted detectors trip the cell")
  func twoFaulted() throws {
    let story = try RowStory("W05", at: try Morning.running(.wesertor))
    try story.raise(beside: ["W04/detector", "W02"]) {
      try $0.breaks("at-301.concentration lost")
      try $0.breaks("at-302.concentration lost")
    }
    try story.end {
      $0.plant.clearFaults()
      $0.pass(6 * minute)
    }
  }

  @Test("W06: lost air flow, an open flow switch or a faulted fan trips the cell")
  func ventilation() throws {
    for (part, fault) in [
      ("flow", "room.air-flow reads 40"), ("switch", "room.flow-switch reads 0"),
      ("fan", "room.fan-healthy reads 0"),
    ] {
      try expectRow(
        "W06/\(part)", at: try Morning.running(.wesertor), from: fault, beside: ["W07"])
    }
  }

  @Test("W07: without a complete purge nothing starts, and the valves of a resting cell stay shut")
  func purge() throws {
    for part in ["start", "valves"] {
      let story = try RowStory("W07/\(part)", at: try Morning.resting(.wesertor))
      try story.raise(beside: ["W06/flow", "W07"]) { try $0.breaks("room.air-flow reads 40") }
      try story.end(within: 50 * minute) { try $0.mend("room.air-flow reads 40") }
    }
  }

  @Test("W19: an open door or gas cage is told after a minute and stops after five")
  func door() throws {
    try expectRow("W19/alarm", at: try Morning.running(.wesertor), from: "room.door-open")
    try expectRow(
      "W19/stop", at: try Morning.running(.wesertor), from: "room.cage-door",
      beside: ["W19/alarm"])
  }

  @Test("W20: smoke trips the cell")
  func smoke() throws {
    try expectRow("W20", at: try Morning.running(.wesertor), from: "room.no-smoke reads 0")
  }

  @Test("W21: the emergency stop, or an open chain, trips the cell")
  func emergencyStop() throws {
    try expectRow(
      "W21/button", at: try Morning.running(.wesertor), from: "room.emergency-stop-closed reads 0")
    try expectRow(
      "W21/chain", at: try Morning.running(.wesertor), from: "room.chain-closed reads 0")
  }

  @Test("W25: a room too hot or too cold stops the cell; frost keeps the pump running")
  func roomTemperature() throws {
    try expectRow("W25/hot", at: try Morning.running(.wesertor), from: "room.temperature reads 46")
    try expectRow("W25/cold", at: try Morning.running(.wesertor), from: "room.temperature reads 4")
  }

  @Test("W29: lost mains trip the cell; nothing is latched, and nothing starts by itself")
  func mains() throws {
    let site = try Morning.running(.wesertor)
    try expectRow("W29", at: site, from: "room.mains-present reads 0", beside: ["W07"])
    #expect(site.report("fc-1")?.mode == .standby)
  }

  @Test("X01: at Wesertor too every start, a silent coupler and its watchdog trip")
  func controller() throws {
    let fresh = try Stage.wesertor()
    fresh.run(100)
    #expect(fresh.latchedRows == ["X01/unclean-start"])
    #expect(fresh.commands("open").allSatisfy { $0 == 0 })
    fresh.pass(5 * minute + 5 * second)
    fresh.turnKey()
    #expect(fresh.latchedRows == [])
    try expectRow("X01/watchdog", at: try Morning.running(.wesertor), from: "room.watchdog")
    let site = try Morning.running(.wesertor)
    let silent = try RowStory("X01/io", at: site)
    try silent.raise(beside: site.loaded.catalogue.rows.map(\.row)) {
      try $0.breaks("room.link lost")
    }
    try site.mend("room.link lost")
    site.pass(30 * second)
    site.turnKey()
    #expect(site.latchedRows == [])
  }

  @Test("X02: a step of the clock, or late scans, stop the cell in order")
  func clock() throws {
    let story = try RowStory("X02/clock", at: try Morning.running(.wesertor))
    try story.raise { $0.plant.step(10 * second) }
    try story.end { _ in }
    let site = try Morning.running(.wesertor, keepsPeriod: true)
    site.run(2 * second)
    for _ in 1...3 { site.run(250, period: 250) }
    #expect(site.isActive("X02/scans"))
    #expect(site.report("fc-1")?.step != .running)
    site.run(70 * second)
    #expect(!site.isActive("X02/scans"))
  }

  @Test("X03: a configuration in doubt stops the cell in order, and shuts the valves once it rests")
  func configuration() throws {
    let running = try RowStory("X03", at: try Morning.running(.wesertor))
    try running.raise { $0.doubtConfiguration() }
    try running.end { _ in }
    let resting = try RowStory("X03", at: try Morning.resting(.wesertor))
    try resting.raise { $0.doubtConfiguration() }
    #expect(resting.site.commands("open").allSatisfy { $0 == 0 })
    try resting.end { _ in }
  }

  @Test("X03: no valve shuts under load, from the doubt until everything rests")
  func configurationUnderLoad() throws {
    let site = try Morning.running(.wesertor)
    #expect((site.shown("fc-1", .power) ?? 0) > 0.9)
    site.doubtConfiguration()
    var shut = 0
    for _ in 0..<240 {
      site.run(second)
      guard site.command("house-valve.open") == 0 || site.command("bank-a.open") == 0 else {
        continue
      }
      shut += 1
      #expect((site.shown("fc-1", .power) ?? 9) < 0.2, "a valve shuts under load")
    }
    #expect(shut > 60)
    #expect(site.report("fc-1")?.step == .isolate || site.report("fc-1")?.step == .coolDown)
    #expect(site.activeRows.contains("X03"))
  }

  @Test("X04: without the grid meter the cell does not start, and rises no further")
  func gridMeter() throws {
    try expectRow("X04", at: try Morning.running(.wesertor), from: "grid.off")
  }

  @Test("W04: a detector far below zero is named after ten minutes, and counts as faulted")
  func drifting() throws {
    for name in ["at-301", "at-302"] {
      try expectRow(
        "W04/\(name)", at: try Morning.running(.wesertor), from: "\(name).zero -6",
        beside: ["W04/detector"], within: 12 * minute, mendWithin: 12 * minute)
    }
  }

  @Test("X08: at Wesertor too a detector under test or simulated inhibits")
  func bypassed() throws {
    try expectRow("X08", at: try Morning.running(.wesertor), from: "at-302.status reads 5")
  }
}
