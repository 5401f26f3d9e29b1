// What a store is watched for: whether its two taps agree, whether it loses mass while it is shut, and
// whether it holds what the books say.

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

/// Keeps the books of a store with the flows that come in and go out, and writes what they miss as a
/// share of what they may miss: a tenth of what moved in a day, at least 0.15 kg.
@_noAllocation
private func watchBooks(
  _ place: Int, _ mass: RawSample, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let store = site.stores[place]
  guard store.watch.imbalance.exists else { return }
  let now = image.time.real
  let flows = knownFlows(place, image, on: site, state)
  guard mass.quality.isGood, flows.areKnown else {
    state.memory.stores[place].books.close()
    let quality: Quality = mass.quality.isUsable ? .good : mass.quality
    put(
      RawSample(value: 0, quality: quality, time: now), at: store.watch.imbalance.index, image,
      on: site, state: &state)
    return
  }
  let passed = elapsed(image, state)
  let hours = Double(passed) / 3_600_000
  let missing = state.memory.stores[place].books.enter(
    mass: mass.value, in: flows.received * hours, out: flows.given * hours, after: passed)
  let tenth = 0.1 * state.memory.stores[place].books.movedSum
  let allowed = tenth > 0.15 ? tenth : 0.15
  put(
    .good(missing / allowed * 100, at: now), at: store.watch.imbalance.index, image, on: site,
    state: &state)
}

/// A person who resets at the panel has looked for what is missing: the books begin anew. Otherwise gas that
/// escaped once would hold the modules for a day after its leak was mended.
@_noAllocation
func closeBooks(_ state: inout ControlState) {
  for place in 0..<state.memory.stores.count { state.memory.stores[place].books.close() }
}

/// What flows into and out of a store, in kg/h.
private struct Flows: BitwiseCopyable {
  var areKnown = true
  var received = 0.0
  var given = 0.0
}

/// The flows by the site's meters. They are unknown while a meter is, while the booster fills bottles
/// (those have a balance of their own), and while a hose of the store is changed.
@_noAllocation
private func knownFlows(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Flows {
  var flows = Flows()
  let store = site.stores[place]
  if store.inlet >= 0, !isShut(store.inlet, image, on: site, state) {
    for index in 0..<site.electrolysers.count {
      let module = site.electrolysers[index]
      guard let device = image[module.state].usable else {
        flows.areKnown = false
        return flows
      }
      guard producing(device) else { continue }
      // A module that has just begun has no flow to tell yet.
      let flow = image[module.hydrogenFlow].usable?.kilogramPerHour ?? 0
      flows.received += flow * (1 - store.watch.declaredLoss)
    }
  }
  if store.watch.flow.exists {
    guard let drawn = image[store.watch.flow].usable else {
      flows.areKnown = false
      return flows
    }
    flows.given += drawn.kilogramPerHour
  }
  for index in 0..<site.supplyLines.count where Int(site.supplyLines[index].bank) == place {
    let line = site.supplyLines[index]
    guard isClosed(line.hoseReleased, image), let flow = image[line.flow].usable else {
      flows.areKnown = false
      return flows
    }
    flows.given += flow.kilogramPerHour
  }
  for index in 0..<site.boosters.count where Int(site.boosters[index].source) == place {
    let inUse = derivedSample(site.boosters[index].inUse.index, on: site, state)
    if !inUse.quality.isUsable || inUse.value != 0 { flows.areKnown = false }
  }
  return flows
}
