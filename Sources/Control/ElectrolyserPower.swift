// What a limit of the matrix means for a module: the table speaks of production, as the device's own rate
// does; the ramp and dispatch think in power.

import Plant

/// Share of the rated power that is left when a row leaves a share of the production. A module at 60 %
/// of its production takes a little more than 60 % of its power; without this difference a limit to the
/// lowest rate would stop it.
@_noAllocation
func powerShare(_ share: Double, of module: Electrolyser) -> Double {
  guard share < 1, module.lowestShare > 0, module.lowestShare < 1, module.ratedPower > 0 else {
    return share
  }
  if share < module.lowestShare {
    return module.lowestPower / module.ratedPower * share / module.lowestShare
  }
  let part = (share - module.lowestShare) / (1 - module.lowestShare)
  let power = module.lowestPower + part * (module.ratedPower - module.lowestPower)
  // The share must not be rounded to below the lowest power.
  var left = power / module.ratedPower
  while module.ratedPower * left < power { left = left.nextUp }
  return left
}
