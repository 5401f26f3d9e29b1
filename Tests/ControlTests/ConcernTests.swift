// What sequences tell while they go on, and the proofs that they ask of devices besides their own word: gas in
// the room during a self-test, flow, a device that holds, stack voltage, current, a cell that cools.

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

extension Bench {
  fileprivate func start(_ unit: Int16, power: Double = 2) {
    scan(
      1,
      [
        mode(.manual, unit: unit),
        Intent(.setpoint, unit: unit, value: power, source: .scenario, ticket: 2),
      ])
  }

  fileprivate func scans(until step: Step, of place: Int, limit: Int = 1_000) -> Int? {
    for number in 0...limit {
      if unit(place).step == step { return number }
      scan()
    }
    return nil
  }

  fileprivate func concerns(of unit: Int16) -> [ReasonCode] {
    (0..<decision.findingCount).map { decision.findings[$0] }
      .filter { $0.unit == unit && $0.kind == .concern }.map(\.reason.code)
  }
}

@Suite struct ModuleProofTests {
  @Test("E-5: gas of 10 % LEL during the self-test is the module's own, and ends its start")
  func gas() {
    let bench = ready()
    bench.start(1)
    #expect(bench.scans(until: .start, of: 1) != nil)
    bench.values["gas-1"] = 10
    #expect(bench.scans(until: .selfTest, of: 1) != nil)
    bench.scan(3)
    #expect(bench.unit(1).step == .selfTest && bench.command("run-1") == 1)
    bench.scan()
    #expect(bench.unit(1).step == .fault && bench.command("run-1") == 0)
    #expect(bench.unit(1).reason.code == .gasNotClear)
  }

  @Test("E-5: without a detector the self-test waits, and goes on when the air is known")
  func unknownGas() {
    // A row of the test site would trip on a detector that cannot be read.
    let bench = ready { $0.rows[0].faultVote = .ignored }
    bench.start(1)
    #expect(bench.scans(until: .start, of: 1) != nil)
    bench.values["gas-2"] = .some(nil)
    bench.scan(20)
    #expect(bench.unit(1).step == .selfTest && bench.unit(1).reason.code == .gasNotClear)
    bench.values["gas-2"] = 9.9
    bench.scan(2)
    #expect(bench.unit(1).step != .selfTest && bench.command("run-1") == 1)
  }

  /// A running module of 500 NL/h whose meter shows `flow`; at 2 kW it should make 415.
  private func making(_ flow: Double?) -> Bench {
    let bench = ready {
      $0.electrolysers[0].ratedFlow = 500
      $0.electrolysers[0].hydrogenFlow = point("module-flow")
    }
    bench.values["module-flow"] = .some(flow)
    bench.start(1)
    #expect(bench.scans(until: .running, of: 1) != nil)
    return bench
  }

  @Test("E-7: a flow more than 15 % off for ten minutes is told; the module goes on")
  func flow() {
    for flow in [350, 480, nil] as [Double?] {
      let bench = making(flow)
      bench.scan(718)
      #expect(bench.concerns(of: 1).isEmpty)
      bench.scan(4)
      #expect(bench.concerns(of: 1) == [.flowDeviates])
      #expect(bench.unit(1).step == .running && bench.command("run-1") == 1)
      bench.values["module-flow"] = 415
      bench.scan()
      #expect(bench.concerns(of: 1).isEmpty)
    }
  }

  @Test("E-7: less than 15 %, or a shorter time, is nothing to tell; a stop ends it")
  func soundFlow() {
    for flow in [360.0, 470] {
      let bench = making(flow)
      bench.scan(3_600)
      #expect(bench.concerns(of: 1).isEmpty)
    }
    let bench = making(300)
    bench.scan(700)
    bench.values["module-flow"] = 415
    bench.scan()
    bench.values["module-flow"] = 300
    bench.scan(598)
    #expect(bench.concerns(of: 1).isEmpty, "the ten minutes begin anew")
    bench.scan(10)
    #expect(bench.concerns(of: 1) == [.flowDeviates])
    bench.scan(1, [Intent(.stop, source: .panel)])
    #expect(bench.concerns(of: 1).isEmpty)
  }

  /// A module that holds by itself at its highest pressure.
  private func held() -> Bench {
    let bench = ready()
    bench.start(1)
    #expect(bench.scans(until: .running, of: 1) != nil)
    bench.devicesObey = false
    bench.values["el-1-state"] = 4
    bench.values["el-1-outlet"] = 34
    bench.scan()
    return bench
  }

  @Test(
    "E-8: a device that stands by at its highest pressure is held, not running, and goes on by itself"
  )
  func hold() {
    let bench = held()
    #expect(bench.unit(1).step == .held && bench.unit(1).reason.code == .heldByDevice)
    #expect(bench.unit(1).reason.value == 34)
    #expect(bench.command("run-1") == 1 && bench.command("inlet") == 1)
    bench.scan(3_000)
    #expect(bench.unit(1).step == .held)
    bench.values["el-1-state"] = 3
    bench.scan()
    #expect(bench.unit(1).step == .running)
  }

  @Test("E-8: after an hour, at a stop, and when the device falls out of it, the hold ends")
  func holdEnds() {
    let long = held()
    long.scan(3_599)
    #expect(long.unit(1).step == .held)
    long.scan(3)
    #expect(long.unit(1).step == .stopping && long.command("run-1") == 0)

    let stopped = held()
    stopped.scan(1, [Intent(.stop, source: .panel)])
    #expect(stopped.unit(1).step == .stopping && stopped.command("run-1") == 0)

    let fallen = held()
    fallen.values["el-1-state"] = 2
    fallen.scan()
    #expect(fallen.unit(1).step == .held, "one odd reading is no fall")
    #expect(fallen.scans(until: .fault, of: 1, limit: 6) == 5)
    #expect(fallen.command("run-1") == 0)
  }
}

@Suite struct CellProofTests {
  @Test(
    "F-7: a cell takes no load while its stack's voltage is out of range, and fails in ten minutes")
  func stackVoltage() {
    for voltage in [32.9, 60.1, nil] as [Double?] {
      let bench = ready {
        $0.fuelCells[0].stackVoltage = point("stack-voltage")
        $0.fuelCells[0].lowestStackVoltage = 33
        $0.fuelCells[0].highestStackVoltage = 60
      }
      bench.values["stack-voltage"] = .some(voltage)
      bench.start(3)
      #expect(bench.scans(until: .warmUp, of: 3) != nil)
      bench.scan(599)
      #expect(bench.unit(3).step == .warmUp)
      bench.scan(3)
      #expect(bench.unit(3).step != .warmUp && bench.command("stop") == 1)
    }
    let sound = ready {
      $0.fuelCells[0].stackVoltage = point("stack-voltage")
      $0.fuelCells[0].lowestStackVoltage = 33
    }
    sound.start(3)
    #expect(sound.scans(until: .running, of: 3, limit: 300) != nil)
  }

  @Test("F-11: while current flows nothing is shut off; not even then, before the time is over")
  func current() {
    for current in [2.0, nil] as [Double?] {
      let bench = ready { $0.fuelCells[0].stackCurrent = point("stack-current") }
      bench.start(3)
      #expect(bench.scans(until: .running, of: 3) != nil)
      bench.values["stack-current"] = .some(current)
      bench.scan(1, [Intent(.stop, source: .panel)])
      bench.scan(60)
      #expect(bench.unit(3).step == .deviceStop && bench.command("house-valve") == 1)
      bench.values["stack-current"] = 1.9
      bench.scan()
      #expect(bench.unit(3).step == .isolate && bench.command("house-valve") == 0)
    }
    let stuck = ready { $0.fuelCells[0].stackCurrent = point("stack-current") }
    stuck.start(3)
    #expect(stuck.scans(until: .running, of: 3) != nil)
    stuck.values["stack-current"] = 40
    stuck.scan(1, [Intent(.stop, source: .panel)])
    stuck.scan(172)
    #expect(stuck.command("fc-release") == 0 && stuck.command("house-valve") == 1)
    stuck.scan(6)
    #expect(stuck.command("house-valve") == 0 && stuck.command("fc-release") == 0)
    stuck.scan(8)
    #expect(stuck.command("fc-release") == 0, "it does not close again behind shut valves")
  }

  @Test("F-12: a cell that is still hot after a quarter of an hour is told until it is cool")
  func hot() {
    let bench = ready()
    bench.start(3)
    #expect(bench.scans(until: .running, of: 3) != nil)
    bench.values["fc-outlet"] = 60
    bench.scan(1, [Intent(.stop, source: .panel)])
    #expect(bench.scans(until: .coolDown, of: 3) != nil)
    bench.scan(899)
    #expect(bench.concerns(of: 3).isEmpty && bench.unit(3).step == .coolDown)
    bench.scan(3)
    #expect(bench.concerns(of: 3) == [.coolingOverdue] && bench.unit(3).step == .idle)
    bench.scan(100)
    #expect(bench.concerns(of: 3) == [.coolingOverdue])
    bench.values["fc-outlet"] = 49
    bench.scan()
    #expect(bench.concerns(of: 3).isEmpty)
  }
}
