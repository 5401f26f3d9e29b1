// The exhaustive walk: every mode, every effect of an interlock, every permissive taken away, from every step
// that a module, a fuel cell, a booster and an outlet can stand in. What may be commanded is stated here once
// more as a small table of rules, not read from the sequences; and a stop works everywhere at once.

import Plant
import Safety
import Testing

@testable import Control

/// One kind of unit with all that the walk needs to know of it.
struct Walker: CustomTestStringConvertible, Sendable {
  var name: String
  var unit: Int16
  /// Actuators that move hydrogen or power, by name: all must be 0 where nothing may run.
  var live: [String]
  /// Those that an orderly stop may leave open until the device is at rest.
  var orderly: [String]
  /// Points whose loss bars a start, with a value that bars, and whether the loss ends a run as well.
  var permissives: [(point: String, bad: Double?, endsRun: Bool)]
  /// Steps in which nothing may move.
  var resting: [Step]

  var testDescription: String { name }

  static let all = [
    Walker(
      name: "module", unit: 1, live: ["run-1", "blow-down-1"], orderly: [],
      permissives: [
        ("key-remote", 0, true), ("key-remote", nil, false), ("maintenance", 1, true),
        ("room-temperature", nil, false), ("tank-pressure", 34, false),
        ("tank-pressure", nil, false), ("el-1-state", nil, false), ("el-1-electrolyte", nil, false),
      ], resting: [.idle, .permissives, .hotStandby, .coolDown, .tripped, .fault]),
    Walker(
      name: "fuel cell", unit: 3, live: ["start", "permit"],
      orderly: ["start", "permit", "power", "bank-valve", "house-valve"],
      permissives: [
        ("key-remote", 0, true), ("key-remote", nil, false), ("maintenance", 1, true),
        ("room-temperature", nil, false), ("bank-pressure", 11, false),
        ("bank-pressure", nil, false), ("heat-bottom", nil, false),
      ], resting: [.idle, .permissives, .isolate, .coolDown, .tripped]),
    Walker(
      name: "booster", unit: 6, live: ["enable", "fill", "vent"], orderly: ["outlet"],
      permissives: [
        ("key-remote", 0, true), ("key-remote", nil, true), ("maintenance", 1, true),
        ("supervision", 0, true), ("supervision", nil, true), ("oxygen", 0.2, true),
        ("oxygen", nil, true), ("discharge", nil, true), ("tank-pressure", 4, false),
        ("room-temperature", nil, false),
      ],
      resting: [.idle, .permissives, .connect, .hoseUnderPressure, .handOver, .tripped]),
    Walker(
      name: "outlet", unit: 5, live: ["outlet"], orderly: [],
      permissives: [
        ("key-remote", 0, true), ("key-remote", nil, true), ("maintenance", 1, true),
        ("supervision", 0, true), ("supervision", nil, true), ("oxygen", 0.6, true),
        ("oxygen", nil, true), ("tank-pressure", 2, true), ("tank-pressure", nil, true),
      ], resting: [.idle, .closing, .quarantine]),
  ]
}

/// A site in which one more row acts on the walked unit, and on the outlet's valve, with a given effect while
/// the point `grid` shows 1.
private func plant(_ walker: Walker, _ effect: Effect) -> Bench {
  var site = testSite()
  site.gasQuality.oxygen = point("oxygen")
  var row = InterlockRow()
  row.cause = .closed
  row.firstInput = Int32(site.inputs.count)
  row.inputCount = 1
  row.firstEffect = Int32(site.effects.count)
  row.effectCount = 1
  row.group = 9
  let cause: Point<Contact> = point("grid")
  site.inputs.append(cause.index)
  var does = RowEffect()
  does.effect = effect
  does.share = 0.7
  does.index = walker.unit
  if walker.unit == 5 {
    does.target = .actuator
    does.index = actuator("outlet").raw
  }
  site.effects.append(does)
  site.rows.append(row)
  return Bench(site)
}

/// A bench as it stood in one step, to be taken up again as often as the walk wants.
private struct Moment {
  var step: Step
  var state: [UInt8]
  var commands: [Command]
  var reports: [UnitReport]
  var values: [String: Double?]
  var time: ScanTime
  var bottlePressure: Double

  init(_ bench: Bench, _ walker: Walker) {
    step = bench.unit(Int(walker.unit)).step
    var writer = CanonicalWriter()
    bench.state.encode(into: &writer)
    state = writer.bytes
    commands = bench.decision.commands.array()
    reports = bench.decision.units.array()
    values = bench.values
    time = bench.time
    bottlePressure = bench.bottlePressure
  }

  /// A bench that goes on from here, with a row of this effect.
  func bench(_ walker: Walker, _ effect: Effect = .none) -> Bench {
    let bench = plant(walker, effect)
    var reader = CanonicalReader(state)
    let isRestored = bench.state.restore(from: &reader)
    #expect(isRestored)
    for place in commands.indices { bench.decision.commands[place] = commands[place] }
    for place in reports.indices { bench.decision.units[place] = reports[place] }
    bench.values = values
    bench.time = time
    bench.bottlePressure = bottlePressure
    return bench
  }
}

extension Bench {
  /// Every step that the unit takes on its way to its run.
  fileprivate static func course(_ walker: Walker) -> [Moment] {
    let bench = plant(walker, .none)
    bench.begin(walker)
    var moments = [Moment(bench, walker)]
    for _ in 1...900 {
      if walker.unit == 6 { bench.person() }
      bench.scan()
      let step = bench.unit(Int(walker.unit)).step
      if moments.last?.step.rawValue != step.rawValue { moments.append(Moment(bench, walker)) }
      if [.running, .fill, .opened].contains(step) { break }
    }
    bench.scan(30)
    return moments + [Moment(bench, walker)]
  }

  /// Resets, purges and asks for a run.
  fileprivate func begin(_ walker: Walker) {
    resetAfterStart()
    values["supervision"] = 1
    purge()
    let power = walker.unit == 6 ? 0.4 : 2.0
    scan(
      1,
      [
        mode(.manual, unit: walker.unit),
        Intent(.setpoint, unit: walker.unit, value: power, source: .scenario, ticket: 2),
      ])
    if walker.unit == 6 {
      for _ in 0..<2 { scan(1, [Intent(.confirm, unit: 6, value: 8, source: .panel)]) }
    }
  }

  /// A person at the booster says go whenever it waits for one.
  fileprivate func person() {
    let isWaiting = unit(6).reason.code == .waitingForPerson
    if isWaiting, unit(6).step != .handOver {
      scan(1, [Intent(.proceed, unit: 6, source: .panel)])
    }
  }

  fileprivate func live(_ walker: Walker) -> [String] {
    walker.live.filter { command($0) != 0 }
  }
}

@Suite struct WalkTests {
  /// What a row of this strength does to a unit on its way, and to one that stands.
  private static let rules: [(effect: Effect, endsRun: Bool, atOnce: Bool, barsStart: Bool)] = [
    (.none, false, false, false), (.alarmOnly, false, false, false), (.limit, false, false, false),
    (.hold, false, false, true), (.softStop, true, false, true), (.stop, true, true, true),
    (.trip, true, true, true), (.shutdown, true, true, true),
  ]

  @Test("Every effect of a row, in every step of the way", arguments: Walker.all)
  func effects(walker: Walker) {
    let course = Bench.course(walker)
    let goal = course.last?.step
    #expect([.running, .fill, .opened].contains(goal), "the walk ends in a run")
    for moment in course {
      for rule in Self.rules {
        let bench = moment.bench(walker, rule.effect)
        let step = moment.step
        let before = bench.live(walker)
        bench.values["grid"] = 1
        bench.scan()
        let label = "\(rule.effect) in \(step)"
        // An outlet knows no half: from a hold on it is shut. A booster stops in order, and that is at once.
        let isValve = walker.unit == 5
        let isAtOnce = rule.atOnce || (walker.unit == 6 && rule.endsRun)
        if isAtOnce || (isValve && rule.barsStart) {
          #expect(bench.live(walker) == [], "\(label)")
        }
        bench.scan(3)
        if rule.endsRun || (isValve && rule.barsStart) {
          #expect(Set(bench.live(walker)).isSubset(of: walker.orderly), "\(label)")
        } else if !rule.barsStart {
          #expect(Set(before).isSubset(of: bench.live(walker) + ["vent", "enable"]), "\(label)")
        }
        if rule.barsStart, walker.resting.contains(step) {
          bench.scan(30)
          #expect(bench.live(walker) == [], "\(label) starts nothing")
        }
      }
    }
  }

  @Test("Every mode, in every step of the way", arguments: Walker.all)
  func modes(walker: Walker) {
    for moment in Bench.course(walker) {
      for wanted in [Mode.off, .standby] {
        let bench = moment.bench(walker)
        let step = moment.step
        bench.scan(1, [mode(wanted, unit: walker.unit)])
        #expect(
          Set(bench.live(walker)).isSubset(of: walker.orderly), "\(wanted) in \(step), at once")
        bench.scan(400)
        let label = "\(wanted) in \(step), later"
        #expect(bench.live(walker) == [], "\(label)")
        #expect(bench.unit(Int(walker.unit)).mode == wanted, "\(label)")
      }
    }
  }

  @Test("Every permissive, taken away before the start and in every step", arguments: Walker.all)
  func permissives(walker: Walker) {
    let course = Bench.course(walker)
    let ready = plant(walker, .none)
    ready.resetAfterStart()
    ready.values["supervision"] = 1
    ready.purge()
    let rest = Moment(ready, walker)
    for (name, bad, endsRun) in walker.permissives {
      let bench = rest.bench(walker)
      bench.values[name] = .some(bad)
      bench.scan(2)
      bench.scan(
        1,
        [
          mode(.manual, unit: walker.unit),
          Intent(.setpoint, unit: walker.unit, value: 0.4, source: .scenario, ticket: 2),
        ])
      for _ in 0..<2 {
        bench.scan(1, [Intent(.confirm, unit: walker.unit, value: 8, source: .panel)])
      }
      bench.scan(60)
      #expect(
        bench.live(walker) == [], "\(name) \(bad.map { "\($0)" } ?? "unknown") bars the start")

      guard endsRun else { continue }
      for moment in course {
        let bench = moment.bench(walker)
        let step = moment.step
        bench.values[name] = .some(bad)
        bench.scan()
        let label = "\(name) \(bad.map { "\($0)" } ?? "unknown") in \(step)"
        #expect(Set(bench.live(walker)).isSubset(of: walker.orderly), "\(label)")
      }
    }
  }

  @Test("A stop is taken in the scan in which it comes, from every step", arguments: Walker.all)
  func stop(walker: Walker) {
    for moment in Bench.course(walker) {
      for target in [walker.unit, -1] {
        let bench = moment.bench(walker)
        let step = moment.step
        bench.scan(1, [Intent(.stop, unit: target, source: .panel)])
        #expect(bench.unit(Int(walker.unit)).mode == .standby, "\(step)")
        #expect(Set(bench.live(walker)).isSubset(of: walker.orderly), "\(step)")
        bench.scan(400)
        #expect(bench.live(walker) == [], "\(step)")
      }
    }
  }
}
