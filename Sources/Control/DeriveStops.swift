// Obedience: was the last command followed? A module or a cell that works although it was told to stop, a
// valve whose limit switches say something else, a device that is not the one of the site file. How long
// that may last stands in the matrix, not here.

import Plant
import Safety

/// Watches valves, modules and fuel cells.
@_noAllocation
func deriveObedience(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState
) {
  for place in 0..<site.valves.count {
    let valve = site.valves[place]
    guard valve.watch.mismatch.exists else { continue }
    let told = wasCommanded(valve.open, state)
    put(
      mismatch(of: valve, told: told, image), at: valve.watch.mismatch.index, image, on: site,
      state: &state)
  }
  for place in 0..<site.electrolysers.count {
    let module = site.electrolysers[place]
    guard module.watch.stopIgnored.exists else { continue }
    let isHeating = wasCommanded(module.preheat, state)
    let works =
      wasCommanded(module.run, state)
      ? RawSample.good(0, at: image.time.real) : work(of: module, isHeating: isHeating, image)
    put(works, at: module.watch.stopIgnored.index, image, on: site, state: &state)
    put(
      cellVoltage(of: module, image), at: module.watch.cellVoltage.index, image, on: site,
      state: &state)
    put(isForeign(module, image), at: module.watch.foreign.index, image, on: site, state: &state)
  }
  for place in 0..<site.fuelCells.count {
    deriveFuelCell(place, image, on: site, state: &state)
  }
}

/// What the gate let through in the scan before: true when it was not 0.
@_noAllocation
func wasCommanded(_ actuator: ActuatorIndex, _ state: borrowing ControlState) -> Bool {
  guard actuator.exists, Int(actuator.raw) < state.safety.lastCommands.count else { return false }
  return state.safety.lastCommands[Int(actuator.raw)] != 0
}

/// 1 while a fitted limit switch does not say what was commanded. A switch that cannot be read makes
/// the answer bad.
@_noAllocation
private func mismatch(
  of valve: Valve, told isOpen: Bool, _ image: borrowing ProcessImage
) -> RawSample {
  var disagrees = false
  if valve.opened.exists {
    let sample = image[valve.opened.index]
    guard let value = sample.usable else { return sample }
    if (value != 0) != isOpen { disagrees = true }
  }
  if valve.closed.exists {
    let sample = image[valve.closed.index]
    guard let value = sample.usable else { return sample }
    if (value != 0) == isOpen { disagrees = true }
  }
  return .good(disagrees ? 1 : 0, at: image.time.real)
}

/// 1 while a module that should rest takes more than 0.3 kW or makes hydrogen. A blow-down is no
/// work; heating takes power, so then only the flow speaks.
@_noAllocation
private func work(
  of module: Electrolyser, isHeating: Bool, _ image: borrowing ProcessImage
) -> RawSample {
  let now = image.time.real
  if stands(image[module.state].usable, at: 6) { return .good(0, at: now) }
  let flow = image[module.hydrogenFlow].usable?.value ?? 0
  if flow > 1 { return .good(1, at: now) }
  if isHeating { return .good(0, at: now) }
  guard let power = image[module.power].usable else { return image[module.power.index] }
  return .good(power.value > 0.3 ? 1 : 0, at: now)
}

@_noAllocation
private func cellVoltage(of module: Electrolyser, _ image: borrowing ProcessImage) -> RawSample {
  let sample = image[module.watch.stackVoltage.index]
  guard let voltage = sample.usable, module.watch.cells > 0 else { return sample }
  return .good(voltage / module.watch.cells, at: image.time.real)
}

/// 1 when the driver found another device, or one that is set otherwise than the site file says.
/// Settings that cannot be read say nothing.
@_noAllocation
private func isForeign(_ module: Electrolyser, _ image: borrowing ProcessImage) -> RawSample {
  let now = image.time.real
  if isWrongDevice(image[module.state.index]) { return .good(1, at: now) }
  let watch = module.watch
  if let set = image[watch.standByPressure].usable?.value,
    differs(set, from: watch.expectedStandBy)
  {
    return .good(1, at: now)
  }
  if let set = image[watch.restartPressure].usable?.value,
    differs(set, from: watch.expectedRestart)
  {
    return .good(1, at: now)
  }
  if let set = image[watch.silenceTimeout].usable?.value,
    differs(set, from: watch.expectedTimeout)
  {
    return .good(1, at: now)
  }
  return .good(0, at: now)
}

@_noAllocation
private func differs(_ set: Double, from expected: Double) -> Bool {
  guard expected >= 0 else { return false }
  return set > expected + 0.05 || set < expected - 0.05
}

@_noAllocation
private func isWrongDevice(_ sample: RawSample) -> Bool {
  if case .bad(.wrongDevice) = sample.quality { return true }
  return false
}

@_noAllocation
private func deriveFuelCell(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let cell = site.fuelCells[place]
  let now = image.time
  let isTold = !wasCommanded(cell.permit, state) || wasCommanded(cell.stop, state)
  var works = RawSample.good(0, at: now.real)
  if isTold {
    works = image[cell.power.index]
    if let power = works.usable { works = .good(power > 0.2 ? 1 : 0, at: now.real) }
  }
  put(works, at: cell.watch.stopIgnored.index, image, on: site, state: &state)

  var generating = image[cell.status.index]
  if let status = image[cell.status].usable {
    generating = .good(hasBit(2, in: status) ? 1 : 0, at: now.real)
  }
  put(generating, at: cell.watch.generating.index, image, on: site, state: &state)

  if !isClosedWhereFitted(cell.gridProtectionHealthy, image) {
    state.memory.fuelCells[place].gridReadySince = Instant.never
  } else if state.memory.fuelCells[place].gridReadySince == Instant.never {
    state.memory.fuelCells[place].gridReadySince = now.plant
  }
  let since = state.memory.fuelCells[place].gridReadySince
  let isSettled = since != Instant.never && now.plant - since >= 60_000
  put(
    .good(isSettled ? 1 : 0, at: now.real), at: cell.watch.gridSettled.index, image, on: site,
    state: &state)
  // A cell that does not answer at all has a row of its own.
  var lost = image[cell.status.index]
  if lost.quality.isUsable {
    lost = .good(image[cell.outletTemperature].quality.isUsable ? 0 : 1, at: now.real)
  }
  put(lost, at: cell.watch.outletLost.index, image, on: site, state: &state)
  let foreign = isWrongDevice(image[cell.status.index]) ? 1.0 : 0.0
  put(.good(foreign, at: now.real), at: cell.watch.foreign.index, image, on: site, state: &state)
}
