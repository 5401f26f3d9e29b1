// A small site for the step: one room with two detectors, two electrolyser modules, a tank, a fuel cell
// with its supply line and heat loop. Points are set by name; every value that is not set is healthy.

import EnergyDispatch
import Plant
import Safety

@testable import Control

/// Names of the points, in the order of the site's list.
let pointNames =
  [
    "air-flow", "flow-switch", "reset-key", "key-remote", "mains", "room-temperature", "gas-1",
    "gas-2", "tank-pressure", "tank-temperature", "inlet-opened", "inlet-closed", "bank-pressure",
    "bank-temperature", "line-pressure", "bank-valve-opened", "house-valve-opened", "fc-status",
    "fc-power", "fc-cell-voltage", "fc-outlet", "heat-flow", "heat-return", "heat-bottom",
    "heat-top", "grid", "e-stop", "maintenance", "supervision", "outlet-opened", "outlet-closed",
    "oxygen", "oxygen-side", "suction", "discharge", "bottle-temperature", "booster-running",
    "earth", "coupling", "parked", "fill-closed", "vent-closed", "line-flow",
    "module-flow", "hose", "stack-voltage", "stack-current", "gas-3",
  ]
  + (1...2).flatMap {
    [
      "el-\($0)-state", "el-\($0)-outlet", "el-\($0)-inner", "el-\($0)-electrolyte",
      "el-\($0)-power",
    ]
  }

/// Names of the derived points.
let derivedNames = [
  "air-changes", "purge-missing", "expected", "unclean", "highest-gas", "mass", "fill", "rest-1",
  "rest-2", "fc-rest", "surplus", "load", "bank-mass",
  "in-use", "over-target", "fill-rate", "bottle-mass", "unmetered", "creep", "imbalance",
  "bypassed-1", "bypassed-2", "bypassed-3", "implausible-1", "implausible-2", "implausible-3",
  "bypass-left",
]

/// Names of the actuators.
let actuatorNames = [
  "fan", "horn", "inlet", "bank-valve", "house-valve", "pump", "permit", "start", "stop", "power",
  "fc-release", "run-1", "rate-1", "release-1", "run-2", "rate-2", "release-2",
  "outlet", "enable", "fill", "vent", "blow-down-1", "blow-down-2",
]

/// Units: 0 room, 1 and 2 modules, 3 fuel cell, 4 heat loop, 5 tank outlet, 6 booster.
let unitCount = 7

func point<Q: Quantity>(_ name: String) -> Point<Q> {
  if let place = pointNames.firstIndex(of: name) { return Point(PointIndex(raw: Int16(place))) }
  let place = derivedNames.firstIndex(of: name) ?? -1_000
  return Point(PointIndex(raw: Int16(pointNames.count + place)))
}

func actuator(_ name: String) -> ActuatorIndex {
  ActuatorIndex(raw: Int16(actuatorNames.firstIndex(of: name) ?? -1))
}

/// The description of the test site.
func testSite() -> SiteDescription {
  var site = SiteDescription()
  site.measuredPoints = pointNames.count
  site.derivedPoints = derivedNames.count
  site.units = unitCount
  site.room = testRoom()
  for number in 1...2 {
    var detector = GasDetector()
    detector.concentration = point("gas-\(number)")
    site.detectors.append(detector)
    site.electrolysers.append(testModule(number))
  }
  site.fuelCells = [testFuelCell()]
  site.valves = ["inlet", "bank-valve", "house-valve"].map { name in
    var valve = Valve()
    valve.open = actuator(name)
    valve.opened = pointNames.contains("\(name)-opened") ? point("\(name)-opened") : .none
    return valve
  }
  site.valves += testFillingValves()
  site.boosters = [testBooster()]
  site.stores = testStores()
  var line = SupplyLine()
  line.pressure = point("line-pressure")
  line.bankValve = 1
  line.houseValve = 2
  line.bank = 1
  site.supplyLines = [line]
  var loop = HeatLoop()
  loop.unit = 4
  loop.flow = point("heat-flow")
  loop.returnTemperature = point("heat-return")
  loop.bufferBottom = point("heat-bottom")
  loop.bufferTop = point("heat-top")
  loop.pump = actuator("pump")
  loop.capacity = 23
  site.heatLoops = [loop]
  site.balance.grid = point("grid")
  site.balance.surplus = point("surplus")
  site.balance.load = point("load")
  site.actuators = testActuators()
  site.dispatch.period = 0
  addRows(to: &site)
  return site
}

private func testRoom() -> Room {
  var room = Room()
  room.unit = 0
  room.airFlow = point("air-flow")
  room.flowSwitch = point("flow-switch")
  room.resetKey = point("reset-key")
  room.keyRemote = point("key-remote")
  room.mainsPresent = point("mains")
  room.keyMaintenance = point("maintenance")
  room.supervisionPresent = point("supervision")
  room.temperature = point("room-temperature")
  room.fanHigh = actuator("fan")
  room.horn = actuator("horn")
  room.volume = 60
  room.baseFlow = 250
  room.highFlow = 1000
  room.airChanges = point("air-changes")
  room.purgeMissing = point("purge-missing")
  room.ventilationExpected = point("expected")
  room.uncleanStart = point("unclean")
  room.highestGas = point("highest-gas")
  return room
}

private func testModule(_ number: Int) -> Electrolyser {
  var module = Electrolyser()
  module.unit = Int16(number)
  module.state = point("el-\(number)-state")
  module.outletPressure = point("el-\(number)-outlet")
  module.innerPressure = point("el-\(number)-inner")
  module.electrolyteTemperature = point("el-\(number)-electrolyte")
  module.power = point("el-\(number)-power")
  module.run = actuator("run-\(number)")
  module.rate = actuator("rate-\(number)")
  module.externalRelease = actuator("release-\(number)")
  module.blowDown = actuator("blow-down-\(number)")
  module.ratedPower = 2.4
  module.lowestPower = 1.46
  module.atRest = point("rest-\(number)")
  return module
}

private func testFuelCell() -> FuelCell {
  var cell = FuelCell()
  cell.unit = 3
  cell.status = point("fc-status")
  cell.power = point("fc-power")
  cell.minimumCellVoltage = point("fc-cell-voltage")
  cell.outletTemperature = point("fc-outlet")
  cell.permit = actuator("permit")
  cell.start = actuator("start")
  cell.stop = actuator("stop")
  cell.powerSetpoint = actuator("power")
  cell.externalRelease = actuator("fc-release")
  cell.lowestPower = 1
  cell.ratedPower = 5
  cell.atRest = point("fc-rest")
  return cell
}

private func testStores() -> [Store] {
  var tank = Store()
  tank.pressure = point("tank-pressure")
  tank.temperature = point("tank-temperature")
  tank.volume = 2.55
  tank.ratedMass = 7.354
  tank.lowestMass = 0.43
  tank.inlet = 0
  tank.outlet = 3
  tank.mass = point("mass")
  tank.fill = point("fill")
  var bank = Store()
  bank.pressure = point("bank-pressure")
  bank.temperature = point("bank-temperature")
  bank.volume = 0.6
  bank.ratedMass = 8.964
  bank.lowestMass = 0.502
  bank.mass = point("bank-mass")
  return [tank, bank]
}

/// Places 3 to 5 among the valves: tank outlet, fill valve, hose vent.
private func testFillingValves() -> [Valve] {
  ["outlet", "fill", "vent"].map { name in
    var valve = Valve()
    valve.unit = name == "outlet" ? 5 : -1
    valve.open = actuator(name)
    if name == "outlet" { valve.opened = point("outlet-opened") }
    valve.closed = point("\(name)-closed")
    return valve
  }
}

private func testBooster() -> Booster {
  var booster = Booster()
  booster.unit = 6
  booster.enable = actuator("enable")
  booster.running = point("booster-running")
  booster.earthProven = point("earth")
  booster.couplingLocked = point("coupling")
  booster.hoseParked = point("parked")
  booster.suction = point("suction")
  booster.discharge = point("discharge")
  booster.bottleTemperature = point("bottle-temperature")
  booster.fillValve = 4
  booster.hoseVent = 5
  booster.source = 0
  booster.bottleVolume = 0.3
  booster.bottlePressure = 200
  booster.inUse = point("in-use")
  booster.overTarget = point("over-target")
  booster.fillRate = point("fill-rate")
  booster.bottleMass = point("bottle-mass")
  return booster
}

private func testActuators() -> [ActuatorLimits] {
  let units = [
    "permit": 3, "start": 3, "stop": 3, "power": 3, "fc-release": 3, "run-1": 1, "rate-1": 1,
    "release-1": 1, "run-2": 2, "rate-2": 2, "release-2": 2, "outlet": 5, "enable": 6,
    "blow-down-1": 1, "blow-down-2": 2,
  ]
  return actuatorNames.map { name in
    let isUp = ["fan", "pump", "stop", "horn"].contains(name)
    let isRate = name.hasPrefix("rate")
    return ActuatorLimits(
      failSafe: isRate ? 60 : (isUp && name != "horn" ? 1 : 0), lowest: isRate ? 60 : 0,
      highest: isRate ? 100 : (name == "power" ? 5 : 1), safeDirection: isUp ? .up : .down,
      unit: Int16(units[name] ?? -1), blowsDown: name.hasPrefix("blow-down"))
  }
}

/// Three rows: gas trips all units and closes the inlet (local reset), an unclean start trips all units
/// (local), an open emergency stop trips module 1 only (local).
private func addRows(to site: inout SiteDescription) {
  func add(
    _ cause: Cause, _ points: [PointIndex], _ threshold: Double, units: [Int16],
    actuators: [String], group: Int16
  ) {
    var row = InterlockRow()
    row.cause = cause
    row.firstInput = Int32(site.inputs.count)
    row.inputCount = Int32(points.count)
    row.threshold = threshold
    row.firstEffect = Int32(site.effects.count)
    row.effectCount = Int32(units.count + actuators.count)
    row.isLatched = true
    row.resetRule = .local
    row.priority = .first
    row.group = group
    site.inputs += points
    for unit in units {
      var effect = RowEffect()
      effect.index = unit
      effect.effect = .trip
      site.effects.append(effect)
    }
    for name in actuators {
      var effect = RowEffect()
      effect.target = .actuator
      effect.index = actuator(name).raw
      effect.effect = .trip
      site.effects.append(effect)
    }
    site.rows.append(row)
  }
  let gas: [Point<PercentLEL>] = [point("gas-1"), point("gas-2")]
  let unclean: Point<Contact> = point("unclean")
  let stop: Point<Contact> = point("e-stop")
  add(
    .above, gas.map(\.index), 20, units: [1, 2, 3, 6],
    actuators: ["inlet", "outlet", "fill", "vent", "fan"],
    group: 0)
  add(.closed, [unclean.index], 0, units: [1, 2, 3, 6], actuators: ["outlet"], group: 1)
  add(.open, [stop.index], 0, units: [1], actuators: [], group: 2)
}
