// Which units have modes, what a person may ask of them, and the key switch on site: on "local" or
// "maintenance" the software starts nothing and goes on with nothing; what runs is stopped in order.

import Plant
import Safety

/// True for units that have modes: electrolyser modules, fuel cells, boosters, outlets of stores.
@_noAllocation
func isControlled(_ unit: Int16, on site: borrowing Site) -> Bool {
  highestPower(of: unit, on: site) > 0 || store(withOutlet: unit, on: site) >= 0
}

/// Highest set-point that a person may ask of a unit: power in kW, mass in the bottles in kg for a
/// booster; 0 for units without one.
@_noAllocation
func highestPower(of unit: Int16, on site: borrowing Site) -> Double {
  for place in 0..<site.electrolysers.count where site.electrolysers[place].unit == unit {
    return site.electrolysers[place].ratedPower
  }
  for place in 0..<site.fuelCells.count where site.fuelCells[place].unit == unit {
    return site.fuelCells[place].ratedPower
  }
  for place in 0..<site.boosters.count where site.boosters[place].unit == unit {
    return fullMass(of: site.boosters[place])
  }
  return 0
}

/// True for units that work only while somebody watches: boosters, and outlets that a person releases.
@_noAllocation
func needsSupervision(_ unit: Int16, on site: borrowing Site) -> Bool {
  boosterPlace(of: unit, on: site) >= 0 || store(withOutlet: unit, on: site) >= 0
}

/// True when the site has no key switch, or when it is known to stand on remote.
@_noAllocation
func isKeyRemote(_ image: borrowing ProcessImage, on site: borrowing Site) -> Bool {
  isClosedWhereFitted(site.room.keyRemote, image) && !isClosed(site.room.keyMaintenance, image)
}

/// Stops in order what runs when the key leaves remote. A key that cannot be read stops nothing (another
/// row answers for the silent module), and starts nothing either.
@_noAllocation
func followKey(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  var isAway = isClosed(site.room.keyMaintenance, image)
  if let remote = image[site.room.keyRemote].usable, !remote.isClosed { isAway = true }
  guard isAway else { return }
  for unit in 0..<state.units.count
  where isControlled(Int16(truncatingIfNeeded: unit), on: site) && isAllowed(unit, state) {
    state.units[unit].setpoint = 0
    change(
      unit, to: .standby, at: image.time, reason: Reason(.keySwitchLocal), state: &state,
      decision: &decision)
  }
}
