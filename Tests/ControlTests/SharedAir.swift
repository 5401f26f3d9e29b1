// A room whose three detectors watch one air, with the rows that a matrix has for them: two of three
// trip, one fault holds, two faults trip, and a bypass is shown and holds. For the tests of what the vote
// of a detector is worth.

import Plant
import Safety

@testable import Control

/// Places of the rows that `sharedAir` adds or changes.
enum AirRow {
  static let gas = 0
  static let oneFault = 3
  static let twoFaults = 4
  static let bypassed = 5
}

/// Units of the three detectors.
let detectorUnits: [Int16] = [7, 8, 9]

func sharedAir() -> SiteDescription {
  var site = testSite()
  site.room.isOnePlace = true
  site.room.watch.bypassLeft = point("bypass-left")
  site.detectors = (1...3).map { number in
    var detector = GasDetector()
    detector.unit = detectorUnits[number - 1]
    detector.concentration = point("gas-\(number)")
    detector.watch.bypassed = point("bypassed-\(number)")
    detector.watch.implausible = point("implausible-\(number)")
    return detector
  }
  let gas = site.detectors.map(\.concentration.index)
  let marks = site.detectors.map(\.watch.bypassed.index)
  /// Adds the inputs of a row, and answers where they begin.
  func lay(_ inputs: [PointIndex]) -> Int32 {
    site.inputs += inputs
    return Int32(site.inputs.count - inputs.count)
  }
  site.rows[AirRow.gas].firstInput = lay(gas)
  site.rows[AirRow.gas].inputCount = 3
  site.rows[AirRow.gas].votes = 2
  func add(
    _ cause: Cause, _ inputs: [PointIndex], votes: Int32, _ effect: Effect, isLatched: Bool = false
  ) {
    var row = InterlockRow()
    row.cause = cause
    row.votes = votes
    row.faultVote = cause == .closed ? .ignored : .demands
    row.isLatched = isLatched
    row.resetRule = isLatched ? .local : .auto
    row.group = 5
    row.firstEffect = Int32(site.effects.count)
    row.effectCount = 2
    row.firstInput = lay(inputs)
    row.inputCount = Int32(inputs.count)
    for unit in [Int16(1), 2] {
      var what = RowEffect()
      what.index = unit
      what.effect = effect
      site.effects.append(what)
    }
    site.rows.append(row)
  }
  add(.fault, gas, votes: 1, .hold)
  add(.fault, gas, votes: 2, .trip, isLatched: true)
  add(.closed, marks, votes: 1, .hold)
  return site
}

extension Bench {
  /// Asks for a bypass in minutes, 0 to end it, and answers what was said.
  @discardableResult
  func bypass(
    _ detector: Int, _ minutes: Double, from source: IntentSource = .commandLine
  ) -> ReasonCode {
    let unit = detector > 0 ? detectorUnits[detector - 1] : -1
    let before = events.count
    scan(1, [Intent(.bypass, unit: unit, value: minutes, source: source, ticket: 9)])
    let answer = events[before...].first {
      $0.value == 9 && ($0.kind == .intentAccepted || $0.kind == .intentRefused)
    }
    return answer?.reason.code ?? .stepTimedOut
  }

  func isActive(_ row: Int) -> Bool { state.safety.rows[row].isActive }
  func derivedValue(_ name: String) -> Double? {
    derivedNames.firstIndex(of: name).flatMap { decision.derived[$0].usable }
  }
  func count(_ kind: EventKind) -> Int { events.count { $0.kind == kind } }
}
