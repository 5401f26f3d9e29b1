// The steps of a fuel cell's start, run and stop. Status bits are those of the device: 0 stand-by,
// 1 starting, 2 generating, 3 stopping, 4 fault stop.

import EnergyDispatch
import Plant
import Safety

/// F-2 to F-4: heat loop, leak test of the supply line, admission of hydrogen.
@_noAllocation
func prepareFuelCell(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let unit = Int(site.fuelCells[place].unit)
  let now = image.time
  let line = supplyPressure(image, on: site)
  let lowest = 0.9 * nominalSupplyPressure(on: site)
  let highest = 1.1 * nominalSupplyPressure(on: site)
  switch state.units[unit].step {
  case .heatLoop:
    state.units[unit].reason = Reason(.heatLoopNotReady)
    if isHeatLoopReady(image, on: site) {
      advance(unit, to: .leakTestFill, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 60_000, at: now, state: &state, decision: &decision) {
      failPreparation(unit, .heatLoopNotReady, at: now, state: &state, decision: &decision)
    }
  case .leakTestFill:
    state.units[unit].reason = Reason(.waitingForPressure, value: line, limit: lowest)
    let isFilled = line >= lowest && line <= highest
    if hasHeld(isFilled, for: 5_000, unit: unit, at: now, state: &state) {
      advance(unit, to: .leakTestHold, at: now, state: &state, decision: &decision)
      state.units[unit].mark = line
    } else if isOverdue(unit, after: 60_000, at: now, state: &state, decision: &decision) {
      failPreparation(unit, .waitingForPressure, at: now, state: &state, decision: &decision)
    }
  case .leakTestHold:
    // The mark is taken once the bank valve has closed, three seconds after its command.
    let age = now.plant - state.units[unit].since
    if age < 3_000 { state.units[unit].mark = line }
    let drop = state.units[unit].mark - line
    state.units[unit].reason = Reason(.leakTest, value: drop, limit: 0.1)
    // A rise is a leak too: that of the regulator's seat.
    if drop >= 0.1 || line > highest {
      // Not tried again by itself: a person looks for the leak.
      state.units[unit].failedStarts = 1
      failPreparation(unit, .leakTest, at: now, state: &state, decision: &decision)
    } else if age >= 63_000 {
      advance(unit, to: .admit, at: now, state: &state, decision: &decision)
    }
  case .admit:
    state.units[unit].reason = Reason(.waitingForValve, value: line, limit: lowest)
    let isAdmitted =
      line >= lowest && line <= highest && areSupplyValvesOpen(image, on: site)
      && isAirClean(image, on: site)
    if hasHeld(isAdmitted, for: 5_000, unit: unit, at: now, state: &state) {
      advance(unit, to: .startRequest, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 15_000, at: now, state: &state, decision: &decision) {
      failPreparation(unit, .waitingForValve, at: now, state: &state, decision: &decision)
    }
  default: break
  }
}

/// F-5 to F-7: the device starts and warms up at its lowest power.
@_noAllocation
func startFuelCell(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let cell = site.fuelCells[place]
  let unit = Int(cell.unit)
  let now = image.time
  state.units[unit].asked = cell.lowestPower
  let status = image[cell.status].usable ?? Count(0)
  let isStarting = hasBit(1, in: status)
  let isGenerating = hasBit(2, in: status)
  switch state.units[unit].step {
  case .startRequest:
    state.units[unit].reason = Reason(.waitingForDevice)
    if isStarting || isGenerating {
      advance(unit, to: .deviceStart, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 10_000, at: now, state: &state, decision: &decision) {
      failFuelCell(unit, .deviceNotReady, at: now, state: &state, decision: &decision)
    }
  case .deviceStart:
    state.units[unit].reason = Reason(.waitingForDevice)
    if isGenerating {
      advance(unit, to: .warmUp, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 300_000, at: now, state: &state, decision: &decision) {
      failFuelCell(unit, .stepTimedOut, at: now, state: &state, decision: &decision)
    }
  case .warmUp:
    let cellVoltage = image[cell.minimumCellVoltage].usable?.value ?? 0
    state.units[unit].reason = Reason(.warmingUp, value: cellVoltage, limit: 0.55)
    let isHealthy =
      isGenerating && (!cell.minimumCellVoltage.exists || cellVoltage > 0.55)
      && isStackInRange(cell, image)
    if hasHeld(isHealthy, for: 120_000, unit: unit, at: now, state: &state) {
      state.units[unit].failedStarts = 0
      advance(unit, to: .running, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 600_000, at: now, state: &state, decision: &decision) {
      failFuelCell(unit, .warmingUp, at: now, state: &state, decision: &decision)
    }
  default: break
  }
}

/// F-8: power follows the wish by the ramp, within range, interlock limit and the derating by heat.
@_noAllocation
func runFuelCell(
  _ place: Int, wanted: Double, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let cell = site.fuelCells[place]
  let unit = Int(cell.unit)
  let target = fuelCellTarget(
    wanted: wanted, share: state.safety.unitVerdicts[unit].share,
    heat: heatShare(cell, image, on: site), of: cell)
  state.units[unit].asked = ramped(
    state.units[unit].asked, towards: target, rate: site.settings.fuelCellRamp,
    for: elapsed(image, state))
  let isManual = state.units[unit].mode.rawValue == Mode.manual.rawValue
  state.units[unit].reason =
    isManual
    ? Reason(.manualSetpoint, value: state.units[unit].setpoint)
    : state.fuelCellProposals[place].reason
  var hasFallenOut = false
  if let status = image[cell.status].usable, !hasBit(2, in: status) { hasFallenOut = true }
  if hasHeld(hasFallenOut, for: 5_000, unit: unit, at: image.time, state: &state) {
    failFuelCell(unit, .deviceFault, at: image.time, state: &state, decision: &decision)
  }
}

/// Where the ramp of a running cell leads, in kW: the wish below the limits of interlocks and heat, and
/// never below the lowest power.
@_noAllocation
func fuelCellTarget(wanted: Double, share: Double, heat: Double, of cell: FuelCell) -> Double {
  let highest = cell.ratedPower * (heat < share ? heat : share)
  let target = wanted < highest ? wanted : highest
  return target > cell.lowestPower ? target : cell.lowestPower
}

/// Share of rated power that heat leaves: half above 70 C at the outlet; above 55 C at the return
/// linearly down to a fifth at 60 C. A missing value leaves half.
@_noAllocation
func heatShare(_ cell: FuelCell, _ image: borrowing ProcessImage, on site: borrowing Site)
  -> Double
{
  var share = 1.0
  if cell.outletTemperature.exists {
    let outlet = image[cell.outletTemperature].usable?.value ?? 70
    if outlet >= 70 { share = 0.5 }
  }
  for place in 0..<site.heatLoops.count where site.heatLoops[place].returnTemperature.exists {
    guard let back = image[site.heatLoops[place].returnTemperature].usable?.value else {
      share = share < 0.5 ? share : 0.5
      continue
    }
    if back > 55 {
      let left = back >= 60 ? 0.2 : 1 - 0.16 * (back - 55)
      if left < share { share = left }
    }
  }
  return share
}

/// F-9 to F-12.
@_noAllocation
func stopFuelCell(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let cell = site.fuelCells[place]
  let unit = Int(cell.unit)
  let now = image.time
  let rest = derivedSample(cell.atRest.index, on: site, state)
  let isAtRest = rest.quality.isUsable && rest.value != 0
  switch state.units[unit].step {
  case .stopping:
    state.units[unit].asked = ramped(
      state.units[unit].asked, towards: cell.lowestPower, rate: site.settings.fuelCellRamp,
      for: elapsed(image, state))
    let isLow = state.units[unit].asked <= cell.lowestPower && followsDown(cell, image)
    state.units[unit].mark = 0
    if !isAtRest, !isLow {
      guard isOverdue(unit, after: 60_000, at: now, state: &state, decision: &decision) else {
        return
      }
      // A cell that does not follow its ramp is stopped by its contact, the valves still open.
      state.units[unit].mark = 1
    }
    advance(unit, to: .deviceStop, at: now, state: &state, decision: &decision)
  case .deviceStop:
    state.units[unit].asked = 0
    if isAtRest, isCurrentGone(cell, image) {
      state.units[unit].mark = 0
      advance(unit, to: .isolate, at: now, state: &state, decision: &decision)
      return
    }
    // A stop that is not obeyed opens the contact, and only then do the valves close: under load
    // they would starve the anode. Both come before the matrix closes the valves 180 s after the
    // stop.
    let begun = state.units[unit].lastStop
    let limit = 170_000 - (state.units[unit].since - begun)
    if isOverdue(unit, after: limit, at: now, state: &state, decision: &decision),
      now.plant - begun > 175_000
    {
      state.units[unit].mark = 1
      advance(unit, to: .isolate, at: now, state: &state, decision: &decision)
    }
  case .isolate:
    state.units[unit].asked = 0
    if now.plant - state.units[unit].since > 10_000 {
      advance(unit, to: .coolDown, at: now, state: &state, decision: &decision)
    }
  case .coolDown:
    let outlet = image[cell.outletTemperature].usable?.value ?? 99
    state.units[unit].reason = Reason(.coolingDown, value: outlet, limit: 50)
    let isLongEnough = now.plant - state.units[unit].since > 300_000
    guard isLongEnough else { return }
    if outlet >= 50 {
      guard isOverdue(unit, after: 900_000, at: now, state: &state, decision: &decision) else {
        return
      }
      // It rests all the same; that it is still hot is for a person to look at.
      state.units[unit].concern = Reason(.coolingOverdue, value: outlet, limit: 50)
    }
    advance(unit, to: .idle, at: now, state: &state, decision: &decision)
  default: break
  }
}

/// A preparation that failed before the device was asked: valves close, the pump runs on.
@_noAllocation
func failPreparation(
  _ unit: Int, _ code: ReasonCode, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) {
  state.units[unit].failedStarts += 1
  state.units[unit].mark = 0
  state.units[unit].reason = Reason(code)
  stopped(unit, to: .isolate, at: time, state: &state, decision: &decision)
}

/// A device that did not start or fell out: an orderly device stop with the valves still open.
@_noAllocation
func failFuelCell(
  _ unit: Int, _ code: ReasonCode, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) {
  state.units[unit].failedStarts += 1
  state.units[unit].mark = 0
  state.units[unit].reason = Reason(code)
  stopped(unit, to: .deviceStop, at: time, state: &state, decision: &decision)
}
