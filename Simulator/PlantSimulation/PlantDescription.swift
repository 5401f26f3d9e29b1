// PlantDescription: what stands at a site, as numbers. The site file fills it; the two presets hold the
// numbers of the two example sites, so that tests and demonstrations need no file.

public import Plant

/// Everything that stands at one site. The order of the units is kept.
public struct PlantDescription: Sendable {
  /// One unit with its name.
  public struct Unit: Sendable {
    public var name: String
    public var body: UnitBody
    public init(_ name: String, _ body: UnitBody) {
      self.name = name
      self.body = body
    }
  }

  public var units: [Unit]

  /// Gathers the units of a site.
  public init(units: [Unit]) { self.units = units }

  /// What is wrong with the description, one sentence each; empty when it can be built.
  public var problems: [String] {
    var found: [String] = []
    var seen: Set<String> = []
    for unit in units where !seen.insert(unit.name).inserted {
      found.append("unit '\(unit.name)' is there twice; give each unit its own name")
    }
    func ask(_ unit: Unit, for name: String?, _ role: String) {
      guard let name, !seen.contains(name) else { return }
      found.append("unit '\(unit.name)' names '\(name)' as its \(role), but there is no such unit")
    }
    for unit in units {
      switch unit.body {
      case .valve(.inlet(let store)), .valve(.outlet(let store)): ask(unit, for: store, "store")
      case .valve(.bank(let store)): ask(unit, for: store, "store")
      case .meter(let name): ask(unit, for: name, "watched unit")
      case .heatMeter(let name): ask(unit, for: name, "watched unit")
      default: break
      }
    }
    return found
  }
}

/// What a unit is, with its numbers.
public enum UnitBody: Sendable {
  case room(RoomDescription)
  case gasDetector(RoomZone)
  case electrolyser(ElectrolyserDescription)
  case store(StoreDescription)
  case valve(ValvePlace)
  case supplyLine(SupplyDescription)
  case fuelCell(FuelCellDescription)
  case heatLoop(HeatDescription)
  case inverter(SolarDescription)
  case gridMeter(LoadDescription)
  case meter(of: String)
  /// A heat meter of one unit, or of all electrolysers when nil.
  case heatMeter(of: String?)
  case dryer
  case booster(BoosterDescription)
  case ioModule

  /// The kind, as the rest of the house calls it.
  public var kind: UnitKind {
    switch self {
    case .room: .room
    case .gasDetector: .gasDetector
    case .electrolyser: .electrolyser
    case .store: .store
    case .valve: .valve
    case .supplyLine: .supplyLine
    case .fuelCell: .fuelCell
    case .heatLoop: .heatLoop
    case .inverter: .inverter
    case .gridMeter: .gridMeter
    case .meter: .meter
    case .heatMeter: .heatMeter
    case .dryer: .dryer
    case .booster: .booster
    case .ioModule: .ioModule
    }
  }
}

/// Where a valve sits.
public enum ValvePlace: Sendable, Equatable {
  /// Between the modules' header and a store.
  case inlet(of: String)
  /// Between a store and its consumers, the booster among them.
  case outlet(of: String)
  /// Between a bank and the supply line; nil for a bank of which no store is connected.
  case bank(of: String?)
  /// Between the regulator and the fuel cell.
  case house
  /// Between the hose of a booster and its bottles, and from the hose to the open air.
  case fill(of: String)
  case hoseVent(of: String)
}
