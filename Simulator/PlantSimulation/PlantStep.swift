// PlantStep: one internal step, readable from top to bottom: first what protects, then air, valves and
// gas, then electricity. What takes minutes in life (weather, tanks, heat) breathes once a second.

import Plant

extension SimulatedPlant {
  /// Lets 100 ms pass.
  func tick() {
    let dt = Double(Self.innerStep) / 1000
    clock += Self.innerStep
    ticks += 1
    if ticks % 10 == 0 { breathe() }
    protect(dt)
    let chainClosed = parts.rooms[0].chain.isClosed
    for index in parts.valves.indices {
      parts.valves[index].step(dt, isReleased: chainClosed && parts.rooms[0].hasMains)
    }
    var tally = makeHydrogen(dt, chainClosed: chainClosed)
    tally += drawHydrogen(dt)
    tally += useHydrogen(dt, chainClosed: chainClosed)
    escaped = tally.toRoom
    balance.hydrogenMade += tally.made
    balance.hydrogenVented += tally.vented
    balance.hydrogenLeaked += tally.leaked + tally.toRoom
    balanceElectricity(dt)
  }

  /// The hard-wired chain, the fan, the air and the detectors in it.
  private func protect(_ dt: Double) {
    parts.rooms[0].hasMains = parts.grids[0].hasMains
    var gas = parts.detectors.isEmpty ? parts.rooms[0].air.concentration(in: .ceiling) : 0
    for detector in parts.detectors { gas = max(gas, detector.atHead) }
    var pressureHealthy = true
    for store in parts.stores where !store.switchHealthy { pressureHealthy = false }
    for supply in parts.supplies where !supply.switchHealthy { pressureHealthy = false }
    let inflow = escaped / Hydrogen.normDensity / dt * 3600
    parts.rooms[0].step(dt, gas: gas, pressureHealthy: pressureHealthy, inflow: inflow)
    let powered = parts.rooms[0].hasControlPower
    for index in parts.detectors.indices {
      let zone = parts.detectors[index].zone
      parts.detectors[index].step(
        dt, air: parts.rooms[0].air.concentration(in: zone), isPowered: powered)
    }
  }

  /// Modules into the header, header into the stores.
  private func makeHydrogen(_ dt: Double, chainClosed: Bool) -> HydrogenTally {
    var tally = HydrogenTally()
    let around = ModuleSurroundings(
      isFed: parts.rooms[0].feedsDevices, chainClosed: chainClosed,
      roomCelsius: parts.rooms[0].celsius)
    for index in parts.modules.indices {
      tally += parts.modules[index].step(dt, around, header: &header)
    }
    balance.electrolyserStarts += tally.starts
    tally.starts = 0
    for link in links.inlets where parts.valves[link.valve].passes {
      let lead = header.gauge - parts.stores[link.store].gauge
      if lead > 0 {
        parts.stores[link.store].add(
          header.take(min(3e-4 * lead * dt, 0.3 * lead * header.capacity)))
      }
    }
    tally.vented += header.relieve(above: 40)
    return tally
  }

  /// Lessons and the booster, through the outlet valves.
  private func drawHydrogen(_ dt: Double) -> HydrogenTally {
    var tally = HydrogenTally()
    let civil = CivilTime(clock + 3_600_000)
    for link in links.outlets {
      let isOpen = parts.valves[link.valve].passes
      let store = link.store
      var wanted = Hydrogen.mass(ofNormLitres: parts.stores[store].faults[.draw] ?? 0) * 60
      if let draw = parts.stores[store].description.draw {
        wanted += draw.flow(day: civil.weekday, hour: Double(civil.timeOfDay) / 3_600_000)
      }
      let canFlow = isOpen && parts.stores[store].gauge > 0.1
      let taken = parts.stores[store].take(canFlow ? wanted.kept(in: 0...20) * dt / 3600 : 0)
      parts.stores[store].drawn = Hydrogen.normLitres(ofMass: taken) * 60 / dt
      balance.hydrogenDrawn += taken
      var tank = parts.stores[store]
      for index in parts.boosters.indices {
        let valves = (fill: passes(links.fillValves, index), vent: passes(links.hoseVents, index))
        tally += parts.boosters[index].step(
          dt, from: &tank, outletOpen: isOpen, valves: valves,
          isFed: parts.rooms[0].feedsDevices)
      }
      parts.stores[store] = tank
    }
    return tally
  }

  /// Whether a valve of this booster lets gas through.
  private func passes(_ valves: [(valve: Int, booster: Int)], _ booster: Int) -> Bool {
    for link in valves where link.booster == booster && parts.valves[link.valve].passes {
      return true
    }
    return false
  }

  /// Banks through the supply line into fuel cells.
  private func useHydrogen(_ dt: Double, chainClosed: Bool) -> HydrogenTally {
    var tally = HydrogenTally()
    for index in parts.heatLoops.indices {
      parts.heatLoops[index].turnPump(dt, hasPower: parts.rooms[0].hasMains)
    }
    var around = FuelCellSurroundings(
      isFed: parts.rooms[0].hasControlPower && !parts.rooms[0].chain.cutsPower,
      chainClosed: chainClosed, hasGrid: parts.grids[0].hasMains, loopFlow: 0.6, returnCelsius: 35,
      roomCelsius: parts.rooms[0].celsius)
    if let loop = parts.heatLoops.first {
      around.loopFlow = loop.flow
      around.returnCelsius = loop.bottom
    }
    if !parts.supplies.isEmpty {
      feedSupply(dt)
      var open = links.houseValves.isEmpty
      for valve in links.houseValves where parts.valves[valve].passes { open = true }
      tally += parts.supplies[0].step(dt, houseValveOpen: open)
    }
    // The inlet belongs to the supply line; a fuel cell without one finds it empty.
    var inlet = parts.supplies.first?.inlet ?? PipeVolume(litres: 0.001)
    for index in parts.fuelCells.indices {
      var own = parts.fuelCells[index].step(dt, around, inlet: &inlet)
      balance.hydrogenUsed += own.used
      balance.fuelCellStarts += own.starts
      own.starts = 0
      tally += own
      fuelCellHeat += parts.fuelCells[index].heat * dt
    }
    if !parts.supplies.isEmpty { parts.supplies[0].inlet = inlet }
    return tally
  }

  /// Open banks feed the line; two that are open at once also feed each other.
  private func feedSupply(_ dt: Double) {
    var previous: Int?
    for link in links.banks where parts.valves[link.valve].passes {
      let store = link.store
      let offer = parts.supplies[0].offer(from: parts.stores[store].gauge, dt)
      parts.supplies[0].receive(parts.stores[store].take(offer))
      if let other = previous, other != store {
        let lead = parts.stores[other].gauge - parts.stores[store].gauge
        let (from, to) = lead > 0 ? (other, store) : (store, other)
        parts.stores[to].add(parts.stores[from].take(7e-5 * abs(lead) * dt))
      }
      previous = store
    }
  }

  /// Power of every unit, the balance at the grid, the meters.
  private func balanceElectricity(_ dt: Double) {
    let hours = dt / 3600
    let hasMains = parts.grids[0].hasMains
    var using = 0.0
    var giving = 0.0
    var auxiliary = 0.0
    var moduleHeat = 0.0
    for module in parts.modules {
      using += module.power
      moduleHeat += module.heat
    }
    balance.electrolyserEnergy += using * hours
    for dryer in parts.dryers { auxiliary += hasMains ? dryer.power : 0 }
    for booster in parts.boosters { auxiliary += hasMains ? booster.power : 0 }
    for index in parts.arrays.indices {
      parts.arrays[index].step(dt, hasGrid: hasMains)
      giving += parts.arrays[index].power
      balance.possibleSolarEnergy += parts.arrays[index].possible * hours
    }
    balance.solarEnergy += giving * hours
    for cell in parts.fuelCells {
      giving += cell.power
      balance.fuelCellEnergy += cell.power * hours
      balance.recoveredHeat += cell.heat * hours
    }
    balance.recoveredHeat += moduleHeat * hours
    balance.auxiliaryEnergy += auxiliary * hours
    parts.grids[0].balance(dt, using: using + auxiliary, giving: giving)
    let power = parts.grids[0].power
    if hasMains { balance.loadEnergy += parts.grids[0].load * hours }
    if power > 0 {
      balance.importEnergy += power * hours
      balance.importCost += power * hours * importPrice
    } else {
      balance.exportEnergy -= power * hours
      balance.exportRevenue -= power * hours * exportPrice
    }
    for link in links.meters {
      let watched: Double
      if let place = link.watched {
        watched = parts.value(at: place, link.isHeat ? .heatPower : .power) ?? 0
      } else {
        watched = moduleHeat
      }
      parts.meters[link.meter].see(watched, dt, hasMains: hasMains)
    }
  }
}
