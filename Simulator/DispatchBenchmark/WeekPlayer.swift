// The go-between of a week: it tells dispatch what the linear plant looks like at each quarter of
// an hour and turns the proposals into one action. Units are always ready and modules that stand
// are cold, because the benchmark has no sequences and the rule keeps none in standby.

import EnergyDispatch
import Plant

/// Dispatch and plant of one week.
struct WeekPlayer: ~Copyable {
  private let week: DispatchCase
  private let settings: DispatchSettings
  private(set) var plant: LinearPlant
  private var state: DispatchState
  private var modules: Slots<UnitOffer>
  private var cells: Slots<UnitOffer>
  private var moduleProposals: Slots<UnitProposal>
  private var cellProposals: Slots<UnitProposal>
  private var played = 0
  private var writer = CanonicalWriter()

  init(_ week: DispatchCase, settings: DispatchSettings) {
    self.week = week
    self.settings = settings
    plant = LinearPlant(week)
    state = DispatchState(electrolysers: week.modules, fuelCells: week.fuelCells)
    var rested = UnitOffer()
    rested.isAvailable = true
    rested.since = 86_400_000
    modules = Slots(repeating: rested, count: week.modules)
    cells = Slots(repeating: rested, count: week.fuelCells)
    moduleProposals = Slots(repeating: UnitProposal(), count: week.modules)
    cellProposals = Slots(repeating: UnitProposal(), count: week.fuelCells)
  }

  /// Digest over all proposals so far and the state of dispatch.
  var digest: UInt64 {
    var all = writer
    state.encode(into: &all)
    return all.digest
  }

  /// Plays one step; answers what was done and what was proposed, electrolysers first.
  mutating func play(_ row: BenchmarkRow) -> (StepAction, [UnitProposal]) {
    propose(
      for: situation(row), electrolysers: modules, fuelCells: cells, settings: settings,
      state: &state, electrolyserProposals: &moduleProposals, fuelCellProposals: &cellProposals)
    var action = StepAction()
    for place in 0..<modules.count {
      let proposal = moduleProposals[place]
      action.modules += proposal.run ? 1 : 0
      action.electrolyserPower += proposal.run ? proposal.power : 0
      Self.follow(proposal, &modules[place])
    }
    for place in 0..<cells.count {
      let proposal = cellProposals[place]
      action.cells += proposal.run ? 1 : 0
      action.cellPower += proposal.run ? proposal.power : 0
      action.fuel += proposal.run ? Self.fuel(settings.fuelCell, at: proposal.power) : 0
      Self.follow(proposal, &cells[place])
    }
    _ = plant.step(row, action)
    played += 1
    let proposed = moduleProposals.array() + cellProposals.array()
    for proposal in proposed {
      writer.write(proposal.run)
      writer.write(proposal.power)
      writer.write(proposal.reason.code.rawValue)
    }
    return (action, proposed)
  }

  private borrowing func situation(_ row: BenchmarkRow) -> Situation {
    let plantTime = week.start + Milliseconds(played) * DispatchCase.step
    var situation = Situation(
      time: ScanTime(scan: UInt64(played + 1), real: plantTime, plant: plantTime))
    situation.surplus = row.solar - row.load
    situation.surplusIsKnown = true
    situation.importPrice = row.importPrice
    situation.exportPrice = row.exportPrice
    situation.roomInStore = week.tankHighest - plant.tank
    situation.hydrogenAvailable = plant.tank - week.tankLowest
    situation.roomInBuffer = LinearPlant.bufferSize - plant.buffer
    situation.heatDemand = row.heat
    return situation
  }

  /// The unit obeys at once and has done so for a step when dispatch looks again.
  private static func follow(_ proposal: UnitProposal, _ offer: inout UnitOffer) {
    if proposal.run != offer.isRunning {
      offer.isRunning = proposal.run
      offer.since = 0
    }
    offer.since += DispatchCase.step
  }

  /// Fuel in kg/h at an output in kW.
  private static func fuel(_ economics: FuelCellEconomics, at power: Double) -> Double {
    let lines = (
      economics.slope1 * power + economics.offset1, economics.slope2 * power + economics.offset2
    )
    return max(lines.0, lines.1) / LinearPlant.energyOfHydrogen
  }
}
