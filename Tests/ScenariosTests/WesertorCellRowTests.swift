// The rows of the Wesertor quarter that watch the fuel cell and its heat: cells, temperatures, faults that
// it names itself, heat loop, grid protection, silence, obedience, identity.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct WesertorCellRowTests {
  @Test("W11: a weak cell is told, a very weak one or a low stack trips")
  func cells() throws {
    try expectRow(
      "W11/alarm", at: try Morning.running(.wesertor), from: "fc-1.minimum-cell-voltage reads 0.5")
    try expectRow(
      "W11/cell", at: try Morning.running(.wesertor), from: "fc-1.minimum-cell-voltage reads 0.35")
    try expectRow(
      "W11/stack", at: try Morning.running(.wesertor), from: "fc-1.stack-voltage reads 20")
  }

  @Test("W12: a warm cell runs at half its power")
  func warm() throws {
    try expectRow(
      "W12", at: try Morning.running(.wesertor), from: "fc-1.outlet-temperature reads 71")
  }

  @Test("W13: a hot cell, or one without coolant, trips; pump and cooler run")
  func hot() throws {
    try expectRow(
      "W13/temperature", at: try Morning.running(.wesertor),
      from: "fc-1.outlet-temperature reads 77")
    try expectRow(
      "W13/sensor", at: try Morning.running(.wesertor), from: "fc-1.outlet-temperature lost")
    try expectRow("W13/flow", at: try Morning.running(.wesertor), from: "heat.loop-flow reads 0.05")
  }

  @Test("W14: a missed purge, fuel without volts or blocked air trips the cell")
  func diagnosis() throws {
    for (part, fault) in [
      ("purge", "fc-1.purge-missed"), ("fuel", "fc-1.fuel-on-no-volts"),
      ("air", "fc-1.air-blocked"),
    ] { try expectRow("W14/\(part)", at: try Morning.running(.wesertor), from: fault) }
  }

  @Test("W15: a warm return limits the cell, a warmer one stops it; the cooler runs")
  func returnWarm() throws {
    try expectRow(
      "W15/derate", at: try Morning.running(.wesertor), from: "heat.return-temperature reads 56")
    try expectRow(
      "W15/stop", at: try Morning.running(.wesertor), from: "heat.return-temperature reads 61",
      beside: ["W15/derate"])
  }

  @Test("W16: the limiter, a hot buffer, or a loop too empty or too full trips the cell")
  func heatLoop() throws {
    try expectRow("W16/limiter", at: try Morning.running(.wesertor), from: "heat.limiter")
    try expectRow(
      "W16/buffer", at: try Morning.running(.wesertor), from: "heat.buffer-top reads 96")
    try expectRow(
      "W16/pressure-low", at: try Morning.running(.wesertor), from: "heat.loop-pressure reads 0.8")
    try expectRow(
      "W16/pressure-high", at: try Morning.running(.wesertor), from: "heat.loop-pressure reads 2.8")
  }

  @Test("W17: grid protection trips the cell; it may start a minute after the grid is back")
  func gridProtection() throws {
    let trip = try RowStory("W17/trip", at: try Morning.running(.wesertor))
    try trip.raise(beside: ["W17/return"]) { try $0.breaks("fc-1.grid-protection") }
    try trip.end { try $0.mend("fc-1.grid-protection") }
    #expect(trip.site.isActive("W17/return"))
    trip.site.pass(minute)
    #expect(!trip.site.isActive("W17/return"))
    try expectRow(
      "W17/return", at: try Morning.running(.wesertor), from: "fc-1.grid-protection",
      beside: ["W17/trip"])
  }

  @Test("W18: a silent cell is stopped, its contact opens, its valves shut")
  func silent() throws {
    // The weakest cell of a silent device is unknown, and that is told.
    for (part, beside) in [
      ("stop", []), ("contact", ["W18/stop", "W11/alarm"]), ("valves", ["W18", "W11/alarm"]),
    ] {
      try expectRow(
        "W18/\(part)", at: try Morning.running(.wesertor), from: "fc-1.off", beside: beside)
    }
  }

  @Test("W28: a cell that ignores its stop loses its contact, then the power of the room")
  func ignoresStop() throws {
    let story = try RowStory("W28/contact", at: try Morning.running(.wesertor))
    try story.raise(within: 2 * minute) {
      try $0.breaks("fc-1.ignores-stop 1")
      $0.ask(Intent(.stop, source: .scenario))
    }
    try story.end(within: 4 * minute) { $0.plant.clearFaults() }
    try expectRow(
      "W28/power", at: try Morning.resting(.wesertor), from: "fc-1.power reads 0.5",
      beside: ["W28/contact", "W13/flow"])
  }

  @Test("X09: at Wesertor a cell that is another device does not start")
  func foreign() throws {
    try expectRow("X09", at: try Morning.running(.wesertor), from: "fc-1.other-device")
  }
}
