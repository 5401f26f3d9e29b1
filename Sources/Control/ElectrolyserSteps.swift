// The steps of an electrolyser's start, run and stop, each with its proof and its time limit.
// Device codes are those of the module state: 0 halted, 1 maintenance, 2 idle, 3 steady, 4 stand-by
// at highest pressure, 5 ramp curve, 6 blow-down.

import EnergyDispatch
import Plant
import Safety

/// E-2 to E-6.
@_noAllocation
func startElectrolyser(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time
  let device = image[module.state].usable
  let isProducing = producing(device)
  switch state.units[unit].step {
  case .wake:
    state.units[unit].reason = Reason(.waitingForDevice)
    let isIdle = stands(device, at: 2) || stands(device, at: 4)
    if isIdle, isInOperation(module, image), hasNoErrors(module, image) {
      // A temperature that is not known counts as cold; where the site has none, the device minds it.
      let temperature = image[module.electrolyteTemperature].usable?.value ?? -273
      let isCold = module.electrolyteTemperature.exists && temperature < 20
      state.units[unit].mark = 0
      advance(unit, to: isCold ? .preheat : .start, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 60_000, at: now, state: &state, decision: &decision) {
      failStart(unit, .deviceNotReady, at: now, state: &state, decision: &decision)
    }
  case .preheat:
    let temperature = image[module.electrolyteTemperature].usable?.value ?? -273
    state.units[unit].reason = Reason(.warmingUp, value: temperature, limit: 20)
    if temperature >= 20 {
      state.units[unit].mark = 0
      advance(unit, to: .start, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 2_700_000, at: now, state: &state, decision: &decision) {
      if temperature > 5 {
        state.units[unit].mark = 0
        advance(unit, to: .start, at: now, state: &state, decision: &decision)
      } else {
        failStart(unit, .warmingUp, at: now, state: &state, decision: &decision)
      }
    }
  case .start:
    state.units[unit].reason = Reason(.waitingForDevice)
    if isProducing {
      advance(unit, to: .selfTest, at: now, state: &state, decision: &decision)
    } else if now.plant - state.units[unit].since > startTime, state.units[unit].mark == 0 {
      // Written once more: the device sees the run command fall and rise.
      state.units[unit].mark = 1
    } else if isOverdue(
      unit, after: 2 * startTime + rewriteTime, at: now, state: &state, decision: &decision)
    {
      failStart(unit, .deviceNotReady, at: now, state: &state, decision: &decision)
    }
  case .selfTest, .pressurise:
    pressurise(place, isProducing: isProducing, image, on: site, state: &state, decision: &decision)
  default: break
  }
}

/// How long a module may take to follow its run command, and for how long the command is taken back
/// before it is given once more, in ms.
var startTime: Milliseconds {
  @_noAllocation get { 30_000 }
}
var rewriteTime: Milliseconds {
  @_noAllocation get { 2_000 }
}

/// True in the moment in which a start that was not followed is taken back.
@_noAllocation
func isRewriting(_ unit: UnitState, _ now: Milliseconds) -> Bool {
  guard case .start = unit.step, unit.mark != 0 else { return false }
  return now - unit.since <= startTime + rewriteTime
}

/// E-5 and E-6: the device tests itself and builds up pressure; the tank opens when the outlet
/// stands half a bar above it.
@_noAllocation
func pressurise(
  _ place: Int, isProducing: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time
  let tank = tankPressure(image, on: site)
  let outlet = image[module.outletPressure]
  let reached = outlet.usable?.value ?? 0
  state.units[unit].reason = Reason(.waitingForPressure, value: reached, limit: tank + 0.5)
  if !isProducing {
    if state.units[unit].contradictedSince == Instant.never {
      state.units[unit].contradictedSince = now.plant
    }
    state.units[unit].proofSince = Instant.never
    if now.plant - state.units[unit].contradictedSince >= 30_000 {
      failStart(unit, .deviceFault, at: now, state: &state, decision: &decision)
    }
    return
  }
  state.units[unit].contradictedSince = Instant.never
  if case .selfTest = state.units[unit].step {
    // The device looks for leaks by filling itself: gas in the room now is its own until disproved.
    let hasGas = highestGas(image, on: site) >= site.settings.gasForSelfTest
    if hasHeld(hasGas, for: 3_000, unit: unit, at: now, state: &state) {
      failStart(unit, .gasNotClear, at: now, state: &state, decision: &decision)
      return
    }
  }
  let isAbove = outlet.quality.isUsable && reached >= tank + 0.5
  if case .selfTest = state.units[unit].step {
    let inner = image[module.innerPressure].usable?.value ?? 0
    // A warm module tests itself in minutes; against a full tank it is the pressure that takes its time.
    let isClear = isGasKnown(image, on: site, below: site.settings.gasForSelfTest)
    if !isClear { state.units[unit].reason = Reason(.gasNotClear) }
    if isClear, isAbove || inner > tank {
      advance(unit, to: .pressurise, at: now, state: &state, decision: &decision)
    } else if isOverdue(unit, after: 1_800_000, at: now, state: &state, decision: &decision) {
      failStart(unit, .stepTimedOut, at: now, state: &state, decision: &decision)
    }
    return
  }
  // Gas enters the tank only after a minute of good quality. Where another module already delivers, the
  // tank is open to this one as well.
  let quality = inletQualityRefusal(image, on: site)
  let isGood = quality.code.rawValue == ReasonCode.none.rawValue
  if isAbove, !isGood { state.units[unit].reason = quality }
  let proof = site.gasQuality.oxygen.exists ? site.settings.qualityProof : 0
  if hasHeld(isAbove && isGood, for: proof, unit: unit, at: now, state: &state)
    || isInletOpen(image, on: site)
  {
    state.units[unit].failedStarts = 0
    advance(unit, to: .running, at: now, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 900_000, at: now, state: &state, decision: &decision) {
    failStart(unit, .stepTimedOut, at: now, state: &state, decision: &decision)
  }
}

/// Oxygen in the hydrogen and hydrogen in the oxygen must be known and low before the tank opens, in vol%.
@_noAllocation
func inletQualityRefusal(_ image: borrowing ProcessImage, on site: borrowing Site) -> Reason {
  let oxygen = oxygenRefusal(limit: site.settings.oxygenForInlet, image, on: site)
  guard oxygen.code.rawValue == ReasonCode.none.rawValue, site.gasQuality.hydrogen.exists else {
    return oxygen
  }
  let limit = site.settings.hydrogenForInlet
  guard let hydrogen = image[site.gasQuality.hydrogen].usable else {
    return Reason(.gasQuality, value: 0, limit: limit)
  }
  return hydrogen.value > limit ? Reason(.gasQuality, value: hydrogen.value, limit: limit) : .none
}

/// E-7: power follows the wish by the ramp, within the module's range and the limit of the
/// interlocks.
@_noAllocation
func runElectrolyser(
  _ place: Int, wanted: Double, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let target = electrolyserTarget(
    wanted: wanted, share: state.safety.unitVerdicts[unit].share, of: module)
  if state.units[unit].asked < module.lowestPower { state.units[unit].asked = module.lowestPower }
  let rate = site.settings.electrolyserRamp / 100 * module.ratedPower
  state.units[unit].asked = ramped(
    state.units[unit].asked, towards: target, rate: rate, for: elapsed(image, state))
  let isManual = state.units[unit].mode.rawValue == Mode.manual.rawValue
  state.units[unit].reason =
    isManual
    ? Reason(.manualSetpoint, value: state.units[unit].setpoint)
    : state.electrolyserProposals[place].reason
  watchFlow(place, image, on: site, state: &state)
  if stands(image[module.state].usable, at: 4) {
    hold(place, image, on: site, state: &state, decision: &decision)
    return
  }
  // The device fell out of its run by itself: the start begins anew. One odd reading is no fall.
  var hasFallenOut = false
  if let device = image[module.state].usable, device.value < 2.5 { hasFallenOut = true }
  if hasHeld(hasFallenOut, for: 5_000, unit: unit, at: image.time, state: &state) {
    failStart(unit, .deviceFault, at: image.time, state: &state, decision: &decision)
  }
}

/// Where the ramp of a running module leads, in kW: the wish within the module's range and the limit
/// of the interlocks; a running module never goes below its lowest power.
@_noAllocation
func electrolyserTarget(wanted: Double, share: Double, of module: Electrolyser) -> Double {
  let highest = module.ratedPower * powerShare(share, of: module)
  let target = wanted < module.lowestPower ? module.lowestPower : wanted
  guard target > highest else { return target }
  return highest > module.lowestPower ? highest : module.lowestPower
}

/// E-9 and E-10.
@_noAllocation
func stopElectrolyser(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time
  let rest = derivedSample(module.atRest.index, on: site, state)
  let isAtRest = rest.quality.isUsable && rest.value != 0
  if case .stopping = state.units[unit].step {
    if isAtRest {
      advance(unit, to: .hotStandby, at: now, state: &state, decision: &decision)
    } else {
      // The reason of the stop stays; a stop that is not obeyed is told, and the contact opens.
      _ = isOverdue(unit, after: 20_000, at: now, state: &state, decision: &decision)
    }
    return
  }
  blowDown(place, isAtRest: isAtRest, image, on: site, state: &state, decision: &decision)
}

/// A start that did not succeed: the next one may be tried once; then a person has to act.
@_noAllocation
func failStart(
  _ unit: Int, _ code: ReasonCode, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) {
  state.units[unit].failedStarts += 1
  state.units[unit].reason = Reason(code)
  stopped(unit, to: .fault, at: time, state: &state, decision: &decision)
}

/// What the device is told in this step.
@_noAllocation
func commandElectrolyser(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = state.units[unit]
  var run = 0.0
  switch now.step {
  case .start: run = isRewriting(now, image.time.plant) ? 0 : 1
  case .selfTest, .pressurise, .running, .held: run = 1
  default: run = 0
  }
  var isReleased = false
  switch now.mode {
  case .standby, .automatic, .manual: isReleased = true
  case .off: isReleased = needsContact(now.step)
  case .tripped: isReleased = false
  }
  if case .stopping = now.step, now.hasToldTimeOut { isReleased = false }
  let isManual = now.mode.rawValue == Mode.manual.rawValue
  var origin = CommandOrigin.sequence
  if case .running = now.step { origin = isManual ? .manual : .dispatch }
  command(module.run, run, origin, now.reason, &decision)
  command(module.rate, rate(for: now.asked, of: module), origin, now.reason, &decision)
  command(module.externalRelease, isReleased ? 1 : 0, .sequence, now.reason, &decision)
  var isBlowingDown = false
  if case .blowDown = now.step { isBlowingDown = true }
  command(module.blowDown, isBlowingDown ? 1 : 0, .sequence, now.reason, &decision)
  var isPreheating = false
  if case .preheat = now.step { isPreheating = true }
  command(module.preheat, isPreheating ? 1 : 0, .sequence, now.reason, &decision)
}

/// True in the steps that end in order only with a closed contact: a module that is switched off
/// while it runs stops and blows down first.
@_noAllocation
func needsContact(_ step: Step) -> Bool {
  switch step {
  case .stopping, .hotStandby, .blowDown, .deviceStop: true
  default: isOnItsWay(step)
  }
}

/// Production rate in % of nominal for a consumption in kW: linear between the lowest and the rated
/// point of the module.
@_noAllocation
func rate(for power: Double, of module: Electrolyser) -> Double {
  let lowest = module.lowestShare * 100
  let span = module.ratedPower - module.lowestPower
  guard span > 0, power > module.lowestPower else { return lowest }
  let share = (power - module.lowestPower) / span
  return lowest + (share < 1 ? share : 1) * (100 - lowest)
}
