// Judges gas and air: what may run while gas is there, whether the fan is asked for, whether the room
// was purged. A detector counts as it stands in the plant: one without power must count against
// operation, one that shows something else than what is there counts for nothing.

import PlantSimulation

struct AirJudge: Sendable {
  let limits: Limits
  /// Air changes since the ventilation failed last.
  private(set) var airChanges = 0.0
  /// The flow transmitter was honest for all of them.
  private var isCounted = true
  private var stale: Int64 = 0
  private var last: Int64?
  private var gas = Standing()
  private var blind = Standing()
  private var halfBlind = Standing()
  private var thick = Standing()
  private var still = Standing()
  private var gasTold = Complaint()
  private var blindTold = Complaint()
  private var thickTold = Complaint()
  private var stillTold = Complaint()

  init(_ limits: Limits) { self.limits = limits }

  /// The room was purged before the story begins.
  mutating func assumePurged() { airChanges = 5 }

  /// True when a start may follow as far as the air is concerned.
  var isPurged: Bool { airChanges >= limits.airChanges || !isCounted }

  mutating func look(_ facts: PlantFacts, runs: Bool, _ breaches: inout [Breach]) {
    count(facts)
    var demands = 0
    var dead = 0
    var highest = 0.0
    for detector in facts.detectors {
      if !detector.isPowered {
        dead += 1
        demands += 1
      } else if detector.isHonest, detector.gas >= limits.mainAlarm {
        demands += 1
      }
      if detector.isPowered, detector.isHonest { highest = max(highest, detector.gas) }
    }
    let needed = facts.detectors.count >= 3 ? 2 : 1
    let isGas = highest >= limits.mainAlarm && demands >= needed
    let gasFor = gas.span(isGas, at: facts.time)
    if gasTold.isNew(gasFor >= limits.gasResponse && runs) {
      breaches.append(
        Breach(.gasWithPower, at: facts.time, seen: "\(text(highest)) % LEL for \(gasFor) ms"))
    }
    let isBlind = dead >= min(2, facts.detectors.count) && dead > 0
    let blindFor = blind.span(isBlind, at: facts.time)
    let halfFor = halfBlind.span(dead > 0 && facts.detectors.count == 2, at: facts.time)
    let isOverdue = blindFor >= limits.blindResponse || halfFor >= limits.halfBlindResponse
    if blindTold.isNew(isOverdue && runs) {
      breaches.append(
        Breach(
          .blindWithPower, at: facts.time,
          seen: "\(dead) of \(facts.detectors.count) without power for \(max(blindFor, halfFor)) ms"
        ))
    }
    let isThick = highest >= limits.preAlarm && !facts.room.asksHighFlow
    let thickFor = thick.span(isThick, at: facts.time)
    if thickTold.isNew(thickFor >= limits.highFlowResponse) {
      breaches.append(
        Breach(.gasWithoutAir, at: facts.time, seen: "\(text(highest)) % LEL for \(thickFor) ms"))
    }
    let isStill = facts.room.flow < 0.4 * facts.room.baseFlow && facts.room.isFlowTold
    let stillFor = still.span(isStill, at: facts.time)
    hasStoodStill = stillFor >= limits.airResponse
    if stillTold.isNew(stillFor >= limits.airResponse && runs) {
      breaches.append(
        Breach(
          .runWithoutAir, at: facts.time, seen: "\(text(facts.room.flow)) m3/h for \(stillFor) ms"))
    }
  }

  /// True once the air has stood still for longer than any trip may take.
  private(set) var hasStoodStill = false

  private mutating func count(_ facts: PlantFacts) {
    let passed = facts.time - (last ?? facts.time)
    last = facts.time
    var isClean = true
    for detector in facts.detectors
    where detector.isPowered && detector.isHonest && detector.gas >= limits.cleanAir {
      isClean = false
    }
    if facts.room.flow >= limits.lowestFlowShare * facts.room.baseFlow, isClean {
      stale = 0
      airChanges = min(
        99, airChanges + facts.room.flow * Double(passed) / 3_600_000 / facts.room.volume)
      if !facts.room.isFlowTold { isCounted = false }
    } else {
      stale += passed
      if stale > limits.airGap {
        airChanges = 0
        isCounted = true
      }
    }
  }
}
