// Random lives of a list of alarms: observations that need not make sense, clocks that leap, and wishes
// of every kind, all from a seed.

import Plant

@testable import Alarms

/// One random input: an observation or a wish.
enum LifeInput {
  case look([RowReport], asleep: [Bool], passed: Milliseconds)
  case ask(AlarmRequest)
}

let lifeAlarms = [
  alarm("A1", priority: .first), alarm("A2", at: 1, priority: .first, isLatched: true, group: "g"),
  alarm("B1", at: 2, onDelay: 5_000), alarm("B2", at: 3, isLatched: true, group: "g"),
  alarm("C1", at: 4, priority: .third, armedBy: PointIndex(raw: 4)),
  alarm("C2", part: "x", at: 5, priority: .third), alarm("C2", part: "y", at: 6, priority: .third),
]

func anyReport(_ dice: inout Dice, isLatched: Bool) -> RowReport {
  var report = RowReport.quiet
  report.isDemanded = Bool.random(using: &dice)
  report.isLatched = isLatched && Bool.random(using: &dice)
  report.isActive = report.isDemanded || report.isLatched
  report.isUnacknowledged = Bool.random(using: &dice)
  report.isFirstOut = report.isLatched && Bool.random(using: &dice)
  report.since = UInt64.random(in: 0...9, using: &dice)
  return report
}

func anyInput(_ dice: inout Dice) -> LifeInput {
  let name = (lifeAlarms.map(\.name) + ["C2", "all", "none"]).randomElement(using: &dice) ?? ""
  let span = Milliseconds.random(in: -1_000...36_000_000, using: &dice)
  switch Int.random(in: 0..<14, using: &dice) {
  case 0: return .ask(.acknowledge(name))
  case 1: return .ask(.shelve(name, span, reason: "reason"))
  case 2: return .ask(.unshelve(name))
  case 3: return .ask(.takeOutOfService(name, reason: "reason"))
  case 4: return .ask(.returnToService(name))
  default:
    let isLeap = Int.random(in: 0..<20, using: &dice) == 0
    return .look(
      lifeAlarms.map { anyReport(&dice, isLatched: $0.isLatched) },
      asleep: lifeAlarms.map { _ in Bool.random(using: &dice) },
      passed: isLeap ? span : Milliseconds.random(in: 0...20_000, using: &dice))
  }
}

/// A list that lives through inputs.
struct Life {
  var list = AlarmList(lifeAlarms)
  var time = ScanTime(scan: 0, real: 0, plant: Bench.dawn)
  var records: [AlarmRecord] = []

  mutating func take(_ input: LifeInput) -> AlarmRefusal? {
    switch input {
    case .look(let rows, let asleep, let passed):
      time.scan += 1
      time.real += max(0, passed)
      time.plant += passed
      let samples = asleep.map { RawSample.good($0 ? 0 : 1, at: time.real) }
      records += list.observe(AlarmObservation(time: time, rows: rows, samples: samples))
      return nil
    case .ask(let request):
      switch list.grant(request) {
      case .success(let new): records += new
      case .failure(let refusal): return refusal
      }
      return nil
    }
  }
}
