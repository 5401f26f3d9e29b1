// Laws that hold for every unit under any input: seeded chance turns all knobs at once.

import Plant
import Testing

@testable import EnergyDispatch

private let forced: [ReasonCode] = [
  .deviceNotReady, .interlock, .storeTooFull, .storeTooEmpty,
]

/// Turns every knob of the bench a little, or a lot.
private func stir(_ bench: inout Bench, _ chance: inout Chance) {
  bench.situation.surplus = chance.number(-8, 20)
  bench.situation.surplusIsKnown = chance.happens(0.97)
  bench.situation.importPrice = chance.number(0.05, 0.5)
  bench.situation.exportPrice = chance.number(0, 0.1)
  if chance.happens(0.05) { bench.situation.roomInStore = chance.number(0, 0.5) }
  if chance.happens(0.1) { bench.situation.roomInStore = 5 }
  if chance.happens(0.05) { bench.situation.hydrogenAvailable = chance.number(0, 0.5) }
  if chance.happens(0.1) { bench.situation.hydrogenAvailable = 5 }
  bench.situation.roomInBuffer = chance.number(0, 20)
  for place in 0..<bench.electrolysers.count { stir(&bench.electrolysers[place], &chance) }
  for place in 0..<bench.fuelCells.count { stir(&bench.fuelCells[place], &chance) }
}

private func stir(_ offer: inout UnitOffer, _ chance: inout Chance) {
  if chance.happens(0.02) { offer.isAvailable.toggle() }
  if chance.happens(0.3) { offer.isAvailable = true }
  if chance.happens(0.05) { offer.share = chance.number(0, 1) }
  if chance.happens(0.2) { offer.share = 1 }
  offer.isWarm = chance.happens(0.5)
}

private struct Bounds {
  var lowest: Double
  var highest: Double
  var minimumUp: Milliseconds
  var minimumDown: Milliseconds
}

/// Every law for one unit; true when it was a free start or stop, so that a test can count them.
private func check(
  _ proposal: UnitProposal, before: UnitProposal, offer: UnitOffer, _ bounds: Bounds
) -> Bool {
  #expect(proposal.reason.code != .none)
  #expect(offer.isAvailable || !proposal.run)
  if proposal.run {
    #expect(proposal.power >= bounds.lowest)
    #expect(proposal.power <= bounds.highest * offer.share + 1e-12)
  } else {
    #expect(proposal.power == 0)
  }
  if proposal.run, !before.run, !offer.isRunning {
    #expect(offer.since >= bounds.minimumDown)
    #expect(proposal.reason.value >= proposal.reason.limit)
    return true
  }
  if !proposal.run, before.run, offer.isRunning, !forced.contains(proposal.reason.code) {
    #expect(offer.since >= bounds.minimumUp)
    #expect(proposal.reason.code == .lossEndsRun || proposal.reason.code == .gridMeterMissing)
    return true
  }
  return false
}

@Test("Range, availability, minimum times and reasons hold under any input", arguments: 1...8)
func laws(seed: UInt64) {
  var chance = Chance(seed: seed)
  var bench = Bench(electrolysers: 4, fuelCells: 2)
  bench.settings.period = [0, 60_000, 900_000][Int(seed % 3)]
  let module = Bounds(
    lowest: 1.46, highest: 2.4, minimumUp: bench.settings.electrolyser.minimumUp,
    minimumDown: bench.settings.electrolyser.minimumDown)
  let cell = Bounds(
    lowest: 1, highest: 5, minimumUp: bench.settings.fuelCell.minimumUp,
    minimumDown: bench.settings.fuelCell.minimumDown)
  var changes = 0
  for _ in 0..<5_000 {
    stir(&bench, &chance)
    let before = bench.electrolyserProposals.array() + bench.fuelCellProposals.array()
    let step = chance.happens(0.3) ? 900_000 : Milliseconds(chance.number(100, 120_000))
    bench.scan(after: step, obeys: false)
    for place in 0..<4 {
      let now = bench.electrolyserProposals[place]
      let offer = bench.electrolysers[place]
      changes += check(now, before: before[place], offer: offer, module) ? 1 : 0
      obey(now, &bench.electrolysers[place], &chance)
    }
    for place in 0..<2 {
      let now = bench.fuelCellProposals[place]
      let offer = bench.fuelCells[place]
      changes += check(now, before: before[4 + place], offer: offer, cell) ? 1 : 0
      obey(now, &bench.fuelCells[place], &chance)
    }
  }
  #expect(changes > 50, "the laws were tried on \(changes) changes only")
}

/// Units take a while to obey.
private func obey(_ proposal: UnitProposal, _ offer: inout UnitOffer, _ chance: inout Chance) {
  guard proposal.run != offer.isRunning, chance.happens(0.7) else { return }
  offer.isRunning = proposal.run
  offer.since = 0
}

@Test("The same inputs give the same proposals, bit for bit, also over a saved memory")
func determinism() {
  func play(savedAt scan: Int?) -> UInt64 {
    var chance = Chance(seed: 99)
    var bench = Bench(electrolysers: 4, fuelCells: 1)
    for place in 0..<3_000 {
      stir(&bench, &chance)
      bench.scan(after: 60_000)
      if place == scan {
        var writer = CanonicalWriter()
        bench.state.encode(into: &writer)
        var reader = CanonicalReader(writer.bytes)
        bench.state = DispatchState(electrolysers: 4, fuelCells: 1)
        let isRestored = bench.state.restore(from: &reader)
        #expect(isRestored)
        #expect(reader.isAtEnd)
      }
    }
    bench.state.encode(into: &bench.record)
    return bench.record.digest
  }
  let first = play(savedAt: nil)
  #expect(play(savedAt: nil) == first)
  #expect(play(savedAt: 1_000) == first)
  #expect(play(savedAt: 2_345) == first)
}

@Test("A memory of another site, or one cut short, is refused")
func foreignMemory() {
  var writer = CanonicalWriter()
  DispatchState(electrolysers: 4, fuelCells: 1).encode(into: &writer)
  var other = DispatchState(electrolysers: 3, fuelCells: 2)
  var whole = CanonicalReader(writer.bytes)
  let isTaken = other.restore(from: &whole)
  #expect(!isTaken)
  for length in 0..<writer.bytes.count {
    var state = DispatchState(electrolysers: 4, fuelCells: 1)
    var cut = CanonicalReader(Array(writer.bytes.prefix(length)))
    let isTaken = state.restore(from: &cut)
    #expect(!isTaken)
  }
}

@Test("A noisy surplus at 100 ms starts no unit more often than the thresholds allow")
func noFlicker() {
  var chance = Chance(seed: 3)
  var bench = Bench(electrolysers: 2)
  bench.settings.period = 0
  bench.settings.electrolyser.minimumUp = 0
  bench.settings.electrolyser.minimumDown = 0
  let hours = 5.0
  for second in 0..<Int(hours * 3_600) {
    // Two hours of sun, half an hour of cloud, and noise of a few kW on top.
    let cloud = second % 9_000 < 7_200 ? 4.0 : 0.0
    for _ in 0..<10 {
      bench.situation.surplus = cloud + chance.number(-3, 3)
      bench.scan(after: 100)
    }
  }
  // The fastest cycle gathers at the highest benefit and loses at the highest loss.
  let economics = bench.settings.electrolyser
  let gain = economics.best(surplus: 100, highest: 2.4, bench.situation).rate
  let loss = -economics.best(surplus: 0, highest: 2.4, bench.situation).rate
  let cold = economics.startCost(isWarm: false, power: 2.4, surplus: 100, bench.situation)
  let cycle = economics.startShare * cold / gain + economics.stopShare * cold / loss
  let most = Int(hours / cycle) + 1
  #expect(bench.starts.allSatisfy { $0 <= most }, "\(bench.starts) against \(most)")
  #expect(bench.starts[0] >= 2)
}

@Test("After a gap of more than an hour nothing is booked, and time that runs back books nothing")
func gaps() {
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 10
  bench.scan(after: 0)
  bench.scan(after: 3_600_001)
  #expect(bench.state.electrolysers[0].benefit == 0)
  bench.scan(after: -60_000)
  #expect(bench.state.electrolysers[0].benefit == 0)
  bench.scan(after: 1_800_000)
  #expect(abs(bench.state.electrolysers[0].benefit - 0.0287) < 0.0001)
}
