// The books of a store: what its meters say came in and went out in a day must agree with what it holds.
// What is not measured is never nought: books that nobody can keep are closed, and say why.

import Plant

/// Keeps the books of a store with the flows that come in and go out, and writes what they miss as a
/// share of what they may miss: a tenth of what moved in a day, at least 0.15 kg. Books that are closed
/// say so: the share is bad while something is not measured, uncertain while nobody keeps them by design.
@_noAllocation
func watchBooks(
  _ place: Int, _ mass: RawSample, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let store = site.stores[place]
  guard store.watch.imbalance.exists else { return }
  let now = image.time.real
  let flows = knownFlows(place, image, on: site, state)
  let isKept = mass.quality.isGood && flows.quality.isGood
  guard isKept else {
    state.memory.stores[place].books.close()
    let quality = mass.quality.isGood ? flows.quality : mass.quality
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
  /// Good when every meter is known; else why not.
  var quality = Quality.good
  var received = 0.0
  var given = 0.0
}

/// The flows by the site's meters. They are bad while a meter is: a dead one shows no flow, and a share of
/// nought would say that nothing is missing. While the booster fills bottles (those have a balance of their
/// own) and while a hose of the store is changed they are uncertain.
@_noAllocation
private func knownFlows(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Flows {
  var flows = Flows()
  let store = site.stores[place]
  if store.inlet >= 0, !isShut(store.inlet, image, on: site, state) {
    for index in 0..<site.electrolysers.count {
      receive(site.electrolysers[index], of: store, image, state, &flows)
    }
  }
  if store.watch.flow.exists {
    let meter = image[store.watch.flow]
    flows.given += meter.usable?.kilogramPerHour ?? 0
    flows.miss(meter.quality)
  }
  for index in 0..<site.supplyLines.count where Int(site.supplyLines[index].bank) == place {
    let line = site.supplyLines[index]
    let meter = image[line.flow]
    flows.given += meter.usable?.kilogramPerHour ?? 0
    flows.miss(meter.quality)
    if !isClosed(line.hoseReleased, image) { flows.miss(.uncertain(.substituted)) }
  }
  for index in 0..<site.boosters.count where Int(site.boosters[index].source) == place {
    let inUse = derivedSample(site.boosters[index].inUse.index, on: site, state)
    if !inUse.quality.isUsable || inUse.value != 0 { flows.miss(.uncertain(.substituted)) }
  }
  return flows
}

/// What a module gives to the store.
@_noAllocation
private func receive(
  _ module: Electrolyser, of store: Store, _ image: borrowing ProcessImage,
  _ state: borrowing ControlState, _ flows: inout Flows
) {
  guard let device = image[module.state].usable else {
    flows.miss(image[module.state].quality)
    return
  }
  guard producing(device) else { return }
  guard let flow = image[module.hydrogenFlow].usable else {
    // A module that has just begun has no flow to tell yet; one that runs has.
    if case .running = state.units[Int(module.unit)].step {
      flows.miss(image[module.hydrogenFlow].quality)
    }
    return
  }
  flows.received += flow.kilogramPerHour * (1 - store.watch.declaredLoss)
}

extension Flows {
  /// Takes note of what a meter is worth; bad counts more than uncertain, and that more than good.
  @_noAllocation
  fileprivate mutating func miss(_ quality: Quality) {
    if !quality.isUsable || self.quality.isGood { self.quality = quality }
  }
}
