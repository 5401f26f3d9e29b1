// The simulation section: what a simulated plant behind the site's addresses is made of. Its presence
// marks the whole site as simulated, so telemetry and pages say so; a real site leaves it out.

import DeviceProfiles
import Plant
import StrictYAML

extension SiteBuilder {
  func readSimulation(_ node: YAMLNode?) {
    guard let node else { return }
    guard
      let keys = reader.mapping(
        node, allowed: ["solar", "load", "heat", "draw", "start"], required: ["simulated"])
    else { return }
    if let flag = keys["simulated"], reader.bool(flag) == false {
      reader.report(flag, "a real site has no simulation section; remove the section")
    }
    var simulation = SimulationSettings()
    if let solar = keys["solar"],
      let solarKeys = reader.mapping(solar, allowed: [], required: ["peak-power", "field"])
    {
      let power = reader.quantity(solarKeys["peak-power"], in: "kW", range: 0...100_000)
      simulation.solarPeakPower = power ?? 0
      let fields = ["south-30", "east-west-10"]
      simulation.solarField = reader.word(solarKeys["field"], of: fields, what: "field") ?? ""
    }
    (simulation.loadEnergy, simulation.loadProfile) = demand(keys["load"], ["g0", "g1", "h0"])
    (simulation.heatEnergy, simulation.heatProfile) = demand(keys["heat"], ["gko"])
    simulation.draw = draw(keys["draw"])
    for entry in keys["start"].flatMap({ reader.entries($0) }) ?? [] {
      simulation.start[entry.key] = startValues(entry)
    }
    site.simulation = simulation
    site.catalogue.isSimulated = true
    for place in site.devices.indices { site.devices[place].isSimulated = true }
  }

  private func demand(_ node: YAMLNode?, _ profiles: [String]) -> (Double, String) {
    let required = ["yearly-energy", "profile"]
    guard let node, let keys = reader.mapping(node, allowed: [], required: required) else {
      return (0, "")
    }
    let energy = reader.quantity(keys["yearly-energy"], in: "kWh", range: 0...1e9) ?? 0
    return (energy, reader.word(keys["profile"], of: profiles, what: "profile") ?? "")
  }

  private func draw(_ node: YAMLNode?) -> HydrogenDraw? {
    guard let node,
      let keys = reader.mapping(node, allowed: [], required: ["mass", "days", "from", "to"])
    else { return nil }
    return HydrogenDraw(
      mass: reader.quantity(keys["mass"], in: "kg", range: 0...10_000) ?? 0,
      weekdays: weekdays(keys["days"]), from: time(keys["from"]) ?? 0, to: time(keys["to"]) ?? 0)
  }

  private func startValues(_ entry: YAMLEntry) -> [String: Double] {
    if unitPlaces[entry.key] == nil {
      let known = site.units.map(\.name)
      reader.report(
        entry, "there is no unit '\(entry.key)': \(suggestion(for: entry.key, among: known))")
    }
    let units = [
      "mass": "kg", "temperature": "degC", "pressure": "bar(g)", "energy": "kWh",
    ]
    var values: [String: Double] = [:]
    for (key, node) in reader.mapping(entry.value, allowed: units.keys.sorted()) ?? [:] {
      if let unit = units[key] { values[key] = reader.quantity(node, in: unit) }
    }
    return values
  }
}
