// What happens from the first scan on: tripped until a person turned the key, purged by proven flow,
// started only by a person's wish.

import Plant
import Testing

@testable import Control

@Suite struct StartTests {
  @Test("A controller that starts is tripped, and commands nothing but fail-safe values")
  func firstScan() {
    let bench = Bench()
    bench.scan()
    for unit in 1...3 { #expect(bench.unit(unit).mode == .tripped) }
    for place in actuatorNames.indices where !["horn", "pump"].contains(actuatorNames[place]) {
      #expect(
        bench.decision.commands[place].value == bench.site.actuators[place].failSafe,
        "\(actuatorNames[place])")
    }
  }

  @Test("With every input bad nothing is commanded but fail-safe values, for as long as it lasts")
  func allBad() {
    let bench = Bench()
    bench.devicesObey = false
    for name in pointNames { bench.values[name] = .some(nil) }
    for _ in 0..<200 {
      bench.scan(1, [mode(.automatic, unit: 1)])
      for place in actuatorNames.indices where actuatorNames[place] != "horn" {
        #expect(bench.decision.commands[place].value == bench.site.actuators[place].failSafe)
      }
    }
  }

  @Test("The key resets only after five minutes of clean air, and leads to standby")
  func key() {
    let bench = Bench()
    bench.scan(100)
    bench.turnKey()
    #expect(bench.unit(1).mode == .tripped)
    bench.scan(210)
    bench.turnKey()
    #expect(bench.unit(1).mode == .standby)
    #expect(bench.command("run-1") == 0)
  }

  @Test("Without the key nobody starts anything; the refusal says why")
  func permission() {
    let bench = Bench()
    bench.scan(400, [mode(.automatic, unit: 1)])
    #expect(bench.unit(1).mode == .tripped)
    let refused = bench.events.first { $0.kind == .intentRefused }
    #expect(refused?.reason.code == .modeTripped)
  }

  @Test("A start permission that nobody uses expires ten minutes after reset and purge")
  func expiry() {
    let bench = Bench()
    bench.resetAfterStart()
    bench.purge()
    bench.scan(1, [mode(.standby, unit: 1)])
    bench.scan(700, [])
    bench.scan(1, [mode(.automatic, unit: 1, ticket: 7)])
    #expect(bench.unit(1).mode == .standby)
    #expect(bench.events.last { $0.kind == .intentRefused }?.reason.code == .startPermissionMissing)
    bench.turnKey()
    bench.scan(1, [mode(.automatic, unit: 1)])
    #expect(bench.unit(1).mode == .automatic)
  }

  @Test("The pre-purge counts five air changes by measured flow, and the fan stays high until then")
  func purge() {
    let bench = Bench()
    // 60 m3 at 1000 m3/h: five changes take 1080 s.
    bench.scan(1_078)
    #expect(bench.state.ventilation.purgedSince == Instant.never)
    #expect(bench.command("fan") == 1)
    bench.scan(4)
    #expect(bench.state.ventilation.purgedSince != Instant.never)
    #expect(bench.events.contains { $0.kind == .purgeComplete })
  }

  @Test("A gap in the flow of more than ten seconds puts the counter back to zero")
  func purgeGap() {
    let bench = Bench()
    bench.scan(500)
    let counted = bench.state.ventilation.airChanges
    #expect(counted > 2)
    bench.values["air-flow"] = 0
    bench.scan(9)
    #expect(bench.state.ventilation.airChanges == counted)
    bench.scan(3)
    #expect(bench.state.ventilation.airChanges == 0)
    #expect(bench.events.contains { $0.kind == .purgeLost })
  }

  @Test("Air that is not known to be clean is not counted")
  func purgeNeedsDetectors() {
    let bench = Bench()
    bench.values["gas-2"] = .some(nil)
    bench.scan(300)
    #expect(bench.state.ventilation.airChanges == 0)
  }
}
