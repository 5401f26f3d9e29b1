// What the room and the controller itself are watched for: whether the power of the room should be off,
// whether the clock stepped or scans came late, and whether the detectors watch and are tested in time.

import Plant
import Safety

/// Watches room, clock and detectors.
@_noAllocation
func deriveWatch(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState
) {
  let now = image.time.real
  let watch = site.room.watch
  let isOff =
    wasCommanded(watch.powerOffRequest, state) || isOpen(watch.gasRelay2Healthy, image)
    || isOpen(watch.noSmoke, image)
  put(
    .good(isOff ? 1 : 0, at: now), at: watch.powerOffExpected.index, image, on: site,
    state: &state)
  deriveClock(image, on: site, state: &state)
  let doubt = state.isConfigurationDoubted ? 1.0 : 0.0
  put(.good(doubt, at: now), at: watch.configurationDoubt.index, image, on: site, state: &state)
  state.isConfigurationDoubted = false
  for place in 0..<site.detectors.count {
    believe(place, image, on: site, state: &state)
    deriveDetector(place, image, on: site, state: &state)
  }
  judgeDetectors(on: site, state: &state)
  let left = Double(state.bypass.left) / 1000
  put(.good(left, at: now), at: watch.bypassLeft.index, image, on: site, state: &state)
}

/// True when the contact is known to be open.
@_noAllocation
private func isOpen(_ point: Point<Contact>, _ image: borrowing ProcessImage) -> Bool {
  guard let contact = image[point].usable else { return false }
  return !contact.isClosed
}

/// How long a step of the clock and late scans are told, in ms of real time.
private var tellFor: Milliseconds { 60_000 }

/// A step of the clock is what plant time did besides keeping its pace. The pace is 1 at a real site; a
/// simulated one may run faster, so it is whatever two scans in a row agree on.
@_noAllocation
private func deriveClock(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState
) {
  let now = image.time.real
  if !state.isFirstScan {
    let real = now - state.previous.real
    let plant = image.time.plant - state.previous.plant
    let period = site.settings.scanPeriod
    note(real: real, plant: plant, at: now, &state.memory.clock)
    if period > 0, real > 0 {
      // A scan was left out: two periods lie between, less what the last one may have been late itself.
      noteLateness(isLate: 4 * real >= 7 * period, at: now, &state.memory.clock)
    }
  }
  let clock = state.memory.clock
  let watch = site.room.watch
  put(.good(clock.worstJump, at: now), at: watch.clockJump.index, image, on: site, state: &state)
  put(.good(clock.worstLate, at: now), at: watch.lateScans.index, image, on: site, state: &state)
}

@_noAllocation
private func note(
  real: Milliseconds, plant: Milliseconds, at now: Milliseconds, _ clock: inout ClockMemory
) {
  var jump = Double(plant) / 1000
  if real > 0 {
    let ratio = Double(plant) / Double(real)
    if !clock.hasPace {
      clock.hasPace = true
      clock.pace = ratio
      clock.lastRatio = ratio
    }
    jump = (Double(plant) - clock.pace * Double(real)) / 1000
    let apart = ratio - clock.lastRatio
    let most = 0.2 * (ratio < 0 ? -ratio : ratio)
    if apart <= most, apart >= -most { clock.pace = ratio }
    clock.lastRatio = ratio
  }
  if jump < 0 { jump = -jump }
  if jump >= clock.worstJump || now - clock.jumpedAt > tellFor {
    clock.worstJump = jump
    clock.jumpedAt = now
  }
}

@_noAllocation
private func noteLateness(isLate: Bool, at now: Milliseconds, _ clock: inout ClockMemory) {
  clock.lateBits = (clock.lateBits << 1 | (isLate ? 1 : 0)) & 0x3FF
  let count = Double(clock.lateBits.nonzeroBitCount)
  if count >= clock.worstLate || now - clock.lateAt > tellFor {
    clock.worstLate = count
    clock.lateAt = now
  }
}

@_noAllocation
private func deriveDetector(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let now = image.time
  let watch = site.detectors[place].watch
  var bypassed = image[watch.status.index]
  if let word = image[watch.status].usable, word.value >= 0, word.value < 65_536 {
    // 0 is warm-up, 1 is monitoring; from 2 on somebody inhibited it, or it is under test.
    let isBypassed = UInt16(word.value) & 0xF > 1
    bypassed = .good(isBypassed ? 1 : 0, at: now.real)
  }
  if Int(state.bypass.detector) == place { bypassed = .good(1, at: now.real) }
  put(bypassed, at: watch.bypassed.index, image, on: site, state: &state)
  let memory = state.memory.detectors[place]
  let isDoubted = memory.hasDrifted || memory.isStill
  put(
    .good(isDoubted ? 1 : 0, at: now.real), at: watch.implausible.index, image, on: site,
    state: &state)
  guard watch.testDue != Instant.never else {
    put(
      .bad(.notConfigured, at: now.real), at: watch.testOverdue.index, image, on: site,
      state: &state)
    return
  }
  let days = Double(now.plant - watch.testDue) / 86_400_000
  put(.good(days, at: now.real), at: watch.testOverdue.index, image, on: site, state: &state)
}
