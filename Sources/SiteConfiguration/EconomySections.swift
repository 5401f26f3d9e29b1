// Dispatch, tariff and sequence numbers of a site. Each is a table of key, unit of measure and target, so
// that a number of the core appears here with its unit and nowhere without.

import Control
import EnergyDispatch
import Plant
import StrictYAML

extension SiteBuilder {
  /// A number of the file and the field of the core that it fills.
  typealias Field<Root> = (key: String, unit: String, field: WritableKeyPath<Root, Double>)
  typealias TimeField<Root> = (key: String, field: WritableKeyPath<Root, Milliseconds>)

  /// Reads the numbers of a mapping into a value of the core; what is not named keeps its default.
  private func fill<Root>(
    _ root: inout Root, from node: YAMLNode?, numbers: [Field<Root>], times: [TimeField<Root>],
    others: [String] = []
  ) {
    let allowed = numbers.map(\.key) + times.map(\.key) + others
    guard let node, let keys = reader.mapping(node, allowed: allowed) else { return }
    for number in numbers {
      guard let value = keys[number.key] else { continue }
      if let read = reader.quantity(value, in: number.unit, range: -1e6...1e6) {
        root[keyPath: number.field] = read
      }
    }
    for time in times {
      guard let value = keys[time.key], let read = reader.duration(value) else { continue }
      root[keyPath: time.field] = read
    }
  }

  func readSequences(_ node: YAMLNode?) {
    var settings = site.description.settings
    if let node, let keys = reader.entries(node),
      let count = keys.first(where: { $0.key == "air-changes" })?.value
    {
      // Fewer than five leave more than 0.7 % of the old air in the room.
      settings.airChanges = reader.double(count, in: 5...100) ?? 5
    }
    fill(
      &settings, from: node,
      numbers: [
        ("clear-gas", "% LEL", \.clearGas), ("coldest-room", "degC", \.coldestRoom),
        ("hottest-room", "degC", \.hottestRoom), ("fill-for-start", "%", \.fillForStart),
        ("pressure-for-start", "bar(g)", \.pressureForStart),
        ("bank-pressure-for-start", "bar(g)", \.bankPressureForStart),
        ("electrolyser-ramp", "%/s", \.electrolyserRamp),
        ("fuel-cell-ramp", "kW/s", \.fuelCellRamp),
      ],
      times: [
        ("flow-gap", \.flowGap), ("flow-proof-time", \.flowProofTime), ("after-run", \.afterRun),
        ("start-permission", \.startPermission),
      ], others: ["air-changes"])
    if settings.clearGas > 5, let place = node?["clear-gas"] {
      reader.report(place, "gas counts as clear below 5 % LEL at most; lower the number")
    }
    if settings.flowGap > 10_000, let place = node?["flow-gap"] {
      reader.report(place, "a gap of the air flow may last 10 s at most; shorten it")
    }
    site.description.settings = settings
  }

  func readDispatch(_ node: YAMLNode?) {
    let allowed = ["period", "electrolyser", "fuel-cell"]
    guard let keys = reader.mapping(node, allowed: allowed) else { return }
    var dispatch = site.description.dispatch
    if let period = keys["period"] {
      dispatch.period = reader.duration(period) ?? dispatch.period
    }
    readElectrolyserEconomics(&dispatch.electrolyser, keys["electrolyser"])
    readFuelCellEconomics(&dispatch.fuelCell, keys["fuel-cell"])
    if let module = site.units.first(where: { $0.kind == .electrolyser }) {
      dispatch.electrolyser.lowestPower = module.numbers["lowest-power"] ?? 0
      dispatch.electrolyser.highestPower = module.numbers["rated-power"] ?? 0
    }
    if let cell = site.units.first(where: { $0.kind == .fuelCell }) {
      dispatch.fuelCell.lowestPower = cell.numbers["lowest-power"] ?? 0
      dispatch.fuelCell.highestPower = cell.numbers["rated-power"] ?? 0
    }
    site.description.dispatch = dispatch
  }

  private func readElectrolyserEconomics(
    _ economics: inout ElectrolyserEconomics, _ node: YAMLNode?
  ) {
    fill(
      &economics, from: node,
      numbers: [
        ("yield", "kg/kWh", \.yield), ("yield-loss", "kg/h", \.yieldLoss),
        ("hydrogen-value", "EUR/kg", \.hydrogenValue), ("wear", "EUR/h", \.wear),
        ("warm-start", "EUR", \.warmStart), ("cold-start", "EUR", \.coldStart),
        ("cold-energy", "kWh", \.coldEnergy), ("cold-loss", "kg", \.coldLoss),
      ], times: [("minimum-up", \.minimumUp), ("minimum-down", \.minimumDown)])
  }

  private func readFuelCellEconomics(_ economics: inout FuelCellEconomics, _ node: YAMLNode?) {
    let share = economics.heatShare
    economics.heatShare = share * 100
    fill(
      &economics, from: node,
      numbers: [
        ("fuel-slope-1", "kW/kW", \.slope1), ("fuel-offset-1", "kW", \.offset1),
        ("fuel-slope-2", "kW/kW", \.slope2), ("fuel-offset-2", "kW", \.offset2),
        ("heat-share", "%", \.heatShare), ("hydrogen-value", "EUR/kg", \.hydrogenValue),
        ("heat-value", "EUR/kWh", \.heatValue), ("wear", "EUR/h", \.wear),
        ("start", "EUR", \.start), ("start-loss", "kg", \.startLoss),
      ], times: [("minimum-up", \.minimumUp), ("minimum-down", \.minimumDown)])
    economics.heatShare /= 100
  }

  func readTariff(_ node: YAMLNode?) {
    guard let elements = reader.sequence(node) else { return }
    for element in elements {
      guard
        let keys = reader.mapping(
          element, allowed: ["months", "weekdays"], required: ["from", "to", "import", "export"])
      else { continue }
      var band = TariffBand()
      band.from = time(keys["from"]) ?? 0
      band.to = time(keys["to"]) ?? 86_400_000
      if band.from >= band.to {
        reader.report(element, "the band ends before it begins; split a band over midnight in two")
      }
      let prices = -10.0...10.0
      band.importPrice = reader.quantity(keys["import"], in: "EUR/kWh", range: prices) ?? 0
      band.exportPrice = reader.quantity(keys["export"], in: "EUR/kWh", range: prices) ?? 0
      if let months = keys["months"] { band.months = monthMask(months) }
      if let days = keys["weekdays"] { band.weekdays = weekdays(days) }
      site.description.tariff.append(band)
    }
    if elements.isEmpty, let node { reader.report(node, "a tariff needs a band; add one") }
    guard let last = site.description.tariff.last, let place = elements.last else { return }
    if last.from != 0 || last.to != 86_400_000 || last.months != 0xfff || last.weekdays != 0x7f {
      reader.report(place, "the last band must hold always; add one from \"00:00\" to \"24:00\"")
    }
  }

  private func monthMask(_ node: YAMLNode) -> UInt16 {
    guard let range = reader.range(node, in: "") else { return 0xfff }
    guard let from = Int(exactly: range.lowerBound), let to = Int(exactly: range.upperBound),
      from >= 1, to <= 12
    else {
      reader.report(node, "expected months like 4..9, read \(node.words)")
      return 0xfff
    }
    return (from...to).reduce(0) { $0 | UInt16(1) << UInt16($1 - 1) }
  }

  /// A list of weekdays as bits, Monday first.
  func weekdays(_ node: YAMLNode?) -> UInt8 {
    var mask: UInt8 = 0
    for day in reader.sequence(node) ?? [] {
      if let name = reader.word(day, of: weekdayNames, what: "weekday"),
        let place = weekdayNames.firstIndex(of: name)
      {
        mask |= UInt8(1) << UInt8(place)
      }
    }
    return mask
  }

  /// A time of day in ms since midnight.
  func time(_ node: YAMLNode?) -> Milliseconds? {
    guard let node, let text = reader.string(node) else { return nil }
    if let time = timeOfDay(text) { return time }
    reader.report(node, "expected a time of day like \"17:00\", read \(node.words)")
    return nil
  }
}
