// The judge of safety: it looks at the plant ten times a second and knows nothing else but what people
// did and whether anybody decides. It knows no interlock, no matrix and no site file, so that it cannot
// share their mistakes.

public import PlantSimulation

/// Judges what must never be.
public struct SafetyJudge: Sendable {
  /// Every breach so far, the oldest first, `mostBreaches` at most.
  public private(set) var breaches: [Breach] = []
  public static let mostBreaches = 20
  private var air: AirJudge
  private var person: PersonJudge
  private var machine: MachineJudge
  private var starts: [Bool] = []

  /// A judge of a plant that was never purged and whose first start owes the key.
  public init(_ limits: Limits = Limits()) {
    air = AirJudge(limits)
    person = PersonJudge(limits)
    machine = MachineJudge(limits)
  }

  /// Takes note of what happened outside the plant. `units` is the number of modules and fuel cells.
  public mutating func note(_ event: WorldEvent, units: Int) {
    person.note(event, units: units)
    machine.note(event)
    if event == .beginsReset { air.assumePurged() }
  }

  /// Looks at the plant.
  public mutating func look(at facts: PlantFacts) {
    guard breaches.count < Self.mostBreaches else { return }
    if starts.count != facts.modules.count + facts.fuelCells.count {
      starts = Array(repeating: false, count: facts.modules.count + facts.fuelCells.count)
    }
    var runs = false
    for place in facts.modules.indices {
      starts[place] = facts.modules[place].isProducing
      if facts.modules[place].isProducing, facts.modules[place].disobedience < 2 { runs = true }
    }
    for place in facts.fuelCells.indices {
      let cell = facts.fuelCells[place]
      starts[facts.modules.count + place] = cell.isStarting || cell.isGenerating
      if cell.isStarting || cell.isGenerating && cell.power > 0 { runs = true }
    }
    air.look(facts, runs: runs, &breaches)
    person.look(facts, air: air, starts: starts, &breaches)
    machine.look(facts, runs: runs, &breaches)
  }

  /// True while a person owes something before anything may start: the key, or a reset.
  public var isPersonOwed: Bool { person.isKeyOwed || person.isPanelOwed.contains(true) }
  /// True when the plant should come back without anybody: every unit has been asked to run, and nothing
  /// in the plant has been broken since.
  public var mustComeBackAlone: Bool {
    person.isUndisturbed && !isPersonOwed && !person.isWished.contains(false)
  }
}
