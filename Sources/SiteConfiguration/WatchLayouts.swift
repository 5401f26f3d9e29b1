// The layouts of what units are watched for: which word fills which place of the core. They stand apart
// from the layouts that sequences need, so that a reader finds either in one place.

import DeviceProfiles
import Control
import Plant

extension SiteBuilder {
  func roomWatch(_ unit: SiteUnit) -> RoomWatch {
    var watch = RoomWatch()
    watch.gasRelay2Healthy = point(unit, .gasRelay2Healthy)
    watch.noSmoke = point(unit, .noSmoke)
    watch.powerOffRequest = actuator(unit, .powerOffRequest)
    watch.powerOffExpected = derived(unit, "power-off-expected")
    watch.clockJump = derived(unit, "clock-jump")
    watch.lateScans = derived(unit, "late-scans")
    watch.configurationDoubt = derived(unit, "configuration-doubt")
    watch.bypassLeft = derived(unit, "bypass-left")
    return watch
  }

  /// When the gas detectors of a room are doubted; what a site leaves out keeps its default.
  func bindDoubt(_ unit: SiteUnit) {
    let numbers = unit.numbers
    if let limit = numbers["drift-limit"] { site.description.settings.driftLimit = limit }
    if let limit = numbers["still-limit"] { site.description.settings.stillLimit = limit }
    if let time = numbers["drift-time"] {
      site.description.settings.driftTime = Milliseconds(time * 60_000)
    }
    if let time = numbers["still-time"] {
      site.description.settings.stillTime = Milliseconds(time * 3_600_000)
    }
  }

  func detectorWatch(_ unit: SiteUnit) -> DetectorWatch {
    var watch = DetectorWatch()
    watch.status = point(unit, .status)
    watch.bypassed = derived(unit, "bypassed")
    watch.implausible = derived(unit, "implausible")
    watch.testOverdue = derived(unit, "test-overdue")
    // Looked at every month, tested with gas every four, the whole system every twelve (T 021, T 023).
    let day = 86_400_000.0
    let due = [("visual-check", 31.0), ("function-check", 122), ("system-check", 365)]
      .compactMap { key, days in unit.numbers[key].map { $0 + days * day } }
    if due.count == 3, let first = due.min() { watch.testDue = Milliseconds(first) }
    return watch
  }

  func electrolyserWatch(_ unit: SiteUnit) -> ElectrolyserWatch {
    var watch = ElectrolyserWatch()
    watch.stackVoltage = point(unit, .stackVoltage)
    watch.standByPressure = point(unit, .standByPressure)
    watch.restartPressure = point(unit, .restartPressure)
    watch.silenceTimeout = point(unit, .silenceTimeout)
    watch.cells = unit.numbers["cells"] ?? 0
    watch.expectedStandBy = expected(.standByPressure, of: unit)
    watch.expectedRestart = expected(.restartPressure, of: unit)
    watch.expectedTimeout = expected(.silenceTimeout, of: unit)
    watch.stopIgnored = derived(unit, "stop-ignored")
    watch.cellVoltage = derived(unit, "cell-voltage")
    watch.foreign = derived(unit, "foreign")
    return watch
  }

  /// What the set-up of a unit's device writes into the register that tells `signal`; -1 for nothing.
  private func expected(_ signal: Signal, of unit: SiteUnit) -> Double {
    guard let place = deviceOfUnit[unit.name] else { return -1 }
    let device = site.devices[place]
    let register = device.profile.points.first { $0.signal == signal }
    return device.setUp.first { $0.point == register?.name }?.value ?? -1
  }

  func fuelCellWatch(_ unit: SiteUnit) -> FuelCellWatch {
    var watch = FuelCellWatch()
    watch.stopIgnored = derived(unit, "stop-ignored")
    watch.generating = derived(unit, "generating")
    watch.gridSettled = derived(unit, "grid-settled")
    watch.outletLost = derived(unit, "outlet-lost")
    watch.foreign = derived(unit, "foreign")
    return watch
  }

  func storeWatch(_ unit: SiteUnit) -> StoreWatch {
    var watch = StoreWatch()
    watch.flow = point(unit, .flow)
    watch.tapTolerance = unit.numbers["tap-tolerance"] ?? 1
    watch.declaredLoss = (unit.numbers["declared-loss"] ?? 0) / 100
    watch.pressureDifference = derived(unit, "pressure-difference")
    watch.loss = derived(unit, "loss")
    watch.slowLoss = derived(unit, "slow-loss")
    watch.imbalance = derived(unit, "imbalance")
    return watch
  }

  func supplyWatch(_ unit: SiteUnit) -> SupplyWatch {
    var watch = SupplyWatch()
    watch.flowShare = derived(unit, "flow-share")
    watch.creep = derived(unit, "creep")
    watch.isolatedFall = derived(unit, "isolated-fall")
    watch.unmetered = derived(unit, "unmetered")
    return watch
  }

  func bindBooster(_ unit: SiteUnit, _ number: Int16) {
    var booster = Booster()
    booster.unit = number
    booster.enable = actuator(unit, .boosterEnable)
    booster.running = point(unit, .running)
    booster.earthProven = point(unit, .earthProven)
    booster.doorShut = point(unit, .doorShut)
    booster.couplingLocked = point(unit, .couplingLocked)
    booster.hoseParked = point(unit, .hoseParked)
    booster.suction = point(unit, .pressure)
    booster.discharge = point(unit, .pressure2)
    booster.bottleTemperature = point(unit, .temperature2)
    booster.fillValve = relation(unit, "fill-valve", among: .valve)
    booster.hoseVent = relation(unit, "hose-vent", among: .valve)
    booster.source = relation(unit, "source", among: .store)
    booster.bottleVolume = unit.numbers["bottle-volume"] ?? 0
    booster.bottlePressure = unit.numbers["bottle-pressure"] ?? 0
    booster.inUse = derived(unit, "in-use")
    booster.overTarget = derived(unit, "over-target")
    booster.fillRate = derived(unit, "fill-rate")
    booster.hoseFall = derived(unit, "hose-fall")
    booster.bottleMass = derived(unit, "bottle-mass")
    site.description.boosters.append(booster)
  }
}
