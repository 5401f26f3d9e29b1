// What machines may never do: be fed above their limits, lose their gas under load, ignore a stop, blow
// down into still air, run without anybody who decides.

import PlantSimulation
import PlantTruth
import Testing

@Suite struct MachineJudgeTests {
  @Test("A tank above its limit is not fed any longer")
  func tank() {
    var witness = Witness.lab()
    witness.facts.stores[0].pressure = 38.5
    witness.pass(5)
    #expect(witness.broken.isEmpty)
    witness.pass(2)
    #expect(witness.broken == [.tankFedAboveLimit])
    var shut = Witness.lab()
    shut.facts.stores[0].pressure = 38.5
    shut.pass(3)
    shut.stopModules()
    shut.pass(60)
    #expect(shut.broken.isEmpty)
  }

  @Test("A supply line above its switch is not fed any longer")
  func line() {
    var witness = Witness.quarter()
    witness.facts.supply?.linePressure = 7.3
    witness.pass(7)
    #expect(witness.broken == [.lineFedAboveLimit])
    var shut = Witness.quarter()
    shut.facts.supply?.linePressure = 7.3
    shut.stopCell()
    shut.pass(60)
    #expect(shut.broken.isEmpty)
  }

  @Test("No valve shuts while the fuel cell draws through it")
  func starving() {
    var witness = Witness.quarter()
    witness.facts.valves[2].asksOpen = false
    witness.facts.valves[2].position = 0.9
    witness.pass(0.1)
    #expect(witness.broken == [.valveShutUnderLoad])
    var orderly = Witness.quarter()
    orderly.facts.fuelCells[0].isContactClosed = false
    orderly.facts.fuelCells[0].power = 0
    orderly.facts.valves[2].asksOpen = false
    orderly.facts.valves[2].position = 0.9
    orderly.pass(1)
    #expect(orderly.broken.isEmpty, "the load goes in the same moment")
    var chain = Witness.quarter()
    chain.facts.room.isChainClosed = false
    chain.facts.valves[2].asksOpen = false
    chain.facts.valves[2].position = 0.9
    chain.pass(0.1)
    #expect(!chain.broken.contains(.valveShutUnderLoad), "the hard-wired chain may")
  }

  @Test("A module that ignores its stop loses its release")
  func disobedience() {
    var witness = Witness.lab()
    witness.facts.modules[0].wantsRun = false
    witness.facts.modules[0].disobedience = 1
    witness.pass(44)
    #expect(witness.broken.isEmpty)
    witness.pass(3)
    #expect(witness.broken == [.stopNotEnforced])
    var released = Witness.lab()
    released.facts.modules[0].wantsRun = false
    released.facts.modules[0].disobedience = 1
    released.pass(30)
    released.facts.modules[0].isContactClosed = false
    released.facts.modules[0].isProducing = false
    released.pass(60)
    #expect(released.broken.isEmpty)
  }

  @Test("One module blows down at a time, and only into moving air")
  func blowDown() {
    var witness = Witness.lab()
    witness.stopModules()
    witness.facts.modules[0].isBlowingDown = true
    witness.pass(1)
    #expect(witness.broken == [.blowDownWithoutAir])
    var proven = Witness.lab()
    proven.stopModules()
    proven.facts.room.flow = 990
    proven.facts.modules[0].isBlowingDown = true
    proven.pass(30)
    #expect(proven.broken.isEmpty)
    proven.facts.modules[1].isBlowingDown = true
    proven.pass(1)
    #expect(proven.broken == [.twoBlowDowns])
  }

  @Test("When nobody decides, valves shut in seconds and devices stop by themselves")
  func away() {
    var witness = Witness.lab()
    witness.judge.note(.controllerPaused, units: 2)
    witness.pass(4)
    #expect(witness.broken.isEmpty)
    witness.pass(2)
    #expect(witness.broken == [.runWithoutController], "the valve is still held open")
    var dropped = Witness.lab()
    dropped.judge.note(.controllerPaused, units: 2)
    dropped.pass(2)
    dropped.facts.valves[0].asksOpen = false
    dropped.facts.valves[0].position = 0
    dropped.pass(10)
    #expect(dropped.broken.isEmpty)
    dropped.pass(4)
    #expect(dropped.broken == [.runWithoutController], "the module still runs")
  }

  @Test("A fuel cell under load needs its coolant")
  func heat() {
    var witness = Witness.quarter()
    witness.facts.heatLoop?.flow = 0
    witness.pass(19)
    #expect(witness.broken.isEmpty)
    witness.pass(2)
    #expect(witness.broken == [.heatNotCarried])
    var hot = Witness.quarter()
    hot.facts.fuelCells[0].celsius = 79
    hot.pass(21)
    #expect(hot.broken == [.heatNotCarried])
  }

  @Test("Two banks are never open to each other")
  func banks() {
    var witness = Witness.quarter()
    witness.open(valve: 1)
    witness.pass(0.1)
    #expect(witness.broken == [.twoBanksOpen])
  }

  @Test("A quiet day breaks nothing")
  func quiet() {
    var lab = Witness.lab()
    lab.pass(3_600)
    var quarter = Witness.quarter()
    quarter.pass(3_600)
    #expect(lab.broken.isEmpty && quarter.broken.isEmpty)
  }

  @Test("A dead device keeps no release, also while the chain holds its contact open anyway")
  func releasedWhileDead() {
    var module = Witness.lab()
    module.facts.modules[0].answers = false
    module.facts.modules[0].asksContact = true
    module.facts.modules[0].isContactClosed = false
    module.pass(24)
    #expect(module.broken.isEmpty, "the controller has its time")
    module.pass(2)
    #expect(module.broken == [.releasedWhileDead])
    var cell = Witness.quarter()
    cell.facts.fuelCells[0].answers = false
    cell.pass(60)
    #expect(cell.broken.isEmpty, "nobody asks for its contact")
    cell.facts.fuelCells[0].asksContact = true
    cell.pass(1)
    #expect(cell.broken == [.releasedWhileDead])
  }

  @Test("The time of a dead device begins anew when somebody decides again")
  func deadWhileNobodyDecided() {
    var witness = Witness.lab()
    witness.stopModules()
    witness.judge.note(.controllerDied, units: 2)
    witness.facts.modules[0].answers = false
    witness.pass(60)
    witness.judge.note(.controllerDecides, units: 2)
    witness.facts.modules[0].asksContact = true
    witness.pass(20)
    #expect(witness.broken.isEmpty)
    witness.pass(6)
    #expect(witness.broken == [.releasedWhileDead])
  }
}
