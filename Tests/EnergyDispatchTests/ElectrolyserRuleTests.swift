// What the economic rule does with electrolyser modules, case by case.

import Plant
import Testing

@testable import EnergyDispatch

/// Minutes of `surplus` until the first module starts.
private func minutesToStart(
  surplus: Double, _ change: (inout DispatchSettings) -> Void = { _ in }
) -> Int? {
  var bench = Bench(electrolysers: 1)
  change(&bench.settings)
  bench.situation.surplus = surplus
  for minute in 0..<1_000 {
    bench.scan(after: 60_000)
    if bench.running == 1 { return minute }
  }
  return nil
}

@Test("A start waits until half its cost has been missed, and says so")
func startIsAnInvestment() {
  // 2.4 kW bring 0.1109 x 2.4 - 0.0055 - 0.0680 x 2.4 - 0.04 = 0.0575 EUR/h; a cold start costs
  // 0.14 + 0.25 x 0.068 + 0.003 x 5.8 = 0.1744 EUR.
  #expect(minutesToStart(surplus: 10) == 92, "91.06 minutes, and the first scan books nothing")
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 10
  bench.pass(hours: 1)
  let gathering = bench.electrolyserProposals[0].reason
  #expect(gathering.code == .benefitGathering)
  #expect(gathering.value < gathering.limit)
  #expect(abs(gathering.limit - 0.0872) < 1e-9)
  while bench.running == 0 { bench.scan(after: 60_000) }
  let reason = bench.electrolyserProposals[0].reason
  #expect(reason.code == .surplusPaysStart && reason.value >= reason.limit)
}

@Test("Double start cost doubles the wait, a warm module waits a fraction")
func thresholdScales() throws {
  let plain = try #require(minutesToStart(surplus: 10))
  let double = try #require(
    minutesToStart(surplus: 10) {
      $0.electrolyser.warmStart *= 2
      $0.electrolyser.coldStart *= 2
      $0.electrolyser.coldEnergy *= 2
      $0.electrolyser.coldLoss *= 2
    })
  #expect(abs(double - 2 * plain) <= 1)
  var bench = Bench(electrolysers: 1)
  bench.electrolysers[0].isWarm = true
  bench.situation.surplus = 10
  bench.pass(hours: 0.25)
  #expect(bench.running == 1)
}

@Test("Hydrogen that is worth less than the electricity is not made")
func worthlessHydrogen() {
  #expect(minutesToStart(surplus: 10) { $0.electrolyser.hydrogenValue = 3 } == nil)
  #expect(minutesToStart(surplus: 1) == nil)
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 1
  bench.scan(after: 60_000)
  #expect(
    bench.electrolyserProposals[0].reason
      == Reason(.surplusTooSmall, value: 1, limit: bench.settings.electrolyser.lowestPower))
  bench.situation.surplus = 5
  bench.settings.electrolyser.hydrogenValue = 3
  bench.scan(after: 60_000)
  #expect(bench.electrolyserProposals[0].reason.code == .hydrogenWorthLess)
}

@Test("A store below its reserve makes hydrogen worth more")
func reserveRaisesValue() {
  var economics = ElectrolyserEconomics()
  #expect(economics.value(with: 0) == 5.8)
  economics.reserve = 1
  #expect(economics.value(with: 0) == 8)
  #expect(abs(economics.value(with: 0.5) - 6.9) < 1e-12)
  #expect(economics.value(with: 1) == 5.8)
  #expect(economics.value(with: -1) == 8)
}

@Test("Every module needs its own surplus: 4 kW start one or two, never four")
func surplusIsCountedOnce() {
  var bench = Bench(electrolysers: 4)
  bench.situation.surplus = 4
  bench.pass(hours: 8)
  #expect(bench.running == 2)
  #expect(bench.electrolyserProposals[0].run && bench.electrolyserProposals[1].run)
  #expect(abs(bench.electrolyserProposals[0].power - 2.4) < 1e-12)
  #expect(abs(bench.electrolyserProposals[1].power - 1.6) < 1e-12)
  bench.situation.surplus = 10
  bench.pass(hours: 3)
  #expect(bench.running == 4)
  bench.situation.surplus = 5
  bench.pass(hours: 3)
  #expect(bench.running == 2)
  #expect(!bench.electrolyserProposals[3].run && !bench.electrolyserProposals[2].run)
}

@Test("A module that comes back does not push a running one aside")
func runningModulesGoFirst() {
  var bench = Bench(electrolysers: 2)
  bench.electrolysers[0].isAvailable = false
  bench.situation.surplus = 2.5
  bench.pass(hours: 3)
  #expect(bench.electrolyserProposals[1].run)
  bench.electrolysers[0].isAvailable = true
  bench.pass(hours: 6)
  #expect(bench.electrolyserProposals[1].run && !bench.electrolyserProposals[0].run)
  #expect(bench.starts == [0, 1])
}

@Test("A cloud is bridged at minimum load, the evening ends the run")
func lossEndsRun() {
  var bench = Bench(electrolysers: 1)
  bench.situation.surplus = 10
  bench.pass(hours: 4)
  bench.situation.surplus = 0
  bench.pass(hours: 0.1)
  #expect(bench.electrolyserProposals[0].run)
  #expect(bench.electrolyserProposals[0].power == bench.settings.electrolyser.lowestPower)
  #expect(bench.electrolyserProposals[0].reason.code == .minimumLoad)
  bench.situation.surplus = 10
  bench.pass(hours: 1)
  #expect(bench.electrolyserProposals[0].reason.code == .maximumLoad)
  bench.situation.surplus = 0
  var minutes = 0
  while bench.running == 1, minutes < 200 {
    bench.scan(after: 60_000)
    minutes += 1
  }
  let reason = bench.electrolyserProposals[0].reason
  #expect(reason.code == .lossEndsRun && reason.value >= reason.limit)
  #expect(minutes < 15)
  #expect(bench.starts == [1])
}

@Test("Minimum run time outlasts a loss, minimum rest outlasts a benefit")
func minimumTimes() {
  var bench = Bench(electrolysers: 1)
  bench.settings.electrolyser.startShare = 0
  bench.situation.surplus = 5
  bench.scan(after: 60_000)
  #expect(bench.running == 1)
  bench.situation.surplus = -5
  bench.pass(hours: 0.9)
  #expect(bench.running == 1)
  #expect(bench.electrolyserProposals[0].reason.code == .minimumUpTime)
  bench.pass(hours: 0.2)
  #expect(bench.running == 0)
  bench.electrolysers[0].since = 0
  bench.situation.surplus = 5
  bench.scan(after: 60_000)
  #expect(bench.electrolyserProposals[0].reason.code == .minimumDownTime)
  bench.pass(hours: 0.3)
  #expect(bench.running == 1)
}

@Test("Run and stop change at the quarter hours only when the period says so")
func periodHolds() {
  var bench = Bench(electrolysers: 4)
  bench.settings.period = 900_000
  var chance = Chance(seed: 7)
  var changes = 0
  var last = 0
  for scan in 0..<6_000 {
    // Sun and cloud take turns every 140 minutes, with noise on top.
    bench.situation.surplus = ((scan / 420) % 2 == 0 ? 9 : -3) + chance.number(-2, 2)
    bench.scan(after: 20_000)
    if bench.running != last {
      changes += 1
      #expect(bench.situation.time.plant % 900_000 < 20_000)
      last = bench.running
    }
  }
  #expect(changes > 10)
}
