// The books of a store, and what they say when nobody can keep them: not nought.

import Plant
import Testing

@testable import Control

private func bench(_ change: (inout SiteDescription) -> Void) -> Bench {
  var site = testSite()
  change(&site)
  let bench = Bench(site)
  bench.resetAfterStart()
  bench.purge()
  return bench
}

/// A tank with a meter to its consumers, filled by a module with a meter of its own.
private func metered() -> Bench {
  bench { site in
    site.stores[0].watch.flow = point("line-flow")
    site.stores[0].watch.imbalance = point("imbalance")
    site.electrolysers[0].hydrogenFlow = point("module-flow")
  }
}

@Suite struct StoreBooksTests {
  @Test("A dead meter makes the books bad, not balanced")
  func deadMeter() {
    let bench = metered()
    #expect(bench.derived("imbalance").quality == .good)
    bench.values["line-flow"] = .some(nil)
    bench.scan()
    #expect(bench.derived("imbalance") == .bad(.stale, at: bench.time.real))
    bench.values["line-flow"] = 0
    bench.scan(2)
    #expect(bench.derived("imbalance") == .good(0, at: bench.time.real), "they begin anew")
  }

  @Test(
    "A module that runs and does not say how much it makes does so too; one that starts may keep silent"
  )
  func silentModule() {
    let bench = metered()
    bench.values["module-flow"] = .some(nil)
    bench.scan(
      1,
      [
        mode(.manual, unit: 1),
        Intent(.setpoint, unit: 1, value: 2, source: .scenario, ticket: 2),
      ])
    var seen: [Step] = []
    for _ in 0..<30 {
      bench.scan()
      let step = bench.unit(1).step
      if seen.last != step { seen.append(step) }
      let isKnown = bench.derived("imbalance").quality.isUsable
      // The module runs at the end of the scan in which its books are still those of its start.
      if step != .running { #expect(isKnown, "\(step)") }
    }
    #expect(seen.last == .running)
    #expect(bench.derived("imbalance") == .bad(.stale, at: bench.time.real))
    bench.values["module-flow"] = 500
    bench.scan()
    #expect(bench.derived("imbalance").quality == .good)
  }

  @Test("A meter that shows nought while the tank fills is found by the books")
  func stuckMeter() {
    let bench = metered()
    bench.values["module-flow"] = 0
    var pressure = 10.0
    for _ in 0..<3_600 {
      pressure += 0.001
      bench.values["tank-pressure"] = pressure
      bench.scan()
    }
    #expect((bench.derived("imbalance").usable ?? 0) > 100)
  }

  @Test("While a hose is changed the books are uncertain by design")
  func hose() {
    let bench = bench { site in
      site.stores[1].watch.imbalance = point("imbalance")
      site.supplyLines[0].flow = point("line-flow")
      site.supplyLines[0].hoseReleased = point("hose")
    }
    #expect(bench.derived("imbalance").quality == .good)
    bench.values["hose"] = 0
    bench.scan()
    #expect(bench.derived("imbalance").quality == .uncertain(.substituted))
    bench.values["line-flow"] = .some(nil)
    bench.scan()
    #expect(bench.derived("imbalance").quality == .bad(.stale), "bad counts more")
  }
}
