// The ventilation when it does too little (V-1, V-2) and when little is left to do (V-6, V-7).

import Plant
import Testing

@testable import Control

extension Bench {
  fileprivate func concerns() -> [ReasonCode] {
    (0..<decision.findingCount).map { decision.findings[$0] }
      .filter { $0.unit == 0 && $0.kind == .concern }.map(\.reason.code)
  }

  fileprivate func timeOuts(of step: Step) -> Int {
    events.filter { $0.kind == .stepTimedOut && $0.value == Double(step.rawValue) }.count
  }

  fileprivate var isExpected: Bool { derived("expected").usable == 1 }
}

@Suite struct VentilationProofTests {
  @Test("V-1: a flow that is not proven gets one other try after a minute; then it is a fault")
  func twoTries() {
    let bench = Bench()
    bench.values["air-flow"] = 0
    bench.scan(30)
    #expect(bench.timeOuts(of: .flowProof) == 0)
    bench.scan(2)
    #expect(bench.timeOuts(of: .flowProof) == 1)
    bench.scan(88)
    #expect(!bench.isExpected, "30 s, a minute, and 30 s")
    bench.scan(3)
    #expect(bench.isExpected && bench.timeOuts(of: .flowProof) == 1)
    #expect(bench.command("fan") == 1)
  }

  @Test("V-1: a fan that comes late is no fault; one that stops afterwards is one at once")
  func comesLate() {
    let bench = Bench()
    bench.values["air-flow"] = 0
    bench.scan(100)
    bench.values["air-flow"] = 1_000
    bench.scan(2)
    #expect(bench.isExpected)
    bench.values["air-flow"] = 0
    bench.scan()
    #expect(bench.isExpected, "from now on a missing flow is a fault")
  }

  @Test(
    "V-2: a purge that takes more than twice its time is told, once in the record, until it is done"
  )
  func overdue() {
    let bench = Bench()
    bench.values["gas-1"] = 6
    // Five air changes of 60 m3 at 1000 m3/h are 18 minutes.
    bench.scan(2_158)
    #expect(bench.concerns().isEmpty)
    bench.scan(5)
    #expect(bench.concerns() == [.purgeOverdue] && bench.timeOuts(of: .prePurge) == 1)
    bench.values["gas-1"] = 0
    bench.scan(1_000)
    #expect(bench.concerns() == [.purgeOverdue] && bench.timeOuts(of: .prePurge) == 1)
    bench.scan(200)
    #expect(bench.concerns().isEmpty)
  }

  @Test("V-2: a purge that is lost and made again in its time is nothing to tell")
  func inTime() {
    let bench = Bench()
    bench.scan(1_000)
    bench.values["gas-1"] = 6
    bench.scan(20)
    bench.values["gas-1"] = 0
    bench.scan(1_200)
    #expect(bench.timeOuts(of: .prePurge) == 0 && bench.concerns().isEmpty)
  }
}

@Suite struct VentilationRestTests {
  /// A module that has run, stopped and blown down; the supply line is vented.
  private func stopped() -> Bench {
    let bench = Bench()
    bench.resetAfterStart()
    bench.purge()
    bench.values["line-pressure"] = 0
    let power = Intent(.setpoint, unit: 1, value: 2, source: .scenario, ticket: 2)
    bench.scan(1, [mode(.manual, unit: 1), power])
    bench.scan(60)
    #expect(bench.unit(1).step == .running)
    bench.scan(1, [mode(.standby, unit: 1)])
    bench.scan(60)
    return bench
  }

  @Test("V-6: the base flow runs on for ten minutes after the last device")
  func afterRun() {
    let bench = Bench()
    bench.resetAfterStart()
    bench.purge()
    #expect(bench.unit(0).step == .purged)
    let power = Intent(.setpoint, unit: 3, value: 2, source: .scenario, ticket: 2)
    bench.scan(1, [mode(.manual, unit: 3), power])
    bench.scan(300)
    #expect(bench.unit(3).step == .running && bench.unit(0).step == .purged)
    bench.scan(1, [Intent(.stop, source: .panel)])
    bench.scan(60)
    #expect(bench.unit(0).step == .afterRun && bench.command("fan") == 0)
    bench.scan(520)
    #expect(bench.unit(0).step == .afterRun)
    bench.scan(60)
    #expect(bench.unit(0).step == .purged)
  }

  /// The key is on maintenance, and the after-run is over.
  private func inMaintenance() -> Bench {
    let bench = stopped()
    bench.scan(1_400)
    bench.values["key-remote"] = 0
    bench.values["maintenance"] = 1
    bench.scan(2)
    return bench
  }

  @Test("V-7: with the maintenance key, nothing under pressure and clean air the fan may be off")
  func off() {
    let bench = inMaintenance()
    #expect(!bench.isExpected && bench.unit(0).step == .purged)
    bench.values["air-flow"] = 0
    bench.scan(3_600)
    #expect(bench.unit(0).step == .ventilationOff && !bench.isExpected)
    #expect(bench.concerns().isEmpty)
    #expect(bench.derived("purge-missing").usable == 1, "and nothing starts without a new purge")
  }

  @Test("V-7: every doubt begins the proof of the flow anew")
  func doubt() {
    let doubts: [(String, Double?)] = [
      ("key-remote", 1), ("maintenance", 0), ("maintenance", nil), ("gas-1", 5), ("gas-2", nil),
      ("line-pressure", 2), ("line-pressure", nil), ("el-1-inner", 2), ("el-2-state", nil),
      ("fill-closed", 0), ("discharge", 0.5),
    ]
    for (name, value) in doubts {
      let bench = inMaintenance()
      bench.values["air-flow"] = 0
      bench.scan(60)
      #expect(bench.unit(0).step == .ventilationOff)
      bench.devicesObey = false
      bench.values[name] = .some(value)
      bench.scan(2)
      #expect(bench.unit(0).step == .flowProof, "\(name)")
      bench.scan(118)
      #expect(!bench.isExpected, "\(name)")
      bench.scan(4)
      #expect(bench.isExpected, "\(name): the flow is missing again")
    }
  }

  @Test("V-7: no key but that of maintenance allows it: a fan that stops is a fault")
  func otherKeys() {
    for (remote, maintenance) in [(1.0, 0.0), (0, 0), (1, 1)] {
      let bench = stopped()
      bench.scan(1_400)
      bench.values["key-remote"] = remote
      bench.values["maintenance"] = maintenance
      bench.scan(5)
      bench.values["air-flow"] = 0
      bench.scan(20)
      #expect(bench.isExpected, "remote \(remote), maintenance \(maintenance)")
      #expect(bench.unit(0).step != .ventilationOff)
    }
  }
}
