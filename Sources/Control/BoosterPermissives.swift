// What must be true before bottles may be connected to the booster, and while gas moves in the hose. A person
// must be there: the supervision key says so, and without it nothing begins and nothing goes on.

import Plant
import Safety

/// How many permissives a booster has beyond those that every hydrogen unit shares.
var boosterPermissives: Int {
  @_noAllocation get { 6 }
}

/// The first permissive that is missing; `none` when bottles may be connected.
@_noAllocation
func boosterRefusal(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let common = commonRefusal(Int(site.boosters[place].unit), image, on: site, state)
  if common.code.rawValue != ReasonCode.none.rawValue { return common }
  for which in 0..<boosterPermissives {
    let reason = boosterPermissive(which, place, image, on: site, state)
    if reason.code.rawValue != ReasonCode.none.rawValue { return reason }
  }
  return .none
}

/// One permissive of a booster by its number; `none` when it holds.
@_noAllocation
func boosterPermissive(
  _ which: Int, _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let booster = site.boosters[place]
  switch which {
  case 0:
    return isClosed(site.room.supervisionPresent, image) ? .none : Reason(.supervisionMissing)
  case 1: return oxygenRefusal(limit: site.settings.oxygenForBottles, image, on: site)
  case 2:
    guard booster.source >= 0 else { return .none }
    return state.outlets[Int(booster.source)].isQuarantined ? Reason(.quarantine) : .none
  case 3:
    guard booster.source >= 0 else { return .none }
    let pressure = lowestPressure(of: site.stores[Int(booster.source)], image)
    let limit = site.settings.pressureForOutlet
    return pressure < limit ? Reason(.storeTooEmpty, value: pressure, limit: limit) : .none
  case 4: return image[booster.discharge].quality.isUsable ? .none : Reason(.deviceSilent)
  default:
    guard booster.source >= 0, site.stores[Int(booster.source)].outlet >= 0 else { return .none }
    let outlet = site.valves[Int(site.stores[Int(booster.source)].outlet)].unit
    guard outlet >= 0 else { return .none }
    let isOff = state.units[Int(outlet)].mode.rawValue == Mode.off.rawValue
    return isOff ? Reason(.modeOff) : .none
  }
}

/// Why gas that moves in the hose or into the bottles must stop now: no person, the wrong key, bad or
/// unknown gas, an interlock, or a connection that is not proven.
@_noAllocation
func boosterStop(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let booster = site.boosters[place]
  let unit = Int(booster.unit)
  let verdict = state.safety.unitVerdicts[unit]
  if verdict.effect.rawValue >= Effect.softStop.rawValue {
    return Reason(.interlock, subject: verdict.row)
  }
  switch state.units[unit].mode {
  case .automatic, .manual: break
  case .standby: return Reason(.modeStandby)
  case .off: return Reason(.modeOff)
  case .tripped: return Reason(.modeTripped)
  }
  if !isKeyRemote(image, on: site) { return Reason(.keySwitchLocal) }
  if !isClosed(site.room.supervisionPresent, image) { return Reason(.supervisionMissing) }
  if !isConnected(booster, image) { return Reason(.notConnected) }
  if !image[booster.discharge].quality.isUsable { return Reason(.deviceSilent) }
  return oxygenRefusal(limit: site.settings.oxygenForBottles, image, on: site)
}

/// Why a hose may not be vented: the same as for all gas that moves, except its quality.
@_noAllocation
func ventRefusal(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  let stop = boosterStop(place, image, on: site, state)
  let isQuality = stop.code.rawValue == ReasonCode.gasQuality.rawValue
  return isQuality ? .none : stop
}

/// Earth proven, coupling locked, hose not parked, door shut; what the site has no contact for is not
/// asked.
@_noAllocation
func isConnected(_ booster: Booster, _ image: borrowing ProcessImage) -> Bool {
  guard isClosedWhereFitted(booster.earthProven, image),
    isClosedWhereFitted(booster.couplingLocked, image),
    isClosedWhereFitted(booster.doorShut, image)
  else { return false }
  guard booster.hoseParked.exists else { return true }
  guard let parked = image[booster.hoseParked].usable else { return false }
  return !parked.isClosed
}

/// Pressure in the hose, in bar(g); far above everything when it is not known, which proves no vented
/// hose and lets no more gas in.
@_noAllocation
func hosePressure(_ booster: Booster, _ image: borrowing ProcessImage) -> Double {
  image[booster.discharge].usable?.value ?? 999
}
