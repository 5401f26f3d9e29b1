// A test bench: a small plant in which a test says what every point shows, and the machine under test
// runs one scan after the other. A class, so that `#expect` can look into it.

import Plant

@testable import Safety

/// A table with the plant around it, as plain values.
struct Plan {
  var measured: Int
  var derived = 0
  var rows: [InterlockRow] = []
  var inputs: [PointIndex] = []
  var effects: [RowEffect] = []
  var detectors: [Int] = []
  var resetKey = -1
  var clearFor: Milliseconds = 300_000
  var units = 1
  var actuators: [ActuatorLimits] = []

  init(measured: Int) { self.measured = measured }

  /// Adds a row with its inputs and effects, and answers its place.
  @discardableResult
  mutating func add(
    _ cause: Cause, _ points: [Int], over threshold: Double = 0, effects: [RowEffect] = [],
    _ change: (inout InterlockRow) -> Void = { _ in }
  ) -> Int {
    var row = InterlockRow()
    row.cause = cause
    row.threshold = threshold
    row.firstInput = Int32(inputs.count)
    row.inputCount = Int32(points.count)
    inputs += points.map { PointIndex(raw: Int16($0)) }
    row.firstEffect = Int32(self.effects.count)
    row.effectCount = Int32(effects.count)
    self.effects += effects
    change(&row)
    rows.append(row)
    return rows.count - 1
  }

  var table: InterlockTable {
    var table = InterlockTable(
      rows: rows, inputs: inputs, effects: effects,
      detectors: detectors.map { PointIndex(raw: Int16($0)) },
      resetKey: PointIndex(raw: Int16(resetKey)))
    table.clearFor = clearFor
    return table
  }
}

extension RowEffect {
  init(_ effect: Effect, unit: Int, share: Double = 1) {
    self.init()
    self.effect = effect
    index = Int16(unit)
    self.share = share
  }

  init(_ effect: Effect, actuator: Int, afterRest: Int = -1, atLatest: Milliseconds = 0) {
    self.init()
    self.effect = effect
    target = .actuator
    index = Int16(actuator)
    self.afterRest = PointIndex(raw: Int16(afterRest))
    self.atLatest = atLatest
  }
}

let emptyLimits = ActuatorLimits(failSafe: 0, lowest: 0, highest: 0, safeDirection: .down, unit: -1)

/// A plant with the machine under test. Every scan takes 1 s of real and of plant time unless told.
final class Bench {
  let plan: Plan
  let table: InterlockTable
  let actuators: Slots<ActuatorLimits>
  var image: ProcessImage
  var derived: Slots<RawSample>
  var state: SafetyState
  var decision: Decision
  var proposals: [Double]

  init(_ plan: Plan) {
    self.plan = plan
    table = plan.table
    actuators = Slots(plan.actuators, filler: emptyLimits)
    image = ProcessImage(
      points: plan.measured, time: ScanTime(scan: 0, real: 50_000, plant: 1_700_000_000_000))
    derived = Slots(repeating: .bad(.neverRead, at: 0), count: plan.derived)
    state = SafetyState(
      rows: plan.rows.count, units: plan.units, detectors: plan.detectors.count,
      actuators: actuators)
    decision = Decision(
      actuators: plan.actuators.count, units: plan.units, rows: plan.rows.count,
      derived: plan.derived)
    proposals = plan.actuators.map(\.failSafe)
  }

  /// What a measured or derived point shows from now on.
  func show(_ sample: RawSample, at point: Int) {
    if point < plan.measured {
      image.samples[point] = sample
    } else {
      derived[point - plan.measured] = sample
    }
  }

  /// A good value, read in the scan to come.
  func show(_ value: Double, at point: Int) {
    show(.good(value, at: image.time.real), at: point)
  }

  /// Moves both times to the next scan.
  func advance(real: Milliseconds = 1_000, plant: Milliseconds = 1_000) {
    image.time.scan += 1
    image.time.real += real
    image.time.plant += plant
  }

  /// Assesses, proposes and judges, at the time that `advance` has set.
  func run(panelReset: Bool = false, acknowledge: Bool = false, silence: Bool = false) {
    decision.time = image.time
    decision.eventCount = 0
    assess(
      image, derived: derived, table: table, panelReset: panelReset, acknowledge: acknowledge,
      silence: silence, state: &state, decision: &decision)
    for (index, value) in proposals.enumerated() {
      decision.commands[index] = Command(value: value, origin: .sequence)
    }
    judge(table, actuators: actuators, time: image.time, state: &state, decision: &decision)
  }

  func row(_ place: Int) -> RowReport { decision.rows[place] }
  func unit(_ place: Int) -> Verdict { state.unitVerdicts[place] }
  func actuator(_ place: Int) -> Verdict { state.actuatorVerdicts[place] }
  func command(_ place: Int) -> Command { decision.commands[place] }
  var wasResetOnSite: Bool { state.wasResetOnSite }

  /// The events of the last scan, of one kind or of all.
  func events(_ kind: EventKind? = nil) -> [Event] {
    decision.events.array().prefix(decision.eventCount).filter { kind == nil || $0.kind == kind }
  }

  /// The whole state and the decision as a digest.
  var digest: UInt64 {
    var writer = CanonicalWriter()
    state.encode(into: &writer)
    for command in decision.commands.array() {
      writer.write(command.value)
      writer.write(command.origin.rawValue)
      writer.write(command.reason.value)
      writer.write(command.reason.limit)
    }
    for event in events() {
      writer.write(event.kind.rawValue)
      writer.write(event.subject)
      writer.write(event.value)
    }
    return writer.digest
  }

  /// The state in the canonical encoding.
  var encodedState: [UInt8] {
    var writer = CanonicalWriter()
    state.encode(into: &writer)
    return writer.bytes
  }

  /// The latches in the canonical encoding.
  var encodedLatches: [UInt8] {
    var writer = CanonicalWriter()
    state.encodeLatches(into: &writer)
    return writer.bytes
  }

  func restore(_ bytes: [UInt8]) -> Bool {
    var reader = CanonicalReader(bytes)
    return state.restore(from: &reader)
  }

  func restoreLatches(_ bytes: [UInt8]) -> Bool {
    var reader = CanonicalReader(bytes)
    return state.restoreLatches(from: &reader)
  }
}
