// The outlet of a store: open on demand only, closed in the scan in which the demand ends, and locked in
// quarantine until two persons gave the same result of an analysis.

import Plant
import Safety
import Testing

@testable import Control

private let outlet: Int16 = 5

/// A purged site with gas quality known, somebody there, and the tank at 10 bar.
private func ready(_ change: (inout SiteDescription) -> Void = { _ in }) -> Bench {
  var site = testSite()
  site.gasQuality.oxygen = point("oxygen")
  change(&site)
  let bench = Bench(site)
  bench.resetAfterStart()
  bench.values["supervision"] = 1
  bench.purge()
  return bench
}

private func released() -> Bench {
  let bench = ready()
  bench.scan(1, [mode(.manual, unit: outlet)])
  bench.scan(2)
  return bench
}

@Suite struct OutletTests {
  @Test("Nobody's demand leaves the outlet shut; a person's release opens it and proves it")
  func release() {
    let bench = ready()
    #expect(bench.command("outlet") == 0)
    #expect(bench.unit(5).step == .idle)
    bench.scan(1, [mode(.manual, unit: outlet)])
    #expect(bench.command("outlet") == 1)
    #expect(bench.unit(5).step == .opening)
    bench.scan(2)
    #expect(bench.unit(5).step == .opened)
  }

  @Test("Whatever it stands on, the outlet closes in the scan in which that goes, and stays shut")
  func loss() {
    let cases: [(String, Double?)] = [
      ("supervision", 0), ("supervision", nil), ("key-remote", 0), ("maintenance", 1),
      ("tank-pressure", 2.9), ("tank-pressure", nil), ("oxygen", 0.6), ("oxygen", nil),
      ("gas-1", 25),
    ]
    for (name, value) in cases {
      let bench = released()
      let before = bench.values[name] ?? nil
      bench.values[name] = .some(value)
      bench.scan()
      #expect(bench.command("outlet") == 0, "\(name)")
      bench.values[name] = before
      bench.scan(10)
      #expect(bench.command("outlet") == 0, "\(name): a release is given anew")
      #expect(bench.unit(5).mode == .standby, "\(name)")
    }
  }

  @Test("An open outlet stays open below the pressure that opening needs")
  func hysteresis() {
    let bench = released()
    bench.values["tank-pressure"] = 4
    bench.scan(5)
    #expect(bench.command("outlet") == 1)
    bench.scan(1, [Intent(.stop, unit: outlet, source: .panel)])
    #expect(bench.command("outlet") == 0)
    bench.scan(5)
    bench.scan(1, [mode(.manual, unit: outlet)])
    bench.scan(2)
    #expect(bench.command("outlet") == 0)
    #expect(bench.unit(5).reason.code == .storeTooEmpty)
    bench.values["tank-pressure"] = 5.1
    bench.scan(2)
    #expect(bench.command("outlet") == 1)
  }

  @Test("Without supervision, and before the reset on site, nobody releases it")
  func refusal() {
    let bench = Bench()
    bench.scan(2)
    bench.scan(1, [mode(.manual, unit: outlet)])
    #expect(bench.events.last { $0.kind == .intentRefused }?.reason.code == .startPermissionMissing)
    bench.scan(310)
    bench.turnKey()
    bench.scan(1, [mode(.manual, unit: outlet)])
    #expect(bench.events.last { $0.kind == .intentRefused }?.reason.code == .supervisionMissing)
    #expect(bench.command("outlet") == 0)
  }

  @Test("An outlet that does not prove itself open within five seconds is told to close")
  func proof() {
    let bench = ready()
    bench.devicesObey = false
    bench.scan(1, [mode(.manual, unit: outlet)])
    bench.scan(5)
    #expect(bench.command("outlet") == 1)
    bench.scan(1)
    #expect(bench.command("outlet") == 0)
    #expect(bench.unit(5).mode == .standby)
    #expect(
      bench.events.contains { $0.kind == .stepTimedOut && $0.subject == outlet })
  }

  @Test("After bad gas the outlet stays locked until two persons gave the same good analysis")
  func quarantine() {
    // The gas row asks for an analysis before the outlet is free again.
    let bench = ready { site in
      for place in site.effects.indices
      where site.effects[place].target == .actuator
        && site.effects[place].index == actuator("outlet").raw
        && place < Int(site.rows[1].firstEffect)
      {
        site.effects[place].needsAnalysis = true
      }
    }
    bench.values["gas-1"] = 25
    bench.scan(2)
    bench.values["gas-1"] = 0
    bench.scan(310)
    bench.turnKey()
    bench.scan(1, [mode(.manual, unit: outlet)])
    bench.scan(3)
    #expect(bench.command("outlet") == 0)
    #expect(bench.unit(5).step == .quarantine)

    // It outlives a restart together with the latches.
    let twin = ControlStateBox(bench)
    #expect(twin.isQuarantined)

    func say(_ oxygen: Double) -> ReasonCode {
      bench.events = []
      bench.scan(1, [Intent(.confirm, unit: outlet, value: oxygen, source: .commandLine)])
      return bench.events.first { $0.kind == .intentRefused }?.reason.code ?? .none
    }
    #expect(say(0.3) == .gasQuality, "bad gas stays locked")
    #expect(say(0.05) == .none)
    #expect(bench.unit(5).step == .quarantine, "one person is not enough")
    #expect(say(0.06) == .confirmationDiffers)
    #expect(say(0.05) == .none)
    bench.scan(650)
    #expect(say(0.05) == .none, "the first one is too long ago")
    #expect(bench.unit(5).step == .quarantine)
    #expect(say(0.05) == .none)
    bench.scan(2)
    #expect(bench.command("outlet") == 1, "the release of the person still stands")
    #expect(say(0.05) == .noDemand)
  }
}

/// A state that takes over the latches of a bench.
private struct ControlStateBox {
  let isQuarantined: Bool

  init(_ bench: Bench) {
    var state = ControlState(for: bench.site)
    state.takeOver(.kept(bench.state.latches()), on: bench.site)
    isQuarantined = state.outlets[0].isQuarantined
  }
}
