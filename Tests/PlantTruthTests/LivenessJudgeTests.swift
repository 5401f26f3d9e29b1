// When a plant must come back: alone where nothing in it was broken, helped where a person was owed.

import PlantSimulation
import PlantTruth
import Testing

@Suite struct LivenessJudgeTests {
  private let judge = LivenessJudge()

  @Test("A plant at work is back, one at rest is not")
  func service() {
    var witness = Witness.lab()
    #expect(judge.inService(witness.facts) == 1)
    #expect(!judge.isBack(witness.facts))
    witness.runModule(1)
    #expect(judge.isBack(witness.facts))
    #expect(judge.isBack(Witness.quarter().facts))
  }

  @Test("Left alone, a plant that stands still and calls nobody is a breach after its time")
  func alone() {
    var witness = Witness.quarter()
    #expect(judge.verdict(on: witness.facts, leftAlone: LivenessJudge.alone) == nil)
    witness.stopCell()
    #expect(judge.verdict(on: witness.facts, leftAlone: LivenessJudge.alone - 1) == nil)
    let breach = judge.verdict(on: witness.facts, leftAlone: LivenessJudge.alone)
    #expect(breach?.law == .idleWithoutReason)
    witness.facts.room.isAnyBeaconLit = true
    #expect(judge.verdict(on: witness.facts, leftAlone: LivenessJudge.alone) == nil)
    #expect(judge.verdict(on: witness.facts, leftAlone: LivenessJudge.helped) != nil)
  }

  @Test("Helped, every unit must be in service within its time")
  func helped() {
    var witness = Witness.lab()
    #expect(judge.verdict(on: witness.facts, helped: LivenessJudge.helped - 1) == nil)
    let breach = judge.verdict(on: witness.facts, helped: LivenessJudge.helped)
    #expect(breach?.law == .notBackInService)
    witness.runModule(1)
    #expect(judge.verdict(on: witness.facts, helped: LivenessJudge.helped) == nil)
  }

  @Test("A plant must come back alone only while nothing in it is broken or owed")
  func undisturbed() {
    var witness = Witness.lab()
    #expect(witness.judge.mustComeBackAlone)
    var broken = witness
    broken.facts.isSound = false
    broken.pass(1)
    broken.facts.isSound = true
    broken.pass(1)
    #expect(!broken.judge.mustComeBackAlone)
    var odd = witness
    odd.judge.note(.oddlyWished, units: 2)
    #expect(!odd.judge.mustComeBackAlone)
    witness.judge.note(.stopWished(unit: nil), units: 2)
    #expect(!witness.judge.mustComeBackAlone)
  }
}
