// The sequence of an electrolyser module (steps E-0 to E-11). One module at a time starts; hydrogen
// enters the tank only when the module's outlet stands half a bar above it; a trip does not blow down.

import EnergyDispatch
import Plant
import Safety

/// Moves every module.
@_noAllocation
func moveElectrolysers(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  for place in 0..<site.electrolysers.count {
    stepElectrolyser(place, image, on: site, state: &state, decision: &decision)
    commandElectrolyser(place, image, on: site, state: &state, decision: &decision)
  }
}

/// Takes a module through its steps.
@_noAllocation
func stepElectrolyser(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let verdict = state.safety.unitVerdicts[unit]
  let now = image.time
  if !isRunning(state.units[unit].step) { state.units[unit].concern = .none }
  if verdict.effect.rawValue >= Effect.trip.rawValue {
    state.units[unit].reason = Reason(.interlock, subject: verdict.row)
    if blowsDownTripped(place, image, on: site, state: &state, decision: &decision) { return }
    stopped(unit, to: .tripped, at: now, state: &state, decision: &decision)
    return
  }
  let wanted = wantedPower(state.units[unit], proposal: state.electrolyserProposals[place])
  let mayRun = wanted > 0 && verdict.effect.rawValue < Effect.softStop.rawValue
  if !mayRun, isOnItsWay(state.units[unit].step) {
    state.units[unit].reason =
      verdict.effect.rawValue >= Effect.softStop.rawValue
      ? Reason(.interlock, subject: verdict.row) : stopReason(unit, place, state)
    state.units[unit].concern = .none
    stopped(unit, to: .stopping, at: now, state: &state, decision: &decision)
  }
  switch state.units[unit].step {
  case .idle, .permissives, .hotStandby, .coolDown, .tripped, .fault:
    waitForStart(place, mayRun: mayRun, image, on: site, state: &state, decision: &decision)
  case .wake, .preheat, .start, .selfTest, .pressurise:
    startElectrolyser(place, image, on: site, state: &state, decision: &decision)
  case .running:
    runElectrolyser(place, wanted: wanted, image, on: site, state: &state, decision: &decision)
  case .held:
    hold(place, image, on: site, state: &state, decision: &decision)
  case .stopping, .blowDown:
    stopElectrolyser(place, image, on: site, state: &state, decision: &decision)
  default:
    advance(unit, to: .idle, at: now, state: &state, decision: &decision)
  }
}

@_noAllocation
func stopReason(_ unit: Int, _ place: Int, _ state: borrowing ControlState) -> Reason {
  switch state.units[unit].mode {
  case .automatic: state.electrolyserProposals[place].reason
  case .manual: Reason(.manualSetpoint)
  case .standby: Reason(.modeStandby)
  case .off: Reason(.modeOff)
  case .tripped: Reason(.modeTripped)
  }
}

/// Ends a run or a start: remembers when, and goes to `step`.
@_noAllocation
func stopped(
  _ unit: Int, to step: Step, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) {
  if isOnItsWay(state.units[unit].step) {
    state.units[unit].lastStop = time.plant
    state.units[unit].stopReason = state.units[unit].reason
  }
  state.units[unit].asked = 0
  advance(unit, to: step, at: time, state: &state, decision: &decision)
}

/// E-0, E-1, E-8, E-11: nothing runs. Waits for a wish and for every permissive, and names what is
/// missing.
@_noAllocation
func waitForStart(
  _ place: Int, mayRun: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.electrolysers[place].unit)
  let now = image.time
  if case .tripped = state.units[unit].step {
    advance(unit, to: .idle, at: now, state: &state, decision: &decision)
  }
  if case .hotStandby = state.units[unit].step, !mayRun {
    rest(place, image, on: site, state: &state, decision: &decision)
    return
  }
  let refusal = electrolyserRefusal(place, image, on: site, state)
  guard mayRun else {
    // In automatic the module tells what keeps it from starting, otherwise what dispatch thinks.
    let isBarred = refusal.code.rawValue != ReasonCode.none.rawValue
    let isAutomatic = state.units[unit].mode.rawValue == Mode.automatic.rawValue
    state.units[unit].reason = isBarred && isAutomatic ? refusal : stopReason(unit, place, state)
    if case .permissives = state.units[unit].step {
      advance(unit, to: .idle, at: now, state: &state, decision: &decision)
    }
    return
  }
  state.units[unit].reason = refusal
  if refusal.code.rawValue == ReasonCode.none.rawValue {
    state.units[unit].lastStart = now.plant
    advance(unit, to: .wake, at: now, state: &state, decision: &decision)
  } else {
    advance(unit, to: .permissives, at: now, state: &state, decision: &decision)
  }
}

/// E-8: hot and pressurised after a stop; after an hour, or when the mode ends, it blows down as soon
/// as the slot is free and the high flow is proven.
@_noAllocation
func rest(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.electrolysers[place].unit)
  let now = image.time
  let isAutomatic = state.units[unit].mode.rawValue == Mode.automatic.rawValue
  state.units[unit].reason = stopReason(unit, place, state)
  let isOld = now.plant - state.units[unit].since > 3_600_000
  guard isOld || !isAutomatic else { return }
  // On "local" or "maintenance" the software opens nothing.
  guard isKeyRemote(image, on: site), isStartSlotFree(for: place, image, on: site, state),
    isAirClean(image, on: site), state.ventilation.purgedSince != Instant.never
  else { return }
  if isAirFlowHigh(image, on: site) {
    advance(unit, to: .blowDown, at: now, state: &state, decision: &decision)
  } else {
    // The fan speeds up first.
    let until = now.plant + site.settings.flowProofTime
    if state.ventilation.boostUntil < until { state.ventilation.boostUntil = until }
  }
}
