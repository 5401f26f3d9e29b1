// The steps of a fill, each with its proof and its time limit. The hose alone is under pressure until it is
// purged and proven tight; then the fill valve opens, and first the gas of the hose goes into the bottles.

import Plant
import Safety

/// C-2: earth proven, coupling coded, hose off its park, door shut; then a person says go.
@_noAllocation
func connectBottles(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let refusal = boosterRefusal(place, image, on: site, state)
  let isBarred = refusal.code.rawValue != ReasonCode.none.rawValue
  let isJoined = isConnected(booster, image)
  state.boosters[place].isReady = isJoined && !isBarred
  state.units[unit].reason =
    isBarred ? refusal : Reason(isJoined ? .waitingForPerson : .notConnected)
  let isLate = isOverdue(unit, after: 600_000, at: image.time, state: &state, decision: &decision)
  if isLate || !isAllowed(unit, state) {
    state.units[unit].stopReason = state.units[unit].reason
    enter(.idle, place, image, on: site, state: &state, decision: &decision)
  }
}

/// C-3: three times up to 10 bar and down again, with the exhaust high.
@_noAllocation
func purgeHose(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let pressure = hosePressure(booster, image)
  state.units[unit].reason = Reason(
    .hosePurge, value: Double(state.boosters[place].rounds), limit: 3)
  if state.boosters[place].isVenting {
    if pressure < 0.5 {
      state.boosters[place].isVenting = false
      state.boosters[place].rounds += 1
    }
  } else if pressure >= 10 {
    state.boosters[place].isVenting = true
  }
  if state.boosters[place].rounds >= 3 {
    state.boosters[place].rounds = 0
    enter(.leakTestFill, place, image, on: site, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 180_000, at: image.time, state: &state, decision: &decision) {
    abandon(.hosePurge, place, image, on: site, state: &state, decision: &decision)
  }
}

/// C-4: 20 bar, then 100 bar, each held for two minutes with less than 0.2 bar of fall.
@_noAllocation
func testHose(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let now = image.time
  let pressure = hosePressure(booster, image)
  if case .leakTestFill = state.units[unit].step {
    let target = state.boosters[place].rounds == 0 ? 20.0 : 100
    state.units[unit].reason = Reason(.waitingForPressure, value: pressure, limit: target)
    if pressure >= target {
      enter(.leakTestHold, place, image, on: site, state: &state, decision: &decision)
      state.units[unit].mark = pressure
    } else if isOverdue(unit, after: 90_000, at: now, state: &state, decision: &decision) {
      abandon(.leakTest, place, image, on: site, state: &state, decision: &decision)
    }
    return
  }
  // The mark is taken once booster and valves have come to rest.
  let age = now.plant - state.units[unit].since
  if age < 5_000 { state.units[unit].mark = pressure }
  let drop = state.units[unit].mark - pressure
  state.units[unit].reason = Reason(.leakTest, value: drop, limit: 0.2)
  if drop >= 0.2 || pressure > 210 {
    abandon(.leakTest, place, image, on: site, state: &state, decision: &decision)
  } else if age >= 125_000 {
    if state.boosters[place].rounds == 0 {
      state.boosters[place].rounds = 1
      enter(.leakTestFill, place, image, on: site, state: &state, decision: &decision)
      return
    }
    state.boosters[place].isReady = true
    state.units[unit].reason = Reason(.waitingForPerson)
    if isOverdue(unit, after: 725_000, at: now, state: &state, decision: &decision) {
      abandon(.waitingForPerson, place, image, on: site, state: &state, decision: &decision)
    }
  }
}

/// C-5 and C-6: the bottles fill until their mass is reached.
@_noAllocation
func fillBottles(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let now = image.time
  let mass = derivedSample(booster.bottleMass.index, on: site, state)
  guard mass.quality.isUsable else {
    abandon(.deviceSilent, place, image, on: site, state: &state, decision: &decision)
    return
  }
  if !state.boosters[place].isReady {
    // The hose empties into the bottles first; what they then hold is where the books begin.
    state.units[unit].reason = Reason(.waitingForValve)
    let isOpen =
      booster.fillValve < 0
      || proves(site.valves[Int(booster.fillValve)], isOpen: true, image)
    if hasHeld(isOpen, for: 5_000, unit: unit, at: now, state: &state) {
      state.boosters[place].isReady = true
      state.boosters[place].bottleMassBefore = mass.value
      state.boosters[place].storeMassBefore = storeMass(of: booster, on: site, state)
      state.boosters[place].wasFed = false
      state.boosters[place].hasFilled = true
    }
  }
  let target = targetMass(of: booster, state)
  state.units[unit].reason = Reason(.filling, value: mass.value, limit: target)
  if isInletOpen(image, on: site) { state.boosters[place].wasFed = true }
  keepBooks(place, mass.value, on: site, state: &state)
  let over = derivedSample(booster.overTarget.index, on: site, state)
  let isFull = !over.quality.isUsable || over.value >= 0
  if state.boosters[place].isReady, mass.value >= target || isFull {
    state.units[unit].reason = Reason(.targetReached, value: mass.value, limit: target)
    state.units[unit].stopReason = state.units[unit].reason
    enter(.isolate, place, image, on: site, state: &state, decision: &decision)
  } else if hosePressure(booster, image) >= 210 {
    abandon(.targetReached, place, image, on: site, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 43_200_000, at: now, state: &state, decision: &decision) {
    state.units[unit].stopReason = Reason(.stepTimedOut)
    enter(.hoseUnderPressure, place, image, on: site, state: &state, decision: &decision)
  }
}

/// C-7, first half: fill valve and outlet must be proven shut before the vent opens.
@_noAllocation
func isolateBottles(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  state.units[unit].reason = Reason(.waitingForValve)
  if isHoseShut(booster, image, on: site, state), !isClosed(booster.running, image) {
    enter(.ventHose, place, image, on: site, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 10_000, at: image.time, state: &state, decision: &decision) {
    enter(.hoseUnderPressure, place, image, on: site, state: &state, decision: &decision)
  }
}

/// C-7, second half: the hose is vented, with the exhaust high. Until that is proven nobody may uncouple.
@_noAllocation
func ventHose(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let pressure = hosePressure(booster, image)
  state.boosters[place].isVenting =
    isHoseShut(booster, image, on: site, state) && isAirFlowHigh(image, on: site)
  state.units[unit].reason = Reason(.hoseUnderPressure, value: pressure, limit: 0.5)
  if hasHeld(pressure < 0.5, for: 2_000, unit: unit, at: image.time, state: &state) {
    let step = state.boosters[place].hasFilled ? Step.handOver : .idle
    enter(step, place, image, on: site, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 180_000, at: image.time, state: &state, decision: &decision) {
    enter(.hoseUnderPressure, place, image, on: site, state: &state, decision: &decision)
  }
}

/// After a reset: what was in the hose is still there, unless its pressure says otherwise.
@_noAllocation
func leaveTrip(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let isEmpty = hosePressure(site.boosters[place], image) < 0.5
  let step =
    isEmpty ? (state.boosters[place].hasFilled ? Step.handOver : .idle) : .hoseUnderPressure
  enter(step, place, image, on: site, state: &state, decision: &decision)
}

/// Everything is shut and the hose may be under pressure: do not uncouple. A hose that is found empty
/// needs no person.
@_noAllocation
func holdHose(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let pressure = hosePressure(booster, image)
  state.units[unit].reason = Reason(.hoseUnderPressure, value: pressure, limit: 0.5)
  let isEmpty = pressure < 0.5 || isClosed(booster.hoseParked, image)
  if hasHeld(isEmpty, for: 5_000, unit: unit, at: image.time, state: &state) {
    let step = state.boosters[place].hasFilled ? Step.handOver : .idle
    enter(step, place, image, on: site, state: &state, decision: &decision)
  }
}

/// C-8: what left the store must be in the bottles; then a person hands them over.
@_noAllocation
func handOver(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.boosters[place].unit)
  let missing = massReason(place, state)
  let agrees = missing.code.rawValue == ReasonCode.none.rawValue
  state.units[unit].reason = agrees ? Reason(.waitingForPerson) : missing
}

/// Why the masses do not agree: more than 2 %, at least 0.1 kg, lies between what the store gave and what
/// the bottles took, or the store was fed meanwhile, so that nobody can say.
@_noAllocation
func massReason(_ place: Int, _ state: borrowing ControlState) -> Reason {
  let books = state.boosters[place]
  let taken = books.bottleMass - books.bottleMassBefore
  let given = books.storeMassBefore - books.storeMass
  let share = 0.02 * taken
  let allowed = share > 0.1 ? share : 0.1
  let apart = given > taken ? given - taken : taken - given
  return books.wasFed || apart > allowed
    ? Reason(.massDiffers, value: apart, limit: allowed) : .none
}
