// The sequence of a fuel cell (steps F-1 to F-12). Heat first, then a proven tight supply line,
// then hydrogen, then the device. In a stop the valves stay open until the cell is at rest: closing
// them under load starves the anode.

import EnergyDispatch
import Plant
import Safety

/// Moves every fuel cell and the supply line's valves.
@_noAllocation
func moveFuelCells(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  for place in 0..<site.fuelCells.count {
    stepFuelCell(place, image, on: site, state: &state, decision: &decision)
    commandFuelCell(place, image, on: site, state: &state, decision: &decision)
  }
  moveSupplyValves(image, on: site, state: &state, decision: &decision)
}

/// Takes a fuel cell through its steps.
@_noAllocation
func stepFuelCell(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.fuelCells[place].unit)
  let verdict = state.safety.unitVerdicts[unit]
  let now = image.time
  forgetHeat(place, image, on: site, state: &state)
  if verdict.effect.rawValue >= Effect.trip.rawValue {
    state.units[unit].reason = Reason(.interlock, subject: verdict.row)
    stopped(unit, to: .tripped, at: now, state: &state, decision: &decision)
    return
  }
  let wanted = wantedPower(state.units[unit], proposal: state.fuelCellProposals[place])
  let isSoftStopped = verdict.effect.rawValue >= Effect.softStop.rawValue
  let mayRun = wanted > 0 && !isSoftStopped
  if !mayRun, isOnItsWay(state.units[unit].step) {
    state.units[unit].reason =
      isSoftStopped
      ? Reason(.interlock, subject: verdict.row) : fuelCellStopReason(unit, place, state)
    leaveRun(place, image, on: site, state: &state, decision: &decision)
  }
  switch state.units[unit].step {
  case .idle, .permissives, .tripped, .fault:
    waitForFuelCellStart(
      place, mayRun: mayRun, image, on: site, state: &state, decision: &decision)
  case .heatLoop, .leakTestFill, .leakTestHold, .admit:
    prepareFuelCell(place, image, on: site, state: &state, decision: &decision)
  case .startRequest, .deviceStart, .warmUp:
    startFuelCell(place, image, on: site, state: &state, decision: &decision)
  case .running:
    runFuelCell(place, wanted: wanted, image, on: site, state: &state, decision: &decision)
  case .stopping, .deviceStop, .isolate, .coolDown:
    stopFuelCell(place, image, on: site, state: &state, decision: &decision)
  default:
    advance(unit, to: .idle, at: now, state: &state, decision: &decision)
  }
}

/// A start that had not yet asked the device goes straight to isolation; anything later ramps down.
@_noAllocation
func leaveRun(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.fuelCells[place].unit)
  let asked = state.units[unit].asked
  switch state.units[unit].step {
  case .heatLoop, .leakTestFill, .leakTestHold, .admit:
    state.units[unit].mark = 0
    stopped(unit, to: .isolate, at: image.time, state: &state, decision: &decision)
  default:
    stopped(unit, to: .stopping, at: image.time, state: &state, decision: &decision)
    state.units[unit].asked = asked
  }
}

@_noAllocation
func fuelCellStopReason(_ unit: Int, _ place: Int, _ state: borrowing ControlState) -> Reason {
  switch state.units[unit].mode {
  case .automatic: state.fuelCellProposals[place].reason
  case .manual: Reason(.manualSetpoint)
  case .standby: Reason(.modeStandby)
  case .off: Reason(.modeOff)
  case .tripped: Reason(.modeTripped)
  }
}

/// F-1: waits for a wish and for every permissive.
@_noAllocation
func waitForFuelCellStart(
  _ place: Int, mayRun: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.fuelCells[place].unit)
  let now = image.time
  if case .tripped = state.units[unit].step {
    advance(unit, to: .idle, at: now, state: &state, decision: &decision)
  }
  let refusal = fuelCellRefusal(place, image, on: site, state)
  let isBarred = refusal.code.rawValue != ReasonCode.none.rawValue
  guard mayRun else {
    let isAutomatic = state.units[unit].mode.rawValue == Mode.automatic.rawValue
    state.units[unit].reason =
      isBarred && isAutomatic ? refusal : fuelCellStopReason(unit, place, state)
    if case .permissives = state.units[unit].step {
      advance(unit, to: .idle, at: now, state: &state, decision: &decision)
    }
    return
  }
  state.units[unit].reason = refusal
  if isBarred {
    advance(unit, to: .permissives, at: now, state: &state, decision: &decision)
  } else {
    state.units[unit].lastStart = now.plant
    advance(unit, to: .heatLoop, at: now, state: &state, decision: &decision)
  }
}
