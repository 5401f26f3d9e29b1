// What people owe before a start: the key after a danger, a wish after the key, a reset at the panel after
// a device's own danger, and the key switch in its place.

import PlantSimulation
import PlantTruth
import Testing

@Suite struct PersonJudgeTests {
  /// A laboratory in which an emergency stop was pressed for `seconds` and let go.
  private func afterStop(_ seconds: Double = 10) -> Witness {
    var witness = Witness.lab()
    witness.facts.room.isChainClosed = false
    witness.stopModules()
    witness.pass(seconds)
    witness.facts.room.isChainClosed = true
    witness.pass(1)
    return witness
  }

  @Test("After a danger nothing starts before the key")
  func key() {
    var witness = afterStop()
    witness.judge.note(.startWished(unit: 0), units: 2)
    witness.runModule(0)
    witness.pass(1)
    #expect(witness.broken == [.startWithoutKey])
  }

  @Test("The key alone starts nothing; the key and a wish do")
  func wish() {
    var eager = afterStop()
    eager.pass(300)
    eager.turnKey()
    eager.runModule(0)
    eager.pass(1)
    #expect(eager.broken == [.startWithoutWish])
    var proper = afterStop()
    proper.pass(300)
    proper.turnKey()
    proper.judge.note(.startWished(unit: 0), units: 2)
    proper.runModule(0)
    proper.pass(1)
    #expect(proper.broken.isEmpty)
  }

  @Test("A stuck key, and a key in air that was not clean for five minutes, do not count")
  func wrongKeys() {
    var stuck = afterStop()
    stuck.pass(300)
    stuck.turnKey(30)
    stuck.judge.note(.startWished(unit: 0), units: 2)
    stuck.runModule(0)
    stuck.pass(1)
    #expect(stuck.broken == [.startWithoutKey])
    var gassy = afterStop()
    gassy.facts.detectors[1].gas = 8
    gassy.pass(30)
    gassy.facts.detectors[1].gas = 0
    gassy.pass(120)
    gassy.turnKey()
    gassy.judge.note(.startWished(unit: 0), units: 2)
    gassy.runModule(0)
    gassy.pass(1)
    #expect(gassy.broken == [.startWithoutKey, .startWithoutPurge])
  }

  @Test("The death of the controller owes the key; what comes while nobody decides owes nothing")
  func death() {
    var witness = Witness.lab()
    witness.stopModules()
    witness.pass(1)
    witness.judge.note(.controllerDied, units: 2)
    witness.judge.note(.controllerDecides, units: 2)
    witness.judge.note(.startWished(unit: 0), units: 2)
    witness.runModule(0)
    witness.pass(1)
    #expect(witness.broken == [.startWithoutKey])
    var paused = Witness.lab()
    paused.stopModules()
    paused.judge.note(.controllerPaused, units: 2)
    paused.facts.room.isChainClosed = false
    paused.pass(8)
    paused.facts.room.isChainClosed = true
    paused.judge.note(.controllerDecides, units: 2)
    paused.runModule(0)
    paused.pass(1)
    #expect(paused.broken.isEmpty)
  }

  @Test("A blink of the chain is not held against anybody")
  func blink() {
    var witness = afterStop(2)
    witness.runModule(0)
    witness.pass(1)
    #expect(witness.broken.isEmpty)
  }

  @Test("A device's own danger owes a reset at the panel")
  func panel() {
    var witness = Witness.lab()
    witness.facts.modules[0].isFaulty = true
    witness.pass(6)
    witness.facts.modules[0].isFaulty = false
    witness.facts.modules[0].isProducing = false
    witness.pass(1)
    var reset = witness
    witness.runModule(0)
    witness.pass(1)
    #expect(witness.broken == [.startWithoutPanelReset])
    reset.judge.note(.panelReset, units: 2)
    reset.runModule(0)
    reset.pass(1)
    #expect(reset.broken.isEmpty)
  }

  @Test("A key switch that points away from remote forbids a start")
  func localKey() {
    var witness = Witness.lab()
    witness.facts.room.key = .local
    witness.pass(31)
    witness.runModule(1)
    witness.pass(1)
    #expect(witness.broken == [.startWithLocalKey])
    var back = Witness.lab()
    back.facts.room.key = .maintenance
    back.pass(31)
    back.facts.room.key = .remote
    back.pass(1)
    back.runModule(1)
    back.pass(1)
    #expect(back.broken.isEmpty)
  }
}
