// A site that nobody will build: as many points, rows and machines as asked for, all inputs healthy, every
// row with three detectors of which two vote, every machine with its own points.

import Control
import EnergyDispatch
import Plant
import Safety

/// A description by size.
struct MadeUpSite {
  let points: Int
  let rows: Int
  private(set) var description = SiteDescription()
  private var nextPoint: Int16 = 0

  init(points: Int, rows: Int, modules: Int, cells: Int) {
    self.points = points
    self.rows = rows
    description.measuredPoints = points
    description.settings.scanPeriod = 100
    description.room.unit = unit()
    description.room.airFlow = point()
    description.room.mainsPresent = point()
    description.room.volume = 60
    description.room.baseFlow = 600
    for _ in 0..<modules { addModule() }
    for _ in 0..<cells { addCell() }
    for number in 0..<rows { addRow(number) }
  }

  private mutating func point<Q: Quantity>() -> Point<Q> {
    nextPoint = nextPoint + 1 == points ? 0 : nextPoint + 1
    return Point(PointIndex(raw: nextPoint))
  }

  private mutating func unit() -> Int16 {
    description.units += 1
    return Int16(description.units - 1)
  }

  private mutating func actuator(of unit: Int16) -> ActuatorIndex {
    description.actuators.append(
      ActuatorLimits(failSafe: 0, lowest: 0, highest: 1, safeDirection: .down, unit: unit))
    return ActuatorIndex(raw: Int16(description.actuators.count - 1))
  }

  private mutating func addModule() {
    var module = Electrolyser()
    module.unit = unit()
    module.link = point()
    module.state = point()
    module.hydrogenFlow = point()
    module.outletPressure = point()
    module.electrolyteTemperature = point()
    module.power = point()
    module.run = actuator(of: module.unit)
    module.rate = actuator(of: module.unit)
    module.externalRelease = actuator(of: module.unit)
    module.ratedPower = 2.4
    module.lowestPower = 1.5
    description.electrolysers.append(module)
    for _ in 0..<2 {
      var valve = Valve()
      valve.unit = unit()
      valve.open = actuator(of: valve.unit)
      valve.opened = point()
      valve.closed = point()
      description.valves.append(valve)
    }
    var detector = GasDetector()
    detector.unit = unit()
    detector.concentration = point()
    description.detectors.append(detector)
  }

  private mutating func addCell() {
    var cell = FuelCell()
    cell.unit = unit()
    cell.link = point()
    cell.status = point()
    cell.power = point()
    cell.outletTemperature = point()
    cell.permit = actuator(of: cell.unit)
    cell.start = actuator(of: cell.unit)
    cell.powerSetpoint = actuator(of: cell.unit)
    cell.lowestPower = 1
    cell.ratedPower = 5
    description.fuelCells.append(cell)
    var store = Store()
    store.unit = unit()
    store.pressure = point()
    store.temperature = point()
    store.volume = 2
    store.ratedMass = 4
    description.stores.append(store)
  }

  private mutating func addRow(_ number: Int) {
    var row = InterlockRow()
    row.cause = .above
    row.threshold = 20
    row.onDelay = 1_000
    row.firstInput = Int32(description.inputs.count)
    row.inputCount = 3
    row.votes = 2
    row.isLatched = number.isMultiple(of: 2)
    row.group = Int16(number % 12)
    row.firstEffect = Int32(description.effects.count)
    row.effectCount = 4
    for _ in 0..<3 {
      let input: Point<Count> = point()
      description.inputs.append(input.index)
    }
    for place in 0..<4 {
      var effect = RowEffect()
      effect.index = Int16((number + place) % description.units)
      effect.effect = .trip
      description.effects.append(effect)
    }
    description.rows.append(row)
  }
}
