// The first moment after a start: inputs of which nothing was heard yet deny everything, but no trip is
// latched on their behalf. What was heard once and fails later latches as ever.

import Plant
import Testing

@testable import Safety

/// One latching row on one input, run scan by scan.
private final class OneRow {
  private let table: InterlockTable
  private let limits: Slots<ActuatorLimits>
  private var image = ProcessImage(points: 1)
  private var state: SafetyState
  private var decision = Decision(actuators: 1, units: 1, rows: 1, derived: 0)
  private let noDerived = Slots(repeating: RawSample.bad(.neverRead, at: 0), count: 0)
  private var scan: UInt64 = 0

  init(_ cause: Cause, hysteresis: Double = 0) {
    var row = InterlockRow()
    row.cause = cause
    row.threshold = cause == .silent ? 5 : 20
    row.hysteresis = hysteresis
    row.inputCount = 1
    row.effectCount = 1
    row.isLatched = true
    row.resetRule = .local
    var effect = RowEffect()
    effect.index = 0
    effect.effect = .trip
    table = InterlockTable(
      rows: [row], inputs: [PointIndex(raw: 0)], effects: [effect], detectors: [],
      resetKey: .none)
    let valve = ActuatorLimits(
      failSafe: 0, lowest: 0, highest: 1, safeDirection: .down, unit: 0)
    limits = Slots([valve], filler: valve)
    state = SafetyState(rows: 1, units: 1, detectors: 0, actuators: limits)
  }

  /// Runs one scan; nil is a sample that was never read.
  func run(_ sample: RawSample?) -> RowReport {
    scan += 1
    let now = Milliseconds(scan) * 1_000
    image.time = ScanTime(scan: scan, real: now, plant: now)
    image.samples[0] = sample ?? .bad(.neverRead, at: 0)
    assess(
      image, derived: noDerived, table: table, panelReset: false, acknowledge: false,
      silence: false, state: &state, decision: &decision)
    decision.commands[0] = Command(value: 1, origin: .sequence)
    judge(table, actuators: limits, time: image.time, state: &state, decision: &decision)
    return decision.rows[0]
  }

  var command: Double { decision.commands[0].value }
}

@Suite struct UnheardTests {
  @Test(
    "An input that was never heard denies everything, and latches nothing",
    arguments: Cause.allCases)
  func neverHeard(cause: Cause) {
    let row = OneRow(cause)
    for _ in 0..<20 {
      let report = row.run(nil)
      #expect(report.isActive && !report.isLatched && !report.isFirstOut)
      #expect(!report.isUnacknowledged, "nobody is asked to see what nobody measured")
      #expect(row.command == 0)
    }
  }

  @Test("Once it was heard, the row clears by itself when all is well")
  func clears() {
    let row = OneRow(.open)
    _ = row.run(nil)
    let report = row.run(.good(1, at: 2_000))
    #expect(!report.isActive && !report.isLatched)
    #expect(row.command == 1)
  }

  @Test("A first value short of its release is no reason to go on with what nobody measured")
  func clearsAtTheLimit() {
    let row = OneRow(.below, hysteresis: 5)
    _ = row.run(nil)
    #expect(!row.run(.good(22, at: 2_000)).isActive)
    #expect(row.command == 1)
    #expect(row.run(.good(19, at: 3_000)).isActive)
    #expect(row.run(.good(22, at: 4_000)).isDemanded, "now a value raised it")
  }

  @Test(
    "An input that was heard and then fails latches", arguments: [BadReason.stale, .brokenWire])
  func heardThenLost(reason: BadReason) {
    let row = OneRow(.open)
    _ = row.run(.good(1, at: 1_000))
    let report = row.run(.bad(reason, at: 1_000))
    #expect(report.isLatched && report.isFirstOut)
    #expect(row.command == 0)
  }

  @Test("A device that answered once and then falls silent latches, and a person must see it")
  func silentAfterAnswer() {
    let row = OneRow(.silent)
    _ = row.run(.good(1, at: 1_000))
    for _ in 2...6 { #expect(!row.run(.bad(.stale, at: 1_000)).isActive) }
    let report = row.run(.bad(.stale, at: 1_000))
    #expect(report.isLatched && report.isUnacknowledged)
  }

  @Test("A row over faults latches when an input that was heard fails")
  func faultAfterAnswer() {
    let row = OneRow(.fault)
    _ = row.run(.good(1, at: 1_000))
    let report = row.run(.bad(.brokenWire, at: 2_000))
    #expect(report.isLatched && report.isUnacknowledged)
  }

  @Test(
    "An input that fails at its first answer latches a row that already stood",
    arguments: [Cause.above, .below, .open, .closed, .fault])
  func unheardThenFailed(cause: Cause) {
    let row = OneRow(cause)
    _ = row.run(nil)
    let report = row.run(.bad(.deviceFault, at: 2_000))
    #expect(report.isLatched && report.isUnacknowledged)
  }

  @Test("One input that was heard and fails is enough beside one that never was")
  func oneHeardOfTwo() {
    for (cause, threshold) in [(Cause.open, 0.0), (.silent, 1.5), (.fault, 0)] {
      var plan = Plan(measured: 2)
      plan.add(cause, [0, 1], over: threshold) { row in
        row.isLatched = true
        row.resetRule = .panel
        row.votes = 2
      }
      let bench = Bench(plan)
      _ = bench.play([0: "1"])
      #expect(!bench.row(0).isActive, "\(cause): one of the two is well")
      _ = bench.play([0: "XSS"])
      #expect(bench.row(0).isLatched, "\(cause)")
    }
  }

  @Test("A demand by value latches in the first scan")
  func valueLatches() {
    #expect(OneRow(.above).run(.good(25, at: 1_000)).isLatched)
    #expect(OneRow(.open).run(.good(0, at: 1_000)).isLatched)
  }
}
