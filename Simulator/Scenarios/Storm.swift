// A storm: random faults and random people for some hours, from a seed. After it everything is
// mended and a person does what a person would do; then the site must be healthy again.

public import Plant
import SiteConfiguration
import PlantSimulation

/// A seeded sequence of faults and wishes.
public struct Storm {
  private var random: SeededRandom
  private var standing: [(fault: PlantFault, until: Milliseconds)] = []
  /// What was done, for whoever has to look for a cause.
  public private(set) var diary: [String] = []

  public init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Lets it blow for `duration`, with something new about every minute.
  public mutating func blow(
    over site: VirtualSite, for duration: Milliseconds, period: Milliseconds = 1_000
  ) {
    let end = site.plant.time + duration
    while site.plant.time < end {
      for ended in standing where ended.until <= site.plant.time {
        try? site.plant.clear(ended.fault)
      }
      standing.removeAll { $0.until <= site.plant.time }
      if random.even() < 0.4 { breakSomething(at: site) }
      if random.even() < 0.5 { askSomething(of: site) }
      site.run(Milliseconds(20 + random.below(60)) * 1_000, period: period)
    }
  }

  private mutating func breakSomething(at site: VirtualSite) {
    let units = site.plant.description.units
    let unit = units[random.below(units.count)]
    let choices = Malfunction.possible(for: unit.body.kind).filter { !Self.emptiesStores($0, unit) }
    var fault: PlantFault
    let signals = Signal.allCases.filter {
      $0 != .link && site.plant.signal(unit: unit.name, $0) != nil
    }
    if !signals.isEmpty, choices.isEmpty || random.even() < 0.4 {
      let failures = InstrumentFailure.allCases
      fault = PlantFault(
        unit: unit.name, signals[random.below(signals.count)],
        failures[random.below(failures.count)], value: Double(random.below(100)))
    } else if !choices.isEmpty {
      fault = PlantFault(unit: unit.name, choices[random.below(choices.count)])
    } else {
      return
    }
    let length = Milliseconds(5 + random.below(600)) * 1_000
    guard (try? site.plant.apply(fault)) != nil else { return }
    standing.append((fault, site.plant.time + length))
    note(
      site, "\(fault.unit).\(fault.what) \(fault.failure?.rawValue ?? "") for \(length / 1000) s")
  }

  /// An empty store is not healed by mending, so no storm empties one.
  private static func emptiesStores(
    _ fault: Malfunction, _ unit: PlantDescription.Unit
  ) -> Bool {
    let isGas = unit.body.kind == .store || unit.body.kind == .supplyLine
    switch fault {
    case .leak, .relief, .draw, .rupture: return isGas
    default: return false
    }
  }

  private mutating func askSomething(of site: VirtualSite) {
    let units = site.hydrogenUnits
    let unit = units[random.below(units.count)]
    let choice = random.below(12)
    switch choice {
    case 0...3: site.ask(unit, .automatic)
    case 4: site.ask(unit, .manual)
    case 5:
      site.ask(
        Intent(.setpoint, unit: site.unit(unit), value: random.even() * 6, source: .scenario))
    case 6: site.ask(Intent(.stop, unit: site.unit(unit), source: .scenario))
    case 7: site.ask(unit, random.even() < 0.5 ? .standby : .off)
    case 8: site.ask(Intent(.resetAtPanel, source: .scenario))
    case 9, 10:
      site.plant.press(.acknowledgeGasWarning)
      site.plant.press(.resetKey(pressDuration: 2_000))
    default:
      site.plant.press(.emergencyStop(isPressed: random.even() < 0.3))
      site.plant.press(.keySwitch(random.even() < 0.8 ? .remote : .local))
      site.plant.press(.door(isOpen: random.even() < 0.2))
    }
    note(site, "wish \(choice) for \(unit)")
  }

  private mutating func note(_ site: VirtualSite, _ text: String) {
    diary.append("\(UTC.text(site.plant.time)) \(text)")
  }

  /// The quiet after the storm: everything is mended, all buttons and keys are as they should be,
  /// and after a quarter of an hour of clean air a person resets gas-warning unit, site and panel.
  /// A supply line into which a regulator crept is vented, as its trip asks for, with the release of the
  /// hose withdrawn.
  public mutating func end(at site: VirtualSite, period: Milliseconds = 1_000) {
    standing.removeAll()
    site.plant.clearFaults()
    site.plant.press(.emergencyStop(isPressed: false))
    site.plant.press(.keySwitch(.remote))
    site.plant.press(.door(isOpen: false))
    site.ask(Intent(.stop, source: .scenario))
    site.run(600_000, period: period)
    for unit in site.plant.description.units where unit.body.kind == .supplyLine {
      let vent = PlantFault(unit: unit.name, .relief)
      let release = PlantFault(unit: unit.name, .hose)
      try? site.plant.apply(release)
      site.run(5_000, period: period)
      try? site.plant.apply(vent)
      site.run(5_000, period: period)
      try? site.plant.clear(vent)
      try? site.plant.clear(release)
    }
    site.run(300_000, period: period)
    site.plant.press(.acknowledgeGasWarning)
    site.run(5_000, period: period)
    site.plant.press(.resetKey(pressDuration: 2_000))
    site.run(5_000, period: period)
    site.ask(Intent(.resetAtPanel, source: .scenario))
    site.run(5_000, period: period)
  }
}
