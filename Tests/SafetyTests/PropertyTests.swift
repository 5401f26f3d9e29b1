// Properties over random tables and random days. Each seed is a test of its own, so that a failure
// names the seed that brings it back.

import Plant
import Testing

@testable import Safety

private let seeds = Array(UInt64(1)...60)

/// What two benches over the same plant say: everything that `first` demands, `second` demands too.
private func expectNoWeaker(_ second: Bench, than first: Bench, _ comment: Comment) {
  for unit in 0..<first.plan.units {
    #expect(second.unit(unit).effect >= first.unit(unit).effect, comment)
    #expect(second.unit(unit).share <= first.unit(unit).share, comment)
  }
  for (index, limits) in first.plan.actuators.enumerated() {
    #expect(second.actuator(index).effect >= first.actuator(index).effect, comment)
    let weaker = first.command(index).value
    let stronger = second.command(index).value
    #expect(limits.safer(weaker, stronger) == stronger, comment)
  }
}

extension Moment {
  /// The same moment with a quarter of its inputs lost.
  fileprivate func losing(_ dice: inout Dice, from plan: Plan) -> Moment {
    var moment = self
    for point in RandomPlant.process + plan.detectors
    where moment.samples[point].quality.isUsable && dice.once(in: 4) {
      moment.samples[point] = .bad(.frozen, at: moment.samples[point].time)
    }
    return moment
  }
}

@Suite("Properties of random tables")
struct PropertyTests {
  @Test("Adding a row never removes an effect nor makes a command less safe", arguments: seeds)
  func addingARow(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice)
    var larger = plan
    larger.addRandomRow(&dice)
    let first = Bench(plan)
    let second = Bench(larger)
    for moment in randomDay(&dice, length: 90, actuators: plan.actuators) {
      first.live(moment)
      second.live(moment)
      expectNoWeaker(second, than: first, "scan \(first.image.time.scan)")
    }
  }

  @Test(
    "Losing inputs never removes an effect that a limit asks for, when faults demand",
    arguments: seeds)
  func losingInputs(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice, alwaysDemands: true)
    // Hysteresis ends the trembling of a value that was seen beyond its limit. A value that was lost while
    // it was there was not seen, and nobody can hold it by what nobody knows.
    var plain = plan
    for place in plain.rows.indices { plain.rows[place].hysteresis = 0 }
    let first = Bench(plain)
    let second = Bench(plan)
    for moment in randomDay(&dice, length: 90, actuators: plan.actuators) {
      first.live(moment)
      second.live(moment.losing(&dice, from: plan))
      expectNoWeaker(second, than: first, "scan \(first.image.time.scan)")
    }
  }

  @Test("Losing inputs never removes an effect that stands, when faults demand", arguments: seeds)
  func losingInputsOfAScan(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice, alwaysDemands: true)
    let first = Bench(plan)
    for moment in randomDay(&dice, length: 60, actuators: plan.actuators) {
      let second = Bench(plan)
      second.image.time = first.image.time
      #expect(second.restore(first.encodedState))
      first.live(moment)
      second.live(moment.losing(&dice, from: plan))
      expectNoWeaker(second, than: first, "scan \(first.image.time.scan)")
    }
  }

  @Test("No effect without a cause: on a calm day every command passes", arguments: seeds)
  func calmDay(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice)
    let bench = Bench(plan)
    for moment in randomDay(&dice, length: 30, actuators: plan.actuators, trouble: false) {
      bench.live(moment)
      #expect((0..<plan.rows.count).allSatisfy { !bench.row($0).isActive })
      #expect(bench.state.unitVerdicts.array().allSatisfy { $0 == .free })
      #expect(bench.decision.commands.array().map(\.value) == moment.proposals)
      #expect(bench.decision.commands.array().allSatisfy { $0.origin == .sequence })
      #expect(bench.events().isEmpty)
    }
  }

  @Test("Every verdict names an active row that has this effect", arguments: seeds)
  func verdictsHaveRows(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice)
    let bench = Bench(plan)
    for moment in randomDay(&dice, length: 60, actuators: plan.actuators) {
      bench.live(moment)
      for (target, count) in [
        (RowEffect.Target.unit, plan.units), (.actuator, plan.actuators.count),
      ] {
        for index in 0..<count {
          let verdict = target == .unit ? bench.unit(index) : bench.actuator(index)
          guard verdict.effect != .none else { continue }
          let row = plan.rows[Int(verdict.row)]
          let effects = plan.effects[Int(row.firstEffect)..<Int(row.firstEffect + row.effectCount)]
          #expect(bench.row(Int(verdict.row)).isActive)
          #expect(
            effects.contains {
              $0.target == target && Int($0.index) == index && $0.effect == verdict.effect
            })
        }
      }
    }
  }

  @Test(
    "A latch ends only by a reset, with its cause gone and by the right means", arguments: seeds)
  func latchesHold(seed: UInt64) {
    var dice = Dice(seed: seed)
    var plan = Plan.random(&dice)
    for place in plan.rows.indices where plan.rows[place].resetRule != .auto {
      plan.rows[place].isLatched = true
    }
    let bench = Bench(plan)
    var before = plan.rows.map { _ in false }
    var keyWasTurned = false
    for moment in randomDay(&dice, length: 120, actuators: plan.actuators) {
      bench.live(moment)
      let key = moment.samples[RandomPlant.key].usable
      let keyHasTurned = keyWasTurned && key == 0
      for place in plan.rows.indices where before[place] && !bench.row(place).isLatched {
        #expect(bench.state.hasReset && !bench.row(place).isDemanded)
        #expect(keyHasTurned || moment.panelReset && plan.rows[place].resetRule == .panel)
      }
      keyWasTurned = key == 1
      before = plan.rows.indices.map { bench.row($0).isLatched }
      for place in plan.rows.indices where bench.row(place).isLatched {
        #expect(bench.row(place).isActive)
      }
    }
  }

  @Test("A saved state goes on exactly as the one it was saved from", arguments: seeds)
  func savedState(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice)
    let day = randomDay(&dice, length: 60, actuators: plan.actuators)
    let first = Bench(plan)
    for moment in day.prefix(30) { first.live(moment) }
    let second = Bench(plan)
    second.image.time = first.image.time
    #expect(second.restore(first.encodedState))
    #expect(second.encodedState == first.encodedState)
    for moment in day.suffix(30) {
      first.live(moment)
      second.live(moment)
      #expect(second.digest == first.digest)
    }
  }

  @Test("Latches survive a restart with all their effects", arguments: seeds)
  func restart(seed: UInt64) {
    var dice = Dice(seed: seed)
    let plan = Plan.random(&dice)
    let day = randomDay(&dice, length: 20, actuators: plan.actuators)
    let first = Bench(plan)
    for moment in day { first.live(moment) }
    let second = Bench(plan)
    #expect(second.restoreLatches(first.encodedLatches))
    let calm = randomDay(&dice, length: 1, actuators: plan.actuators, trouble: false)
    for moment in calm { second.live(moment) }
    for place in plan.rows.indices {
      #expect(second.row(place).isLatched == first.row(place).isLatched)
      #expect(second.row(place).isActive == first.row(place).isLatched)
      #expect(second.row(place).isUnacknowledged == first.row(place).isUnacknowledged)
      #expect((second.row(place).since == 1) == first.row(place).isLatched)
      guard first.row(place).isLatched else { continue }
      #expect(second.row(place).isFirstOut == first.row(place).isFirstOut)
      let row = plan.rows[place]
      for effect in plan.effects[Int(row.firstEffect)..<Int(row.firstEffect + row.effectCount)] {
        let index = Int(effect.index)
        let verdict = effect.target == .unit ? second.unit(index) : second.actuator(index)
        #expect(verdict.effect >= effect.effect)
      }
    }
  }

  @Test("The same inputs give the same state, commands and events", arguments: seeds)
  func determinism(seed: UInt64) {
    func digests() -> [UInt64] {
      var dice = Dice(seed: seed)
      let plan = Plan.random(&dice)
      let bench = Bench(plan)
      return randomDay(&dice, length: 30, actuators: plan.actuators).map {
        bench.live($0)
        return bench.digest
      }
    }
    #expect(digests() == digests())
  }
}
