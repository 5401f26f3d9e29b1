// The linear plant against the published trajectories: if it were wrong, every share of the
// benchmark would be.

import EnergyDispatch
import Testing

@testable import DispatchBenchmark

private let weeks = BenchmarkCase.all.map(\.name)

@Test(
  "The optimal set-points give tank, import, export, boiler and buffer row by row", arguments: weeks
)
func replay(name: String) throws {
  let week = try BenchmarkCase.named(name).load()
  #expect(week.rows.count == 672)
  var plant = LinearPlant(week)
  for row in week.rows {
    let outcome = plant.step(row, row.optimum)
    let published = row.optimumOutcome
    #expect(abs(outcome.tank - published.tank) < 1e-3, "tank at \(row.label)")
    #expect(abs(outcome.imported - published.imported) < 1e-3, "import at \(row.label)")
    #expect(abs(outcome.exported - published.exported) < 1e-3, "export at \(row.label)")
    #expect(abs(outcome.boiler - published.boiler) < 1e-3, "boiler at \(row.label)")
    #expect(abs(outcome.buffer - published.buffer) < 1e-3, "buffer at \(row.label)")
  }
  #expect(abs(plant.total - week.optimumTotal) < 0.01)
  #expect(!plant.wasOutOfBounds && plant.hydrogenMissed < 1e-9)
}

@Test("The published optima and their starts come out: -29.444 EUR with 30/20, 305.016 EUR with 7")
func publishedTotals() throws {
  let expected = [
    (total: -29.444, starts: 30, cold: 20, share: 0.826),
    (total: 305.016, starts: 7, cold: 0, share: 0.362),
  ]
  for (name, published) in zip(weeks, expected) {
    let week = try BenchmarkCase.named(name).load()
    var plant = LinearPlant(week)
    for row in week.rows { _ = plant.step(row, row.optimum) }
    #expect(abs(plant.total - published.total) < 0.01)
    #expect(plant.starts == published.starts && plant.coldStarts == published.cold)
    #expect(abs(plant.selfSufficiency - published.share) < 0.001)
  }
}

@Test("Without hydrogen the weeks cost -18.758 and 307.863 EUR")
func noHydrogen() throws {
  for (name, published) in zip(weeks, [-18.758, 307.863]) {
    let week = try BenchmarkCase.named(name).load()
    #expect(abs(total(of: week) { _ in StepAction() } - published) < 0.001)
    #expect(abs(week.noHydrogenTotal - published) < 1e-9)
  }
}

@Test("A lesson that finds no hydrogen costs 15 EUR a kilogram and leaves the tank at its lowest")
func missedLesson() throws {
  let week = try BenchmarkCase.named("lab-summer-week").load()
  var plant = LinearPlant(week)
  for row in week.rows { _ = plant.step(row, StepAction()) }
  #expect(abs(plant.hydrogenMissed - 0.13) < 1e-9)
  #expect(abs(plant.tank - week.tankLowest) < 1e-9)
}

@Test("A tank outside its bounds is noticed")
func bounds() throws {
  let week = try BenchmarkCase.named("lab-summer-week").load()
  var plant = LinearPlant(week)
  var action = StepAction()
  action.modules = 4
  action.electrolyserPower = 9.6
  for row in week.rows.prefix(200) { _ = plant.step(row, action) }
  #expect(plant.wasOutOfBounds)
}

@Test("A bad table is refused with file, line, column and advice")
func badTables() throws {
  let heading = "name;value;unit\n"
  let good = [
    "start;2025-06-15T23:00:00Z;UTC", "modules;4;1", "fuel_cells;0;1", "tank_start;1;kg",
    "tank_lowest;1;kg", "tank_highest;1;kg", "hydrogen_value;5;x", "optimum_total;1;x",
    "no_hydrogen_total;2;x",
  ]
  func load(_ lines: [String]) throws {
    _ = try DispatchCase(
      name: "x",
      parameters: BenchmarkTable(file: "x.csv", text: heading + lines.joined(separator: "\n")),
      rows: BenchmarkTable(file: "rows.csv", text: "time_cet"))
  }
  try load(good)
  for place in good.indices {
    var missing = good
    missing.remove(at: place)
    #expect(throws: BenchmarkError.self) { try load(missing) }
    var wrong = good
    wrong[place] = good[place].split(separator: ";")[0] + ";nan;1"
    let error = #expect(throws: BenchmarkError.self) { try load(wrong) }
    #expect(error?.line == place + 2 && error?.column == 2 && error?.file == "x.csv")
  }
  #expect(throws: BenchmarkError.self) { try BenchmarkCase.named("spring") }
}
