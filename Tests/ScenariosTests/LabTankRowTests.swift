// The rows of the laboratory that watch the tank: full, too high, leaking, empty, its instruments, its
// temperature, its relief valve, and its books.

import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

@Suite struct LabTankRowTests {
  @Test("L08: a full tank stops the modules in order, by pressure and by mass")
  func full() throws {
    let story = try RowStory("L08/pressure", at: try Morning.running(.lab))
    try story.raise(beside: ["L08/mass", "L30"]) {
      try $0.breaks("tank.pressure reads 34.5")
      try $0.breaks("tank.pressure-2 reads 34.5")
    }
    try story.end { $0.plant.clearFaults() }
    let mass = try RowStory("L08/mass", at: try Morning.running(.lab))
    try mass.raise(beside: ["L30"]) {
      try $0.breaks("tank.pressure reads 33.8")
      try $0.breaks("tank.pressure-2 reads 33.8")
      try $0.breaks("tank.temperature reads 0")
      try $0.breaks("tank.temperature-2 reads 0")
    }
    try mass.end { $0.plant.clearFaults() }
  }

  @Test("L09: a very high tank pressure, or its switch, trips the modules and shuts the inlet")
  func veryHigh() throws {
    let beside = ["L08", "L30"]
    let story = try RowStory("L09/pressure", at: try Morning.running(.lab))
    try story.raise(beside: beside) { try $0.breaks("tank.pressure reads 38.5") }
    try story.end { $0.plant.clearFaults() }
    try expectRow(
      "L09/switch", at: try Morning.running(.lab), from: "tank.overpressure-switch-healthy reads 0")
  }

  @Test("L10: a shut tank that loses mass trips the room; a slow loss is told")
  func leak() throws {
    let story = try RowStory("L10/trip", at: try Morning.resting(.lab))
    try story.raise(within: 10 * minute, beside: ["L10/slow"]) { try $0.breaks("tank.leak 1") }
    try story.end(within: 14 * minute) { try $0.mend("tank.leak 1") }
    let slow = try RowStory("L10/slow", at: try Morning.resting(.lab))
    try slow.raise(within: 2 * hour, period: 2 * second) { try $0.breaks("tank.leak 0.04") }
    try slow.end { site in
      site.plant.clearFaults()
      // A tap that fails for a moment ends the measurement; it begins anew.
      try site.breaks("tank.pressure-2 lost")
      site.pass(5 * second)
      site.plant.clearFaults()
    }
  }

  @Test("L11: a very low tank pressure shuts the outlet and stops the booster")
  func veryLow() throws {
    let story = try RowStory("L11", at: try Morning.running(.lab))
    try story.raise(beside: ["L30"]) {
      try $0.breaks("tank.pressure reads 1.5")
      try $0.breaks("tank.pressure-2 reads 1.5")
    }
    try story.end {
      try $0.breaks("tank.pressure reads 6")
      try $0.breaks("tank.pressure-2 reads 6")
    }
  }

  @Test("L30: two tank pressures that differ are told at once and stop the modules after a minute")
  func differ() throws {
    try expectRow(
      "L30/alarm", at: try Morning.running(.lab), from: "tank.pressure offset 1.5")
    let site = try Morning.running(.lab)
    let story = try RowStory("L30/stop", at: site)
    try story.raise(beside: ["L30/alarm"]) { try $0.breaks("tank.pressure offset 1.5") }
    let mass = site.loaded.catalogue.points.firstIndex { $0.name == "tank.mass" } ?? 0
    #expect(site.snapshot.samples[mass].quality == .uncertain(.disagreement))
    try story.end { $0.plant.clearFaults() }
    try expectRow(
      "L30/bad-alarm", at: try Morning.running(.lab), from: "tank.pressure lost")
    try expectRow(
      "L30/bad", at: try Morning.running(.lab), from: "tank.pressure lost",
      beside: ["L30/bad-alarm"])
  }

  @Test("L31: a hot tank stops, a very hot one trips, a bad temperature stops after a minute")
  func temperature() throws {
    try expectRow("L31/high", at: try Morning.running(.lab), from: "tank.temperature reads 52")
    try expectRow(
      "L31/very-high", at: try Morning.running(.lab), from: "tank.temperature reads 62",
      beside: ["L31/high"])
    try expectRow("L31/bad", at: try Morning.running(.lab), from: "tank.temperature lost")
  }

  @Test("L33: a lifted relief valve trips the modules and shuts the inlet")
  func relief() throws {
    try expectRow("L33", at: try Morning.running(.lab), from: "tank.relief 0.1")
  }

  @Test(
    "X06: a tank that holds less than its books say is told, and stops the modules when far off")
  func books() throws {
    let site = try Morning.running(.lab)
    let alarm = try RowStory("X06/alarm", at: site)
    let stop = try RowStory("X06/stop", at: site)
    try alarm.raise(within: 30 * minute, period: 2 * second) { try $0.breaks("tank.leak 1.5") }
    try stop.raise(within: 40 * minute, beside: ["X06/alarm", "L11"], period: 2 * second) { _ in }
    func mend(_ site: VirtualSite) throws {
      site.plant.clearFaults()
      try site.breaks("tank.pressure-2 lost")
      site.pass(5 * second)
      site.plant.clearFaults()
    }
    try stop.end(mend)
    try alarm.end { _ in }
  }

  @Test("X06: a dead meter of the consumers is told: books that nobody keeps are not balanced")
  func deadMeter() throws {
    let site = try Morning.running(.lab)
    let story = try RowStory("X06/alarm", at: site)
    try story.raise(within: 2 * minute) { try $0.breaks("tank.flow lost") }
    #expect(site.point("tank.imbalance") == nil)
    try story.end { try $0.mend("tank.flow lost") }
  }

  @Test(
    "X06: a person who resets at the panel begins the books anew; a leak that goes on is found again"
  )
  func booksBegunAnew() throws {
    let site = try Morning.running(.lab)
    let stop = try RowStory("X06/stop", at: site)
    try stop.raise(within: 70 * minute, beside: ["X06/alarm", "L11"], period: 2 * second) {
      try $0.breaks("tank.leak 1.5")
    }
    site.ask(Intent(.resetAtPanel, source: .scenario))
    site.pass(3 * second)
    #expect(!site.isActive("X06"))
    site.run(60 * minute, period: 2 * second)
    #expect(site.isActive("X06/alarm"), "gas still escapes")
    site.plant.clearFaults()
    site.ask(Intent(.resetAtPanel, source: .scenario))
    site.run(60 * minute, period: 2 * second)
    #expect(!site.isActive("X06"), "nothing escapes any more")
  }
}
