// From a site file to the plant that it describes: the same file that the controller reads tells
// the simulator what stands there. Only sites that say `simulated: true` get one.

import Plant
public import PlantSimulation
public import SiteConfiguration

/// A site that cannot be simulated, with the reason.
public struct NotSimulated: Error, CustomStringConvertible, Sendable {
  /// What is missing, and what to do.
  public var description: String
}

extension LoadedSite {
  /// The plant that stands behind the addresses of a simulated site.
  public func plantDescription() throws -> PlantDescription {
    guard let simulation else {
      throw NotSimulated(
        description: "\(catalogue.site) is a real site: its file has no simulation section")
    }
    var zones: [RoomZone] =
      units.filter { $0.kind == .gasDetector }.count == 2
      ? [.ceiling, .exhaust] : [.source, .ceiling, .exhaust]
    let plantUnits = units.compactMap { unit -> PlantDescription.Unit? in
      guard let body = body(of: unit, simulation, &zones) else { return nil }
      return PlantDescription.Unit(unit.name, body)
    }
    let plant = PlantDescription(units: plantUnits)
    guard plant.problems.isEmpty else {
      throw NotSimulated(description: plant.problems.joined(separator: "\n"))
    }
    return plant
  }

  private func body(
    of unit: SiteUnit, _ simulation: SimulationSettings, _ zones: inout [RoomZone]
  ) -> UnitBody? {
    let start = simulation.start[unit.name] ?? [:]
    switch unit.kind {
    case .room:
      return .room(
        RoomDescription(
          volume: unit.numbers["volume"] ?? 60, baseFlow: unit.numbers["base-flow"] ?? 250,
          highFlow: unit.numbers["high-flow"] ?? 1000))
    case .gasDetector: return .gasDetector(zones.isEmpty ? .ceiling : zones.removeFirst())
    case .electrolyser:
      var module = ElectrolyserDescription()
      module.startTemperature = start["temperature"] ?? module.startTemperature
      return .electrolyser(module)
    case .store: return .store(store(unit, start, simulation))
    case .valve: return .valve(place(of: unit.name))
    case .supplyLine:
      var line = SupplyDescription()
      line.nominalPressure = unit.numbers["nominal-pressure"] ?? line.nominalPressure
      line.pressureSwitch = unit.numbers["pressure-switch"] ?? line.pressureSwitch
      line.relief = unit.numbers["relief-valve"] ?? line.relief
      return .supplyLine(line)
    case .fuelCell:
      var cell = FuelCellDescription()
      cell.ratedPower = unit.numbers["rated-power"] ?? cell.ratedPower
      return .fuelCell(cell)
    case .heatLoop:
      var heat = HeatDescription()
      heat.annualDemand = simulation.heatEnergy / 1000
      heat.startTop = start["temperature"] ?? heat.startTop
      heat.startBottom = start["temperature"].map { $0 - 10 } ?? heat.startBottom
      return .heatLoop(heat)
    case .inverter:
      let field = SolarDescription.Field(rawValue: simulation.solarField) ?? .south30
      return .inverter(SolarDescription(peakPower: simulation.solarPeakPower, field: field))
    case .gridMeter:
      let profile = LoadDescription.Profile(rawValue: simulation.loadProfile) ?? .g0
      return .gridMeter(
        LoadDescription(annualEnergy: simulation.loadEnergy / 1000, profile: profile))
    case .meter:
      // A meter that names no unit stands behind the fuel cell.
      let metered = unit.references["of"] ?? units.first { $0.kind == .fuelCell }?.name
      return metered.map { .meter(of: $0) }
    case .heatMeter:
      return .heatMeter(of: units.first { $0.kind == .fuelCell }.map(\.name))
    case .dryer: return .dryer
    case .booster: return .booster(BoosterDescription())
    case .ioModule: return .ioModule
    }
  }

  private func store(
    _ unit: SiteUnit, _ start: [String: Double], _ simulation: SimulationSettings
  ) -> StoreDescription {
    let volume = unit.numbers["volume"] ?? 1
    let celsius = start["temperature"] ?? 15
    let mass = start["mass"] ?? unit.numbers["lowest-mass"] ?? 0.5
    let relief = unit.numbers["relief-valve"] ?? 40
    var draw: DrawSchedule?
    if let drawn = simulation.draw, unit.references["outlet"] != nil {
      let days = (1...7).filter { drawn.weekdays & (1 << UInt8($0 - 1)) != 0 }
      draw = DrawSchedule(
        mass: drawn.mass, days: days, from: Double(drawn.from) / 3_600_000,
        to: Double(drawn.to) / 3_600_000)
    }
    return StoreDescription(
      volume: volume, nominalPressure: unit.numbers["rated-pressure"] ?? 35, relief: relief,
      pressureSwitch: unit.numbers["pressure-switch"] ?? relief + 10,
      startPressure: start["pressure"]
        ?? StoreDescription.pressure(ofMass: mass, volume: volume, celsius: celsius),
      startTemperature: celsius, draw: draw)
  }

  /// Where a valve sits, from the units that name it.
  private func place(of valve: String) -> ValvePlace {
    for unit in units {
      if unit.references["inlet"] == valve { return .inlet(of: unit.name) }
      if unit.references["bank-valve"] == valve { return .bank(of: unit.references["bank"]) }
      if unit.references["house-valve"] == valve { return .house }
      if unit.references["fill-valve"] == valve { return .fill(of: unit.name) }
      if unit.references["hose-vent"] == valve { return .hoseVent(of: unit.name) }
    }
    for unit in units where unit.references["outlet"] == valve { return .outlet(of: unit.name) }
    return .bank(of: nil)
  }
}
