// The electrolyser modules, one after the other: each sees the surplus that those before it leave.
// Running modules are served first, then standing ones, each in the order of the site, so the
// lowest number starts first, the highest stops first, and a module that comes back does not push a
// running one aside. A standing module that would pay keeps its share of the surplus: otherwise all
// of them would gather benefit from the same kilowatts.

import Plant

/// What the modules before left, in kW and kg.
private struct Leftover: BitwiseCopyable {
  var surplus: Double
  var room: Double
  var running = 0
  var used = 0.0
}

/// Proposes for all modules; the answer is what the running ones will take, in kW.
@_noAllocation
func proposeElectrolysers(
  for situation: Situation, _ scan: UnitCase, offers: borrowing Slots<UnitOffer>,
  _ economics: ElectrolyserEconomics, state: inout DispatchState,
  proposals: inout Slots<UnitProposal>
) -> Double {
  var left = Leftover(surplus: situation.surplus, room: situation.roomInStore)
  orderRunningFirst(offers, state: &state)
  for step in 0..<state.order.count {
    let place = state.order[step]
    proposals[place] = proposal(
      for: situation, scan, offer: offers[place], economics,
      account: &state.electrolysers[place], left: &left)
  }
  return left.used
}

@_noAllocation
private func orderRunningFirst(
  _ offers: borrowing Slots<UnitOffer>, state: inout DispatchState
) {
  var next = 0
  for pass in 0..<2 {
    for place in 0..<state.electrolysers.count {
      let isOn = state.electrolysers[place].isOn(offers[place])
      if isOn == (pass == 0) {
        state.order[next] = place
        next += 1
      }
    }
  }
}

@_noAllocation
private func proposal(
  for situation: Situation, _ scan: UnitCase, offer: UnitOffer,
  _ economics: ElectrolyserEconomics, account: inout Account, left: inout Leftover
) -> UnitProposal {
  let highest = held(economics.highestPower * offer.share, 0, economics.highestPower)
  var option = economics.best(surplus: left.surplus, highest: highest, situation)
  if scan.isBlind { option.power = economics.lowestPower }
  var unit = scan
  unit.offer = offer
  unit.rate = option.rate
  unit.startCost = economics.startCost(
    isWarm: offer.isWarm, power: option.power, surplus: left.surplus, situation)
  // A stop usually lasts longer than a module stays warm.
  unit.restartCost = economics.startCost(
    isWarm: false, power: option.power, surplus: left.surplus, situation)
  unit.startShare = economics.startShare
  unit.stopShare = economics.stopShare
  unit.minimumUp = economics.minimumUp
  unit.minimumDown = economics.minimumDown
  unit.startCode = .surplusPaysStart
  unit.idle =
    left.surplus < economics.lowestPower
    ? Reason(.surplusTooSmall, value: left.surplus, limit: economics.lowestPower)
    : Reason(.hydrogenWorthLess, value: option.rate, limit: 0)
  forbid(&unit, economics, highest: highest, left: left)
  let wasForeign = !offer.isAvailable && account.isOn(offer)
  let reason = account.judge(unit)
  let wouldPay =
    option.rate > 0 && unit.force.code.rawValue == ReasonCode.none.rawValue
    && unit.block.code.rawValue == ReasonCode.none.rawValue
  var proposal = UnitProposal()
  proposal.reason = reason
  if account.runs {
    proposal.run = true
    proposal.power = option.power
    left.surplus -= option.power
    left.used += option.power
    left.room -= economics.made(at: option.power) / 4
    left.running += 1
    if reason.code.rawValue == ReasonCode.runPays.rawValue, option.power >= highest {
      proposal.reason = Reason(.maximumLoad, value: option.power, limit: highest)
    }
  } else if wasForeign {
    // It runs under other hands; nobody told its power, so the highest is set aside.
    left.surplus -= highest
  } else if wouldPay {
    left.surplus -= option.power
  }
  account.power = proposal.power
  return proposal
}

/// What ends a run at once and what stands against a start, in this order of telling.
@_noAllocation
private func forbid(
  _ unit: inout UnitCase, _ economics: ElectrolyserEconomics, highest: Double, left: Leftover
) {
  let quarter = economics.made(at: economics.highestPower) / 4
  let hours = Double(economics.minimumUp) / 3_600_000
  let worth = economics.made(at: economics.lowestPower) * hours
  let needed = (worth > quarter ? worth : quarter) * Double(left.running + 1)
  if !unit.offer.isAvailable {
    unit.force = Reason(.deviceNotReady)
  } else if highest < economics.lowestPower {
    unit.force = Reason(.interlock, value: highest, limit: economics.lowestPower)
  } else if left.room < quarter {
    unit.force = Reason(.storeTooFull, value: left.room, limit: quarter)
  } else if left.room < needed {
    unit.block = Reason(.storeTooFull, value: left.room, limit: needed)
  }
}
