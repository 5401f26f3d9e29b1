// What one more unit would bring now: the benefit rate in EUR/h as a function of its power. Prices,
// yield and fuel are piecewise linear, so the best power is one of a few corners: lowest, highest,
// the surplus or deficit itself, and for the fuel cell where its fuel curve or the heat buffer
// bends.

import Plant

/// A power, and what running at it brings.
struct RunOption: BitwiseCopyable {
  /// Power in kW: consumption of an electrolyser, output of a fuel cell.
  var power: Double
  /// Benefit in EUR/h.
  var rate: Double

  /// Takes over `other` when it brings more.
  @_noAllocation
  mutating func improve(with other: RunOption) {
    if other.rate > rate { self = other }
  }
}

/// `value`, not below `low` and not above `high`; where these cross, `low` counts.
@_noAllocation
func held(_ value: Double, _ low: Double, _ high: Double) -> Double {
  let capped = value > high ? high : value
  return capped < low ? low : capped
}

extension ElectrolyserEconomics {
  /// Hydrogen made at `power` kW, in kg/h.
  @_noAllocation
  func made(at power: Double) -> Double {
    let rate = yield * power - yieldLoss
    return rate > 0 ? rate : 0
  }

  /// Value of one more kilogram when `available` kg can be taken from the store, in EUR/kg.
  @_noAllocation
  func value(with available: Double) -> Double {
    if reserve <= 0 || available >= reserve || reserveValue <= hydrogenValue {
      return hydrogenValue
    }
    let filled = available > 0 ? available / reserve : 0
    return reserveValue + (hydrogenValue - reserveValue) * filled
  }

  /// Running at `power` kW with `surplus` kW left for this module.
  @_noAllocation
  func option(_ power: Double, surplus: Double, _ situation: Situation) -> RunOption {
    let own = held(surplus, 0, power)
    let electricity = own * situation.exportPrice + (power - own) * situation.importPrice
    let hydrogen = made(at: power) * value(with: situation.hydrogenAvailable)
    return RunOption(power: power, rate: hydrogen - electricity - wear)
  }

  /// The best of all powers up to `highest` kW.
  @_noAllocation
  func best(surplus: Double, highest: Double, _ situation: Situation) -> RunOption {
    var best = option(lowestPower, surplus: surplus, situation)
    best.improve(
      with: option(held(surplus, lowestPower, highest), surplus: surplus, situation))
    best.improve(with: option(highest, surplus: surplus, situation))
    return best
  }

  /// Cost of a start, in EUR. The energy of a cold start is taken within a quarter of an hour: from
  /// the surplus where it leaves room above `power`, else from the grid.
  @_noAllocation
  func startCost(isWarm: Bool, power: Double, surplus: Double, _ situation: Situation) -> Double {
    if isWarm { return warmStart }
    let fits = surplus - power >= coldEnergy * 4
    let price = fits ? situation.exportPrice : situation.importPrice
    let gas = coldLoss * value(with: situation.hydrogenAvailable)
    let cost = warmStart + coldStart + coldEnergy * price + gas
    return cost > 0 ? cost : 0
  }
}

extension FuelCellEconomics {
  /// Energy in a kilogram of hydrogen, lower heating value, in kWh.
  static var energyOfHydrogen: Double { @_noAllocation get { 33.33 } }

  /// Fuel at `power` kW output, in kW (lower heating value).
  @_noAllocation
  func fuel(at power: Double) -> Double {
    let one = slope1 * power + offset1
    let other = slope2 * power + offset2
    return one > other ? one : other
  }

  /// The highest output that `fuel` kW allow.
  @_noAllocation
  func power(from fuel: Double) -> Double {
    let one = slope1 > 0 ? (fuel - offset1) / slope1 : highestPower
    let other = slope2 > 0 ? (fuel - offset2) / slope2 : highestPower
    return one < other ? one : other
  }

  /// Running at `power` kW with `demand` kW to be covered and at most `heat` kW of use for heat.
  @_noAllocation
  func option(
    _ power: Double, demand: Double, heat: Double, _ situation: Situation
  ) -> RunOption {
    let fuel = fuel(at: power)
    let used = held(power, 0, demand > 0 ? demand : 0)
    let electricity = used * situation.importPrice + (power - used) * situation.exportPrice
    let warmth = held(heatShare * fuel, 0, heat) * heatValue
    let hydrogen = fuel / Self.energyOfHydrogen * hydrogenValue
    return RunOption(power: power, rate: electricity + warmth - hydrogen - wear)
  }

  /// The best of all powers up to `highest` kW.
  @_noAllocation
  func best(demand: Double, heat: Double, highest: Double, _ situation: Situation) -> RunOption {
    var best = option(lowestPower, demand: demand, heat: heat, situation)
    let bend = slope2 > slope1 ? (offset1 - offset2) / (slope2 - slope1) : lowestPower
    let full = heatShare > 0 ? power(from: heat / heatShare) : lowestPower
    for corner in 0..<4 {
      let power =
        switch corner {
        case 0: demand
        case 1: bend
        case 2: full
        default: highest
        }
      best.improve(
        with: option(
          held(power, lowestPower, highest), demand: demand, heat: heat, situation))
    }
    return best
  }

  /// Cost of a start, in EUR.
  @_noAllocation
  func startCost() -> Double {
    let cost = start + startLoss * hydrogenValue
    return cost > 0 ? cost : 0
  }
}
