// Derived points: what the measured values mean together. They are computed once, before anything is
// decided, and stand in the same list as the measured ones.

public import Plant
import Safety

/// Computes every derived point of the site.
@_noAllocation
func derive(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  deriveRoom(image, on: site, state: &state)
  deriveWatch(image, on: site, state: &state)
  for place in 0..<site.stores.count {
    deriveStore(site.stores[place], image, on: site, state: &state)
  }
  for place in 0..<site.electrolysers.count {
    let module = site.electrolysers[place]
    let rest = restOfElectrolyser(module, image)
    put(rest, at: module.atRest.index, image, on: site, state: &state)
    put(inverted(rest), at: module.running.index, image, on: site, state: &state)
  }
  for place in 0..<site.fuelCells.count {
    let cell = site.fuelCells[place]
    let rest = restOfFuelCell(cell, image)
    put(rest, at: cell.atRest.index, image, on: site, state: &state)
    put(inverted(rest), at: cell.running.index, image, on: site, state: &state)
  }
  deriveObedience(image, on: site, state: &state)
  for place in 0..<site.boosters.count { watchBooster(place, image, on: site, state: &state) }
  for place in 0..<site.stores.count { watchStore(place, image, on: site, state: &state) }
  for place in 0..<site.supplyLines.count {
    watchSupply(place, image, on: site, state: &state, decision: &decision)
  }
  deriveBalance(image, on: site, state: &state)
}

/// Writes one derived sample; a point that the site lacks is passed over.
@_noAllocation
func put(
  _ sample: RawSample, at index: PointIndex, _ image: borrowing ProcessImage,
  on site: borrowing Site, state: inout ControlState
) {
  let place = Int(index.raw) - site.measuredPoints
  guard place >= 0, place < state.derived.count else { return }
  state.derived[place] = sample
}

/// Real time between two scans after which the controller counts as newly started, in ms: the time
/// after which its own watchdogs drop the outputs.
var longestStandstill: Milliseconds {
  @_noAllocation get { 2_000 }
}

@_noAllocation
func deriveRoom(_ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState)
{
  let now = image.time.real
  let room = site.room
  let ventilation = state.ventilation
  put(
    .good(ventilation.airChanges, at: now), at: room.airChanges.index, image, on: site,
    state: &state)
  let missing = ventilation.purgedSince == Instant.never ? 1.0 : 0.0
  put(.good(missing, at: now), at: room.purgeMissing.index, image, on: site, state: &state)
  let expected = isFlowExpected(image, on: site, ventilation) ? 1.0 : 0.0
  put(.good(expected, at: now), at: room.ventilationExpected.index, image, on: site, state: &state)
  // A scan that stood still is no better than a new start: the devices have fallen to their safe state
  // meanwhile, and nobody has seen what happened.
  let hasStood = now - state.previous.real > longestStandstill
  let unclean = state.isFirstScan || hasStood ? 1.0 : 0.0
  put(.good(unclean, at: now), at: room.uncleanStart.index, image, on: site, state: &state)
  var highest = RawSample.bad(.neverRead, at: now)
  for place in 0..<site.detectors.count {
    guard let gas = image[site.detectors[place].concentration].usable else { continue }
    if !highest.quality.isUsable || gas.value > highest.value {
      highest = .good(gas.value, at: now)
    }
  }
  put(highest, at: room.highestGas.index, image, on: site, state: &state)
}

/// Mass in a store from the higher pressure tap and the colder temperature tap: the case in which
/// most hydrogen would be there. A missing tap makes the mass uncertain, as do two pressures that are
/// too far apart; two missing pressures make it bad.
@_noAllocation
func deriveStore(
  _ store: Store, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let now = image.time.real
  var isSure = true
  var pressure = image[store.pressure].usable
  if store.pressure2.exists {
    if let second = image[store.pressure2].usable {
      if let first = pressure {
        if second.isAbove(first) { pressure = second }
      } else {
        pressure = second
        isSure = false
      }
    } else {
      isSure = false
    }
  }
  guard let gauge = pressure else {
    put(.bad(.neverRead, at: now), at: store.mass.index, image, on: site, state: &state)
    put(.bad(.neverRead, at: now), at: store.fill.index, image, on: site, state: &state)
    return
  }
  var temperature = image[store.temperature].usable
  if let second = image[store.temperature2].usable {
    if let first = temperature {
      if second.isBelow(first) { temperature = second }
    } else {
      temperature = second
      isSure = false
    }
  }
  var celsius = Celsius(store.worstTemperature)
  if let known = temperature { celsius = known } else { isSure = false }
  let mass = hydrogenMass(in: store.volume, at: gauge.absolute, celsius)
  var quality: Quality = isSure ? .good : .uncertain(.substituted)
  if isSure, store.pressure2.exists,
    tapDifference(of: store, image).value > store.watch.tapTolerance
  {
    quality = .uncertain(.disagreement)
  }
  put(
    RawSample(value: mass, quality: quality, time: now), at: store.mass.index, image, on: site,
    state: &state)
  let fill = store.ratedMass > 0 ? mass / store.ratedMass * 100 : 0
  put(
    RawSample(value: fill, quality: quality, time: now), at: store.fill.index, image, on: site,
    state: &state)
}

/// Mass of hydrogen in a vessel, in kg, with the short compressibility fit of the design: at most
/// 0.14 % off the equation of Lemmon, Huber and Leachman (2008) for 2-350 bar and -10...60 C.
@_noAllocation
public func hydrogenMass(
  in volume: Double, at pressure: BarAbsolute, _ temperature: Celsius
) -> Double {
  let p = pressure.value
  let kelvin = temperature.value + 273.15
  guard p > 0, kelvin > 200 else { return 0 }
  let z = 1 + 1.045_954_2e-4 * p + 0.143_709_39 * p / kelvin + 3.811_999e-5 * p * p / kelvin
  return p * 1e5 * 2.01588e-3 / (z * 8.314_472 * kelvin) * volume
}

/// A module is at rest when it says that it is neither making hydrogen nor blowing down, and its meter
/// agrees. Not known counts as not at rest, and says that it is not sure: a valve must not close on a guess.
@_noAllocation
func restOfElectrolyser(_ module: Electrolyser, _ image: borrowing ProcessImage) -> RawSample {
  let now = image.time.real
  guard let state = image[module.state].usable else { return notKnownToRest(now) }
  let isIdle = state.value < 2.5 || (state.value > 3.5 && state.value < 4.5)
  var takesPower = false
  if module.power.exists {
    guard let power = image[module.power].usable else { return notKnownToRest(now) }
    takesPower = power.value > 0.3
  }
  return .good(isIdle && !takesPower ? 1 : 0, at: now)
}

/// A fuel cell is at rest when it says stand-by (status bit 0) and gives no power.
@_noAllocation
func restOfFuelCell(_ cell: FuelCell, _ image: borrowing ProcessImage) -> RawSample {
  let now = image.time.real
  guard let status = image[cell.status].usable, let power = image[cell.power].usable else {
    return notKnownToRest(now)
  }
  let isStandBy = hasBit(0, in: status)
  return .good(isStandBy && power.value < 0.2 ? 1 : 0, at: now)
}

/// A bad sample would arm a row that closes valves as soon as nobody draws through them any more.
@_noAllocation
private func notKnownToRest(_ now: Milliseconds) -> RawSample {
  RawSample(value: 0, quality: .uncertain(.substituted), time: now)
}

/// The opposite of a contact, of the same quality; a bad one stays bad.
@_noAllocation
func inverted(_ sample: RawSample) -> RawSample {
  guard sample.quality.isUsable else { return sample }
  return RawSample(value: sample.value == 0 ? 1 : 0, quality: sample.quality, time: sample.time)
}

/// True when the bit is set in a status word.
@_noAllocation
func hasBit(_ bit: Int, in word: Count) -> Bool {
  guard word.value >= 0, word.value < 4_294_967_296 else { return false }
  return UInt64(word.value) & (UInt64(1) << UInt64(bit)) != 0
}

/// Load and surplus from the grid meter, the inverter and the meters of the hydrogen units. One
/// missing meter makes both bad: no surplus is ever assumed.
@_noAllocation
func deriveBalance(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState
) {
  let now = image.time.real
  var isKnown = true
  var grid = 0.0
  if let value = image[site.balance.grid].usable { grid = value.value } else { isKnown = false }
  var consumed = 0.0
  for place in 0..<site.electrolysers.count {
    if let power = image[site.electrolysers[place].power].usable {
      consumed += power.value
    } else {
      isKnown = false
    }
  }
  var produced = 0.0
  for place in 0..<site.fuelCells.count {
    if let power = image[site.fuelCells[place].power].usable {
      produced += power.value
    } else {
      isKnown = false
    }
  }
  let surplus = -grid + consumed - produced
  let sample = isKnown ? RawSample.good(surplus, at: now) : .bad(.stale, at: now)
  put(sample, at: site.balance.surplus.index, image, on: site, state: &state)
  var load = RawSample.bad(.stale, at: now)
  if isKnown {
    if let solar = image[site.balance.solar].usable {
      load = .good(solar.value - surplus, at: now)
    } else if !site.balance.solar.exists {
      load = .good(-surplus, at: now)
    }
  }
  put(load, at: site.balance.load.index, image, on: site, state: &state)
}

/// The sample of a derived point as it stands in this scan.
@_noAllocation
func derivedSample(
  _ index: PointIndex, on site: borrowing Site, _ state: borrowing ControlState
) -> RawSample {
  let place = Int(index.raw) - site.measuredPoints
  guard place >= 0, place < state.derived.count else { return .bad(.notConfigured, at: 0) }
  return state.derived[place]
}
