// The rows of the laboratory that watch gas, its detectors and the ventilation, each raised on the running
// plant, seen in its effects, and left by its reset rule.

import Control
import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

@Suite struct LabGasRowTests {
  @Test("L01: gas above the pre-alarm keeps modules from starting and drives the fan")
  func preAlarm() throws {
    try expectRow(
      "L01", at: try Morning.running(.lab), from: "at-302.gas 15", mendWithin: 5 * minute)
  }

  @Test("L02: gas above the main alarm at two detectors trips the room")
  func mainAlarm() throws {
    let site = try Morning.running(.lab)
    let story = try RowStory("L02", at: site)
    let all = ["L01", "L02a", "L03/alarm-1"]
    try story.raise(beside: all) {
      try $0.breaks("at-301.gas 30")
      try $0.breaks("at-302.gas 30")
    }
    try story.end(within: 5 * minute) { site in
      site.plant.clearFaults()
      // The key counts after five minutes of clean air.
      site.pass(8 * minute)
    }
  }

  @Test("L02a: one detector alone stops the modules in order; they wait for the key on site")
  func oneAlone() throws {
    let site = try Morning.running(.lab)
    let stop = try RowStory("L02a/stop", at: site)
    try stop.raise(beside: ["L01", "L02a"]) { try $0.breaks("at-302.zero 25") }
    #expect(site.isActive("L02a/restart"))
    #expect(!site.isActive("L02"))
    try stop.end { try $0.mend("at-302.zero 25") }
    let restart = try RowStory("L02a/restart", at: try Morning.running(.lab))
    try restart.raise(beside: ["L01", "L02a"]) { try $0.breaks("at-302.zero 25") }
    try restart.end {
      try $0.mend("at-302.zero 25")
      $0.pass(6 * minute)
    }
  }

  @Test("L03: a relay of the gas-warning unit trips the room")
  func relays() throws {
    for (part, relay) in [("alarm-1", "1"), ("alarm-2", "2")] {
      try expectRow(
        "L03/\(part)", at: try Morning.running(.lab),
        from: "room.gas-relay-\(relay)-healthy reads 0",
        beside: relay == "2" ? ["L34"] : [])
    }
  }

  @Test("L04: one faulted detector, or the warning unit's own fault, keeps modules from starting")
  func oneFaulted() throws {
    try expectRow(
      "L04/detector", at: try Morning.running(.lab), from: "at-301.concentration lost")
    try expectRow("L04/unit", at: try Morning.running(.lab), from: "room.gas-unit-healthy reads 0")
  }

  @Test("L04: the detector that drifts is named after ten minutes, and counts as faulted")
  func drifting() throws {
    for name in ["at-301", "at-302", "at-303"] {
      try expectRow(
        "L04/\(name)", at: try Morning.running(.lab), from: "\(name).zero 7",
        beside: ["L04/detector", "L07"], within: 12 * minute, mendWithin: 12 * minute)
    }
  }

  @Test("L04: a detector with a frozen value is named once another one of its air has moved")
  func standing() throws {
    let site = try Morning.running(.lab) { $0.description.settings.stillTime = 20 * minute }
    let story = try RowStory("L04/at-302", at: site)
    try story.raise(within: 20 * minute, beside: ["L04/detector"]) { site in
      try site.breaks("at-302.concentration stuck")
      site.pass(5 * minute)
      try site.breaks("at-301.gas 4.5")
      site.pass(2 * minute)
      try site.mend("at-301.gas 4.5")
    }
    #expect(!site.isActive("L04/at-301") && !site.isActive("L04/at-303"))
    try story.end { try $0.mend("at-302.concentration stuck") }
  }

  @Test("L05: two faulted detectors trip the room")
  func twoFaulted() throws {
    let story = try RowStory("L05", at: try Morning.running(.lab))
    try story.raise(beside: ["L04/detector", "L02"]) {
      try $0.breaks("at-301.concentration lost")
      try $0.breaks("at-303.concentration lost")
    }
    try story.end {
      $0.plant.clearFaults()
      $0.pass(6 * minute)
    }
  }

  @Test("L06: lost air flow, an open flow switch or a faulted fan trips the room")
  func ventilation() throws {
    for (part, fault) in [
      ("flow", "room.air-flow reads 100"), ("switch", "room.flow-switch reads 0"),
      ("fan", "room.fan-healthy reads 0"),
    ] {
      try expectRow(
        "L06/\(part)", at: try Morning.running(.lab), from: fault, beside: ["L07"])
    }
  }

  @Test("L07: without a complete purge nothing starts")
  func purge() throws {
    let story = try RowStory("L07", at: try Morning.resting(.lab))
    try story.raise(beside: ["L06/flow"]) { try $0.breaks("room.air-flow reads 100") }
    try story.end(within: 40 * minute) { try $0.mend("room.air-flow reads 100") }
  }
}
