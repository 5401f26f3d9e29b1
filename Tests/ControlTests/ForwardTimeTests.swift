// A clock that is set ahead while the controller runs: nothing that must last has lasted because of it.

import Plant
import Testing

@testable import Control

@Suite struct ForwardTimeTests {
  @Test("A clock set ahead purges no room", arguments: [3_000, 60_000, 3_000_000, 31_536_000_000])
  func purge(step: Milliseconds) {
    let bench = Bench()
    bench.resetAfterStart()
    var before = bench.state.ventilation.airChanges
    bench.scan()
    let usual = bench.state.ventilation.airChanges - before
    #expect(usual > 0, "the purge is on its way")
    before = bench.state.ventilation.airChanges
    bench.time.plant += step
    bench.scan()
    let counted = bench.state.ventilation.airChanges - before
    // Up to two seconds besides the usual two periods are no step but a late scan.
    #expect(counted <= usual * 4.01, "\(step) ms ahead counted \(counted) for \(usual)")
    #expect(bench.state.ventilation.purgedSince == Instant.never)
  }

  @Test("After the step the purge goes on at its usual pace")
  func goesOn() {
    let bench = Bench()
    bench.resetAfterStart()
    bench.scan(5)
    bench.time.plant += 3_000_000
    bench.scan(3)
    let before = bench.state.ventilation.airChanges
    bench.scan(10)
    let usual = 10 * 1_000.0 / 3_600_000 * 1_000 / bench.site.room.volume
    #expect(abs(bench.state.ventilation.airChanges - before - usual) < usual * 0.01)
  }

  @Test("On a clock that runs sixty times as fast all of its time counts, from the third scan on")
  func scaled() {
    let bench = Bench()
    bench.scan(3, period: 100)
    for _ in 0..<10 {
      bench.time.plant += 5_900
      bench.scan(1, period: 100)
    }
    let before = bench.state.previous
    bench.image.time = bench.time
    bench.image.time.real += 100
    bench.image.time.plant += 6_000
    #expect(elapsed(bench.image, bench.state) == 6_000)
    #expect(before.plant == bench.time.plant)
  }
}
