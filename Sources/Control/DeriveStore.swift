// What a store is watched for: whether its two taps agree, and whether it loses mass while it is shut.
// Whether it holds what the books say is in `StoreBooks.swift`.

import Plant
import Safety

/// Watches one store; its mass was derived before.
@_noAllocation
func watchStore(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let store = site.stores[place]
  let now = image.time.real
  put(
    tapDifference(of: store, image), at: store.watch.pressureDifference.index, image, on: site,
    state: &state)
  let passed = elapsed(image, state)
  let mass = derivedSample(store.mass.index, on: site, state)
  let isIsolated =
    isShut(store.inlet, image, on: site, state) && isShut(store.outlet, image, on: site, state)
  guard mass.quality.isGood, isIsolated else {
    state.memory.stores[place].isolatedFor = 0
    state.memory.stores[place].loss.startOver()
    state.memory.stores[place].slowLoss.startOver()
    let quality: Quality = mass.quality.isUsable ? .good : mass.quality
    let none = RawSample(value: 0, quality: quality, time: now)
    put(none, at: store.watch.loss.index, image, on: site, state: &state)
    put(none, at: store.watch.slowLoss.index, image, on: site, state: &state)
    watchBooks(place, mass, image, on: site, state: &state)
    return
  }
  state.memory.stores[place].isolatedFor += passed
  var loss = 0.0
  var slow = 0.0
  // Gas that has just come in still gives its heat to the walls.
  if state.memory.stores[place].isolatedFor > 120_000 {
    loss = state.memory.stores[place].loss.fall(
      of: mass.value, after: passed, lag: 15_000, interval: 60_000, slots: 10)
    slow = state.memory.stores[place].slowLoss.fall(
      of: mass.value, after: passed, lag: 60_000, interval: 900_000, slots: 16)
  }
  put(.good(loss, at: now), at: store.watch.loss.index, image, on: site, state: &state)
  put(.good(slow, at: now), at: store.watch.slowLoss.index, image, on: site, state: &state)
  watchBooks(place, mass, image, on: site, state: &state)
}

/// How far the two taps are apart, in bar.
@_noAllocation
func tapDifference(of store: Store, _ image: borrowing ProcessImage) -> RawSample {
  let first = image[store.pressure.index]
  let second = image[store.pressure2.index]
  guard let one = first.usable else { return first }
  guard let other = second.usable else { return second }
  return .good(one > other ? one - other : other - one, at: image.time.real)
}

/// True when a valve was told to close and every fitted limit switch says so; also where the site has
/// no such valve.
@_noAllocation
func isShut(
  _ place: Int16, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Bool {
  guard place >= 0 else { return true }
  let valve = site.valves[Int(place)]
  if wasCommanded(valve.open, state) { return false }
  if valve.closed.exists { return isClosed(valve.closed, image) }
  return true
}
