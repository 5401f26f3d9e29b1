// What the ventilation does when little is left to do, and what it tells when it does too little: the fan's
// after-run (V-6), the fan that a person switches off for maintenance (V-7), a flow that was not proven in its
// time (V-1) and a purge that takes more than twice its nominal time (V-2). No output of this software turns
// the fan off: a lost wire means full speed. So V-7 says when a person may, and calls it no fault then.

import Plant
import Safety

/// V-6 and V-7: follows how long the base flow is still needed, and whether the fan may be off. Whatever ends
/// that begins the proof of the flow anew.
@_noAllocation
func restVentilation(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState
) {
  let now = image.time.plant
  state.ventilation.isInUse = isPlantInUse(image, on: site, state)
  if state.ventilation.isInUse {
    state.ventilation.afterRunUntil = now + site.settings.afterRun
  }
  // A clock that was set back lengthens nothing.
  let longest = now + site.settings.afterRun
  if state.ventilation.afterRunUntil > longest { state.ventilation.afterRunUntil = longest }
  let wasOff = state.ventilation.mayBeOff
  state.ventilation.mayBeOff =
    isClosed(site.room.keyMaintenance, image) && isKnownOpen(site.room.keyRemote, image)
    && !state.ventilation.isInUse && !isAfterRun(state.ventilation, at: now)
    && isAirClean(image, on: site)
    && isEverythingShut(image, on: site, state)
  if wasOff, !state.ventilation.mayBeOff {
    state.ventilation.wasProven = false
    state.ventilation.askedHigh = now
  }
}

/// True where the site lacks the contact, and when it is known to be open: two positions of one key at once
/// are none.
@_noAllocation
private func isKnownOpen(_ point: Point<Contact>, _ image: borrowing ProcessImage) -> Bool {
  guard point.exists else { return true }
  guard let contact = image[point].usable else { return false }
  return !contact.isClosed
}

/// True while the base flow runs on after the last device.
@_noAllocation
func isAfterRun(_ ventilation: VentilationState, at now: Milliseconds) -> Bool {
  !ventilation.isInUse && now < ventilation.afterRunUntil
}

/// True while a device works, or a module is above 2 bar(g), or either is not known.
@_noAllocation
private func isPlantInUse(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState
) -> Bool {
  for place in 0..<site.electrolysers.count {
    let module = site.electrolysers[place]
    if !isKnownToRest(module.atRest, on: site, state) { return true }
    guard module.innerPressure.exists else { continue }
    guard let inner = image[module.innerPressure].usable, inner.value < 2 else { return true }
  }
  for place in 0..<site.fuelCells.count
  where !isKnownToRest(site.fuelCells[place].atRest, on: site, state) {
    return true
  }
  return false
}

@_noAllocation
private func isKnownToRest(
  _ point: Point<Contact>, on site: borrowing Site, _ state: borrowing ControlState
) -> Bool {
  let rest = derivedSample(point.index, on: site, state)
  return rest.quality.isUsable && rest.value != 0
}

/// True when every valve is shut, no supply line stands above 2 bar(g) and no hose above half a bar.
@_noAllocation
private func isEverythingShut(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState
) -> Bool {
  for place in 0..<site.valves.count where !isShut(Int16(place), image, on: site, state) {
    return false
  }
  for place in 0..<site.supplyLines.count {
    guard let line = image[site.supplyLines[place].pressure].usable, line.value < 2 else {
      return false
    }
  }
  for place in 0..<site.boosters.count where site.boosters[place].discharge.exists {
    if hosePressure(site.boosters[place], image) >= 0.5 { return false }
  }
  return true
}

/// V-1 and V-2: tells once that the flow was not proven in its first time, and for as long as it lasts that
/// the room is not purged after twice the nominal time.
@_noAllocation
func tellOverdue(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  let now = image.time
  let room = site.room
  let isPurged = state.ventilation.purgedSince != Instant.never
  if !isPurged, state.ventilation.unpurgedSince == Instant.never {
    state.ventilation.unpurgedSince = now.plant
  }
  let due = state.ventilation.askedHigh + site.settings.flowProofTime
  if !state.ventilation.wasProven, !state.ventilation.mayBeOff, now.plant > due,
    state.previous.plant <= due
  {
    decision.record(
      Event(
        .stepTimedOut, subject: room.unit, value: Double(Step.flowProof.rawValue),
        reason: Reason(.ventilationNotProven), at: now))
  }
  guard room.unit >= 0 else { return }
  let unit = Int(room.unit)
  let isTold = state.units[unit].concern.code.rawValue != ReasonCode.none.rawValue
  state.units[unit].concern = .none
  guard !isPurged, !state.ventilation.mayBeOff, room.highFlow > 0 else { return }
  let nominal = site.settings.airChanges * room.volume / room.highFlow * 3_600_000
  guard Double(now.plant - state.ventilation.unpurgedSince) > 2 * nominal else { return }
  state.units[unit].concern = Reason(
    .purgeOverdue, value: state.ventilation.airChanges, limit: site.settings.airChanges)
  if !isTold {
    decision.record(
      Event(
        .stepTimedOut, subject: room.unit, value: Double(Step.prePurge.rawValue),
        reason: state.units[unit].concern, at: now))
  }
}
