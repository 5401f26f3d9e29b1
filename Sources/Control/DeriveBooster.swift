// What the booster is watched for: whether it is in use at all, whether the bottles get more than full for
// their temperature, how fast their pressure rises, and whether a shut hose holds.

import Plant
import Safety

/// Watches one booster.
@_noAllocation
func watchBooster(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let booster = site.boosters[place]
  let now = image.time.real
  let inUse = use(of: booster, image, on: site, state)
  put(inUse, at: booster.inUse.index, image, on: site, state: &state)
  let sample = image[booster.discharge.index]
  guard let discharge = image[booster.discharge].usable else {
    state.memory.boosters[place].isStarted = false
    state.memory.boosters[place].hose.startOver()
    put(sample, at: booster.overTarget.index, image, on: site, state: &state)
    put(sample, at: booster.fillRate.index, image, on: site, state: &state)
    put(sample, at: booster.hoseFall.index, image, on: site, state: &state)
    put(sample, at: booster.bottleMass.index, image, on: site, state: &state)
    return
  }
  // Without its temperature a bottle counts as cold: less pressure fills it then.
  let celsius = image[booster.bottleTemperature].usable ?? Celsius(0)
  let isUsed = !inUse.quality.isUsable || inUse.value != 0
  let full = isUsed ? fullPressure(of: booster, at: celsius) : discharge.value
  put(
    .good(discharge.value - full, at: now), at: booster.overTarget.index, image, on: site,
    state: &state)
  let mass = hydrogenMass(in: booster.bottleVolume, at: discharge.absolute, celsius)
  put(.good(mass, at: now), at: booster.bottleMass.index, image, on: site, state: &state)

  let passed = elapsed(image, state)
  // While the hose alone is pressurised by its sequence, no bottle fills.
  var isHoseAlone = false
  if booster.unit >= 0 {
    switch state.units[Int(booster.unit)].step {
    case .purgeHose, .leakTestFill, .leakTestHold, .isolate, .ventHose: isHoseAlone = true
    default: break
    }
  }
  if isHoseAlone || !isUsed || !state.memory.boosters[place].isStarted {
    state.memory.boosters[place].isStarted = true
    state.memory.boosters[place].slowDischarge = discharge.value
  }
  let slow = state.memory.boosters[place].slowDischarge
  let followed = slow + (discharge.value - slow) * Double(passed) / (60_000 + Double(passed))
  state.memory.boosters[place].slowDischarge = followed
  // What follows with a lag of a minute lies a minute of the rate behind.
  put(
    .good(discharge.value - followed, at: now), at: booster.fillRate.index, image, on: site,
    state: &state)
  watchHose(place, discharge.value, passed, image, on: site, state: &state)
}

/// 1 while the booster is enabled or runs, or its fill valve is open. Not known counts as in use.
@_noAllocation
private func use(
  of booster: Booster, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> RawSample {
  let now = image.time.real
  if wasCommanded(booster.enable, state) { return .good(1, at: now) }
  if booster.fillValve >= 0, wasCommanded(site.valves[Int(booster.fillValve)].open, state) {
    return .good(1, at: now)
  }
  let running = image[booster.running.index]
  guard let value = running.usable else { return running }
  return .good(value != 0 ? 1 : 0, at: now)
}

/// Pressure of full bottles at a temperature, in bar(g): that of the density which they have at their
/// rated pressure and 15 degC. Found by halving, with four basic operations only.
@_noAllocation
private func fullPressure(of booster: Booster, at celsius: Celsius) -> Double {
  let full = hydrogenMass(in: 1, at: BarAbsolute(booster.bottlePressure), Celsius(15))
  var low = 0.0
  var high = 2 * booster.bottlePressure
  for _ in 0..<20 {
    let middle = (low + high) / 2
    if hydrogenMass(in: 1, at: BarAbsolute(middle), celsius) < full {
      low = middle
    } else {
      high = middle
    }
  }
  return high - 1.01325
}

/// Fall of the pressure in a connected hose under pressure, while booster, fill valve and vent are shut.
@_noAllocation
private func watchHose(
  _ place: Int, _ pressure: Double, _ passed: Milliseconds, _ image: borrowing ProcessImage,
  on site: borrowing Site, state: inout ControlState
) {
  let booster = site.boosters[place]
  let isConnected =
    isClosed(booster.couplingLocked, image) && !isClosed(booster.hoseParked, image)
  let isStill =
    !wasCommanded(booster.enable, state) && !isClosed(booster.running, image)
    && isShut(booster.fillValve, image, on: site, state)
    && isShut(booster.hoseVent, image, on: site, state)
  var fall = 0.0
  if isConnected, isStill, pressure > 5 || state.memory.boosters[place].hose.isStarted {
    fall = state.memory.boosters[place].hose.fall(
      of: pressure, after: passed, lag: 10_000, interval: 15_000, slots: 8)
  } else {
    state.memory.boosters[place].hose.startOver()
  }
  put(
    .good(fall, at: image.time.real), at: booster.hoseFall.index, image, on: site, state: &state)
}
