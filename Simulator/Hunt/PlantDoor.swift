// The door between one device's registers and the plant. The registers ask for the same signals in the
// same order every time, so the door remembers its way: no name is looked up twice. The values are
// fetched only when somebody reads the device, because most devices are read less often than the
// plant is stepped.

import ModbusPlant
import Plant
import PlantSimulation

/// The plant as the registers of one device see it.
final class PlantDoor: PlantPort {
  private let plant: SimulatedPlant
  private var known: [(unit: String, signal: Signal, handle: SignalHandle?, last: Double?)] = []
  private var place = 0
  /// Some value has changed since this was set to false.
  var hasChanged = true

  init(_ plant: SimulatedPlant) { self.plant = plant }

  func value(unit: String, signal: Signal) -> Double? {
    if place >= known.count { place = 0 }
    if place < known.count, known[place].signal == signal, known[place].unit == unit {
      let value = known[place].handle.flatMap { plant.value($0) }
      if value != known[place].last {
        known[place].last = value
        hasChanged = true
      }
      place += 1
      return value
    }
    let found = plant.signal(unit: unit, signal)
    if let known = known.firstIndex(where: { $0.unit == unit && $0.signal == signal }) {
      place = known + 1
    } else {
      known.append((unit, signal, found, nil))
      place = known.count
    }
    hasChanged = true
    return found.flatMap { plant.value($0) }
  }

  func command(unit: String, role: ActuatorRole, value: Double) {
    if let handle = plant.actuator(unit: unit, role) { plant.command(handle, value) }
  }
}
