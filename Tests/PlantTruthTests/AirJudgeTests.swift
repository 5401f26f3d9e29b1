// What may run while gas is there, or no air: each law from both sides, what it forbids and what it bears.

import PlantSimulation
import PlantTruth
import Testing

@Suite struct AirJudgeTests {
  @Test("Gas at two heads of three allows nothing to run after its time")
  func gas() {
    var witness = Witness.lab()
    witness.facts.room.asksHighFlow = true
    witness.facts.detectors[0].gas = 25
    witness.facts.detectors[1].gas = 25
    witness.pass(7)
    #expect(witness.broken.isEmpty, "the controller has its time")
    witness.pass(2)
    #expect(witness.broken == [.gasWithPower])
  }

  @Test("Gas with everything at rest is no breach")
  func gasAtRest() {
    var witness = Witness.lab()
    witness.facts.room.asksHighFlow = true
    witness.facts.detectors[0].gas = 60
    witness.facts.detectors[1].gas = 60
    witness.pass(5)
    witness.stopModules()
    witness.pass(60)
    #expect(witness.broken.isEmpty)
  }

  @Test("A dead detector votes with the one that sees gas; one that lies does not count")
  func votes() {
    var dead = Witness.lab()
    dead.facts.room.asksHighFlow = true
    dead.facts.detectors[0].gas = 25
    dead.facts.detectors[1].isPowered = false
    dead.pass(20)
    #expect(dead.broken == [.gasWithPower])
    var lying = Witness.lab()
    lying.facts.room.asksHighFlow = true
    lying.facts.detectors[0].gas = 25
    lying.facts.detectors[1].gas = 25
    lying.facts.detectors[1].isHonest = false
    lying.pass(20)
    #expect(lying.broken.isEmpty)
  }

  @Test("With two detectors one is enough")
  func oneOfTwo() {
    var witness = Witness.quarter()
    witness.facts.room.asksHighFlow = true
    witness.facts.detectors[1].gas = 22
    witness.pass(10)
    #expect(witness.broken == [.gasWithPower])
  }

  @Test("Two dead detectors stop everything at once, one of two within minutes")
  func blind() {
    var both = Witness.lab()
    both.facts.detectors[0].isPowered = false
    both.facts.detectors[2].isPowered = false
    both.pass(9)
    #expect(both.broken.isEmpty)
    both.pass(2)
    #expect(both.broken == [.blindWithPower])
    var half = Witness.quarter()
    half.facts.detectors[0].isPowered = false
    half.pass(290)
    #expect(half.broken.isEmpty)
    half.pass(20)
    #expect(half.broken == [.blindWithPower])
  }

  @Test("Gas above the pre-alarm wants the fan's full speed")
  func highFlow() {
    var witness = Witness.lab()
    witness.facts.detectors[2].gas = 12
    witness.pass(11)
    #expect(witness.broken.isEmpty)
    witness.pass(3)
    #expect(witness.broken == [.gasWithoutAir])
    var asked = Witness.lab()
    asked.facts.detectors[2].gas = 12
    asked.pass(5)
    asked.facts.room.asksHighFlow = true
    asked.pass(60)
    #expect(asked.broken.isEmpty)
  }

  @Test("Without air nothing runs on, unless the transmitter hides it")
  func still() {
    var witness = Witness.lab()
    witness.facts.room.flow = 20
    witness.pass(24)
    #expect(witness.broken.isEmpty)
    witness.pass(3)
    #expect(witness.broken == [.runWithoutAir])
    var hidden = Witness.lab()
    hidden.facts.room.isFlowTold = false
    hidden.facts.room.flow = 20
    hidden.pass(60)
    #expect(hidden.broken.isEmpty)
  }

  @Test("A start needs five air changes since the air failed")
  func purge() {
    var witness = Witness.lab()
    witness.stopModules()
    witness.facts.room.flow = 0
    witness.pass(20)
    witness.facts.room.flow = 1000
    witness.pass(600)
    witness.runModule(1)
    witness.pass(1)
    #expect(witness.broken == [.startWithoutPurge], "ten minutes are less than three air changes")
    var purged = Witness.lab()
    purged.stopModules()
    purged.facts.room.flow = 0
    purged.pass(20)
    purged.facts.room.flow = 1000
    purged.pass(1_100)
    purged.runModule(1)
    purged.pass(1)
    #expect(purged.broken.isEmpty)
  }
}
