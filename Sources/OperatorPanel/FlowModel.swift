// The flow picture as a model: which boxes hang on the three buses of a site (power, hydrogen, heat), and
// which points say how much flows. It is built from the kinds in the catalogue alone, so a new site
// gets its picture without code; the script only draws.

import Phrases
import Plant

/// One line between a box and a bus.
struct FlowEdge: Encodable, Equatable {
  /// Place of the point that tells the flow; -1 where nothing measures it.
  var point: Int
  /// 1 when a positive value flows from the box into the bus, -1 when out of it.
  var sign: Int
}

/// One box of the picture.
struct FlowNode: Encodable, Equatable {
  /// Place of the unit; -1 for the building, which is no unit.
  var unit: Int
  /// `source`, `converter`, `store` or `heat`: the row that the box stands in.
  var row: String
  var text: String
  var power: FlowEdge?
  var hydrogen: FlowEdge?
  var heat: FlowEdge?
  /// Places of further points that the box shows.
  var values: [Int]
}

/// The boxes of a site, in the order of its units.
func flowNodes(of catalogue: SiteCatalogue, _ language: Language) -> [FlowNode] {
  let finder = PointFinder(catalogue)
  let hasHeat = catalogue.units.contains { $0.kind == .heatLoop || $0.kind == .heatMeter }
  return catalogue.units.enumerated().flatMap { place, unit -> [FlowNode] in
    func edge(_ signal: Signal, _ sign: Int) -> FlowEdge {
      FlowEdge(point: finder.place(of: signal, unit.name) ?? -1, sign: sign)
    }
    var node = FlowNode(
      unit: place, row: "source", text: language.text(unit.text), power: nil, hydrogen: nil,
      heat: nil, values: [])
    switch unit.kind {
    case .inverter: node.power = edge(.power, 1)
    case .gridMeter:
      node.power = edge(.power, 1)
      guard let load = finder.place(named: "load", unit.name) else { return [node] }
      let building = FlowNode(
        unit: -1, row: "source", text: language.text(.init(de: "Gebäude", en: "Building")),
        power: FlowEdge(point: load, sign: -1), hydrogen: nil, heat: nil, values: [])
      return [node, building]
    case .electrolyser, .fuelCell:
      let makesHydrogen = unit.kind == .electrolyser
      node.row = "converter"
      node.power = edge(.power, makesHydrogen ? -1 : 1)
      node.hydrogen = edge(.hydrogenFlow, makesHydrogen ? 1 : -1)
      node.heat = hasHeat ? FlowEdge(point: -1, sign: 1) : nil
    case .store:
      node.row = "store"
      node.hydrogen = FlowEdge(point: -1, sign: 1)
      node.values = [
        finder.place(named: "mass", unit.name), finder.place(named: "fill", unit.name),
        finder.place(of: .pressure, unit.name),
      ].compactMap { $0 }
    case .supplyLine:
      node.row = "store"
      node.hydrogen = edge(.flow, 1)
      node.values = [finder.place(of: .pressure, unit.name)].compactMap { $0 }
    case .heatLoop:
      node.row = "heat"
      node.heat = FlowEdge(point: -1, sign: -1)
      node.values = [
        finder.place(of: .bufferTop, unit.name), finder.place(of: .bufferBottom, unit.name),
      ].compactMap { $0 }
    case .heatMeter:
      node.row = "heat"
      node.heat = edge(.heatPower, -1)
    case .room, .gasDetector, .valve, .meter, .dryer, .booster, .ioModule: return []
    }
    return [node]
  }
}

/// Finds points by the unit that they tell of.
struct PointFinder {
  private var places: [String: Int] = [:]
  /// The unit of each point, by its place in the catalogue; -1 for none.
  private(set) var owners: [Int] = []

  init(_ catalogue: SiteCatalogue) {
    var units: [String: Int] = [:]
    for (place, unit) in catalogue.units.enumerated() where units[unit.name] == nil {
      units[unit.name] = place
    }
    for (place, point) in catalogue.points.enumerated() {
      let owner = point.owner.isEmpty ? point.device : point.owner
      owners.append(units[owner] ?? -1)
      // Without a signal, the last part of the name says what the point is: `tank.mass`.
      let last = point.name.split(separator: ".").last.map(String.init) ?? ""
      let key = "\(owner).\(point.signal?.rawValue ?? last)"
      if places[key] == nil { places[key] = place }
    }
  }

  /// The point that tells a signal of a unit.
  func place(of signal: Signal, _ unit: String) -> Int? { places["\(unit).\(signal.rawValue)"] }

  /// The derived point of that name of a unit.
  func place(named name: String, _ unit: String) -> Int? { places["\(unit).\(name)"] }
}
