// A witness for the judge: facts made by hand, changed by words, and looked at for as long as a test
// wants. Time goes by in tenths of a second, as in a hunt.

import PlantSimulation
import PlantTruth

/// A plant of facts, with a judge who looks at it.
struct Witness {
  var facts = PlantFacts()
  var judge = SafetyJudge()

  /// The laboratory at work: three detectors, two modules of which the first runs, a tank with its inlet.
  static func lab() -> Witness {
    var witness = Witness()
    witness.facts.detectors = [DetectorFacts(), DetectorFacts(), DetectorFacts()]
    witness.facts.modules = [ModuleFacts(), ModuleFacts()]
    witness.facts.stores = [StoreFacts()]
    witness.facts.stores[0].pressure = 20
    var inlet = ValveFacts()
    inlet.service = .inlet(store: 0)
    witness.facts.valves = [inlet]
    witness.facts.room.flow = 250
    witness.facts.room.asksHighFlow = false
    witness.judge.note(.beginsReset, units: 2)
    for unit in 0..<2 { witness.judge.note(.startWished(unit: unit), units: 2) }
    witness.runModule(0)
    witness.pass(1)
    return witness
  }

  /// The quarter at work: two detectors, a fuel cell under load, its valves open.
  static func quarter() -> Witness {
    var witness = Witness()
    witness.facts.detectors = [DetectorFacts(), DetectorFacts()]
    witness.facts.fuelCells = [FuelCellFacts()]
    witness.facts.supply = SupplyFacts()
    witness.facts.supply?.linePressure = 5
    witness.facts.heatLoop = HeatFacts()
    witness.facts.heatLoop?.flow = 0.6
    for service in [ValveFacts.Service.bank, .bank, .house] {
      var valve = ValveFacts()
      valve.service = service
      witness.facts.valves.append(valve)
    }
    for place in [0, 2] { witness.open(valve: place) }
    witness.facts.room.volume = 30
    witness.facts.room.baseFlow = 100
    witness.facts.room.highFlow = 400
    witness.facts.room.flow = 100
    witness.facts.room.asksHighFlow = false
    witness.judge.note(.beginsReset, units: 1)
    witness.judge.note(.startWished(unit: 0), units: 1)
    witness.facts.fuelCells[0].isGenerating = true
    witness.facts.fuelCells[0].power = 3
    witness.facts.fuelCells[0].isContactClosed = true
    witness.pass(1)
    return witness
  }

  mutating func runModule(_ place: Int) {
    facts.modules[place].isProducing = true
    facts.modules[place].share = 0.8
    facts.modules[place].power = 2
    facts.modules[place].isContactClosed = true
    facts.modules[place].wantsRun = true
    facts.valves[0].position = 1
    facts.valves[0].asksOpen = true
  }

  /// All modules stop, and the tank's inlet shuts.
  mutating func stopModules() {
    for place in facts.modules.indices {
      facts.modules[place] = ModuleFacts()
    }
    facts.valves[0].position = 0
    facts.valves[0].asksOpen = false
  }

  mutating func open(valve: Int) {
    facts.valves[valve].position = 1
    facts.valves[valve].asksOpen = true
  }

  /// The fuel cell stops and its valves shut.
  mutating func stopCell() {
    facts.fuelCells[0] = FuelCellFacts()
    for place in facts.valves.indices {
      facts.valves[place].position = 0
      facts.valves[place].asksOpen = false
    }
  }

  /// Lets `seconds` pass in looks of a tenth of a second.
  mutating func pass(_ seconds: Double) {
    for _ in 0..<Int(seconds * 10) {
      facts.time += 100
      judge.look(at: facts)
    }
  }

  /// A person turns the reset key for `seconds`.
  mutating func turnKey(_ seconds: Double = 2) {
    facts.room.isResetKeyTurned = true
    pass(seconds)
    facts.room.isResetKeyTurned = false
    pass(0.5)
  }

  /// The laws broken so far, each once.
  var broken: Set<Law> { Set(judge.breaches.map(\.law)) }
}
