// From words to indices: each unit's signals and actuators are looked up once and laid into the layout
// that the core reads. A signal in the wrong unit of measure, or one that a unit cannot do without, is
// refused here, so that the core never meets it.

import Control
import Plant
import StrictYAML

extension SiteBuilder {
  /// Adds the derived points of all units after the measured ones.
  func derivePoints() {
    site.description.measuredPoints = site.catalogue.points.count
    for (place, unit) in site.units.enumerated() {
      for derived in unit.kind.derivedPoints where canDerive(derived, of: unit) {
        let title = site.catalogue.units[place].text
        add(
          PointDefinition(
            name: "\(unit.name).\(derived.name)", device: unit.name, unit: derived.unit,
            origin: .derived, deadBand: derived.unit.deadBand,
            text: BilingualText(
              de: "\(title.de): \(derived.text.de)", en: "\(title.en): \(derived.text.en)")),
          at: unitEntries[place].value)
      }
    }
    site.description.derivedPoints =
      site.catalogue.points.count - site.description.measuredPoints
  }

  /// Fills the layout of every unit.
  func bindLayout() {
    for (place, unit) in site.units.enumerated() {
      checkRequired(unit, at: unitEntries[place])
      let number = Int16(clamping: place)
      switch unit.kind {
      case .room: bindRoom(unit, number)
      case .gasDetector:
        var detector = GasDetector()
        detector.unit = number
        detector.concentration = point(unit, .concentration)
        detector.watch = detectorWatch(unit)
        site.description.detectors.append(detector)
      case .valve:
        var valve = Valve()
        valve.unit = number
        valve.open = actuator(unit, .open)
        valve.opened = point(unit, .opened)
        valve.closed = point(unit, .closed)
        valve.watch.mismatch = derived(unit, "mismatch")
        site.description.valves.append(valve)
      case .electrolyser: bindElectrolyser(unit, number)
      case .fuelCell: bindFuelCell(unit, number)
      case .store: bindStore(unit, number)
      case .supplyLine: bindSupplyLine(unit, number)
      case .heatLoop: bindHeatLoop(unit, number)
      case .gridMeter:
        site.description.balance.grid = point(unit, .power)
        site.description.balance.load = derived(unit, "load")
        site.description.balance.surplus = derived(unit, "surplus")
      case .inverter:
        if !site.description.balance.solar.exists {
          site.description.balance.solar = point(unit, .power)
        }
      case .booster: bindBooster(unit, number)
      case .dryer:
        site.description.gasQuality.oxygen = point(unit, .oxygenInHydrogen)
        site.description.gasQuality.hydrogen = point(unit, .hydrogenInOxygen)
      case .meter, .heatMeter, .ioModule: break
      }
    }
  }

  private func checkRequired(_ unit: SiteUnit, at entry: YAMLEntry) {
    for signal in unit.kind.requiredSignals
    where signalPlaces["\(unit.name).\(signal.rawValue)"] == nil {
      reader.report(
        entry,
        "nothing tells the signal '\(signal.rawValue)' of '\(unit.name)'; bind a channel of "
          + "a device to it ('unit: \(unit.name)', 'signal: \(signal.rawValue)')")
    }
    for role in unit.kind.requiredActuators
    where actuatorPlaces["\(unit.name).\(role.rawValue)"] == nil {
      reader.report(
        entry,
        "nothing moves the actuator '\(role.rawValue)' of '\(unit.name)'; bind an output of "
          + "a device to it ('unit: \(unit.name)', 'actuator: \(role.rawValue)')")
    }
  }

  /// The typed place of a signal; a signal in another unit of measure is a problem.
  func point<Q: Quantity>(_ unit: SiteUnit, _ signal: Signal) -> Point<Q> {
    guard let place = signalPlaces["\(unit.name).\(signal.rawValue)"] else { return .none }
    let found = site.catalogue.points[place]
    if found.unit != Q.unit, let entry = unitPlaces[unit.name].map({ unitEntries[$0] }) {
      reader.report(
        entry,
        "'\(unit.name).\(signal.rawValue)' comes from '\(found.name)' in "
          + "\(found.unit.symbol); it must be in \(Q.unit.symbol)")
    }
    return Point(index(place))
  }

  func derived<Q: Quantity>(_ unit: SiteUnit, _ name: String) -> Point<Q> {
    Point(index(pointPlaces["\(unit.name).\(name)"]))
  }

  func actuator(_ unit: SiteUnit, _ role: ActuatorRole) -> ActuatorIndex {
    let place = actuatorPlaces["\(unit.name).\(role.rawValue)"]
    return place.map { ActuatorIndex(raw: Int16(clamping: $0)) } ?? .none
  }

  /// Place of a unit among those of its kind, as the layout counts relations; -1 for none.
  func relation(_ unit: SiteUnit, _ key: String, among kind: UnitKind) -> Int16 {
    guard let name = unit.references[key],
      let place = units(of: [kind]).firstIndex(of: name)
    else { return -1 }
    return Int16(clamping: place)
  }

  /// The numbers that the core needs of the finished lists.
  func finishDescription() {
    site.description.units = site.catalogue.units.count
    site.description.settings.scanPeriod = site.scanPeriod
    site.description.actuators = site.catalogue.actuators.map(\.limits)
    site.pointSources = Array(repeating: nil, count: site.catalogue.points.count)
    for name in signalNames {
      guard let dot = name.lastIndex(of: "."), let place = signalPlaces[name],
        let signal = Signal(rawValue: String(name[name.index(after: dot)...]))
      else { continue }
      let unit = String(name[..<dot])
      site.pointSources[place] = PointSource(unit: unit, signal: signal)
      // A meter `of` a unit belongs to that unit on pages: jt-101 is the meter of el-1.
      let of = site.units.first { $0.name == unit }?.references["of"]
      site.catalogue.points[place].owner = of ?? unit
      site.catalogue.points[place].signal = signal
    }
  }
}
