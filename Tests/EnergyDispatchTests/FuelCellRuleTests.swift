// What the economic rule does with a fuel cell, case by case.

import Plant
import Testing

@testable import EnergyDispatch

private func eveningBench() -> Bench {
  var bench = Bench(fuelCells: 1)
  bench.situation.surplus = -4
  bench.situation.importPrice = 0.38
  return bench
}

@Test("A dear evening starts the cell, the cheap night ends the run")
func eveningRun() {
  var bench = eveningBench()
  bench.scan(after: 60_000)
  #expect(bench.fuelCellProposals[0].reason.code == .benefitGathering)
  let limit = bench.fuelCellProposals[0].reason.limit
  #expect(abs(limit - 0.1 * (0.25 + 0.008 * 6)) < 1e-12)
  while !bench.fuelCellProposals[0].run { bench.scan(after: 60_000) }
  #expect(bench.fuelCellProposals[0].reason.code == .hydrogenWorthLess)
  #expect(bench.fuelCellProposals[0].power == 4)
  bench.pass(hours: 2)
  #expect(bench.fuelCellProposals[0].reason.code == .runPays)
  bench.situation.importPrice = 0.25
  bench.pass(hours: 0.5)
  #expect(!bench.fuelCellProposals[0].run)
  bench.pass(hours: 0.1)
  #expect(bench.fuelCellProposals[0].reason.code == .hydrogenWorthMore)
  #expect(bench.starts == [1])
}

@Test("Heat counts only as far as demand and buffer take it")
func heatNeedsRoom() {
  let economics = FuelCellEconomics()
  var situation = Situation(time: ScanTime(scan: 1, real: 0, plant: 0))
  situation.importPrice = 0.30
  situation.exportPrice = 0.068
  let cold = economics.best(demand: 4, heat: 0, highest: 5, situation)
  let warm = economics.best(demand: 4, heat: 100, highest: 5, situation)
  let fuel = economics.fuel(at: warm.power)
  #expect(cold.rate < 0 && warm.rate > cold.rate)
  let plain = economics.option(warm.power, demand: 4, heat: 0, situation)
  #expect(abs(warm.rate - plain.rate - 0.36 * fuel * 0.11) < 1e-12)
}

@Test("No other power is better than the one that is proposed")
func bestIsBest() {
  var chance = Chance(seed: 11)
  let cell = FuelCellEconomics()
  let module = ElectrolyserEconomics()
  for _ in 0..<2_000 {
    var situation = Situation(time: ScanTime(scan: 1, real: 0, plant: 0))
    situation.importPrice = chance.number(0.1, 0.5)
    situation.exportPrice = chance.number(0, 0.1)
    let demand = chance.number(-3, 9)
    let heat = chance.number(0, 6)
    let cellBest = cell.best(demand: demand, heat: heat, highest: 5, situation)
    let moduleBest = module.best(surplus: demand, highest: 2.4, situation)
    for step in 0...40 {
      let share = Double(step) / 40
      let one = cell.option(1 + 4 * share, demand: demand, heat: heat, situation)
      #expect(one.rate <= cellBest.rate + 1e-9)
      let other = module.option(1.46 + 0.94 * share, surplus: demand, situation)
      #expect(other.rate <= moduleBest.rate + 1e-9)
    }
  }
}

@Test("An empty store ends the run, a nearly empty one lets nothing start")
func emptyStore() {
  var bench = eveningBench()
  bench.situation.hydrogenAvailable = 0.05
  bench.pass(hours: 1)
  #expect(!bench.fuelCellProposals[0].run)
  #expect(bench.fuelCellProposals[0].reason.code == .storeTooEmpty)
  bench.situation.hydrogenAvailable = 2
  bench.pass(hours: 0.5)
  #expect(bench.fuelCellProposals[0].run)
  bench.situation.hydrogenAvailable = 0.02
  bench.scan(after: 100)
  let fuel = bench.settings.fuelCell.fuel(at: bench.fuelCellProposals[0].power)
  #expect(bench.fuelCellProposals[0].run && fuel / 33.33 / 4 <= 0.02 + 1e-9)
  bench.situation.hydrogenAvailable = 0.01
  bench.scan(after: 100)
  #expect(!bench.fuelCellProposals[0].run)
  #expect(bench.fuelCellProposals[0].reason.code == .storeTooEmpty)
}

@Test("Without a grid meter a running cell holds its power, then stops")
func blindCell() {
  var bench = eveningBench()
  bench.pass(hours: 2)
  let power = bench.fuelCellProposals[0].power
  bench.situation.surplusIsKnown = false
  bench.situation.surplus = 0
  bench.pass(hours: 0.2)
  #expect(bench.fuelCellProposals[0].run && bench.fuelCellProposals[0].power == power)
  #expect(bench.fuelCellProposals[0].reason.code == .gridMeterMissing)
  bench.pass(hours: 0.1)
  #expect(!bench.fuelCellProposals[0].run)
}

@Test("Double start cost doubles the benefit that a start needs")
func cellThresholdScales() {
  var bench = eveningBench()
  bench.settings.fuelCell.start *= 2
  bench.settings.fuelCell.startLoss *= 2
  bench.scan(after: 60_000)
  #expect(abs(bench.fuelCellProposals[0].reason.limit - 0.2 * (0.25 + 0.008 * 6)) < 1e-12)
}

@Test("A site with surplus has no work for its cell")
func noDemand() {
  var bench = eveningBench()
  bench.situation.surplus = 3
  bench.situation.heatDemand = 0
  bench.situation.roomInBuffer = 0
  bench.pass(hours: 3)
  #expect(!bench.fuelCellProposals[0].run)
  #expect(bench.fuelCellProposals[0].reason.code == .noDemand)
}
