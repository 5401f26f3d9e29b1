// The rows of the booster. They sleep until somebody uses it, so every story begins with a booster that runs
// on a tank that is open to it.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct LabBoosterRowTests {
  private func inUse() throws -> VirtualSite {
    let site = try Morning.running(.lab)
    try site.breaks("booster.pressure reads 6")
    try site.breaks("booster.running reads 1")
    site.pass(2 * second)
    #expect(site.point("booster.in-use") == 1)
    return site
  }

  @Test("L23: a booster in use that is wrongly connected, open, faulted or too high trips")
  func connection() throws {
    let beyond = ["L36"]
    for (part, fault, beside) in [
      ("door", "booster.door-shut reads 0", []), ("earth", "booster.earth", []),
      ("coupling", "booster.coupling-locked reads 0", []),
      ("parked", "booster.hose-parked reads 1", []),
      ("fault", "booster.fault-relay-healthy reads 0", []),
      ("pressure", "booster.pressure-2 reads 212", beyond),
    ] as [(String, String, [String])] {
      try expectRow("L23/\(part)", at: try inUse(), from: fault, beside: beside)
    }
  }

  @Test("L23: nothing of it acts while nobody uses the booster")
  func unused() throws {
    let site = try Morning.running(.lab)
    for fault in ["booster.door-open", "booster.earth", "booster.coupling"] {
      try site.breaks(fault)
    }
    site.pass(5 * second)
    #expect(!site.isActive("L23"))
  }

  @Test("L36: a booster beyond its limits trips and its fill valve shuts")
  func limits() throws {
    let high = ["L36", "L23/pressure"]
    for (part, fault, beside) in [
      ("suction", "booster.pressure reads 2", []),
      ("temperature", "booster.temperature reads 125", []),
      ("pressure", "booster.pressure-2 reads 212", high),
      ("rate", "booster.pressure-2 drifting 1800", []),
      ("oxygen", "dryer.oxygen-in-hydrogen reads 0.2", []),
    ] as [(String, String, [String])] {
      let site = try inUse()
      let story = try RowStory("L36/\(part)", at: site)
      try story.raise(within: 3 * minute, beside: beside) { try $0.breaks(fault) }
      try story.end(within: 6 * minute) { $0.plant.clearFaults() }
    }
  }

  @Test("L36: cold bottles are full at a lower pressure")
  func target() throws {
    let site = try inUse()
    try site.breaks("booster.temperature-2 reads 0")
    let story = try RowStory("L36/target", at: site)
    // 200 bar(a) at 15 degC are 188 bar at 0 degC.
    try story.raise(beside: ["L36/rate"]) { try $0.breaks("booster.pressure-2 reads 195") }
    try story.end(within: 6 * minute) { $0.plant.clearFaults() }
  }

  @Test("L36: a shut hose that does not hold its pressure trips the booster")
  func hose() throws {
    let site = try Morning.running(.lab)
    try site.breaks("booster.pressure-2 reads 20")
    site.pass(30 * second)
    let story = try RowStory("L36/hose", at: site)
    try story.raise { try $0.breaks("booster.pressure-2 reads 19.5") }
    try story.end(within: 4 * minute) { $0.plant.clearFaults() }
  }
}
