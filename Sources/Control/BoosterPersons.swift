// What people say to a booster: two of them accept a bottle, one says when the next step may begin. And the
// small helpers of its steps.

import Plant
import Safety

/// C-1: waits for two persons to accept a bottle. Identity, test date and kind of gas are their word; the
/// core knows its pressure on arrival.
@_noAllocation
func waitForBottles(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let now = image.time
  let isPressed =
    isClosed(booster.couplingLocked, image) && !isClosed(booster.hoseParked, image)
    && (image[booster.discharge].usable?.value ?? 0) >= 0.5
  if isPressed {
    // A controller that starts finds a hose under pressure as somebody left it.
    state.boosters[place] = BoosterState()
    enter(.hoseUnderPressure, place, image, on: site, state: &state, decision: &decision)
    return
  }
  let refusal = boosterRefusal(place, image, on: site, state)
  let persons = state.boosters[place].acceptance.persons
  let isWaiting = refusal.code.rawValue == ReasonCode.none.rawValue && isAllowed(unit, state)
  let isOld = now.plant - state.boosters[place].acceptance.since > site.settings.confirmation
  if !isWaiting || isOld { state.boosters[place].acceptance = Confirmation() }
  if !isAllowed(unit, state) {
    state.units[unit].reason = modeReason(unit, state)
    enter(.idle, place, image, on: site, state: &state, decision: &decision)
  } else if !isWaiting {
    state.units[unit].reason = refusal
    enter(.permissives, place, image, on: site, state: &state, decision: &decision)
  } else if persons < 2 {
    state.units[unit].reason = Reason(.confirmationMissing, value: Double(persons), limit: 2)
    enter(.permissives, place, image, on: site, state: &state, decision: &decision)
  } else {
    state.boosters[place] = BoosterState()
    state.units[unit].lastStart = now.plant
    state.units[unit].reason = .none
    enter(.connect, place, image, on: site, state: &state, decision: &decision)
  }
}

/// A person gives a value that a second one must repeat.
/// - Returns: none, or why it does not count.
@_noAllocation
func confirm(
  _ intent: Intent, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) -> Reason {
  let store = store(withOutlet: intent.unit, on: site)
  if store >= 0 { return confirmAnalysis(store, intent.value, image, on: site, state: &state) }
  let place = boosterPlace(of: intent.unit, on: site)
  guard place >= 0 else { return Reason(.noDemand, subject: intent.unit) }
  let unit = Int(intent.unit)
  let limit = site.settings.confirmation
  if case .handOver = state.units[unit].step {
    // Masses that do not agree by themselves: two persons give the mass that they weighed, in kg.
    guard intent.value >= 0 else { return Reason(.massDiffers, value: intent.value) }
    return state.boosters[place].acceptance.take(intent.value, at: image.time.plant, within: limit)
  }
  guard case .permissives = state.units[unit].step else {
    let isIdle = state.units[unit].step.rawValue == Step.idle.rawValue
    return isIdle ? modeReason(unit, state) : Reason(.noDemand, subject: intent.unit)
  }
  let refusal = boosterRefusal(place, image, on: site, state)
  guard refusal.code.rawValue == ReasonCode.none.rawValue else { return refusal }
  // Less than two bar on arrival: air may have got in.
  guard intent.value >= 2, intent.value < site.boosters[place].bottlePressure else {
    state.boosters[place].acceptance = Confirmation()
    return Reason(.bottleRefused, value: intent.value, limit: 2)
  }
  return state.boosters[place].acceptance.take(intent.value, at: image.time.plant, within: limit)
}

/// A person says that the next step may begin.
/// - Returns: none, or why it may not.
@_noAllocation
func proceed(
  _ intent: Intent, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) -> Reason {
  let place = boosterPlace(of: intent.unit, on: site)
  guard place >= 0 else { return Reason(.noDemand, subject: intent.unit) }
  let unit = Int(intent.unit)
  let step = state.units[unit].step
  if !isClosed(site.room.supervisionPresent, image) { return Reason(.supervisionMissing) }
  if !isKeyRemote(image, on: site) { return Reason(.keySwitchLocal) }
  switch step {
  case .connect where state.boosters[place].isReady:
    state.boosters[place].rounds = 0
    enter(.purgeHose, place, image, on: site, state: &state, decision: &decision)
  case .leakTestHold where state.boosters[place].isReady:
    state.boosters[place].rounds = 0
    enter(.fill, place, image, on: site, state: &state, decision: &decision)
  case .hoseUnderPressure:
    // The mode may have ended meanwhile; venting needs one, as every movement of gas does.
    guard isAllowed(unit, state) else { return modeReason(unit, state) }
    let stop = ventRefusal(place, image, on: site, state)
    guard stop.code.rawValue == ReasonCode.none.rawValue else { return stop }
    enter(.ventHose, place, image, on: site, state: &state, decision: &decision)
  case .handOver:
    let missing = massReason(place, state)
    let agrees = missing.code.rawValue == ReasonCode.none.rawValue
    guard agrees || state.boosters[place].acceptance.persons == 2 else { return missing }
    state.boosters[place] = BoosterState()
    state.units[unit].setpoint = 0
    enter(.idle, place, image, on: site, state: &state, decision: &decision)
  default:
    let reason = state.units[unit].reason
    return reason.code.rawValue == ReasonCode.none.rawValue ? Reason(.noDemand) : reason
  }
  return .none
}

/// Ends a step that failed: the hose is isolated and vented, and the bottles go unfilled.
@_noAllocation
func abandon(
  _ code: ReasonCode, _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.boosters[place].unit)
  var reason = Reason(code)
  if state.units[unit].reason.code.rawValue == code.rawValue { reason = state.units[unit].reason }
  state.units[unit].stopReason = reason
  enter(.isolate, place, image, on: site, state: &state, decision: &decision)
}

@_noAllocation
func boosterPlace(of unit: Int16, on site: borrowing Site) -> Int {
  for place in 0..<site.boosters.count where site.boosters[place].unit == unit { return place }
  return -1
}

/// Manual, or automatic with a person: every step that matters asks one anyway.
@_noAllocation
func isAllowed(_ unit: Int, _ state: borrowing ControlState) -> Bool {
  switch state.units[unit].mode {
  case .automatic, .manual: true
  case .off, .standby, .tripped: false
  }
}

@_noAllocation
func modeReason(_ unit: Int, _ state: borrowing ControlState) -> Reason {
  switch state.units[unit].mode {
  case .off: Reason(.modeOff)
  case .tripped: Reason(.modeTripped)
  case .standby, .automatic, .manual: Reason(.modeStandby)
  }
}

/// Mass that the bottles shall hold, in kg: what a person asked for, or as much as fits.
@_noAllocation
func targetMass(of booster: Booster, _ state: borrowing ControlState) -> Double {
  let most = fullMass(of: booster)
  let asked = state.units[Int(booster.unit)].setpoint
  return asked > 0 && asked < most ? asked : most
}

/// Mass of full bottles, in kg: that at their rated pressure and 15 degC.
@_noAllocation
func fullMass(of booster: Booster) -> Double {
  hydrogenMass(in: booster.bottleVolume, at: BarAbsolute(booster.bottlePressure), Celsius(15))
}

@_noAllocation
func storeMass(
  of booster: Booster, on site: borrowing Site, _ state: borrowing ControlState
) -> Double {
  guard booster.source >= 0 else { return 0 }
  return derivedSample(site.stores[Int(booster.source)].mass.index, on: site, state).value
}

/// Keeps what bottles and store hold, for the hand-over.
@_noAllocation
func keepBooks(
  _ place: Int, _ mass: Double, on site: borrowing Site, state: inout ControlState
) {
  guard state.boosters[place].isReady else { return }
  state.boosters[place].bottleMass = mass
  state.boosters[place].storeMass = storeMass(of: site.boosters[place], on: site, state)
}

/// Fill valve and outlet of the store are told to be shut, and say so.
@_noAllocation
func isHoseShut(
  _ booster: Booster, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  guard isShut(booster.fillValve, image, on: site, state) else { return false }
  guard booster.source >= 0 else { return true }
  return isShut(site.stores[Int(booster.source)].outlet, image, on: site, state)
}
