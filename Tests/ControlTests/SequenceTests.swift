// Ordered starts and stops of module and fuel cell, in manual mode, so that a person's set-point is the
// wish. Every stop is at once; every proof that is missing is named.

import Plant
import Testing

@testable import Control

private func ready() -> Bench {
  let bench = Bench()
  bench.resetAfterStart()
  bench.purge()
  return bench
}

private func start(_ bench: Bench, unit: Int16, power: Double) {
  bench.scan(
    1,
    [
      mode(.manual, unit: unit),
      Intent(.setpoint, unit: unit, value: power, source: .scenario, ticket: 2),
    ])
}

@Suite struct ElectrolyserSequenceTests {
  @Test("A module starts, opens the tank when it stands above it, and ramps to its set-point")
  func startAndRun() {
    let bench = ready()
    start(bench, unit: 1, power: 2.4)
    bench.scan(2)
    #expect(bench.command("inlet") == 0, "nothing enters the tank before the pressure is there")
    bench.scan(60)
    #expect(bench.unit(1).step == .running)
    #expect(bench.command("run-1") == 1)
    #expect(bench.command("inlet") == 1)
    bench.scan(60)
    #expect(bench.command("rate-1") == 100)
    #expect(bench.unit(1).asked == 2.4)
  }

  @Test("Power never rises faster than the ramp")
  func ramp() {
    let bench = ready()
    start(bench, unit: 1, power: 2.4)
    var last = 0.0
    for _ in 0..<120 {
      bench.scan()
      let asked = bench.unit(1).asked
      if last >= 1.46 { #expect(asked - last <= 0.024 + 1e-9) }
      last = asked
    }
    #expect(last == 2.4)
  }

  @Test("Only one module at a time is on its way to run")
  func oneAtATime() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    start(bench, unit: 2, power: 2)
    #expect(bench.unit(2).step == .permissives)
    #expect(bench.unit(2).reason.code == .otherModuleStarts)
    bench.scan(30)
    #expect(bench.unit(1).step == .running)
    bench.scan(30)
    #expect(bench.unit(2).step == .running)
  }

  @Test("A stop takes effect in the same scan, from every step")
  func stopFromEverywhere() {
    for wait in [0, 1, 2, 3, 5, 20, 60] {
      let bench = ready()
      start(bench, unit: 1, power: 2)
      bench.scan(wait)
      bench.scan(1, [Intent(.stop, source: .panel)])
      #expect(bench.command("run-1") == 0, "after \(wait) scans")
      #expect(bench.unit(1).mode == .standby)
      bench.scan(30)
      #expect(bench.command("inlet") == 0, "the inlet closes once the module is at rest")
    }
  }

  @Test("A module that does not start is tried twice, then waits for a person")
  func lockOut() {
    let bench = ready()
    bench.devicesObey = false
    start(bench, unit: 1, power: 2)
    bench.scan(2_400)
    #expect(bench.unit(1).reason.code == .lockedOut)
    #expect(bench.command("run-1") == 0)
    bench.devicesObey = true
    start(bench, unit: 1, power: 2)
    bench.scan(60)
    #expect(bench.unit(1).step == .running)
  }

  @Test("A full tank, a missing pressure and a cold room each keep a module from starting")
  func permissives() {
    let cases: [(String, Double?, ReasonCode)] = [
      ("tank-pressure", 34, .storeTooFull), ("tank-pressure", nil, .storeTooFull),
      ("room-temperature", 3, .roomTemperature), ("room-temperature", nil, .roomTemperature),
      ("el-1-state", nil, .deviceSilent),
    ]
    for (name, value, code) in cases {
      let bench = ready()
      bench.values[name] = .some(value)
      start(bench, unit: 1, power: 2)
      bench.scan(30)
      #expect(bench.unit(1).reason.code == code, "\(name)")
      #expect(bench.command("run-1") == 0)
    }
  }

  @Test("Gas trips every unit in the scan that sees it; it stays after the gas is gone")
  func gasTrip() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(60)
    #expect(bench.command("run-1") == 1)
    bench.values["gas-1"] = 25
    bench.scan()
    #expect(bench.command("run-1") == 0)
    #expect(bench.command("release-1") == 0)
    #expect(bench.command("inlet") == 0)
    #expect(bench.command("fan") == 1)
    bench.values["gas-1"] = 0
    bench.scan(400)
    #expect(bench.unit(1).mode == .tripped)
    #expect(bench.command("release-1") == 0)
    bench.turnKey()
    #expect(bench.unit(1).mode == .standby)
    bench.scan(60)
    #expect(bench.command("run-1") == 0, "a reset starts nothing")
  }

  @Test("A trip of one unit leaves the others running")
  func otherUnits() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(40)
    start(bench, unit: 2, power: 2)
    bench.scan(60)
    bench.values["e-stop"] = 0
    bench.scan(5)
    #expect(bench.command("run-1") == 0)
    #expect(bench.command("run-2") == 1)
    #expect(bench.command("inlet") == 1)
  }
}

@Suite struct OddReadingTests {
  @Test("One odd reading of a running module ends no run; five seconds of it do")
  func moduleGlitch() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(120)
    #expect(bench.unit(1).step == .running)
    bench.devicesObey = false
    bench.values["el-1-state"] = 2
    bench.scan(2)
    bench.devicesObey = true
    bench.scan(20)
    #expect(bench.unit(1).step == .running)
    bench.devicesObey = false
    bench.values["el-1-state"] = 2
    bench.scan(7)
    #expect(bench.unit(1).step != .running)
    #expect(
      bench.events.contains {
        $0.value == Double(Step.fault.rawValue) && $0.reason.code == .deviceFault
      })
  }

  @Test("One odd reading of a running fuel cell ends no run; five seconds of it do")
  func cellGlitch() {
    let bench = ready()
    start(bench, unit: 3, power: 2)
    bench.scan(600)
    #expect(bench.unit(3).step == .running)
    bench.devicesObey = false
    bench.values["fc-status"] = 1
    bench.scan(2)
    bench.devicesObey = true
    bench.scan(20)
    #expect(bench.unit(3).step == .running)
    bench.devicesObey = false
    bench.values["fc-status"] = 16
    bench.scan(7)
    #expect(bench.unit(3).step == .deviceStop)
    #expect(bench.command("house-valve") == 1, "the valves wait for the cell to rest")
  }

  @Test("A module blows down only when the high air flow is proven")
  func blowDownAir() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(60)
    bench.scan(1, [Intent(.stop, source: .panel)])
    bench.scan(1)
    var wasEarly = false
    for _ in 0..<60 {
      let before = bench.unit(1).step
      bench.scan()
      let flow = bench.values["air-flow"] ?? nil
      if before == .hotStandby, bench.unit(1).step == .blowDown, (flow ?? 0) < 800 {
        wasEarly = true
      }
    }
    #expect(!wasEarly)
    #expect(
      bench.events.contains {
        $0.kind == .stepChanged && $0.value == Double(Step.blowDown.rawValue)
      })
  }

  @Test("A stop of the whole site changes the modes of modules and fuel cells alone")
  func stopOfAll() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(60)
    bench.events = []
    bench.scan(1, [Intent(.stop, source: .panel)])
    #expect(bench.events.filter { $0.kind == .modeChanged }.map(\.subject) == [1])
    #expect(bench.unit(0).mode == .automatic, "the room goes on by itself")
  }

  @Test("A cell that ignores its stop loses the contact before its valves close")
  func ignoredStop() {
    let bench = ready()
    start(bench, unit: 3, power: 2)
    bench.scan(600)
    bench.devicesObey = false
    bench.scan(1, [Intent(.stop, source: .panel)])
    // It follows its ramp, and then goes on at its lowest power.
    bench.values["fc-power"] = 1
    bench.scan(165)
    #expect(bench.command("fc-release") == 1)
    bench.scan(7)
    #expect(bench.command("fc-release") == 0)
    #expect(bench.command("house-valve") == 1)
    bench.scan(6)
    #expect(bench.command("house-valve") == 0)
  }

  @Test(
    "F-9: a cell that does not follow its ramp down loses the contact after 60 s, its valves open")
  func ignoredRamp() {
    let bench = ready()
    start(bench, unit: 3, power: 4)
    bench.scan(600)
    #expect(bench.unit(3).step == .running)
    bench.devicesObey = false
    bench.scan(1, [Intent(.stop, source: .panel)])
    bench.scan(59)
    #expect(bench.unit(3).step == .stopping && bench.command("fc-release") == 1)
    bench.scan(2)
    #expect(bench.unit(3).step == .deviceStop && bench.command("fc-release") == 0)
    #expect(bench.command("stop") == 1)
    #expect(bench.command("house-valve") == 1 && bench.command("bank-valve") == 1)
    bench.values["fc-status"] = 1
    bench.values["fc-power"] = 0
    bench.scan(2)
    #expect(bench.unit(3).step == .isolate && bench.command("house-valve") == 0)
  }

  @Test("Mode off stops a running module in order before its contact opens")
  func offWhileRunning() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(60)
    bench.devicesObey = false
    bench.scan(1, [mode(.off, unit: 1)])
    #expect(bench.command("run-1") == 0)
    #expect(bench.command("release-1") == 1)
    bench.devicesObey = true
    bench.scan(120)
    #expect(bench.command("release-1") == 0)
  }
}

@Suite struct FuelCellSequenceTests {
  @Test("Heat, leak test, admission, start, warm-up: then the load is answered")
  func startAndRun() {
    let bench = ready()
    start(bench, unit: 3, power: 4)
    var steps: [Step] = [bench.unit(3).step]
    for _ in 0..<400 {
      bench.scan()
      if steps.last != bench.unit(3).step { steps.append(bench.unit(3).step) }
    }
    #expect(
      steps == [
        .heatLoop, .leakTestFill, .leakTestHold, .admit, .startRequest, .deviceStart, .warmUp,
        .running,
      ])
    #expect(bench.command("power") == 4)
    #expect(bench.command("house-valve") == 1)
  }

  @Test("The house valve stays shut until the supply line is proven tight")
  func leak() {
    let bench = ready()
    start(bench, unit: 3, power: 4)
    while bench.unit(3).step != .leakTestHold { bench.scan() }
    bench.scan(5)
    #expect(bench.command("bank-valve") == 0)
    bench.values["line-pressure"] = 4.8
    bench.scan()
    #expect(bench.unit(3).step == .isolate)
    #expect(bench.command("house-valve") == 0)
    #expect(bench.unit(3).reason.code == .leakTest)
  }

  @Test("In a stop the valves stay open until the cell is at rest")
  func stopOrder() {
    let bench = ready()
    start(bench, unit: 3, power: 2)
    bench.scan(400)
    #expect(bench.unit(3).step == .running)
    bench.devicesObey = false
    bench.scan(1, [Intent(.stop, unit: 3, source: .panel)])
    for _ in 0..<100 {
      bench.scan()
      #expect(bench.command("house-valve") == 1, "the cell still runs")
    }
    #expect(bench.command("stop") == 1)
    bench.devicesObey = true
    bench.scan(5)
    #expect(bench.command("house-valve") == 0)
  }

  @Test("Heat derates the cell: half at 70 C outlet, a fifth at 60 C return")
  func derate() {
    let bench = ready()
    start(bench, unit: 3, power: 5)
    bench.scan(400)
    #expect(bench.command("power") == 5)
    bench.values["fc-outlet"] = 71
    bench.scan(60)
    #expect(bench.command("power") == 2.5)
    bench.values["fc-outlet"] = 40
    bench.values["heat-return"] = 60
    bench.scan(60)
    #expect(bench.command("power") == 1)
  }
}

@Suite struct DeterminismTests {
  @Test("The same images and intents give the same decisions, also from a restored state")
  func replay() {
    let bench = ready()
    start(bench, unit: 1, power: 2)
    bench.scan(40)
    var writer = CanonicalWriter()
    bench.state.encode(into: &writer)
    let twin = Bench()
    var reader = CanonicalReader(writer.bytes)
    let isRestored = twin.state.restore(from: &reader)
    #expect(isRestored)
    #expect(reader.isAtEnd)
    twin.values = bench.values
    twin.time = bench.time
    twin.devicesObey = false
    bench.devicesObey = false
    for round in 0..<300 {
      if round == 100 {
        bench.values["gas-2"] = 30
        twin.values["gas-2"] = 30
      }
      bench.scan()
      twin.scan()
      #expect(bench.digest == twin.digest, "round \(round)")
    }
  }

  @Test("A state that was cut anywhere is refused")
  func cutState() {
    let bench = Bench()
    bench.scan(3)
    var writer = CanonicalWriter()
    bench.state.encode(into: &writer)
    for length in stride(from: 0, to: writer.bytes.count, by: 7) {
      var reader = CanonicalReader(Array(writer.bytes.prefix(length)))
      let twin = Bench()
      let isTaken = twin.state.restore(from: &reader)
      #expect(!isTaken, "\(length) bytes")
    }
  }
}
