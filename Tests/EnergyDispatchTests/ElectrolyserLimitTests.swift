// What bounds electrolyser modules besides money: store, missing meter, interlock shares, other
// hands.

import Plant
import Testing

@testable import EnergyDispatch

@Test("A full store ends the run at once, and a nearly full one lets nothing start")
func fullStore() {
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 5
  bench.situation.roomInStore = 0.02
  bench.pass(hours: 4)
  #expect(bench.running == 0)
  #expect(bench.electrolyserProposals[0].reason.code == .storeTooFull)
  bench.situation.roomInStore = 1
  bench.pass(hours: 0.1)
  #expect(bench.running == 1)
  bench.situation.roomInStore = 0.005
  bench.scan(after: 100)
  #expect(bench.running == 0)
  #expect(bench.electrolyserProposals[0].reason.code == .storeTooFull)
}

@Test("Without a grid meter nothing starts and what runs falls to minimum, then stops")
func blindness() {
  var bench = Bench(electrolysers: 2)
  bench.electrolysers[1].isAvailable = false
  bench.situation.surplus = 10
  bench.pass(hours: 3)
  #expect(bench.running == 1)
  bench.situation.surplusIsKnown = false
  bench.electrolysers[1].isAvailable = true
  bench.scan(after: 1_000)
  #expect(bench.electrolyserProposals[0].run)
  #expect(bench.electrolyserProposals[0].power == bench.settings.electrolyser.lowestPower)
  #expect(bench.electrolyserProposals[0].reason.code == .gridMeterMissing)
  bench.pass(hours: 0.2)
  #expect(bench.electrolyserProposals[0].run)
  bench.pass(hours: 0.1)
  #expect(bench.running == 0)
  #expect(bench.electrolyserProposals[1].reason.code == .gridMeterMissing)
}

@Test("A share below minimum load ends the run, a higher one bounds the power")
func shareLimits() {
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 10
  bench.pass(hours: 2)
  bench.electrolysers[0].share = 0.7
  bench.scan(after: 100)
  #expect(abs(bench.electrolyserProposals[0].power - 1.68) < 1e-12)
  bench.electrolysers[0].share = 0.5
  bench.scan(after: 100)
  #expect(!bench.electrolyserProposals[0].run)
  #expect(bench.electrolyserProposals[0].reason.code == .interlock)
}

@Test("A unit that a person started is taken over as running and ends like any other")
func foreignStart() {
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 10
  bench.electrolysers[0].isRunning = true
  bench.electrolysers[0].since = 0
  bench.scan(after: 60_000)
  #expect(bench.running == 1)
  bench.situation.surplus = -10
  bench.pass(hours: 1.1)
  #expect(bench.running == 0)
}

@Test("A unit that takes its time to come down is not mistaken for a foreign start")
func slowStop() {
  var bench = Bench(electrolysers: 1)
  bench.electrolysers[0].isRunning = true
  bench.situation.surplus = -10
  var stopped = 0
  for _ in 0..<60 {
    bench.scan(after: 60_000, obeys: false)
    if bench.running == 0 { stopped += 1 } else { #expect(stopped == 0) }
  }
  #expect(stopped > 30)
}

@Test("A unit in other hands keeps its share of the surplus and is welcome back as running")
func otherHands() {
  var bench = Bench(electrolysers: 2)
  bench.situation.surplus = 10
  bench.pass(hours: 3)
  #expect(bench.running == 2)
  bench.electrolysers[0].isAvailable = false
  bench.situation.surplus = 2.4
  for _ in 0..<30 { bench.scan(after: 60_000, obeys: false) }
  #expect(!bench.electrolyserProposals[0].run)
  #expect(bench.electrolyserProposals[0].reason.code == .deviceNotReady)
  // 2.4 kW less 2.4 kW for the other module leave nothing to run on.
  #expect(!bench.electrolyserProposals[1].run)
  bench.electrolysers[0].isAvailable = true
  bench.scan(after: 60_000, obeys: false)
  #expect(bench.electrolyserProposals[0].run)
}
