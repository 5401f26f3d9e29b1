// Effects join: the strongest wins on every target, and adding a row never takes anything away.

import Plant
import Testing

@testable import Safety

@Suite("Joining effects")
struct JoinTests {
  /// Rows over the points 0, 1, ... with these effects, all of them demanded.
  private func bench(_ effects: [RowEffect]) -> Bench {
    var plan = Plan(measured: effects.count)
    plan.units = 2
    plan.actuators = [limits(of: .rate)]
    for (point, effect) in effects.enumerated() {
      plan.add(.above, [point], over: 20, effects: [effect])
    }
    let bench = Bench(plan)
    _ = bench.play(Dictionary(uniqueKeysWithValues: effects.indices.map { ($0, "H") }))
    return bench
  }

  @Test("The strongest effect wins, with its row; the lowest share wins by itself")
  func strongest() {
    let bench = bench([
      RowEffect(.limit, unit: 1, share: 0.5), RowEffect(.softStop, unit: 1),
      RowEffect(.limit, unit: 1, share: 0.8), RowEffect(.hold, unit: 1),
    ])
    #expect(bench.unit(1) == Verdict(effect: .softStop, share: 0.5, row: 1))
    #expect(bench.unit(0) == .free)
  }

  @Test("A share is kept within 0 and 1, and one that is no number leaves nothing")
  func shares() {
    for (share, left) in [(0.4, 0.4), (-2, 0), (7, 1), (Double.nan, 0)] {
      #expect(bench([RowEffect(.limit, unit: 0, share: share)]).unit(0).share == left)
    }
  }

  @Test("Only a limit takes a share of power")
  func shareOfOthers() {
    #expect(bench([RowEffect(.hold, unit: 0, share: 0.2)]).unit(0).share == 1)
  }

  @Test("An effect on a target that the site lacks falls on every unit, an alarm on none")
  func unknownTarget() {
    for target in [-1, 2, 99] {
      let bench = bench([RowEffect(.stop, unit: target)])
      #expect(bench.unit(0).effect == .stop && bench.unit(1).effect == .stop)
      #expect(self.bench([RowEffect(.alarmOnly, unit: target)]).unit(0) == .free)
    }
    for target in [-1, 1, 99] {
      let bench = bench([RowEffect(.hold, actuator: target)])
      #expect(bench.unit(0).effect == .hold && bench.actuator(0) == .free)
    }
  }

  @Test("An alarm on a unit is told as its verdict")
  func alarm() {
    #expect(bench([RowEffect(.alarmOnly, unit: 0)]).unit(0).effect == .alarmOnly)
  }
}
