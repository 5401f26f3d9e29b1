// What fuel cell, bank valve and house valve are told in each step.

import Plant

/// What the device is told.
@_noAllocation
func commandFuelCell(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let cell = site.fuelCells[place]
  let now = state.units[Int(cell.unit)]
  var isPermitted = false
  var isStarted = false
  var isStopping = true
  var isReleased = true
  switch now.step {
  case .startRequest, .deviceStart, .warmUp, .running:
    isPermitted = true
    isStarted = true
    isStopping = false
  case .stopping:
    isPermitted = true
    isStarted = true
    isStopping = false
  case .deviceStop:
    // The mark says that the ramp down was not followed.
    isReleased = !now.hasToldTimeOut && now.mark == 0
  case .isolate:
    // Nor does it close again while the cell works on with its valves shut.
    isReleased = now.mark == 0
  case .heatLoop, .leakTestFill, .leakTestHold, .admit:
    isStopping = false
  default: break
  }
  switch now.mode {
  case .off: isReleased = isReleased && needsContact(now.step)
  case .tripped: isReleased = false
  case .standby, .automatic, .manual: break
  }
  let isManual = now.mode.rawValue == Mode.manual.rawValue
  var origin = CommandOrigin.sequence
  if case .running = now.step { origin = isManual ? .manual : .dispatch }
  command(cell.permit, isPermitted ? 1 : 0, .sequence, now.reason, &decision)
  command(cell.start, isStarted ? 1 : 0, .sequence, now.reason, &decision)
  command(cell.stop, isStopping ? 1 : 0, .sequence, now.reason, &decision)
  command(cell.powerSetpoint, now.asked, origin, now.reason, &decision)
  command(cell.externalRelease, isReleased ? 1 : 0, .sequence, now.reason, &decision)
}

/// Bank valve and house valve of every supply line. Both open from admission until the cell is at
/// rest; the bank valve alone for the leak test.
@_noAllocation
func moveSupplyValves(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  var isBankOpen = false
  var isHouseOpen = false
  var reason = Reason.none
  for place in 0..<site.fuelCells.count {
    let now = state.units[Int(site.fuelCells[place].unit)]
    reason = now.reason
    switch now.step {
    case .leakTestFill: isBankOpen = true
    case .admit, .startRequest, .deviceStart, .warmUp, .running, .stopping, .deviceStop:
      isBankOpen = true
      isHouseOpen = true
    default: break
    }
  }
  for place in 0..<site.supplyLines.count {
    let line = site.supplyLines[place]
    if line.bankValve >= 0 {
      command(
        site.valves[Int(line.bankValve)].open, isBankOpen ? 1 : 0, .sequence, reason, &decision)
    }
    if line.houseValve >= 0 {
      command(
        site.valves[Int(line.houseValve)].open, isHouseOpen ? 1 : 0, .sequence, reason, &decision)
    }
  }
}

/// Pressure behind the regulator of the first supply line, in bar(g); 0 when it is not known, which
/// passes no proof.
@_noAllocation
func supplyPressure(_ image: borrowing ProcessImage, on site: borrowing Site) -> Double {
  guard site.supplyLines.count > 0 else { return 0 }
  return image[site.supplyLines[0].pressure].usable?.value ?? 0
}

/// Nominal pressure behind the regulator of the first supply line, in bar(g). A tenth more or less is
/// what a sound regulator leaves.
@_noAllocation
func nominalSupplyPressure(on site: borrowing Site) -> Double {
  site.supplyLines.count > 0 ? site.supplyLines[0].nominalPressure : 5
}

/// True when every fitted limit switch of the supply valves says open.
@_noAllocation
func areSupplyValvesOpen(_ image: borrowing ProcessImage, on site: borrowing Site) -> Bool {
  for place in 0..<site.supplyLines.count {
    let line = site.supplyLines[place]
    if line.bankValve >= 0, !isClosedWhereFitted(site.valves[Int(line.bankValve)].opened, image) {
      return false
    }
    if line.houseValve >= 0, !isClosedWhereFitted(site.valves[Int(line.houseValve)].opened, image) {
      return false
    }
  }
  return true
}

/// Heat loop proof: flow at least 0.15 m3/h, pressure 1.0 to 2.5 bar(g), return below 55 C or an
/// emergency cooler at hand.
@_noAllocation
func isHeatLoopReady(_ image: borrowing ProcessImage, on site: borrowing Site) -> Bool {
  for place in 0..<site.heatLoops.count {
    let loop = site.heatLoops[place]
    if loop.flow.exists, (image[loop.flow].usable?.value ?? 0) < 0.15 { return false }
    if loop.pressure.exists {
      let pressure = image[loop.pressure].usable?.value ?? 0
      if pressure < 1 || pressure > 2.5 { return false }
    }
    if loop.returnTemperature.exists {
      let back = image[loop.returnTemperature].usable?.value ?? 99
      if back >= 55, !loop.emergencyCooler.exists { return false }
    }
  }
  return true
}
