// Effects that wait for rest: a valve does not close under a running consumer, but not for ever either.

import Plant
import Testing

@testable import Safety

/// Row 0 over point 0 stops unit 0 and closes a valve (actuator 0) when point 1 tells rest.
private func bench(atLatest: Milliseconds = 5_000, isLatched: Bool = false) -> Bench {
  var plan = Plan(measured: 2)
  plan.actuators = [limits(of: .open, unit: -1), limits(of: .powerSetpoint)]
  plan.add(
    .above, [0], over: 20,
    effects: [
      RowEffect(.trip, actuator: 0, afterRest: 1, atLatest: atLatest),
      RowEffect(.softStop, unit: 0),
    ]
  ) { row in
    row.isLatched = isLatched
    row.resetRule = .panel
  }
  let bench = Bench(plan)
  bench.proposals = [1, 0]
  return bench
}

extension Bench {
  /// The valve of every scan: `o` open, `c` closed.
  fileprivate func valve(_ gas: String, rest: String, plant: Milliseconds = 1_000) -> String {
    var answer = ""
    for (gas, rest) in zip(gas, rest) {
      _ = play([0: String(gas), 1: String(rest)], plant: plant)
      answer += command(0).value == 0 ? "c" : "o"
    }
    return answer
  }
}

@Suite("Effects that wait for rest")
struct RestTests {
  @Test("A valve stays open until its consumer is at rest")
  func waits() {
    #expect(bench().valve(".HHHH", rest: "...11") == "ooocc")
  }

  @Test("The other effects of the row do not wait")
  func othersAct() {
    let bench = bench()
    _ = bench.valve(".H", rest: "..")
    #expect(bench.unit(0).effect == .softStop && bench.actuator(0) == .free)
  }

  @Test("It closes at the latest when the time is over")
  func atLatest() {
    #expect(bench().valve(".HHHHHHH", rest: "........") == "oooooocc")
    #expect(bench().valve(".HHHH", rest: ".....", plant: 2_000) == "oooo" + "c")
    #expect(bench(atLatest: 0).valve(".HH", rest: "...") == "occ")
  }

  @Test("A point of rest that cannot be used is no rest")
  func unusableRest() {
    #expect(bench().valve(".HHHHHHH", rest: ".XNXNXNX") == "oooooocc")
  }

  @Test("What has begun goes on when the point of rest changes its mind")
  func staysClosed() {
    #expect(bench().valve(".HHHHHH", rest: "..1.X..") == "oo" + "ccccc")
  }

  @Test("An effect without a point of rest has nothing to wait for")
  func noPointOfRest() {
    var plan = bench().plan
    plan.effects[0].afterRest = .none
    let impatient = Bench(plan)
    impatient.proposals = [1, 0]
    #expect(impatient.valve(".H.", rest: "...") == "oco")
  }

  @Test("Each time the row becomes active it waits anew")
  func waitsAnew() {
    #expect(bench().valve("HHH.HHHHHH", rest: ".1........") == "occooooooc")
  }

  @Test("A plant clock that jumps back does not close early and still closes")
  func clockJumpsBack() {
    let bench = bench()
    #expect(bench.valve("HH", rest: "..") == "oo")
    #expect(bench.valve("H", rest: ".", plant: -90_000) == "o")
    #expect(bench.valve("HHHHHH", rest: "......") == "oooocc")
  }

  @Test("A latch from before the restart waits no more")
  func restoredLatch() {
    let before = bench(isLatched: true)
    #expect(before.valve("H", rest: ".") == "o")
    let after = bench(isLatched: true)
    #expect(after.restoreLatches(before.encodedLatches))
    #expect(after.valve("..", rest: "..") == "cc")
  }

  @Test("Beyond its first 64 effects a row has no patience")
  func manyEffects() {
    var plan = Plan(measured: 2)
    plan.actuators = (0..<66).map { _ in limits(of: .open, unit: -1) }
    let effects = (0..<66).map {
      RowEffect(.trip, actuator: $0, afterRest: 1, atLatest: 9_000)
    }
    plan.add(.above, [0], over: 20, effects: effects)
    let bench = Bench(plan)
    bench.proposals = plan.actuators.map { _ in 1 }
    _ = bench.play([0: "HH", 1: ".."])
    #expect((0..<66).map { bench.command($0).value } == (0..<66).map { $0 < 64 ? 1 : 0 })
    _ = bench.play([0: "H", 1: "1"])
    #expect((0..<66).allSatisfy { bench.command($0).value == 0 })
    _ = bench.play([0: "H", 1: "."])
    #expect((0..<66).allSatisfy { bench.command($0).value == 0 }, "each remembers its rest")
  }
}
