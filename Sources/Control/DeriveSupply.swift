// What a supply line is watched for: more flow than the fuel cells can take (a torn hose), and a pressure
// that rises behind a shut regulator (a worn seat) or falls in a shut line. The mass that leaves the bank
// without passing the meter is in `SupplyBooks.swift`.

import EnergyDispatch
import Plant
import Safety

/// Watches one supply line.
@_noAllocation
func watchSupply(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let line = site.supplyLines[place]
  let isReleased = isClosedWhereFitted(line.hoseReleased, image)
  put(
    flowShare(place, image, on: site, state: &state), at: line.watch.flowShare.index, image,
    on: site, state: &state)
  watchShutLine(place, isReleased: isReleased, image, on: site, state: &state)
  watchBank(
    place, isReleased: isReleased, image, on: site, state: &state, decision: &decision)
}

/// Flow through the meter as a share, in %, of what the fuel cells should take for their power. The
/// expectation falls slowly, because the gas in the pipe runs on, and never below what a device takes
/// for its own purges.
@_noAllocation
private func flowShare(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) -> RawSample {
  var fuel = 0.0
  for index in 0..<site.fuelCells.count {
    let cell = site.fuelCells[index]
    // A cell that does not say what it gives may give all it can.
    fuel += fuelPower(image[cell.power].usable?.value ?? cell.ratedPower, on: site)
  }
  if fuel < 0.3 { fuel = 0.3 }
  // 33.33 kWh/kg is the lower heating value, 0.08988 kg the mass of a norm cubic metre.
  let expected = fuel / 33.33 / 0.08988 * 1000
  let passed = Double(elapsed(image, state))
  let held = state.memory.supplies[place].expected
  let faded = held - held * passed / (10_000 + passed)
  state.memory.supplies[place].expected = expected > faded ? expected : faded
  let sample = image[site.supplyLines[place].flow.index]
  guard let flow = sample.usable else { return sample }
  return .good(flow / state.memory.supplies[place].expected * 100, at: image.time.real)
}

/// Fuel power for an output, in kW, by the site's own numbers of dispatch.
@_noAllocation
private func fuelPower(_ output: Double, on site: borrowing Site) -> Double {
  guard output > 0 else { return 0 }
  let economics = site.dispatch.fuelCell
  let low = economics.slope1 * output + economics.offset1
  let high = economics.slope2 * output + economics.offset2
  return low > high ? low : high
}

/// Rise and fall of the pressure while both valves are shut and no cell works. While a person has
/// withdrawn the release of the hose the line may be vented, and nothing is watched.
@_noAllocation
private func watchShutLine(
  _ place: Int, isReleased: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let line = site.supplyLines[place]
  let now = image.time.real
  let sample = image[line.pressure.index]
  var isIsolated =
    isReleased && isShut(line.bankValve, image, on: site, state)
    && isShut(line.houseValve, image, on: site, state)
  for index in 0..<site.fuelCells.count {
    let rest = derivedSample(site.fuelCells[index].atRest.index, on: site, state)
    if !rest.quality.isUsable || rest.value == 0 { isIsolated = false }
  }
  guard isIsolated, let pressure = sample.usable else {
    state.memory.supplies[place].isolatedFor = 0
    state.memory.supplies[place].fall.startOver()
    let none = sample.quality.isUsable ? RawSample.good(0, at: now) : sample
    put(none, at: line.watch.creep.index, image, on: site, state: &state)
    put(none, at: line.watch.isolatedFall.index, image, on: site, state: &state)
    return
  }
  let passed = elapsed(image, state)
  if state.memory.supplies[place].isolatedFor == 0 {
    state.memory.supplies[place].rise.startOver()
  }
  state.memory.supplies[place].isolatedFor += passed > 0 ? passed : 1
  let rise = state.memory.supplies[place].rise.rise(of: pressure, after: passed)
  var fall = 0.0
  if state.memory.supplies[place].isolatedFor > 10_000 {
    fall = state.memory.supplies[place].fall.fall(
      of: pressure, after: passed, lag: 3_000, interval: 60_000, slots: 10)
  }
  put(.good(rise, at: now), at: line.watch.creep.index, image, on: site, state: &state)
  put(.good(fall, at: now), at: line.watch.isolatedFall.index, image, on: site, state: &state)
}
