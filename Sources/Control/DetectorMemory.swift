// Whether a gas detector can be believed. One that stands far from the others for ten minutes, or far
// below zero, has drifted; one that shows the same number to the last bit for a day, while another one
// of the same air moved, stands still. Both count as a fault from then on. Gas is never explained away:
// where two disagree, the one that sees less is doubted.

import Plant
import Safety

/// What is remembered of a gas detector.
public struct DetectorMemory: BitwiseCopyable, Sendable {
  /// The value that it shows, in % LEL, and for how long it has been the same to the bit, in ms.
  var value = 0.0
  var hasValue = false
  var stillFor: Milliseconds = 0
  /// Lowest and highest value among the other detectors meanwhile: their highest one at each moment.
  var othersLowest = 0.0
  var othersHighest = 0.0
  var hasOthers = false
  /// For how long it has been far from the others or from zero, or back again, in ms.
  var driftFor: Milliseconds = 0
  /// What it is doubted for.
  var hasDrifted = false
  var isStill = false
  public init() {}
}

/// Follows one detector, and answers whether it is to be believed.
@_noAllocation
func believe(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  guard isWatching(place, image, on: site, state),
    let gas = image[site.detectors[place].concentration].usable
  else {
    // The fault, the test or the bypass speaks for itself; afterwards everything begins anew.
    state.memory.detectors[place] = DetectorMemory()
    return
  }
  let passed = elapsed(image, state)
  followDrift(place, gas.value, passed, image, on: site, state: &state)
  followStillness(place, gas.value, passed, image, on: site, state: &state)
}

/// True while the detector measures the air of the room: no bypass, and no test of its own.
@_noAllocation
func isWatching(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  if Int(state.bypass.detector) == place { return false }
  let sample = image[site.detectors[place].concentration]
  guard let gas = sample.usable, gas.value - gas.value == 0 else { return false }
  guard let word = image[site.detectors[place].watch.status].usable else { return true }
  return word.value >= 0 && word.value < 65_536 && UInt16(word.value) & 0xF == 1
}

@_noAllocation
private func followDrift(
  _ place: Int, _ gas: Double, _ passed: Milliseconds, _ image: borrowing ProcessImage,
  on site: borrowing Site, state: inout ControlState
) {
  let settings = site.settings
  var apart = -gas
  if let middle = middle(seenFrom: place, image, on: site, state) {
    let distance = gas > middle ? gas - middle : middle - gas
    if distance > apart { apart = distance }
  }
  // Back by a fifth, so that noise at the limit does not come and go; and as long as it took to come, so
  // that gas at another detector does not clear the one that was wrong before.
  let hasDrifted = state.memory.detectors[place].hasDrifted
  let isApart = apart > (hasDrifted ? 0.8 : 1) * settings.driftLimit
  let time = isApart == hasDrifted ? 0 : state.memory.detectors[place].driftFor + passed
  state.memory.detectors[place].driftFor = time
  guard time > 0, time >= settings.driftTime else { return }
  state.memory.detectors[place].hasDrifted = isApart
  state.memory.detectors[place].driftFor = 0
}

/// What the detectors of one air agree on, in % LEL: the middle one of three and more. Of two nobody
/// knows which is right; then the higher one holds. Nil where there is nobody to compare with.
@_noAllocation
private func middle(
  seenFrom place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Double? {
  guard site.room.isOnePlace else { return nil }
  var count = 0
  for one in 0..<site.detectors.count where isWatching(one, image, on: site, state) { count += 1 }
  guard count > 1 else { return nil }
  let rank = count == 2 ? 1 : (count - 1) / 2
  for one in 0..<site.detectors.count where isWatching(one, image, on: site, state) {
    guard let value = image[site.detectors[one].concentration].usable?.value else { continue }
    var below = 0
    var same = 0
    for other in 0..<site.detectors.count where isWatching(other, image, on: site, state) {
      guard let second = image[site.detectors[other].concentration].usable?.value else { continue }
      if second < value { below += 1 }
      if second == value { same += 1 }
    }
    if below <= rank, rank < below + same { return value }
  }
  return nil
}

@_noAllocation
private func followStillness(
  _ place: Int, _ gas: Double, _ passed: Milliseconds, _ image: borrowing ProcessImage,
  on site: borrowing Site, state: inout ControlState
) {
  var memory = state.memory.detectors[place]
  if !memory.hasValue || gas != memory.value {
    memory.value = gas
    memory.hasValue = true
    memory.stillFor = 0
    memory.hasOthers = false
    memory.isStill = false
  } else {
    memory.stillFor += passed
  }
  if site.room.isOnePlace, let highest = highest(besides: place, image, on: site, state) {
    if !memory.hasOthers || highest < memory.othersLowest { memory.othersLowest = highest }
    if !memory.hasOthers || highest > memory.othersHighest { memory.othersHighest = highest }
    memory.hasOthers = true
  }
  let moved = memory.othersHighest - memory.othersLowest
  if memory.hasOthers, memory.stillFor >= site.settings.stillTime,
    moved > site.settings.stillLimit
  {
    memory.isStill = true
  }
  state.memory.detectors[place] = memory
}

@_noAllocation
private func highest(
  besides place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Double? {
  var highest: Double?
  for other in 0..<site.detectors.count
  where other != place && isWatching(other, image, on: site, state) {
    guard let value = image[site.detectors[other].concentration].usable?.value else { continue }
    if let known = highest, known >= value { continue }
    highest = value
  }
  return highest
}

/// Tells safety what the vote of each detector is worth in this scan.
@_noAllocation
func judgeDetectors(on site: borrowing Site, state: inout ControlState) {
  for place in 0..<site.detectors.count {
    var trust = Trust.full
    if state.memory.detectors[place].hasDrifted || state.memory.detectors[place].isStill {
      trust = .doubted
    }
    if Int(state.bypass.detector) == place {
      trust = state.bypass.left > 0 ? .bypassed : .doubted
    }
    state.safety.trust[place] = trust
  }
}
