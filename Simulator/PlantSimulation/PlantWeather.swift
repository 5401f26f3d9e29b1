// PlantWeather: the second hand. Sun, load and heat demand move on along the year; tanks, rooms and
// buffers follow; instruments tremble.

import Plant

extension SimulatedPlant {
  /// The slow things, once a second.
  func breathe() {
    let outdoors = year.smooth(.temperature, at: clock)
    let south = year.smooth(.solarSouth30, at: clock, roughness: 0.35, seed: seed)
    for index in parts.arrays.indices {
      let field = parts.arrays[index].description.field
      parts.arrays[index].see(
        sun: field == .south30
          ? south : year.smooth(.solarEastWest10, at: clock, roughness: 0.35, seed: seed))
    }
    for index in parts.grids.indices {
      let profile = parts.grids[index].description.profile
      let series: KasselYear.Series = profile == .g1 ? .loadG1 : .loadG0
      parts.grids[index].see(
        share: year.smooth(series, at: clock, roughness: 0.5, seed: seed &+ 1))
    }
    importPrice = year.value(.importPrice, at: clock)
    exportPrice = year.value(.exportPrice, at: clock)

    let sun = (south / 0.85).kept(in: 0...1)
    for index in parts.stores.indices {
      let noise = (random.normal(), random.normal())
      let tally = parts.stores[index].breathe(1, outdoors: outdoors, sun: sun, noise: noise)
      balance.hydrogenVented += tally.vented
      balance.hydrogenLeaked += tally.leaked
    }
    for index in parts.boosters.indices {
      let noise = (random.normal(), random.normal())
      let tally = parts.boosters[index].bottles.breathe(
        1, outdoors: outdoors, sun: 0, noise: noise)
      balance.hydrogenVented += tally.vented
      balance.hydrogenLeaked += tally.leaked
    }
    breatheIndoors(outdoors: outdoors)
  }

  private func breatheIndoors(outdoors: Double) {
    var crossover = 0.0
    var membrane = 0.0
    var flows = false
    var waste = 0.0
    for module in parts.modules {
      crossover = max(crossover, module.crossover)
      if module.share > 0 {
        flows = true
        membrane = max(membrane, module.faults[.membrane] ?? 0)
      }
      waste += module.power * 0.06
    }
    for cell in parts.fuelCells { waste += cell.power * 0.1 }
    for index in parts.dryers.indices {
      parts.dryers[index].breathe(
        1, flows: flows, crossover: crossover, membrane: membrane,
        isFed: parts.rooms[0].feedsDevices, noise: random.normal())
    }
    parts.rooms[0].breathe(1, outdoors: outdoors, wasteHeat: waste, noise: random.normal())
    for index in parts.detectors.indices { parts.detectors[index].tremble(random.normal()) }
    for index in parts.heatLoops.indices {
      let demand =
        year.smooth(.heat, at: clock) * parts.heatLoops[index].description.annualDemand
      parts.heatLoops[index].breathe(
        1, input: index == 0 ? fuelCellHeat : 0, demand: max(0, demand),
        roomCelsius: parts.rooms[0].celsius)
      balance.deliveredHeat += parts.heatLoops[index].delivered / 3600
      balance.boilerHeat += parts.heatLoops[index].boiler / 3600
      balance.cooledHeat += parts.heatLoops[index].cooled / 3600
    }
    fuelCellHeat = 0
  }
}
