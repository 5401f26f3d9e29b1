// Time limits of steps and what follows them, for module and fuel cell; and the proof of gas quality before
// the tank opens.

import Plant
import Safety
import Testing

@testable import Control

private func ready(_ change: (inout SiteDescription) -> Void = { _ in }) -> Bench {
  var site = testSite()
  change(&site)
  let bench = Bench(site)
  bench.resetAfterStart()
  bench.purge()
  return bench
}

private func start(_ bench: Bench, unit: Int16, power: Double = 2) {
  bench.scan(
    1,
    [
      mode(.manual, unit: unit),
      Intent(.setpoint, unit: unit, value: power, source: .scenario, ticket: 2),
    ])
}

extension Bench {
  /// Scans until a unit is in a step; how many it took, or nil.
  fileprivate func scans(until step: Step, of place: Int, limit: Int = 1_000) -> Int? {
    for number in 0...limit {
      if unit(place).step == step { return number }
      scan()
    }
    return nil
  }
}

@Suite struct StepLimitTests {
  @Test("E-4: a start that is not followed is taken back after 30 s, given once more, then fails")
  func rewrite() {
    let bench = ready()
    bench.devicesObey = false
    start(bench, unit: 1)
    #expect(bench.scans(until: .start, of: 1) != nil)
    var commands = [bench.command("run-1")]
    while bench.unit(1).step == .start {
      bench.scan()
      commands.append(bench.command("run-1"))
    }
    #expect(commands.prefix(31).allSatisfy { $0 == 1 })
    #expect(commands[31...32].allSatisfy { $0 == 0 }, "\(commands)")
    #expect(commands[33...62].allSatisfy { $0 == 1 })
    #expect(commands.count == 64 && commands.last == 0)
    #expect(bench.unit(1).step == .fault)
  }

  @Test("E-3: a temperature that is not known is not warm")
  func unknownTemperature() {
    let bench = ready()
    bench.values["el-1-electrolyte"] = .some(nil)
    start(bench, unit: 1)
    bench.scan(100)
    #expect(bench.unit(1).step == .preheat)
    #expect(bench.command("run-1") == 0)
  }

  @Test("E-6: gas enters the tank after a minute of good quality, and not before it is known")
  func quality() {
    let bench = ready {
      $0.gasQuality.oxygen = point("oxygen")
      $0.gasQuality.hydrogen = point("oxygen-side")
    }
    start(bench, unit: 1)
    #expect(bench.scans(until: .pressurise, of: 1) != nil)
    bench.scan(40)
    bench.values["oxygen"] = 0.51
    bench.scan()
    #expect(bench.unit(1).reason.code == .gasQuality)
    bench.values["oxygen"] = 0.5
    bench.scan(40)
    bench.values["oxygen-side"] = .some(nil)
    bench.scan()
    #expect(bench.unit(1).reason.code == .gasQuality)
    bench.values["oxygen-side"] = 1
    bench.scan(60)
    #expect(bench.command("inlet") == 0)
    bench.scan(2)
    #expect(bench.command("inlet") == 1)
    #expect(bench.unit(1).step == .running)
  }

  @Test("E-6: fifteen minutes without it, and the start has failed with the tank shut")
  func pressure() {
    let bench = ready { $0.gasQuality.oxygen = point("oxygen") }
    bench.values["oxygen"] = 0.6
    start(bench, unit: 1)
    #expect(bench.scans(until: .pressurise, of: 1) != nil)
    bench.scan(899)
    #expect(bench.unit(1).step == .pressurise)
    bench.scan(3)
    #expect(bench.unit(1).step != .pressurise)
    #expect(bench.command("run-1") == 0 && bench.command("inlet") == 0)
  }

  /// A module that blows down, with pressure that goes nowhere.
  private func blowingDown() -> Bench {
    let bench = ready()
    start(bench, unit: 1)
    #expect(bench.scans(until: .running, of: 1) != nil)
    bench.scan(1, [Intent(.stop, source: .panel)])
    #expect(bench.scans(until: .hotStandby, of: 1) != nil)
    for _ in 0..<120 where bench.unit(1).step != .blowDown {
      bench.devicesObey = true
      bench.scan()
      bench.devicesObey = false
      bench.values["el-1-inner"] = 12
      bench.values["air-flow"] = 1000
      bench.scan()
    }
    #expect(bench.unit(1).step == .blowDown)
    return bench
  }

  @Test("E-10: no module blows down while the device of another one still says that it does")
  func oneAtATime() {
    let bench = blowingDown()
    bench.values["air-flow"] = 700
    bench.scan()
    #expect(bench.unit(1).step == .hotStandby)
    bench.values["air-flow"] = 1000
    bench.values["el-2-state"] = 6
    bench.scan(60)
    #expect(bench.unit(1).step == .hotStandby && bench.command("blow-down-1") == 0)
    bench.values["el-2-state"] = 2
    bench.scan(3)
    #expect(bench.command("blow-down-1") == 1)
  }

  @Test("E-10: a module that was just asked to blow down may still do so, and the next one waits")
  func justAsked() {
    let bench = blowingDown()
    bench.values["air-flow"] = 700
    bench.scan()
    bench.values["air-flow"] = 1000
    bench.state.units[2].step = .coolDown
    bench.state.units[2].since = bench.image.time.plant
    bench.scan(4)
    #expect(bench.command("blow-down-1") == 0)
    bench.scan(4)
    #expect(bench.command("blow-down-1") == 1)
  }

  @Test("E-10: a blow-down ends with the air that it needs, and begins again when that is back")
  func lostAir() {
    for (name, value) in [("air-flow", 700.0), ("gas-1", 6)] {
      let bench = blowingDown()
      bench.scan()
      #expect(bench.command("blow-down-1") == 1)
      bench.values[name] = value
      bench.scan()
      #expect(bench.command("blow-down-1") == 0, "\(name)")
      #expect(bench.unit(1).step == .hotStandby)
      bench.values[name] = name == "gas-1" ? 0 : 1000
      bench.scan(3)
      #expect(bench.command("blow-down-1") == 1, "\(name) is back")
    }
  }

  @Test("E-10: after ten minutes without success it is for a person")
  func stuckBlowDown() {
    let bench = blowingDown()
    bench.scan(599)
    #expect(bench.command("blow-down-1") == 1)
    bench.scan(3)
    #expect(bench.command("blow-down-1") == 0)
    #expect(bench.unit(1).step == .fault)
    bench.scan(4_000)
    #expect(bench.command("blow-down-1") == 0)
    #expect(bench.state.units[1].failedStarts == 2)
  }

  @Test("With the key on local a set-point is refused; nought is a stop, and taken")
  func localSetpoint() {
    let bench = ready()
    bench.values["key-remote"] = 0
    bench.scan(2)
    for (value, code) in [(2.0, ReasonCode.keySwitchLocal), (0, .none)] {
      bench.events = []
      bench.scan(1, [Intent(.setpoint, unit: 1, value: value, source: .panel)])
      let refused = bench.events.first { $0.kind == .intentRefused }?.reason.code
      #expect((refused ?? .none) == code)
    }
  }

  @Test("F-3: a supply line that fails its leak test is for a person, not for a second try")
  func leakTest() {
    let bench = ready()
    start(bench, unit: 3)
    #expect(bench.scans(until: .leakTestHold, of: 3) != nil)
    bench.scan(5)
    bench.values["line-pressure"] = 4.8
    bench.scan(2)
    bench.values["line-pressure"] = 5
    bench.scan(1_500)
    #expect(bench.unit(3).step == .permissives)
    #expect(bench.unit(3).reason.code == .lockedOut)
    #expect(bench.command("bank-valve") == 0)
  }

  @Test("F-2 and F-5: a heat loop gets 60 s, a start request 10 s; two of them lock the cell out")
  func fuelCell() {
    let heat = ready()
    heat.values["heat-flow"] = 0
    start(heat, unit: 3)
    #expect(heat.scans(until: .isolate, of: 3).map { (60...62).contains($0) } == true)

    let bench = ready()
    start(bench, unit: 3)
    #expect(bench.scans(until: .startRequest, of: 3) != nil)
    bench.devicesObey = false
    bench.values["fc-status"] = 1
    #expect(bench.scans(until: .deviceStop, of: 3).map { (10...12).contains($0) } == true)
    bench.scan(6_000)
    #expect(bench.unit(3).reason.code == .lockedOut)
  }
}

@Suite struct TrippedBlowDownTests {
  /// A site whose gas row leaves the blow-down of its modules.
  private func tripped(also stop: Bool) -> Bench {
    let bench = ready { site in
      for place in 0..<Int(site.rows[1].firstEffect) where site.effects[place].target == .unit {
        site.effects[place].leavesBlowDown = true
      }
    }
    start(bench, unit: 1)
    #expect(bench.scans(until: .running, of: 1) != nil)
    bench.values["gas-2"] = 25
    if stop { bench.values["e-stop"] = 0 }
    bench.scan()
    #expect(bench.command("run-1") == 0 && bench.command("release-1") == 0)
    #expect(bench.command("blow-down-1") == 0, "not into air with gas in it")
    bench.values["gas-2"] = 0
    bench.scan(2)
    bench.devicesObey = false
    bench.values["el-1-inner"] = 12
    bench.values["air-flow"] = 1000
    return bench
  }

  @Test("A trip that leaves it blows down once, into proven air, and is still a trip")
  func once() {
    let bench = tripped(also: false)
    bench.scan(2)
    #expect(bench.unit(1).mode == .tripped)
    #expect(bench.command("blow-down-1") == 1 && bench.command("run-1") == 0)
    bench.values["air-flow"] = 700
    bench.scan()
    #expect(bench.command("blow-down-1") == 0)
    bench.values["air-flow"] = 1000
    bench.scan(20)
    #expect(bench.command("blow-down-1") == 0, "a second time is for a person")
  }

  @Test("Another row that trips as well forbids it")
  func forbidden() {
    let bench = tripped(also: true)
    bench.scan(20)
    #expect(bench.command("blow-down-1") == 0)
  }
}
