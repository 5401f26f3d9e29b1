// A bench for dispatch: a row of obedient units, a clock that the test moves, and chance from a
// seed.

import Plant

@testable import EnergyDispatch

/// Chance that a seed repeats (SplitMix64).
struct Chance {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(bits() >> 11) / 9_007_199_254_740_992
  }

  mutating func happens(_ share: Double) -> Bool { number(0, 1) < share }
}

/// Dispatch with units that obey at once.
struct Bench: ~Copyable {
  var settings = DispatchSettings()
  var state: DispatchState
  var electrolysers: Slots<UnitOffer>
  var fuelCells: Slots<UnitOffer>
  var electrolyserProposals: Slots<UnitProposal>
  var fuelCellProposals: Slots<UnitProposal>
  var situation: Situation
  /// Starts of each unit, electrolysers first.
  var starts: [Int]
  /// Canonical record of all proposals.
  var record = CanonicalWriter()

  init(electrolysers: Int = 0, fuelCells: Int = 0) {
    state = DispatchState(electrolysers: electrolysers, fuelCells: fuelCells)
    var rested = UnitOffer()
    rested.isAvailable = true
    rested.since = 86_400_000
    self.electrolysers = Slots(repeating: rested, count: electrolysers)
    self.fuelCells = Slots(repeating: rested, count: fuelCells)
    electrolyserProposals = Slots(repeating: UnitProposal(), count: electrolysers)
    fuelCellProposals = Slots(repeating: UnitProposal(), count: fuelCells)
    starts = Array(repeating: 0, count: electrolysers + fuelCells)
    // Monday 2025-06-16, midnight UTC.
    situation = Situation(
      time: ScanTime(scan: 0, real: 0, plant: 1_750_032_000_000, civilOffset: 0))
    situation.surplusIsKnown = true
    situation.importPrice = 0.30
    situation.exportPrice = 0.068
    situation.roomInStore = 5
    situation.hydrogenAvailable = 5
    situation.roomInBuffer = 20
    situation.heatDemand = 5
  }

  /// Lets `milliseconds` pass and calls dispatch; the units obey unless `obeys` is false.
  mutating func scan(after milliseconds: Milliseconds, obeys: Bool = true) {
    situation.time.scan += 1
    situation.time.plant += milliseconds
    for place in 0..<electrolysers.count { electrolysers[place].since += milliseconds }
    for place in 0..<fuelCells.count { fuelCells[place].since += milliseconds }
    propose(
      for: situation, electrolysers: electrolysers, fuelCells: fuelCells, settings: settings,
      state: &state, electrolyserProposals: &electrolyserProposals,
      fuelCellProposals: &fuelCellProposals)
    Self.write(electrolyserProposals, into: &record)
    Self.write(fuelCellProposals, into: &record)
    guard obeys else { return }
    for place in 0..<electrolysers.count {
      if Self.follow(electrolyserProposals[place], &electrolysers[place]) { starts[place] += 1 }
    }
    for place in 0..<fuelCells.count
    where Self.follow(fuelCellProposals[place], &fuelCells[place]) {
      starts[electrolysers.count + place] += 1
    }
  }

  /// Scans every `milliseconds` for `hours`.
  mutating func pass(hours: Double, every milliseconds: Milliseconds = 60_000) {
    for _ in 0..<Int(hours * 3_600_000 / Double(milliseconds)) { scan(after: milliseconds) }
  }

  /// How many electrolysers dispatch wants to run.
  var running: Int {
    var count = 0
    for place in 0..<electrolyserProposals.count where electrolyserProposals[place].run {
      count += 1
    }
    return count
  }

  private static func write(
    _ proposals: borrowing Slots<UnitProposal>, into record: inout CanonicalWriter
  ) {
    for place in 0..<proposals.count {
      record.write(proposals[place].run)
      record.write(proposals[place].power)
      record.write(proposals[place].reason.code.rawValue)
      record.write(proposals[place].reason.value)
      record.write(proposals[place].reason.limit)
    }
  }

  /// True when this was a start.
  private static func follow(_ proposal: UnitProposal, _ offer: inout UnitOffer) -> Bool {
    guard proposal.run != offer.isRunning else { return false }
    offer.isRunning = proposal.run
    offer.since = 0
    return proposal.run
  }
}
