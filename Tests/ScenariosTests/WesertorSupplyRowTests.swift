// The rows of the Wesertor quarter that watch the bundle and the line to the cell: too high, too low,
// leaking, torn, creeping, wrong valves, and the books.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct WesertorSupplyRowTests {
  @Test("W08: a regulator outlet too high, its switch, or the anode trips the cell")
  func overPressure() throws {
    try expectRow(
      "W08/high", at: try Morning.running(.wesertor), from: "supply.pressure reads 6.5")
    try expectRow(
      "W08/pressure", at: try Morning.running(.wesertor), from: "supply.pressure reads 7.2",
      beside: ["W08/high"])
    try expectRow(
      "W08/switch", at: try Morning.running(.wesertor),
      from: "supply.overpressure-switch-healthy reads 0")
    try expectRow(
      "W08/anode", at: try Morning.running(.wesertor), from: "fc-1.anode-pressure reads 1.2")
  }

  @Test("W09: an empty bundle stops the cell; its valves shut when it rests")
  func empty() throws {
    // A bundle that seems to have lost seven kilograms is missed in the books too.
    try expectRow(
      "W09", at: try Morning.running(.wesertor), from: "bundle.pressure reads 9",
      beside: ["X06/alarm"])
  }

  @Test("W09a: an inlet pressure too low under load trips the cell before its anode starves")
  func starving() throws {
    try expectRow("W09a", at: try Morning.running(.wesertor), from: "supply.pressure reads 2.1")
  }

  @Test(
    "W10: a shut line that loses pressure trips; so does a bundle that loses what nobody metered")
  func leak() throws {
    let shut = try RowStory("W10/shut", at: try Morning.resting(.wesertor))
    try shut.raise(within: 10 * minute) { try $0.breaks("supply.relief 0.003") }
    try shut.end(within: 14 * minute) { try $0.mend("supply.relief 0.003") }
    let open = try RowStory("W10/balance", at: try Morning.running(.wesertor))
    try open.raise(within: 10 * minute) { try $0.breaks("bundle.leak 1") }
    try open.end(within: 14 * minute) { try $0.mend("bundle.leak 1") }
  }

  @Test("W10: a bundle's temperature that jumped can be reset within half an hour of it")
  func jumpingTemperature() throws {
    let site = try Morning.running(.wesertor)
    try site.breaks("bundle.temperature-is 31.3")
    site.run(2 * minute)
    try site.mend("bundle.temperature-is 31.3")
    site.run(30 * minute, period: second)
    #expect((site.point("supply.unmetered") ?? 9) < 0.03)
    site.turnKey()
    #expect(!site.isActive("W10/balance"))
    try site.breaks("bundle.leak 1")
    #expect(
      site.run(until: { $0.isActive("W10/balance") }, within: 10 * minute, period: second),
      "a true leak is found as before")
  }

  @Test("W10: a skin that reads something impossible for a minute trips nothing")
  func readsImpossible() throws {
    let site = try Morning.running(.wesertor)
    try site.breaks("bundle.temperature reads 40")
    site.run(minute)
    try site.mend("bundle.temperature reads 40")
    site.run(20 * minute, period: second)
    #expect(site.latchedRows == [])
    #expect(site.report("fc-1")?.step == .running)
  }

  @Test("W27: one garbled answer of the regulator's pressure holds nothing")
  func garbledPressure() throws {
    let site = try Morning.resting(.wesertor)
    try site.breaks("supply.pressure reads 0.5")
    site.run(600)
    try site.mend("supply.pressure reads 0.5")
    site.run(minute)
    #expect(!site.isActive("W27"))
  }

  @Test("W22: without the release of its hose the cell does not start, and its valves shut at rest")
  func hose() throws {
    try expectRow("W22/start", at: try Morning.running(.wesertor), from: "supply.hose")
    try expectRow(
      "W22/valves", at: try Morning.resting(.wesertor), from: "supply.hose", beside: ["W22/start"])
    try expectRow("W22/bank-b", at: try Morning.running(.wesertor), from: "supply.hose-2")
  }

  @Test("W23: a valve whose limit switches disagree with its command trips the cell")
  func valves() throws {
    for valve in ["bank-a", "bank-b", "house-valve"] {
      try expectRow("W23/\(valve)", at: try Morning.running(.wesertor), from: "\(valve).switches")
    }
  }

  @Test("W24: a bundle too hot or overfilled trips the cell, a bad temperature stops it")
  func bundle() throws {
    try expectRow(
      "W24/temperature", at: try Morning.running(.wesertor), from: "bundle.temperature reads 62")
    try expectRow(
      "W24/mass", at: try Morning.running(.wesertor), from: "bundle.pressure reads 235")
    try expectRow("W24/bad", at: try Morning.running(.wesertor), from: "bundle.temperature lost")
  }

  @Test("W26: more flow than the cell can take trips it and shuts the line")
  func rupture() throws {
    try expectRow("W26", at: try Morning.running(.wesertor), from: "supply.rupture 50")
  }

  @Test("W27: a regulator that creeps keeps the cell from starting until somebody vents the line")
  func creep() throws {
    let story = try RowStory("W27", at: try Morning.resting(.wesertor))
    try story.raise(within: 3 * minute) { try $0.breaks("supply.creep 200") }
    try story.end { site in
      site.plant.clearFaults()
      try site.breaks("supply.hose")
      try site.breaks("supply.relief 1")
      site.pass(4 * second)
      site.plant.clearFaults()
    }
  }

  @Test("X06: a bundle that holds less than its meter leaves is told")
  func books() throws {
    let story = try RowStory("X06/alarm", at: try Morning.running(.wesertor))
    try story.raise(within: 3 * hour, period: 2 * second) { try $0.breaks("bundle.leak 0.1") }
    try story.end { site in
      site.plant.clearFaults()
      // A change of the bundle closes the books; they begin anew.
      try site.breaks("supply.hose")
      site.pass(5 * second)
      site.plant.clearFaults()
    }
  }
}
