// The door to dispatch: what each unit could do now goes in as an offer, the site's balance and prices
// as the situation; what should happen comes out as a proposal. Dispatch never sees a valve.

import EnergyDispatch
import Plant
import Safety

/// Says for every unit whether it could run.
@_noAllocation
func offer(_ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState) {
  for place in 0..<site.electrolysers.count {
    let module = site.electrolysers[place]
    var offer = commonOffer(Int(module.unit), image, state)
    if !offer.isRunning {
      let reason = electrolyserRefusal(place, image, on: site, state)
      offer.isAvailable = offer.isAvailable && reason.code.rawValue == ReasonCode.none.rawValue
    }
    offer.share = powerShare(offer.share, of: module)
    if let temperature = image[module.electrolyteTemperature].usable {
      offer.isWarm = temperature.value >= 35
    }
    state.electrolyserOffers[place] = offer
  }
  for place in 0..<site.fuelCells.count {
    var offer = commonOffer(Int(site.fuelCells[place].unit), image, state)
    if !offer.isRunning {
      let reason = fuelCellRefusal(place, image, on: site, state)
      offer.isAvailable = offer.isAvailable && reason.code.rawValue == ReasonCode.none.rawValue
    }
    state.fuelCellOffers[place] = offer
  }
}

@_noAllocation
func commonOffer(_ unit: Int, _ image: borrowing ProcessImage, _ state: borrowing ControlState)
  -> UnitOffer
{
  let now = image.time.plant
  let verdict = state.safety.unitVerdicts[unit]
  var offer = UnitOffer()
  offer.isRunning = isOnItsWay(state.units[unit].step)
  let isAutomatic = state.units[unit].mode.rawValue == Mode.automatic.rawValue
  let isStopped = verdict.effect.rawValue >= Effect.softStop.rawValue
  let isHeld = verdict.effect.rawValue >= Effect.hold.rawValue
  offer.isAvailable = isAutomatic && !isStopped && (offer.isRunning || !isHeld)
  offer.share = verdict.share
  let last = offer.isRunning ? state.units[unit].lastStart : state.units[unit].lastStop
  let longAgo: Milliseconds = 1_000_000_000_000
  offer.since = last == Instant.never ? longAgo : now - last
  return offer
}

/// True from the first step of a start to the end of the run.
@_noAllocation
func isOnItsWay(_ step: Step) -> Bool {
  switch step {
  case .wake, .preheat, .start, .selfTest, .pressurise, .running, .held: true
  case .heatLoop, .leakTestFill, .leakTestHold, .admit, .startRequest, .deviceStart, .warmUp: true
  default: false
  }
}

/// Asks dispatch what should happen.
@_noAllocation
func dispatch(_ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState) {
  var situation = Situation(time: image.time)
  let surplus = derivedSample(site.balance.surplus.index, on: site, state)
  situation.surplusIsKnown = surplus.quality.isUsable
  situation.surplus = surplus.quality.isUsable ? surplus.value : 0
  let band = site.tariff.band(at: image.time)
  situation.importPrice = band.importPrice
  situation.exportPrice = band.exportPrice
  for place in 0..<site.stores.count {
    let store = site.stores[place]
    let mass = derivedSample(store.mass.index, on: site, state)
    guard mass.quality.isUsable else { continue }
    let room = store.ratedMass - mass.value
    let available = mass.value - store.lowestMass
    situation.roomInStore += room > 0 ? room : 0
    situation.hydrogenAvailable += available > 0 ? available : 0
  }
  for place in 0..<site.heatLoops.count {
    let loop = site.heatLoops[place]
    guard let bottom = image[loop.bufferBottom].usable else { continue }
    // The buffer takes 20 K between 45 and 65 C.
    let share = (65 - bottom.value) / 20
    let free = share < 0 ? 0 : (share > 1 ? 1 : share)
    situation.roomInBuffer += free * loop.capacity
  }
  propose(
    for: situation, electrolysers: state.electrolyserOffers, fuelCells: state.fuelCellOffers,
    settings: site.dispatch, state: &state.dispatch,
    electrolyserProposals: &state.electrolyserProposals,
    fuelCellProposals: &state.fuelCellProposals)
}
