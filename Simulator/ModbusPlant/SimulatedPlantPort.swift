// The simulated plant behind the hatch: names are looked up once and remembered, because a step asks
// for every signal again.

public import Plant
public import PlantSimulation

/// A simulated plant as the exchange sees it. Used by the thread that steps the plant.
public final class SimulatedPlantPort: PlantPort {
  private struct Key<Word: Hashable>: Hashable {
    var unit: String
    var word: Word
  }

  public let plant: SimulatedPlant
  private var signals: [Key<Signal>: PlantSimulation.SignalHandle?] = [:]
  private var actuators: [Key<ActuatorRole>: PlantSimulation.ActuatorHandle?] = [:]

  public init(_ plant: SimulatedPlant) { self.plant = plant }

  public func value(unit: String, signal: Signal) -> Double? {
    let key = Key(unit: unit, word: signal)
    if let known = signals[key] { return known.flatMap { plant.value($0) } }
    let found = plant.signal(unit: unit, signal)
    signals[key] = .some(found)
    return found.flatMap { plant.value($0) }
  }

  public func command(unit: String, role: ActuatorRole, value: Double) {
    let key = Key(unit: unit, word: role)
    let handle = actuators[key] ?? plant.actuator(unit: unit, role)
    actuators[key] = .some(handle)
    if let handle { plant.command(handle, value) }
  }
}
