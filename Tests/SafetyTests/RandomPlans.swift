// Random tables and random days, from a seed. A failure is a seed: put it into the test and it comes
// back.

import Plant

@testable import Safety

/// A small generator of numbers that a seed repeats (SplitMix64, Steele and others 2014).
struct Dice {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number in 0 ..< `bound`.
  mutating func roll(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// True once in `often` times.
  mutating func once(in often: Int) -> Bool { roll(often) == 0 }

  /// One of `choices`.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[roll(choices.count)] }
}

/// The limits of an actuator of that role, as site files have them.
func limits(of role: ActuatorRole, unit: Int16 = 0) -> ActuatorLimits {
  var limits = ActuatorLimits(
    failSafe: role.failSafe, lowest: 0, highest: 1, safeDirection: role.safeDirection, unit: unit)
  switch role {
  case .rate: limits.lowest = 60
  case .powerSetpoint: limits.highest = 5
  default: break
  }
  switch role {
  case .rate, .powerLimit: limits.highest = 100
  default: break
  }
  limits.limitedByShare = [.rate, .powerLimit, .powerSetpoint].contains(role)
  return limits
}

/// The points of every random plan: 0...3 measure 10 when all is well, 4 and 5 are contacts that are
/// closed and 6 and 7 flags that are open when all is well; 8 and 9 are gas detectors, 10 is the key,
/// 11 tells rest; 12 and 13 are derived and measure 10.
enum RandomPlant {
  static let measured = 12
  static let points = 14
  static let key = 10
  static let rest = 11
  static let analog = [0, 1, 2, 3, 12, 13]
  static let contacts = [4, 5]
  static let flags = [6, 7]
  static let process = analog + contacts + flags

  static func calm(_ point: Int) -> Double {
    if analog.contains(point) { return 10 }
    return contacts.contains(point) ? 1 : 0
  }
}

extension Plan {
  /// A table of one to six random rows over three units and one actuator of every role.
  static func random(_ dice: inout Dice, alwaysDemands: Bool = false) -> Plan {
    var plan = Plan(measured: RandomPlant.measured)
    plan.derived = RandomPlant.points - RandomPlant.measured
    plan.units = 3
    plan.detectors = [8, 9]
    plan.resetKey = RandomPlant.key
    plan.clearFor = 4_000
    plan.actuators = ActuatorRole.allCases.enumerated().map { index, role in
      limits(of: role, unit: Int16(index % 4) - 1)
    }
    for _ in 0...dice.roll(6) { plan.addRandomRow(&dice, alwaysDemands: alwaysDemands) }
    return plan
  }

  mutating func addRandomRow(_ dice: inout Dice, alwaysDemands: Bool = false) {
    let cause = dice.pick(Cause.allCases)
    let choices: [Int]
    switch cause {
    case .above, .below: choices = RandomPlant.analog
    case .open: choices = RandomPlant.contacts
    case .closed: choices = RandomPlant.flags
    case .fault, .silent: choices = RandomPlant.process
    }
    let points = (0...dice.roll(3)).map { _ in dice.pick(choices) }
    let threshold: Double = cause == .above ? 20 : cause == .below ? 5 : 3
    let effects = (0...dice.roll(3)).map { _ in
      RowEffect.random(&dice, waits: !alwaysDemands)
    }
    add(cause, points, over: threshold, effects: effects) { row in
      row.votes = Int32(1 + dice.roll(points.count))
      row.faultVote = alwaysDemands ? .demands : dice.pick(FaultVote.allCases)
      row.hysteresis = dice.pick([0, 2])
      row.onDelay = dice.pick([0, 0, 1_000, 3_000])
      row.timeBase = dice.pick(TimeBase.allCases)
      if dice.once(in: 5) { row.armedBy = PointIndex(raw: Int16(dice.pick(RandomPlant.contacts))) }
      row.resetRule = dice.pick(ResetRule.allCases)
      row.isLatched = row.resetRule != .auto && !dice.once(in: 4)
      row.group = Int16(dice.roll(4)) - 1
    }
  }
}

extension RowEffect {
  static func random(_ dice: inout Dice, waits: Bool) -> RowEffect {
    var effect = RowEffect()
    effect.effect = dice.pick(Effect.allCases)
    effect.target = dice.once(in: 2) ? .unit : .actuator
    effect.index = Int16(
      effect.target == .unit ? dice.roll(3) : dice.roll(ActuatorRole.allCases.count))
    effect.share = dice.pick([0, 0.3, 0.7, 1])
    if waits, dice.once(in: 4) {
      effect.afterRest = PointIndex(raw: Int16(RandomPlant.rest))
      effect.atLatest = dice.pick([0, 4_000, 1_000_000])
    }
    return effect
  }
}

/// What a plant shows and what people and sequences ask in one scan.
struct Moment {
  var samples: [RawSample]
  var proposals: [Double]
  var panelReset = false
  var acknowledge = false
}

/// A random day of `length` scans. `trouble` false keeps every process point calm.
func randomDay(
  _ dice: inout Dice, length: Int, actuators: [ActuatorLimits], trouble: Bool = true
) -> [Moment] {
  var values = (0..<RandomPlant.points).map(RandomPlant.calm)
  var isBad = values.map { _ in false }
  var day: [Moment] = []
  for scan in 0..<length {
    let real = Milliseconds(50_000 + 1_000 * (scan + 1))
    for point in 0..<RandomPlant.points where trouble && dice.once(in: 5) {
      isBad[point] = dice.once(in: 4)
      let isAnalog = RandomPlant.analog.contains(point)
      values[point] =
        dice.once(in: 2)
        ? RandomPlant.calm(point)
        : isAnalog ? dice.pick([0, 6, 19, 25]) : Double(dice.roll(2))
    }
    // A quiet minute in every third of the day, so that causes go and resets have a chance.
    if scan % 30 >= 20 {
      for point in 0..<RandomPlant.points where point != RandomPlant.rest {
        values[point] = RandomPlant.calm(point)
        isBad[point] = false
      }
      if trouble { values[RandomPlant.key] = scan % 30 == 26 ? 1 : 0 }
    }
    let samples = (0..<RandomPlant.points).map { point in
      isBad[point]
        ? RawSample.bad(dice.pick(BadReason.allCases), at: real - 1_000)
        : RawSample.good(values[point], at: real - Milliseconds(dice.pick([0, 0, 2_000])))
    }
    var moment = Moment(samples: samples, proposals: actuators.map { dice.proposal(for: $0) })
    moment.panelReset = trouble && dice.once(in: 8)
    moment.acknowledge = trouble && dice.once(in: 8)
    day.append(moment)
  }
  return day
}

extension Dice {
  /// A valid command for an actuator.
  mutating func proposal(for limits: ActuatorLimits) -> Double {
    let share = Double(roll(5)) / 4
    return limits.lowest + (limits.highest - limits.lowest) * share
  }
}

extension Bench {
  /// Runs one moment of a day.
  func live(_ moment: Moment) {
    advance()
    for (point, sample) in moment.samples.enumerated() { show(sample, at: point) }
    proposals = moment.proposals
    run(panelReset: moment.panelReset, acknowledge: moment.acknowledge)
  }
}
