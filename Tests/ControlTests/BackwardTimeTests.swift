// A clock that is set back while the controller runs: what was noted under the old time lies ahead, and no
// rest, purge or permission may depend on when the new time gets there.

import Plant
import Testing

@testable import Control

@Suite struct BackwardTimeTests {
  /// A room that is reset and purged, a module that has run, and one stop.
  private func stopped() -> Bench {
    let bench = Bench()
    bench.resetAfterStart()
    bench.purge()
    let power = Intent(.setpoint, unit: 1, value: 2, source: .scenario)
    bench.scan(1, [mode(.manual, unit: 1), power])
    bench.scan(120)
    #expect(bench.unit(1).step == .running)
    bench.scan(1, [mode(.standby, unit: 1)])
    bench.scan(400)
    #expect(bench.command("run-1") == 0)
    return bench
  }

  @Test("A clock set back by a year does not make a module rest for a year")
  func rest() {
    let bench = stopped()
    let power = Intent(.setpoint, unit: 1, value: 2, source: .scenario)
    bench.time.plant -= 31_536_000_000
    bench.scan(10)
    #expect(bench.state.units[1].lastStop <= bench.time.plant)
    #expect(bench.state.units[1].since <= bench.time.plant)
    bench.scan(1, [mode(.manual, unit: 1), power])
    bench.scan(1_200)
    #expect(bench.unit(1).step == .running)
  }

  @Test("Setting it back shortens no rest: it begins anew")
  func notShortened() {
    let bench = stopped()
    let power = Intent(.setpoint, unit: 1, value: 2, source: .scenario)
    let atRest = bench.time.plant
    bench.time.plant -= 31_536_000_000
    bench.scan(2)
    #expect(bench.state.units[1].lastStop > bench.time.plant - 3_000)
    #expect(bench.time.plant < atRest)
    bench.scan(1, [mode(.manual, unit: 1), power])
    bench.scan(30)
    #expect(bench.unit(1).reason.code == .minimumDownTime)
    #expect(bench.command("run-1") == 0)
  }
}
