// Findings: a unit names everything that binds it, and nothing that does not.

import Plant
import Testing

@testable import Control

extension Bench {
  /// The codes that a unit's findings of one kind have, in their order.
  fileprivate func codes(_ kind: FindingKind, of unit: Int16) -> [ReasonCode] {
    findings(kind, of: unit).map(\.reason.code)
  }

  fileprivate func findings(_ kind: FindingKind, of unit: Int16) -> [Finding] {
    (0..<decision.findingCount).map { decision.findings[$0] }
      .filter { $0.unit == unit && $0.kind == kind }
  }
}

@Suite struct ExplainTests {
  @Test("A unit that stands names every permissive that is missing, not only the first")
  func allMissing() {
    let bench = Bench()
    bench.resetAfterStart()
    bench.scan(1, [mode(.automatic, unit: 1)])
    bench.values["tank-pressure"] = 34
    bench.values["room-temperature"] = 3
    bench.values["el-1-state"] = .some(nil)
    bench.scan(2)
    let codes = bench.codes(.start, of: 1)
    for code in [ReasonCode.purgeIncomplete, .roomTemperature, .storeTooFull, .deviceSilent] {
      #expect(codes.contains(code), "\(code)")
    }
    let purge = bench.findings(.start, of: 1).first { $0.reason.code == .purgeIncomplete }
    #expect(purge?.reason.limit == 5)
    #expect((purge?.reason.value ?? 0) > 0)
  }

  @Test("Each missing permissive is named alone, and goes when it is there again")
  func oneByOne() {
    let cases: [(String, Double?, Double, ReasonCode)] = [
      ("tank-pressure", 34, 10, .storeTooFull), ("room-temperature", 3, 20, .roomTemperature),
      ("room-temperature", 50, 20, .roomTemperature),
    ]
    for (name, bad, good, code) in cases {
      let bench = Bench()
      bench.resetAfterStart()
      bench.purge()
      bench.scan(1, [mode(.manual, unit: 1)])
      bench.scan(2)
      let before = bench.codes(.start, of: 1)
      #expect(!before.contains(code))
      bench.values[name] = .some(bad)
      bench.scan(2)
      #expect(Set(bench.codes(.start, of: 1)).subtracting(before) == [code], "\(name)")
      bench.values[name] = good
      bench.scan(2)
      #expect(bench.codes(.start, of: 1) == before, "\(name)")
    }
  }

  @Test("All rows that keep a unit down are named, with the value and the limit of each")
  func rows() {
    let bench = Bench()
    bench.values["gas-1"] = 25
    bench.values["e-stop"] = 0
    bench.scan(2)
    let rows = bench.findings(.start, of: 1).filter { $0.reason.code == .interlock }
    #expect(rows.map(\.reason.subject) == [0, 1, 2])
    #expect(rows.first?.reason.value == 25)
    #expect(rows.first?.reason.limit == 20)
    let other = bench.findings(.start, of: 2).filter { $0.reason.code == .interlock }
    #expect(other.map(\.reason.subject) == [0, 1], "the emergency stop is module 1's alone")
  }

  @Test("A running unit names what sets its power: the wish and, on the way, the ramp")
  func power() {
    let bench = Bench()
    bench.resetAfterStart()
    bench.purge()
    bench.scan(1, [mode(.manual, unit: 1)])
    bench.scan(
      1, [Intent(.setpoint, unit: 1, value: 2, source: .scenario, ticket: 2)])
    for _ in 0..<60 where bench.unit(1).step != .running { bench.scan() }
    bench.scan(2)
    let ramp = bench.findings(.power, of: 1).first { $0.reason.code == .rampLimit }
    #expect(ramp?.reason.limit == 2)
    #expect(ramp?.reason.value == bench.unit(1).asked)
    bench.scan(200)
    #expect(bench.codes(.power, of: 1) == [.manualSetpoint])
    #expect(bench.codes(.start, of: 1) == [])
    #expect(bench.unit(1).asked == 2)
  }

  @Test("A unit keeps what ended its last run, also while it starts again")
  func stop() {
    let bench = Bench()
    bench.resetAfterStart()
    bench.purge()
    bench.scan(1, [mode(.manual, unit: 1)])
    bench.scan(1, [Intent(.setpoint, unit: 1, value: 2, source: .scenario, ticket: 2)])
    bench.scan(60)
    #expect(bench.codes(.stop, of: 1) == [])
    bench.values["e-stop"] = 0
    bench.scan(2)
    #expect(bench.findings(.stop, of: 1).map(\.reason.subject) == [2])
    bench.values["e-stop"] = 1
    bench.scan(400)
    bench.turnKey()
    bench.scan(1, [mode(.automatic, unit: 1)])
    bench.scan(5)
    #expect(bench.findings(.stop, of: 1).map(\.reason.code) == [.interlock])
  }

  @Test("Findings never overflow their list, whatever the inputs say")
  func bounded() {
    let bench = Bench()
    bench.devicesObey = false
    for name in pointNames { bench.values[name] = .some(nil) }
    bench.scan(50)
    #expect(bench.decision.findingCount <= bench.decision.findings.count)
    #expect(!bench.findings(.start, of: 1).isEmpty)
    #expect(!bench.findings(.start, of: 3).isEmpty)
  }
}
