// The layouts of the kinds of units: which word fills which place of the core. One function per kind,
// straight down, so that a missing line is seen.

import Control
import Plant

extension SiteBuilder {
  func bindRoom(_ unit: SiteUnit, _ number: Int16) {
    var room = Room()
    room.unit = number
    room.airFlow = point(unit, .airFlow)
    room.flowSwitch = point(unit, .flowSwitch)
    room.resetKey = point(unit, .resetKey)
    room.keyRemote = point(unit, .keyRemote)
    room.keyMaintenance = point(unit, .keyMaintenance)
    room.mainsPresent = point(unit, .mainsPresent)
    room.supervisionPresent = point(unit, .supervisionPresent)
    room.temperature = point(unit, .temperature)
    room.fanHigh = actuator(unit, .fanHigh)
    room.horn = actuator(unit, .horn)
    room.beaconRed = actuator(unit, .beaconRed)
    room.beaconYellow = actuator(unit, .beaconYellow)
    room.volume = unit.numbers["volume"] ?? 0
    room.baseFlow = unit.numbers["base-flow"] ?? 0
    room.highFlow = unit.numbers["high-flow"] ?? 0
    room.isOnePlace = unit.numbers["same-place"] == 1
    room.airChanges = derived(unit, "air-changes")
    room.purgeMissing = derived(unit, "purge-missing")
    room.ventilationExpected = derived(unit, "ventilation-expected")
    room.uncleanStart = derived(unit, "unclean-start")
    room.highestGas = derived(unit, "highest-gas")
    room.watch = roomWatch(unit)
    site.description.room = room
    bindDoubt(unit)
  }

  func bindElectrolyser(_ unit: SiteUnit, _ number: Int16) {
    var module = Electrolyser()
    module.unit = number
    module.link = point(unit, .link)
    module.state = point(unit, .state)
    module.systemState = point(unit, .systemState)
    module.hydrogenFlow = point(unit, .hydrogenFlow)
    module.innerPressure = point(unit, .innerPressure)
    module.outletPressure = point(unit, .outletPressure)
    module.electrolyteTemperature = point(unit, .electrolyteTemperature)
    module.errorCount = point(unit, .errorCount)
    module.runReadBack = point(unit, .runReadBack)
    module.power = point(unit, .power)
    module.run = actuator(unit, .run)
    module.rate = actuator(unit, .rate)
    module.externalRelease = actuator(unit, .externalRelease)
    module.blowDown = actuator(unit, .blowDown)
    module.preheat = actuator(unit, .preheat)
    module.ratedPower = unit.numbers["rated-power"] ?? 0
    module.lowestShare = (unit.numbers["lowest-share"] ?? 60) / 100
    module.lowestPower = unit.numbers["lowest-power"] ?? 0
    module.ratedFlow = unit.numbers["rated-flow"] ?? 0
    module.atRest = derived(unit, "at-rest")
    module.running = derived(unit, "running")
    module.watch = electrolyserWatch(unit)
    site.description.electrolysers.append(module)
  }

  func bindFuelCell(_ unit: SiteUnit, _ number: Int16) {
    var cell = FuelCell()
    cell.unit = number
    cell.link = point(unit, .link)
    cell.status = point(unit, .status)
    cell.power = point(unit, .power)
    cell.stackCurrent = point(unit, .stackCurrent)
    cell.stackVoltage = point(unit, .stackVoltage)
    cell.minimumCellVoltage = point(unit, .minimumCellVoltage)
    cell.outletTemperature = point(unit, .outletTemperature)
    cell.coolantFlow = point(unit, .coolantFlow)
    cell.faultWord = point(unit, .faultWord)
    cell.gridProtectionHealthy = point(unit, .gridProtectionHealthy)
    cell.permit = actuator(unit, .permit)
    cell.start = actuator(unit, .start)
    cell.stop = actuator(unit, .stop)
    cell.powerSetpoint = actuator(unit, .powerSetpoint)
    cell.externalRelease = actuator(unit, .externalRelease)
    cell.lowestPower = unit.numbers["lowest-power"] ?? 0
    cell.ratedPower = unit.numbers["rated-power"] ?? 0
    cell.lowestStackVoltage = unit.numbers["lowest-stack-voltage"] ?? 0
    cell.highestStackVoltage = unit.numbers["highest-stack-voltage"] ?? 0
    cell.atRest = derived(unit, "at-rest")
    cell.running = derived(unit, "running")
    cell.watch = fuelCellWatch(unit)
    site.description.fuelCells.append(cell)
  }

  func bindStore(_ unit: SiteUnit, _ number: Int16) {
    var store = Store()
    store.unit = number
    store.pressure = point(unit, .pressure)
    store.pressure2 = point(unit, .pressure2)
    store.temperature = point(unit, .temperature)
    store.temperature2 = point(unit, .temperature2)
    store.volume = unit.numbers["volume"] ?? 0
    store.ratedMass = unit.numbers["rated-mass"] ?? 0
    store.lowestMass = unit.numbers["lowest-mass"] ?? 0
    store.worstTemperature = unit.numbers["worst-temperature"] ?? 15
    store.inlet = relation(unit, "inlet", among: .valve)
    store.outlet = relation(unit, "outlet", among: .valve)
    store.mass = derived(unit, "mass")
    store.fill = derived(unit, "fill")
    store.watch = storeWatch(unit)
    site.description.stores.append(store)
  }

  func bindSupplyLine(_ unit: SiteUnit, _ number: Int16) {
    var line = SupplyLine()
    line.unit = number
    line.pressure = point(unit, .pressure)
    line.flow = point(unit, .flow)
    line.hoseReleased = point(unit, .hoseReleased)
    line.bankValve = relation(unit, "bank-valve", among: .valve)
    line.houseValve = relation(unit, "house-valve", among: .valve)
    line.bank = relation(unit, "bank", among: .store)
    line.nominalPressure = unit.numbers["nominal-pressure"] ?? 5
    line.watch = supplyWatch(unit)
    site.description.supplyLines.append(line)
  }

  func bindHeatLoop(_ unit: SiteUnit, _ number: Int16) {
    var loop = HeatLoop()
    loop.unit = number
    loop.bufferTop = point(unit, .bufferTop)
    loop.bufferBottom = point(unit, .bufferBottom)
    loop.returnTemperature = point(unit, .returnTemperature)
    loop.flow = point(unit, .loopFlow)
    loop.pressure = point(unit, .loopPressure)
    loop.pump = actuator(unit, .pump)
    loop.boilerEnable = actuator(unit, .boilerEnable)
    loop.emergencyCooler = actuator(unit, .emergencyCooler)
    loop.capacity = unit.numbers["capacity"] ?? 0
    site.description.heatLoops.append(loop)
  }
}
