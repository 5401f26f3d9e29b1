// PlantParts: all units of a site, sorted by kind into plain arrays, so that a step walks them without
// looking anything up. A `Place` names one of them.

import Plant

/// Where a unit lies among the parts.
struct Place: Hashable, Sendable {
  var kind: UnitKind
  var index: Int
}

/// The units of a site by kind. It cannot be copied: a copy of so many lists at every look at one of them
/// was the dearest thing that the plant did.
struct PlantParts: ~Copyable, Sendable {
  var rooms: [RoomUnit] = []
  var detectors: [GasDetector] = []
  var modules: [ElectrolyserModule] = []
  var stores: [StoreVessel] = []
  var valves: [ValveBody] = []
  var supplies: [SupplyLine] = []
  var fuelCells: [FuelCell] = []
  var heatLoops: [HeatLoop] = []
  var arrays: [SolarArray] = []
  var grids: [GridConnection] = []
  var meters: [Meter] = []
  var dryers: [Dryer] = []
  var boosters: [Booster] = []
  var ioModules: [InputOutputModule] = []

  /// Builds a unit and says where it lies.
  mutating func add(_ body: UnitBody) -> Place {
    let index: Int
    switch body {
    case .room(let numbers): index = Self.append(RoomUnit(numbers), to: &rooms)
    case .gasDetector(let zone): index = Self.append(GasDetector(zone: zone), to: &detectors)
    case .electrolyser(let numbers):
      index = Self.append(ElectrolyserModule(numbers), to: &modules)
    case .store(let numbers): index = Self.append(StoreVessel(numbers), to: &stores)
    case .valve: index = Self.append(ValveBody(), to: &valves)
    case .supplyLine(let numbers): index = Self.append(SupplyLine(numbers), to: &supplies)
    case .fuelCell(let numbers): index = Self.append(FuelCell(numbers), to: &fuelCells)
    case .heatLoop(let numbers): index = Self.append(HeatLoop(numbers), to: &heatLoops)
    case .inverter(let numbers): index = Self.append(SolarArray(numbers), to: &arrays)
    case .gridMeter(let numbers): index = Self.append(GridConnection(numbers), to: &grids)
    case .meter(let name): index = Self.append(Meter(watching: name), to: &meters)
    case .heatMeter(let name): index = Self.append(Meter(watching: name), to: &meters)
    case .dryer: index = Self.append(Dryer(), to: &dryers)
    case .booster(let numbers): index = Self.append(Booster(numbers), to: &boosters)
    case .ioModule: index = Self.append(InputOutputModule(), to: &ioModules)
    }
    return Place(kind: body.kind, index: index)
  }

  private static func append<Part>(_ part: Part, to list: inout [Part]) -> Int {
    list.append(part)
    return list.count - 1
  }

  /// What an instrument of the unit at `place` tells.
  func value(at place: Place, _ signal: Signal) -> Double? {
    let index = place.index
    switch place.kind {
    case .room: return rooms[index].value(of: signal)
    case .gasDetector: return detectors[index].value(of: signal)
    case .electrolyser: return modules[index].value(of: signal)
    case .store: return stores[index].value(of: signal)
    case .valve: return valves[index].value(of: signal)
    case .supplyLine: return supplies[index].value(of: signal)
    case .fuelCell: return fuelCells[index].value(of: signal)
    case .heatLoop: return heatLoops[index].value(of: signal)
    case .inverter: return arrays[index].value(of: signal)
    case .gridMeter: return grids[index].value(of: signal)
    case .meter, .heatMeter: return meters[index].value(of: signal)
    case .dryer: return dryers[index].value(of: signal)
    case .booster: return boosters[index].value(of: signal)
    case .ioModule: return ioModules[index].value(of: signal)
    }
  }

  /// Gives a command to the unit at `place`.
  mutating func command(at place: Place, _ role: ActuatorRole, _ value: Double) {
    let index = place.index
    switch place.kind {
    case .room: rooms[index].command(role, value)
    case .electrolyser: modules[index].command(role, value)
    case .valve: valves[index].command(role, value)
    case .fuelCell: fuelCells[index].command(role, value)
    case .heatLoop: heatLoops[index].command(role, value)
    case .inverter: arrays[index].command(role, value)
    case .booster: boosters[index].command(role, value)
    default: break
    }
  }

  /// Changes what is wrong with the unit at `place`.
  mutating func faults(at place: Place, _ change: (inout Malfunctions) -> Void) {
    let index = place.index
    switch place.kind {
    case .room: change(&rooms[index].faults)
    case .gasDetector: change(&detectors[index].faults)
    case .electrolyser: change(&modules[index].faults)
    case .store: change(&stores[index].faults)
    case .valve: change(&valves[index].faults)
    case .supplyLine: change(&supplies[index].faults)
    case .fuelCell: change(&fuelCells[index].faults)
    case .heatLoop: change(&heatLoops[index].faults)
    case .inverter: change(&arrays[index].faults)
    case .gridMeter: change(&grids[index].faults)
    case .meter, .heatMeter: change(&meters[index].faults)
    case .dryer: change(&dryers[index].faults)
    case .booster: change(&boosters[index].faults)
    case .ioModule: change(&ioModules[index].faults)
    }
  }

  /// Whether another device stands where a module or cell should.
  func isForeign(at place: Place) -> Bool {
    switch place.kind {
    case .electrolyser: modules[place.index].faults.has(.otherDevice)
    case .fuelCell: fuelCells[place.index].faults.has(.otherDevice)
    default: false
    }
  }

  /// The kind of part behind a kind of unit.
  static func type(of kind: UnitKind) -> any Component.Type {
    switch kind {
    case .room: RoomUnit.self
    case .gasDetector: GasDetector.self
    case .electrolyser: ElectrolyserModule.self
    case .store: StoreVessel.self
    case .valve: ValveBody.self
    case .supplyLine: SupplyLine.self
    case .fuelCell: FuelCell.self
    case .heatLoop: HeatLoop.self
    case .inverter: SolarArray.self
    case .gridMeter: GridConnection.self
    case .meter, .heatMeter: Meter.self
    case .dryer: Dryer.self
    case .booster: Booster.self
    case .ioModule: InputOutputModule.self
    }
  }

  /// All hydrogen in stores, bottles and lines of the parts, in kg.
  var hydrogen: Double {
    var sum = 0.0
    for module in modules { sum += module.inner.mass }
    for store in stores { sum += store.mass }
    for supply in supplies { sum += supply.mass }
    for booster in boosters { sum += booster.bottles.mass + booster.hose.mass }
    return sum
  }

  mutating func exchange(_ archive: inout Archive) {
    for index in rooms.indices { rooms[index].exchange(&archive) }
    for index in detectors.indices { detectors[index].exchange(&archive) }
    for index in modules.indices { modules[index].exchange(&archive) }
    for index in stores.indices { stores[index].exchange(&archive) }
    for index in valves.indices { valves[index].exchange(&archive) }
    for index in supplies.indices { supplies[index].exchange(&archive) }
    for index in fuelCells.indices { fuelCells[index].exchange(&archive) }
    for index in heatLoops.indices { heatLoops[index].exchange(&archive) }
    for index in arrays.indices { arrays[index].exchange(&archive) }
    for index in grids.indices { grids[index].exchange(&archive) }
    for index in meters.indices { meters[index].exchange(&archive) }
    for index in dryers.indices { dryers[index].exchange(&archive) }
    for index in boosters.indices { boosters[index].exchange(&archive) }
    for index in ioModules.indices { ioModules[index].exchange(&archive) }
  }
}
