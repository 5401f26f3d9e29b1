// Rig: a plant on the test bench, with words short enough for a test to read as a story.

import Plant
import Testing

@testable import PlantSimulation

/// Noon of a Wednesday, 15 January 2025, CET.
let noon: Milliseconds = 1_736_938_800_000

/// A plant under test.
final class Rig {
  let plant: SimulatedPlant

  init(
    _ description: PlantDescription, year: KasselYear = KasselYear(), start: Milliseconds = noon,
    seed: UInt64 = 1
  ) {
    plant = SimulatedPlant(description, year: year, start: start, seed: seed)
  }

  subscript(unit: String, signal: Signal) -> Double? {
    guard let handle = plant.signal(unit: unit, signal) else {
      Issue.record("no signal \(unit).\(signal.rawValue)")
      return nil
    }
    return plant.value(handle)
  }

  func set(_ unit: String, _ role: ActuatorRole, _ value: Double) {
    guard let handle = plant.actuator(unit: unit, role) else {
      Issue.record("no actuator \(unit).\(role.rawValue)")
      return
    }
    plant.command(handle, value)
  }

  func fault(_ text: String) throws { try plant.apply(PlantFault(parsing: text)) }

  func mend(_ text: String) throws { try plant.clear(PlantFault(parsing: text)) }

  func run(_ seconds: Int) {
    for _ in 0..<seconds { plant.step(1000) }
  }

  /// Runs until the signal satisfies the test; the seconds it took, nil when it took too long.
  func seconds(
    until unit: String, _ signal: Signal, within limit: Int, _ test: (Double?) -> Bool
  ) -> Int? {
    for second in 0...limit {
      if test(self[unit, signal]) { return second }
      plant.step(1000)
    }
    return nil
  }

  /// What the books of hydrogen miss, in kg.
  var missing: Double {
    let books = plant.balance
    return books.hydrogenAtStart + books.hydrogenMade - books.hydrogenUsed - books.hydrogenDrawn
      - books.hydrogenVented - books.hydrogenLeaked - plant.hydrogenInside
  }

  /// One module, warm or cold, with a tank of its own size and pressure.
  static func module(
    celsius: Double, tank pressure: Double = 10, volume: Double = 2.55
  ) -> Rig {
    var module = ElectrolyserDescription()
    module.startTemperature = celsius
    let tank = StoreDescription(
      volume: volume, nominalPressure: 35, relief: 40, pressureSwitch: 38.5,
      startPressure: pressure)
    let rig = Rig(
      PlantDescription(units: [
        .init("room", .room(.init())), .init("el-1", .electrolyser(module)),
        .init("tank", .store(tank)), .init("tank-inlet", .valve(.inlet(of: "tank"))),
        .init("tank-outlet", .valve(.outlet(of: "tank"))), .init("dryer", .dryer),
      ]))
    rig.set("room", .fanHigh, 0)
    rig.set("el-1", .externalRelease, 1)
    rig.set("tank-inlet", .open, 1)
    rig.run(5)
    return rig
  }

  /// Wesertor with everything ready for a start of the fuel cell.
  static func fuelCell() -> Rig {
    let rig = Rig(.wesertor)
    rig.set("room", .fanHigh, 0)
    rig.set("bank-a", .open, 1)
    rig.set("house-valve", .open, 1)
    rig.set("heat", .pump, 1)
    rig.set("fc-1", .externalRelease, 1)
    rig.set("fc-1", .stop, 0)
    rig.set("fc-1", .permit, 1)
    rig.run(30)
    return rig
  }

  /// Starts the fuel cell and waits until it generates 2 kW.
  func startFuelCell() {
    set("fc-1", .powerSetpoint, 2)
    set("fc-1", .start, 1)
    run(150)
  }
}
