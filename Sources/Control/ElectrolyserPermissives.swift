// What must be true before a module starts, in the order in which a person would ask. The first missing
// permissive is the reason that the panel shows, with its value and its limit.

import EnergyDispatch
import Plant
import Safety

/// The first permissive that is missing; `none` when the module may start.
@_noAllocation
func electrolyserRefusal(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let common = commonRefusal(unit, image, on: site, state)
  if common.code.rawValue != ReasonCode.none.rawValue { return common }
  let tank = storeRefusal(image, on: site, state)
  if tank.code.rawValue != ReasonCode.none.rawValue { return tank }
  guard image[module.state].quality.isUsable else { return Reason(.deviceSilent) }
  guard isInOperation(module, image), hasNoErrors(module, image) else {
    return Reason(.deviceFault, value: image[module.errorCount].usable?.value ?? 0)
  }
  let lastStop = state.units[unit].lastStop
  let rested = image.time.plant - lastStop
  let needed = site.dispatch.electrolyser.minimumDown
  if lastStop != Instant.never, rested < needed {
    return Reason(.minimumDownTime, value: Double(rested) / 1000, limit: Double(needed) / 1000)
  }
  if !isStartSlotFree(for: place, on: site, state) { return Reason(.otherModuleStarts) }
  return .none
}

/// The permissives that every hydrogen unit shares.
@_noAllocation
func commonRefusal(
  _ unit: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let room = site.room
  if !isClosedWhereFitted(room.keyRemote, image) { return Reason(.keySwitchLocal) }
  if state.ventilation.purgedSince == Instant.never {
    return Reason(
      .purgeIncomplete, value: state.ventilation.airChanges, limit: site.settings.airChanges)
  }
  let verdict = state.safety.unitVerdicts[unit]
  if verdict.effect.rawValue >= Effect.hold.rawValue {
    return Reason(.interlock, subject: verdict.row)
  }
  if room.temperature.exists {
    guard let temperature = image[room.temperature].usable else {
      return Reason(.roomTemperature, value: 0, limit: site.settings.coldestRoom)
    }
    if temperature.value < site.settings.coldestRoom {
      return Reason(.roomTemperature, value: temperature.value, limit: site.settings.coldestRoom)
    }
    if temperature.value > site.settings.hottestRoom {
      return Reason(.roomTemperature, value: temperature.value, limit: site.settings.hottestRoom)
    }
  }
  if state.units[unit].failedStarts >= 2 {
    return Reason(.lockedOut, value: Double(state.units[unit].failedStarts), limit: 2)
  }
  return .none
}

@_noAllocation
func storeRefusal(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState
) -> Reason {
  for place in 0..<site.stores.count where site.stores[place].inlet >= 0 {
    let fill = derivedSample(site.stores[place].fill.index, on: site, state)
    guard fill.quality.isUsable else { return Reason(.storeTooFull, value: 0) }
    if fill.value >= site.settings.fillForStart {
      return Reason(.storeTooFull, value: fill.value, limit: site.settings.fillForStart)
    }
  }
  let pressure = tankPressure(image, on: site)
  if pressure >= site.settings.pressureForStart {
    return Reason(.storeTooFull, value: pressure, limit: site.settings.pressureForStart)
  }
  return .none
}

/// Only one module at a time is between its start and its run, or blows down.
@_noAllocation
func isStartSlotFree(
  for place: Int, on site: borrowing Site, _ state: borrowing ControlState
) -> Bool {
  for other in 0..<site.electrolysers.count where other != place {
    let unit = Int(site.electrolysers[other].unit)
    switch state.units[unit].step {
    case .wake, .start, .selfTest, .pressurise, .blowDown: return false
    default: break
    }
  }
  return true
}

/// The highest pressure that any tap of a store with an inlet shows, in bar(g); a store whose taps are
/// all missing counts as full.
@_noAllocation
func tankPressure(_ image: borrowing ProcessImage, on site: borrowing Site) -> Double {
  var highest = 0.0
  for place in 0..<site.stores.count where site.stores[place].inlet >= 0 {
    var isKnown = false
    if let first = image[site.stores[place].pressure].usable {
      isKnown = true
      if first.value > highest { highest = first.value }
    }
    if let second = image[site.stores[place].pressure2].usable {
      isKnown = true
      if second.value > highest { highest = second.value }
    }
    if !isKnown { return 999 }
  }
  return highest
}

/// True when the limit switch of an inlet valve says open.
@_noAllocation
func isInletOpen(_ image: borrowing ProcessImage, on site: borrowing Site) -> Bool {
  for place in 0..<site.stores.count where site.stores[place].inlet >= 0 {
    if isClosed(site.valves[Int(site.stores[place].inlet)].opened, image) { return true }
  }
  return false
}

/// True when the module's state says that it makes hydrogen: steady or ramp curve.
@_noAllocation
func producing(_ state: Count?) -> Bool { stands(state, at: 3) || stands(state, at: 5) }

/// True when a code is known and is the given one.
@_noAllocation
func stands(_ code: Count?, at expected: Double) -> Bool {
  guard let code else { return false }
  return code.value == expected
}

/// True when the module says that its system is in operation (1).
@_noAllocation
func isInOperation(_ module: Electrolyser, _ image: borrowing ProcessImage) -> Bool {
  !module.systemState.exists || stands(image[module.systemState].usable, at: 1)
}

/// True when the module is known to report no errors.
@_noAllocation
func hasNoErrors(_ module: Electrolyser, _ image: borrowing ProcessImage) -> Bool {
  !module.errorCount.exists || stands(image[module.errorCount].usable, at: 0)
}
