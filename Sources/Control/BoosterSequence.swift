// The sequence of a booster (steps C-1 to C-8): bottles are accepted by two persons, connected, the hose
// purged and proven tight, the bottles filled to a mass, the hose vented, the masses compared. What ends
// by itself is vented by itself; what a person or an interlock stopped is held, and a person vents it.

import EnergyDispatch
import Plant
import Safety

/// Moves every booster; its outlet of the store follows in the same scan.
@_noAllocation
func moveBoosters(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  for place in 0..<site.boosters.count where site.boosters[place].unit >= 0 {
    stepBooster(place, image, on: site, state: &state, decision: &decision)
    commandBooster(place, image, on: site, state: &state, decision: &decision)
  }
}

/// Takes a booster through its steps.
@_noAllocation
func stepBooster(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.boosters[place].unit)
  let verdict = state.safety.unitVerdicts[unit]
  if verdict.effect.rawValue >= Effect.trip.rawValue {
    state.units[unit].reason = Reason(.interlock, subject: verdict.row)
    if movesGas(state.units[unit].step) { state.units[unit].stopReason = state.units[unit].reason }
    enter(.tripped, place, image, on: site, state: &state, decision: &decision)
    return
  }
  if movesGas(state.units[unit].step) {
    let isVenting = state.units[unit].step.rawValue == Step.ventHose.rawValue
    let stop =
      isVenting
      ? ventRefusal(place, image, on: site, state) : boosterStop(place, image, on: site, state)
    if stop.code.rawValue != ReasonCode.none.rawValue {
      state.units[unit].reason = stop
      state.units[unit].stopReason = stop
      enter(.hoseUnderPressure, place, image, on: site, state: &state, decision: &decision)
    }
  }
  switch state.units[unit].step {
  case .connect: connectBottles(place, image, on: site, state: &state, decision: &decision)
  case .purgeHose: purgeHose(place, image, on: site, state: &state, decision: &decision)
  case .leakTestFill, .leakTestHold:
    testHose(place, image, on: site, state: &state, decision: &decision)
  case .fill: fillBottles(place, image, on: site, state: &state, decision: &decision)
  case .isolate: isolateBottles(place, image, on: site, state: &state, decision: &decision)
  case .ventHose: ventHose(place, image, on: site, state: &state, decision: &decision)
  case .hoseUnderPressure:
    holdHose(place, image, on: site, state: &state, decision: &decision)
  case .handOver: handOver(place, image, on: site, state: &state, decision: &decision)
  case .tripped: leaveTrip(place, image, on: site, state: &state, decision: &decision)
  default: waitForBottles(place, image, on: site, state: &state, decision: &decision)
  }
}

/// True in the steps in which gas moves, and which need a person all the time.
@_noAllocation
func movesGas(_ step: Step) -> Bool {
  switch step {
  case .purgeHose, .leakTestFill, .leakTestHold, .fill, .isolate, .ventHose: true
  default: false
  }
}

/// Goes to a step; its rounds begin anew.
@_noAllocation
func enter(
  _ step: Step, _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.boosters[place].unit)
  guard state.units[unit].step.rawValue != step.rawValue else { return }
  state.boosters[place].isVenting = false
  state.boosters[place].isReady = false
  advance(unit, to: step, at: image.time, state: &state, decision: &decision)
}

/// True while a booster draws from this store: in the steps that raise pressure, and for as long as it
/// still turns after them, two seconds at most.
@_noAllocation
func isDrawnByBooster(
  _ store: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  for place in 0..<site.boosters.count where Int(site.boosters[place].source) == store {
    let booster = site.boosters[place]
    guard booster.unit >= 0 else { continue }
    let unit = state.units[Int(booster.unit)]
    switch unit.step {
    case .leakTestFill, .fill: return true
    // An open vent must not empty the store through the booster.
    case .purgeHose: if !state.boosters[place].isVenting { return true }
    case .leakTestHold, .isolate, .hoseUnderPressure:
      let age = image.time.plant - unit.since
      if age < 2_000, isClosed(booster.running, image) { return true }
    default: break
    }
  }
  return false
}

/// What booster, fill valve and hose vent are told in this step.
@_noAllocation
func commandBooster(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let now = state.units[Int(booster.unit)]
  let isManual = now.mode.rawValue == Mode.manual.rawValue
  let origin = isManual ? CommandOrigin.manual : .sequence
  let isVenting =
    state.boosters[place].isVenting && isHoseShut(booster, image, on: site, state)
  var isFilling = false
  var mayRun = false
  switch now.step {
  case .purgeHose: mayRun = !state.boosters[place].isVenting && isAirFlowHigh(image, on: site)
  case .leakTestFill: mayRun = true
  case .fill:
    isFilling = true
    mayRun = state.boosters[place].isReady && !isFillTooFast(place, image, on: site, state)
  default: break
  }
  let enable = mayRun && isSupplied(place, image, on: site, state) ? 1.0 : 0
  command(booster.enable, enable, origin, now.reason, &decision)
  if booster.fillValve >= 0 {
    let valve = site.valves[Int(booster.fillValve)]
    command(valve.open, isFilling ? 1 : 0, origin, now.reason, &decision)
  }
  if booster.hoseVent >= 0 {
    let valve = site.valves[Int(booster.hoseVent)]
    command(valve.open, isVenting ? 1 : 0, origin, now.reason, &decision)
  }
}

/// The store is open to the booster, its suction stands, and no valve lets the gas out again.
@_noAllocation
private func isSupplied(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  let booster = site.boosters[place]
  if booster.source >= 0, site.stores[Int(booster.source)].outlet >= 0 {
    let valve = site.valves[Int(site.stores[Int(booster.source)].outlet)]
    guard valve.unit >= 0, case .opened = state.units[Int(valve.unit)].step else { return false }
  }
  guard isShut(booster.hoseVent, image, on: site, state) else { return false }
  guard let suction = image[booster.suction].usable else { return !booster.suction.exists }
  return suction.value >= site.settings.pressureForOutlet
}

/// The bottles' pressure rises by more than 5 bar/min, or nobody knows: the booster pauses.
@_noAllocation
private func isFillTooFast(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  let booster = site.boosters[place]
  guard booster.fillRate.exists else { return false }
  let rate = derivedSample(booster.fillRate.index, on: site, state)
  return !rate.quality.isUsable || rate.value > 5
}

/// The exhaust is proven to run high.
@_noAllocation
func isAirFlowHigh(_ image: borrowing ProcessImage, on site: borrowing Site) -> Bool {
  let flow = image[site.room.airFlow].usable?.value ?? 0
  return flow >= site.settings.lowestFlowShare * site.room.highFlow
}
