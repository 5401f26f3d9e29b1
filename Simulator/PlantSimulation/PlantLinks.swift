// PlantLinks: who is connected to whom, by place, found once from the names of the description.

import Plant

/// The connections of a site.
struct PlantLinks: Sendable {
  /// The place of each unit, in the order of the description.
  let places: [Place]
  /// Valves with the store that they belong to, both by index.
  private(set) var inlets: [(valve: Int, store: Int)] = []
  private(set) var outlets: [(valve: Int, store: Int)] = []
  private(set) var banks: [(valve: Int, store: Int)] = []
  private(set) var houseValves: [Int] = []
  /// Valves of boosters, both by index.
  private(set) var fillValves: [(valve: Int, booster: Int)] = []
  private(set) var hoseVents: [(valve: Int, booster: Int)] = []
  /// What each meter watches; nil for all electrolysers.
  private(set) var meters: [(meter: Int, watched: Place?, isHeat: Bool)] = []
  /// A digest of names and kinds, so that a saved state finds its own plant.
  let identity: UInt64

  init(_ description: PlantDescription, places: [Place]) {
    self.places = places
    var names: [UInt8] = []
    for unit in description.units {
      names += Array("\(unit.name):\(unit.body.kind.rawValue);".utf8)
    }
    identity = CanonicalWriter.digest(of: names)

    func place(_ name: String) -> Place? {
      for (index, unit) in description.units.enumerated() where unit.name == name {
        return places[index]
      }
      return nil
    }
    func store(_ name: String) -> Int? {
      guard let place = place(name), place.kind == .store else { return nil }
      return place.index
    }
    for (index, unit) in description.units.enumerated() {
      let own = places[index].index
      switch unit.body {
      case .valve(.inlet(let name)):
        if let store = store(name) { inlets.append((own, store)) }
      case .valve(.outlet(let name)):
        if let store = store(name) { outlets.append((own, store)) }
      case .valve(.bank(let name)):
        if let name, let store = store(name) { banks.append((own, store)) }
      case .valve(.fill(let name)):
        if let booster = place(name) { fillValves.append((own, booster.index)) }
      case .valve(.hoseVent(let name)):
        if let booster = place(name) { hoseVents.append((own, booster.index)) }
      case .valve(.house): houseValves.append(own)
      case .meter(let name):
        if let watched = place(name) { meters.append((own, watched, false)) }
      case .heatMeter(let name):
        if let name {
          if let watched = place(name) { meters.append((own, watched, true)) }
        } else {
          meters.append((own, nil, true))
        }
      default: break
      }
    }
  }
}
