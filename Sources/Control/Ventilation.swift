// Ventilation and pre-purge (steps V-0 to V-5; V-6 and V-7 are in `VentilationRest.swift`). The purge is counted, not timed: air changes by proven
// flow, and only while the air is known to be clean. What was purged stays purged as long as flow and
// clean air never fail for longer than the gap; there is no new purge per start.

import Plant
import Safety

/// Counts air changes and says where the ventilation stands.
@_noAllocation
func ventilate(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  let now = image.time.plant
  let passed = elapsed(image, state)
  let room = site.room
  let settings = site.settings
  if state.ventilation.askedHigh == Instant.never { state.ventilation.askedHigh = now }

  let isPurged = state.ventilation.purgedSince != Instant.never
  let needed = settings.lowestFlowShare * (isPurged ? room.baseFlow : room.highFlow)
  var flow = 0.0
  var isFlowing = false
  if let measured = image[room.airFlow].usable {
    flow = measured.value
    isFlowing = flow >= needed && needed > 0 && isClosedWhereFitted(room.flowSwitch, image)
  }
  if isFlowing { state.ventilation.wasProven = true }
  let hasMains = isClosedWhereFitted(room.mainsPresent, image)

  if isFlowing, hasMains, isAirClean(image, on: site) {
    state.ventilation.lastGood = now
    if !isPurged, room.volume > 0 {
      state.ventilation.airChanges += flow * Double(passed) / 3_600_000 / room.volume
      if state.ventilation.airChanges >= settings.airChanges {
        state.ventilation.purgedSince = now
        state.ventilation.unpurgedSince = Instant.never
        decision.record(
          Event(
            .purgeComplete, subject: room.unit, value: state.ventilation.airChanges, at: image.time)
        )
      }
    }
  } else if !hasMains || now - state.ventilation.lastGood > settings.flowGap {
    losePurge(at: image.time, room: room.unit, state: &state, decision: &decision)
  }
  tellOverdue(image, on: site, state: &state, decision: &decision)
  nameVentilationStep(isFlowing: isFlowing, at: now, state: &state)
}

/// The counter goes back to zero, and the room has to be purged anew.
@_noAllocation
func losePurge(
  at time: ScanTime, room: Int16, state: inout ControlState, decision: inout Decision
) {
  guard state.ventilation.airChanges > 0 else { return }
  decision.record(
    Event(.purgeLost, subject: room, value: state.ventilation.airChanges, at: time))
  state.ventilation.airChanges = 0
  state.ventilation.purgedSince = Instant.never
  state.ventilation.askedHigh = time.plant
}

@_noAllocation
func nameVentilationStep(isFlowing: Bool, at now: Milliseconds, state: inout ControlState) {
  var step = Step.flowProof
  if state.ventilation.mayBeOff, !isFlowing {
    step = .ventilationOff
  } else if state.ventilation.purgedSince != Instant.never {
    step = now < state.ventilation.boostUntil ? .boost : .purged
    if case .purged = step, isAfterRun(state.ventilation, at: now) { step = .afterRun }
  } else if isFlowing {
    step = .prePurge
  }
  if step.rawValue != state.ventilation.step.rawValue {
    state.ventilation.step = step
    state.ventilation.since = now
  }
}

/// True when every detector is valid and shows less than the clear limit. A site without detectors
/// never has clean air: what is not known is denied.
@_noAllocation
func isAirClean(_ image: borrowing ProcessImage, on site: borrowing Site) -> Bool {
  guard site.detectors.count > 0 else { return false }
  for place in 0..<site.detectors.count {
    guard let gas = image[site.detectors[place].concentration].usable else { return false }
    if gas.value >= site.settings.clearGas { return false }
  }
  return true
}

/// True once the fan has had its time to prove the flow, twice with a pause between: from then on a missing
/// flow is a fault. The fan is asked for its full speed all the while, and nothing starts. A flow that was
/// proven once is a fault as soon as it is gone.
@_noAllocation
func isFlowExpected(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ ventilation: VentilationState
) -> Bool {
  if ventilation.mayBeOff { return false }
  if ventilation.wasProven { return true }
  guard ventilation.askedHigh != Instant.never else { return false }
  let settings = site.settings
  let allowed = 2 * settings.flowProofTime + settings.flowProofPause
  return image.time.plant - ventilation.askedHigh > allowed
}

/// Fan, horn and beacons. The fan is high until the room is purged, and again for ten minutes after any
/// doubt about the air, any trip and any blow-down.
@_noAllocation
func moveRoom(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  let now = image.time.plant
  let room = site.room
  if hasReasonToBoost(image, on: site, state) {
    state.ventilation.boostUntil = now + site.settings.afterRun
  }
  let isPurged = state.ventilation.purgedSince != Instant.never
  let isBoosting = now < state.ventilation.boostUntil
  let code: ReasonCode = isPurged ? .gasNotClear : .purgeIncomplete
  command(
    room.fanHigh, isPurged && !isBoosting ? 0 : 1, .sequence,
    Reason(code, value: state.ventilation.airChanges, limit: site.settings.airChanges), &decision)
  command(room.horn, 0, .sequence, .none, &decision)
  command(room.beaconRed, 0, .sequence, .none, &decision)
  var needsAttention = false
  for place in 0..<decision.rows.count {
    let isUrgent = site.interlocks.rows[place].priority.rawValue < 3
    if decision.rows[place].isActive, isUrgent { needsAttention = true }
  }
  for place in 0..<site.boosters.count where site.boosters[place].unit >= 0 {
    if case .hoseUnderPressure = state.units[Int(site.boosters[place].unit)].step {
      needsAttention = true
    }
  }
  command(room.beaconYellow, needsAttention ? 1 : 0, .sequence, .none, &decision)
  if room.unit >= 0 {
    let unit = Int(room.unit)
    state.units[unit].mode = .automatic
    state.units[unit].reason =
      isPurged
      ? .none
      : Reason(
        .purgeIncomplete, value: state.ventilation.airChanges, limit: site.settings.airChanges)
  }
}

@_noAllocation
func hasReasonToBoost(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState
) -> Bool {
  if !isAirClean(image, on: site) { return true }
  for place in 0..<site.electrolysers.count {
    let unit = Int(site.electrolysers[place].unit)
    if state.safety.unitVerdicts[unit].effect.rawValue >= Effect.trip.rawValue { return true }
    if state.units[unit].step.rawValue == Step.blowDown.rawValue { return true }
  }
  for place in 0..<site.boosters.count where site.boosters[place].unit >= 0 {
    switch state.units[Int(site.boosters[place].unit)].step {
    case .purgeHose, .isolate, .ventHose: return true
    default: break
    }
  }
  for place in 0..<site.fuelCells.count {
    let unit = Int(site.fuelCells[place].unit)
    if state.safety.unitVerdicts[unit].effect.rawValue >= Effect.trip.rawValue { return true }
  }
  return false
}
