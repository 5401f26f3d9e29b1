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

  init(_ cause: Cause) {
    var row = InterlockRow()
    row.cause = cause
    row.threshold = cause == .silent ? 5 : 20
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
    state = SafetyState(rows: 1, units: 1, actuators: limits)
  }

  /// Runs one scan; nil is a sample that was never read.
  func run(_ sample: RawSample?) -> RowReport {
    scan += 1
    let now = Milliseconds(scan) * 1_000
    image.time = ScanTime(scan: scan, real: now, plant: now)
    image.samples[0] = sample ?? .bad(.neverRead, at: 0)
    assess(
      image, derived: noDerived, table: table, panelReset: false, acknowledge: false,
      state: &state, decision: &decision)
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

  @Test(
    "An input that was heard and then fails latches", arguments: [BadReason.stale, .brokenWire])
  func heardThenLost(reason: BadReason) {
    let row = OneRow(.open)
    _ = row.run(.good(1, at: 1_000))
    let report = row.run(.bad(reason, at: 1_000))
    #expect(report.isLatched && report.isFirstOut)
    #expect(row.command == 0)
  }

  @Test("A demand by value latches in the first scan")
  func valueLatches() {
    #expect(OneRow(.above).run(.good(25, at: 1_000)).isLatched)
    #expect(OneRow(.open).run(.good(0, at: 1_000)).isLatched)
  }
}
