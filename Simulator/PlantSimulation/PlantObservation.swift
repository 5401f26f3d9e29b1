// PlantObservation: taking the facts from the plant. The lists of the facts are filled in place, so
// that a judge can look ten times a second for hours without asking for memory.

import Plant

extension SimulatedPlant {
  /// Everything that is true now. Numbers of a former look are replaced; lists keep their storage.
  public func observe(into facts: inout PlantFacts) {
    if facts.modules.count != parts.modules.count || facts.valves.count != parts.valves.count
      || facts.detectors.count != parts.detectors.count
    {
      facts = emptyFacts
    }
    facts.time = time
    facts.headerPressure = header.gauge
    observeRoom(into: &facts)
    for index in parts.modules.indices { observeModule(index, into: &facts.modules[index]) }
    for index in parts.stores.indices {
      facts.stores[index].pressure = parts.stores[index].gauge
      facts.stores[index].celsius = parts.stores[index].celsius
    }
    for index in parts.valves.indices {
      facts.valves[index].position = parts.valves[index].position
      facts.valves[index].asksOpen = parts.valves[index].wantsOpen
      facts.valves[index].isStuck = parts.valves[index].faults.has(.stuck)
    }
    for index in parts.fuelCells.indices {
      facts.fuelCells[index].isStarting = parts.fuelCells[index].state == .starting
      facts.fuelCells[index].isGenerating = parts.fuelCells[index].state == .generating
      facts.fuelCells[index].power = parts.fuelCells[index].power
      facts.fuelCells[index].isContactClosed = parts.fuelCells[index].contactClosed
      facts.fuelCells[index].asksContact = parts.fuelCells[index].isReleased
      facts.fuelCells[index].answers = parts.fuelCells[index].answers
      facts.fuelCells[index].fuel = parts.fuelCells[index].fuel
      facts.fuelCells[index].celsius = parts.fuelCells[index].celsius
    }
    if !parts.supplies.isEmpty {
      facts.supply?.linePressure = parts.supplies[0].line.gauge
      facts.supply?.inletPressure = parts.supplies[0].inlet.gauge
    }
    if !parts.heatLoops.isEmpty {
      facts.heatLoop?.flow = parts.heatLoops[0].flow
      facts.heatLoop?.isLimiterClosed = parts.heatLoops[0].limiterHealthy
      facts.heatLoop?.bottom = parts.heatLoops[0].bottom
    }
    observeLies(into: &facts)
    facts.isSound = isSound
  }

  private var isSound: Bool {
    guard failedInstruments.isEmpty, parts.rooms[0].faults.areNone, parts.grids[0].faults.areNone
    else { return false }
    for module in parts.modules where !module.faults.areNone { return false }
    for detector in parts.detectors where !detector.faults.areNone { return false }
    for valve in parts.valves where !valve.faults.areNone { return false }
    for store in parts.stores where !store.faults.areNone { return false }
    for supply in parts.supplies where !supply.faults.areNone { return false }
    for cell in parts.fuelCells where !cell.faults.areNone { return false }
    for loop in parts.heatLoops where !loop.faults.areNone { return false }
    for dryer in parts.dryers where !dryer.faults.areNone { return false }
    return true
  }

  private func observeRoom(into facts: inout PlantFacts) {
    facts.room.flow = parts.rooms[0].fan.flow
    let chain = parts.rooms[0].chain
    facts.room.asksHighFlow =
      parts.rooms[0].wantsHigh || !chain.isClosed || !parts.rooms[0].hasMains
    let faults = parts.rooms[0].faults
    facts.room.isFanSound = !faults.has(.flow) && !faults.has(.clogged) && !faults.has(.fanFault)
    facts.room.isChainClosed = chain.isClosed
    facts.room.isPowerCut = chain.cutsPower
    facts.room.isGasRelayHealthy = chain.relay1Healthy
    facts.room.isEmergencyStopPressed = chain.emergencyStopPressed
    facts.room.hasMains = parts.rooms[0].hasMains
    facts.room.hasControlPower = parts.rooms[0].hasControlPower
    facts.room.key = parts.rooms[0].key
    facts.room.isResetKeyTurned = parts.rooms[0].resetKeyLeft > 0
    facts.room.isAnyBeaconLit = parts.rooms[0].beaconRed || parts.rooms[0].beaconYellow
    facts.room.celsius = parts.rooms[0].celsius
    for index in parts.detectors.indices {
      facts.detectors[index].gas = parts.detectors[index].atHead
      facts.detectors[index].isPowered =
        parts.rooms[0].hasControlPower && !parts.detectors[index].faults.has(.off)
      facts.detectors[index].isHonest = !parts.detectors[index].faults.has(.zero)
    }
  }

  private func observeModule(_ index: Int, into facts: inout ModuleFacts) {
    facts.isProducing = parts.modules[index].isProducing
    facts.isBlowingDown = parts.modules[index].state == .blowDown
    facts.share = parts.modules[index].share
    facts.power = parts.modules[index].power
    facts.isContactClosed = parts.modules[index].contactClosed
    facts.asksContact = parts.modules[index].isReleased
    facts.wantsRun = parts.modules[index].wantsRun
    facts.innerPressure = parts.modules[index].inner.gauge
    facts.answers = parts.modules[index].answers
    let faults = parts.modules[index].faults
    facts.disobedience = faults[.ignoresStop] ?? 0
    facts.isFaulty =
      faults.has(.deviceError) || faults.has(.chassisWater) || faults.has(.electronicsHot)
      || faults.has(.pressureSwitch) || faults.has(.levelLow) || faults.has(.waterLow)
  }

  /// Instruments that show something else than what is there. One without a value does not lie.
  private func observeLies(into facts: inout PlantFacts) {
    facts.room.isFlowTold = true
    facts.heatLoop?.isFlowTold = true
    for index in facts.stores.indices { facts.stores[index].isPressureTold = true }
    for failed in failedInstruments where failed.failure != .lost {
      let place = links.places[failed.unit]
      switch (place.kind, failed.signal) {
      case (.gasDetector, .concentration): facts.detectors[place.index].isHonest = false
      case (.room, .airFlow), (.room, .flowSwitch): facts.room.isFlowTold = false
      case (.store, .pressure), (.store, .pressure2):
        facts.stores[place.index].isPressureTold = false
      case (.heatLoop, .loopFlow): facts.heatLoop?.isFlowTold = false
      default: break
      }
    }
  }

  /// Facts with a place for every part, and with what never changes.
  private var emptyFacts: PlantFacts {
    var facts = PlantFacts()
    facts.room.volume = parts.rooms[0].air.volume
    facts.room.baseFlow = parts.rooms[0].fan.base
    facts.room.highFlow = parts.rooms[0].fan.high
    facts.detectors = parts.detectors.map { _ in DetectorFacts() }
    facts.modules = parts.modules.map { _ in ModuleFacts() }
    facts.stores = parts.stores.map { _ in StoreFacts() }
    facts.valves = parts.valves.map { _ in ValveFacts() }
    for link in links.inlets { facts.valves[link.valve].service = .inlet(store: link.store) }
    for link in links.outlets { facts.valves[link.valve].service = .outlet(store: link.store) }
    for (index, unit) in description.units.enumerated() {
      let place = links.places[index]
      switch unit.body {
      case .valve(.bank): facts.valves[place.index].service = .bank
      case .valve(.house): facts.valves[place.index].service = .house
      case .supplyLine(let line):
        facts.supply = SupplyFacts()
        facts.supply?.pressureSwitch = line.pressureSwitch
      default: break
      }
    }
    facts.fuelCells = parts.fuelCells.map { _ in FuelCellFacts() }
    if !parts.heatLoops.isEmpty { facts.heatLoop = HeatFacts() }
    return facts
  }
}
