// The valves of a store (steps S-1 to S-3, S-5). The inlet serves the modules that deliver. The outlet opens
// only on demand: a booster's, or that of a person who released it and stays; and only out of a store that
// holds enough, with gas that is known to be good. It closes in the scan in which the demand ends.

import Plant
import Safety

/// Inlets and outlets of every store.
@_noAllocation
func moveStoreValves(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  moveInletValves(image, on: site, state: &state, decision: &decision)
  for place in 0..<site.stores.count where site.stores[place].outlet >= 0 {
    followQuarantine(place, on: site, state: &state)
    stepOutlet(place, image, on: site, state: &state, decision: &decision)
  }
}

/// The inlet valve of a store is open while a module delivers, and stays so until the last one is
/// at rest.
@_noAllocation
func moveInletValves(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  var isDelivering = false
  for place in 0..<site.electrolysers.count {
    let unit = Int(site.electrolysers[place].unit)
    switch state.units[unit].step {
    case .running, .held: isDelivering = true
    case .stopping:
      if isInletOpen(image, on: site) { isDelivering = true }
    default: break
    }
  }
  for place in 0..<site.stores.count where site.stores[place].inlet >= 0 {
    let valve = site.valves[Int(site.stores[place].inlet)]
    command(valve.open, isDelivering ? 1 : 0, .sequence, .none, &decision)
  }
}

/// Takes an outlet through its steps and commands it.
@_noAllocation
func stepOutlet(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let valve = site.valves[Int(site.stores[place].outlet)]
  guard valve.unit >= 0 else { return }
  let unit = Int(valve.unit)
  let now = image.time
  let isReleased = state.units[unit].mode.rawValue == Mode.manual.rawValue
  let isDrawn = isDrawnByBooster(place, image, on: site, state)
  let refusal = outletRefusal(place, isReleased: isReleased, image, on: site, state)
  let isBarred = refusal.code.rawValue != ReasonCode.none.rawValue
  let isWanted = (isReleased || isDrawn) && !isBarred
  let isProven = proves(valve, isOpen: isWanted, image)
  state.units[unit].reason = isReleased || isDrawn ? refusal : Reason(.noDemand)
  switch state.units[unit].step {
  case .opening where isWanted:
    state.units[unit].reason = Reason(.waitingForValve)
    if isProven {
      advance(unit, to: .opened, at: now, state: &state, decision: &decision)
    } else if isOverdue(
      unit, after: site.settings.valveProof, at: now, state: &state, decision: &decision)
    {
      // The matrix speaks now too; the release ends, and a person looks.
      withdraw(unit, Reason(.waitingForValve), at: now, state: &state, decision: &decision)
      advance(unit, to: .closing, at: now, state: &state, decision: &decision)
    }
  case .opened where isWanted: break
  case .opening, .opened:
    if isReleased { withdraw(unit, refusal, at: now, state: &state, decision: &decision) }
    advance(unit, to: .closing, at: now, state: &state, decision: &decision)
  case .closing:
    let isOver = isOverdue(
      unit, after: site.settings.valveProof, at: now, state: &state, decision: &decision)
    if proves(valve, isOpen: false, image) || isOver {
      advance(unit, to: .idle, at: now, state: &state, decision: &decision)
    }
  default:
    if state.outlets[place].isQuarantined {
      advance(unit, to: .quarantine, at: now, state: &state, decision: &decision)
    } else if isWanted {
      state.units[unit].reason = Reason(.waitingForValve)
      advance(unit, to: .opening, at: now, state: &state, decision: &decision)
    } else {
      advance(unit, to: .idle, at: now, state: &state, decision: &decision)
    }
  }
  var isOpen = false
  switch state.units[unit].step {
  case .opening, .opened: isOpen = true
  default: break
  }
  command(
    valve.open, isOpen ? 1 : 0, isReleased ? .manual : .sequence, state.units[unit].reason,
    &decision)
}

/// A person's release ends: it has to be given anew.
@_noAllocation
private func withdraw(
  _ unit: Int, _ reason: Reason, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) {
  guard state.units[unit].mode.rawValue == Mode.manual.rawValue else { return }
  state.units[unit].stopReason = reason
  change(unit, to: .standby, at: time, reason: reason, state: &state, decision: &decision)
}

/// Why an outlet may not be open; `none` when it may. Once it is open the store may fall to a lower
/// pressure than that which it needs to be opened.
@_noAllocation
func outletRefusal(
  _ place: Int, isReleased: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let valve = site.valves[Int(site.stores[place].outlet)]
  let unit = Int(valve.unit)
  if state.units[unit].mode.rawValue == Mode.off.rawValue { return Reason(.modeOff) }
  if state.outlets[place].isQuarantined { return Reason(.quarantine) }
  if valve.open.exists {
    let verdict = state.safety.actuatorVerdicts[Int(valve.open.raw)]
    if verdict.effect.rawValue >= Effect.hold.rawValue {
      return Reason(.interlock, subject: verdict.row)
    }
  }
  if !isKeyRemote(image, on: site) { return Reason(.keySwitchLocal) }
  if isReleased, !isClosed(site.room.supervisionPresent, image) {
    return Reason(.supervisionMissing)
  }
  let quality = oxygenRefusal(limit: site.settings.oxygenForInlet, image, on: site)
  if quality.code.rawValue != ReasonCode.none.rawValue { return quality }
  var lowest = site.settings.pressureForOutlet
  switch state.units[unit].step {
  case .opening, .opened: lowest = site.settings.lowestOutletPressure
  default: break
  }
  let pressure = lowestPressure(of: site.stores[place], image)
  return pressure < lowest ? Reason(.storeTooEmpty, value: pressure, limit: lowest) : .none
}

/// The lower of the two taps of a store, in bar(g); 0 when one of them is not known.
@_noAllocation
func lowestPressure(of store: Store, _ image: borrowing ProcessImage) -> Double {
  guard let first = image[store.pressure].usable else { return 0 }
  guard store.pressure2.exists else { return first.value }
  guard let second = image[store.pressure2].usable else { return 0 }
  return first.value < second.value ? first.value : second.value
}

/// Oxygen in the hydrogen must be known and no higher than a limit, in vol%. A site without an analyser
/// has a matrix that says why.
@_noAllocation
func oxygenRefusal(
  limit: Double, _ image: borrowing ProcessImage, on site: borrowing Site
) -> Reason {
  guard site.gasQuality.oxygen.exists else { return .none }
  guard let oxygen = image[site.gasQuality.oxygen].usable else {
    return Reason(.gasQuality, value: 0, limit: limit)
  }
  return oxygen.value > limit ? Reason(.gasQuality, value: oxygen.value, limit: limit) : .none
}

/// True when every fitted limit switch says what is meant; without any, the command is believed.
@_noAllocation
func proves(_ valve: Valve, isOpen: Bool, _ image: borrowing ProcessImage) -> Bool {
  if valve.opened.exists {
    guard let opened = image[valve.opened].usable, opened.isClosed == isOpen else { return false }
  }
  if valve.closed.exists {
    guard let closed = image[valve.closed].usable, closed.isClosed != isOpen else { return false }
  }
  return true
}
