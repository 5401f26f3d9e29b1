// What must be true before a module starts, in the order in which a person would ask. The first missing
// permissive is the reason that the panel shows, with its value and its limit.

import EnergyDispatch
import Plant
import Safety

/// How many permissives a module has beyond those that every hydrogen unit shares.
var electrolyserPermissives: Int {
  @_noAllocation get { 5 }
}

/// Which of them is the device's own word that it is well.
var devicePermissive: Int {
  @_noAllocation get { 2 }
}

/// The first permissive that is missing; `none` when the module may start.
@_noAllocation
func electrolyserRefusal(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let common = commonRefusal(Int(site.electrolysers[place].unit), image, on: site, state)
  if common.code.rawValue != ReasonCode.none.rawValue { return common }
  for which in 0..<electrolyserPermissives {
    let reason = electrolyserPermissive(which, place, image, on: site, state)
    if reason.code.rawValue != ReasonCode.none.rawValue { return reason }
  }
  return .none
}

/// One permissive of a module by its number; `none` when it holds.
@_noAllocation
func electrolyserPermissive(
  _ which: Int, _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let module = site.electrolysers[place]
  switch which {
  case 0: return storeRefusal(image, on: site, state)
  case 1: return image[module.state].quality.isUsable ? .none : Reason(.deviceSilent)
  case 2:
    if isInOperation(module, image), hasNoErrors(module, image) { return .none }
    return Reason(.deviceFault, value: image[module.errorCount].usable?.value ?? 0)
  case 3:
    return restRefusal(
      Int(module.unit), needed: site.dispatch.electrolyser.minimumDown, image, state)
  default:
    return isStartSlotFree(for: place, image, on: site, state) ? .none : Reason(.otherModuleStarts)
  }
}

/// A unit that stopped rests for its minimum down time, in s.
@_noAllocation
func restRefusal(
  _ unit: Int, needed: Milliseconds, _ image: borrowing ProcessImage,
  _ state: borrowing ControlState
) -> Reason {
  let lastStop = state.units[unit].lastStop
  let rested = image.time.plant - lastStop
  guard lastStop != Instant.never, rested < needed else { return .none }
  return Reason(.minimumDownTime, value: Double(rested) / 1000, limit: Double(needed) / 1000)
}

/// How many permissives every hydrogen unit has, and which of them is the interlock.
var commonPermissives: Int {
  @_noAllocation get { 5 }
}
var interlockPermissive: Int {
  @_noAllocation get { 2 }
}

/// The first of the permissives that every hydrogen unit shares.
@_noAllocation
func commonRefusal(
  _ unit: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  for which in 0..<commonPermissives {
    let reason = commonPermissive(which, unit, image, on: site, state)
    if reason.code.rawValue != ReasonCode.none.rawValue { return reason }
  }
  return .none
}

/// One shared permissive by its number; `none` when it holds.
@_noAllocation
func commonPermissive(
  _ which: Int, _ unit: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  switch which {
  case 0:
    return isKeyRemote(image, on: site) ? .none : Reason(.keySwitchLocal)
  case 1:
    guard state.ventilation.purgedSince == Instant.never else { return .none }
    return Reason(
      .purgeIncomplete, value: state.ventilation.airChanges, limit: site.settings.airChanges)
  case 2:
    let verdict = state.safety.unitVerdicts[unit]
    guard verdict.effect.rawValue >= Effect.hold.rawValue else { return .none }
    return Reason(.interlock, subject: verdict.row)
  case 3: return roomTemperatureRefusal(image, on: site)
  default:
    guard state.units[unit].failedStarts >= 2 else { return .none }
    return Reason(.lockedOut, value: Double(state.units[unit].failedStarts), limit: 2)
  }
}

/// The room must be known to be neither too cold nor too hot, in degC.
@_noAllocation
func roomTemperatureRefusal(_ image: borrowing ProcessImage, on site: borrowing Site) -> Reason {
  guard site.room.temperature.exists else { return .none }
  let coldest = site.settings.coldestRoom
  let hottest = site.settings.hottestRoom
  guard let temperature = image[site.room.temperature].usable else {
    return Reason(.roomTemperature, value: 0, limit: coldest)
  }
  if temperature.value < coldest {
    return Reason(.roomTemperature, value: temperature.value, limit: coldest)
  }
  if temperature.value > hottest {
    return Reason(.roomTemperature, value: temperature.value, limit: hottest)
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

/// After this time a device that was asked for something has told what it does, in ms: the command, its
/// repetition and a poll.
private var longestHearsay: Milliseconds {
  @_noAllocation get { 5_000 }
}

/// True shortly after the unit's step began.
@_noAllocation
private func isYoung(_ unit: Int, at now: ScanTime, _ state: borrowing ControlState) -> Bool {
  let age = now.plant - state.units[unit].since
  return age >= 0 && age < longestHearsay
}

/// Only one module at a time is between its start and its run, or blows down. A device that says that it
/// still blows down counts, whatever was asked of it: it goes on below the pressure at which the step ends.
/// So does one that was asked a moment ago and has not told yet what it makes of it.
@_noAllocation
func isStartSlotFree(
  for place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  for other in 0..<site.electrolysers.count where other != place {
    let unit = Int(site.electrolysers[other].unit)
    if stands(image[site.electrolysers[other].state].usable, at: 6) { return false }
    switch state.units[unit].step {
    case .wake, .start, .selfTest, .pressurise, .blowDown: return false
    case .hotStandby, .coolDown:
      if isYoung(unit, at: image.time, state) { return false }
    case .tripped:
      if state.units[unit].mark != 0, isYoung(unit, at: image.time, state) { return false }
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
