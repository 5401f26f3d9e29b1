// The fuel cells: each covers a part of the deficit, and its heat is worth what the boiler would
// cost, as far as demand and buffer can take it. What it burns has the price of hydrogen. As with
// the electrolysers a start is an investment, and running cells are served first.

import Plant

/// What the cells before left, in kW and kg.
private struct Leftover: BitwiseCopyable {
  var demand: Double
  var heat: Double
  var hydrogen: Double
}

/// Proposes for all fuel cells; `demand` is the deficit after all else, in kW, negative a surplus.
@_noAllocation
func proposeFuelCells(
  for situation: Situation, _ scan: UnitCase, demand: Double,
  offers: borrowing Slots<UnitOffer>, _ economics: FuelCellEconomics,
  state: inout DispatchState, proposals: inout Slots<UnitProposal>
) {
  // The buffer may be filled within a quarter of an hour.
  let heat = situation.heatDemand + situation.roomInBuffer * 4
  var left = Leftover(
    demand: demand, heat: heat > 0 ? heat : 0, hydrogen: situation.hydrogenAvailable)
  for pass in 0..<2 {
    for place in 0..<state.fuelCells.count {
      let wasOn = pass == 0
      if pass == 1, proposals[place].reason.code.rawValue != ReasonCode.none.rawValue { continue }
      if wasOn {
        proposals[place] = UnitProposal()
        if !state.fuelCells[place].isOn(offers[place]) { continue }
      }
      proposals[place] = proposal(
        for: situation, scan, offer: offers[place], economics,
        account: &state.fuelCells[place], left: &left)
    }
  }
}

@_noAllocation
private func proposal(
  for situation: Situation, _ scan: UnitCase, offer: UnitOffer, _ economics: FuelCellEconomics,
  account: inout Account, left: inout Leftover
) -> UnitProposal {
  // What is left must last for a quarter of an hour.
  let lasting = economics.power(from: left.hydrogen * 4 * FuelCellEconomics.energyOfHydrogen)
  let share = held(economics.highestPower * offer.share, 0, economics.highestPower)
  let highest = lasting < share ? lasting : share
  var option = economics.best(demand: left.demand, heat: left.heat, highest: highest, situation)
  if scan.isBlind { option.power = held(account.power, economics.lowestPower, highest) }
  var unit = scan
  unit.offer = offer
  unit.rate = option.rate
  unit.startCost = economics.startCost()
  unit.restartCost = unit.startCost
  unit.startShare = economics.startShare
  unit.stopShare = economics.stopShare
  unit.minimumUp = economics.minimumUp
  unit.minimumDown = economics.minimumDown
  unit.startCode = .hydrogenWorthLess
  unit.idle =
    left.demand <= 0
    ? Reason(.noDemand, value: left.demand, limit: 0)
    : Reason(.hydrogenWorthMore, value: option.rate, limit: 0)
  forbid(&unit, economics, share: share, lasting: lasting, left: left)
  let reason = account.judge(unit)
  var proposal = UnitProposal()
  proposal.reason = reason
  if account.runs {
    proposal.run = true
    proposal.power = option.power
    let fuel = economics.fuel(at: option.power)
    left.demand -= option.power
    left.heat = left.heat > economics.heatShare * fuel ? left.heat - economics.heatShare * fuel : 0
    left.hydrogen -= fuel / FuelCellEconomics.energyOfHydrogen / 4
    if reason.code.rawValue == ReasonCode.runPays.rawValue, option.power >= highest {
      proposal.reason = Reason(.maximumLoad, value: option.power, limit: highest)
    }
  }
  account.power = proposal.power
  return proposal
}

/// What ends a run at once and what stands against a start, in this order of telling.
@_noAllocation
private func forbid(
  _ unit: inout UnitCase, _ economics: FuelCellEconomics, share: Double, lasting: Double,
  left: Leftover
) {
  let lowestFuel = economics.fuel(at: economics.lowestPower) / FuelCellEconomics.energyOfHydrogen
  let hours = Double(economics.minimumUp) / 3_600_000
  let needed = economics.startLoss + lowestFuel * (hours > 0.25 ? hours : 0.25)
  if !unit.offer.isAvailable {
    unit.force = Reason(.deviceNotReady)
  } else if share < economics.lowestPower {
    unit.force = Reason(.interlock, value: share, limit: economics.lowestPower)
  } else if lasting < economics.lowestPower {
    unit.force = Reason(.storeTooEmpty, value: left.hydrogen, limit: lowestFuel / 4)
  } else if left.hydrogen < needed {
    unit.block = Reason(.storeTooEmpty, value: left.hydrogen, limit: needed)
  }
}
