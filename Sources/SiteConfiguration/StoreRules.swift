// Pressure rules of a site: the relief valve protects the weakest part, the switch opens before it, and
// the mass limit stays below it on the hottest day. The pressure of a mass comes from a quick fit of
// the real-gas factor of hydrogen (after Lemmon, Huber and Leachman 2008; error below 0.14 % up to
// 350 bar and from -10 to 60 degC).

import Plant
import StrictYAML

/// Mass in kg of hydrogen in `volume` m3 at `pressure` bar(a) and `temperature` degC.
func hydrogenMass(volume: Double, pressure: Double, temperature: Double) -> Double {
  let kelvin = temperature + 273.15
  let quadratic = 3.811999e-5 * pressure * pressure / kelvin
  let factor = 1 + 1.0459542e-4 * pressure + 0.14370939 * pressure / kelvin + quadratic
  return pressure * 1e5 * volume * 2.01588e-3 / (factor * 8.314472 * kelvin)
}

/// Pressure in bar(a) of `mass` kg of hydrogen in `volume` m3 at `temperature` degC.
func hydrogenPressure(mass: Double, volume: Double, temperature: Double) -> Double {
  var low = 0.0
  var high = 1_500.0
  for _ in 0..<60 {
    let middle = (low + high) / 2
    let found = hydrogenMass(volume: volume, pressure: middle, temperature: temperature)
    if found < mass { low = middle } else { high = middle }
  }
  return high
}

extension SiteBuilder {
  /// Standard atmosphere between bar(a) and bar(g).
  private var atmosphere: Double { 1.01325 }

  func checkStores() {
    for (place, unit) in site.units.enumerated() {
      let node = unitEntries[place].value
      if unit.kind == .store || unit.kind == .supplyLine { checkRelief(unit, node) }
      if unit.kind == .store {
        checkRatedMass(unit, node)
        checkHottestDay(unit, node)
      }
    }
  }

  private func checkRelief(_ unit: SiteUnit, _ node: YAMLNode) {
    guard let relief = unit.numbers["relief-valve"], let place = node["relief-valve"],
      let allowed = unit.numbers["allowed-pressure"]
    else { return }
    if relief > allowed {
      reader.report(
        place,
        "the relief valve opens at \(shortest(relief)) bar(g), above the allowed pressure "
          + "of \(shortest(allowed)) bar(g); it would not protect '\(unit.name)', lower it")
    }
    if let level = unit.numbers["pressure-switch"], level >= relief,
      let switchPlace = node["pressure-switch"]
    {
      reader.report(
        switchPlace,
        "the pressure switch at \(shortest(level)) bar(g) opens after the relief "
          + "valve at \(shortest(relief)) bar(g); set it below")
    }
    if let nominal = unit.numbers["nominal-pressure"], nominal >= allowed,
      let nominalPlace = node["nominal-pressure"]
    {
      reader.report(nominalPlace, "the nominal pressure is not below the allowed one; correct it")
    }
  }

  private func checkRatedMass(_ unit: SiteUnit, _ node: YAMLNode) {
    guard let volume = unit.numbers["volume"], let pressure = unit.numbers["rated-pressure"],
      let mass = unit.numbers["rated-mass"], let place = node["rated-mass"]
    else { return }
    let computed = hydrogenMass(volume: volume, pressure: pressure, temperature: 15)
    if abs(computed - mass) > 0.01 * computed {
      reader.report(
        place,
        "\(shortest(volume)) m3 at \(shortest(pressure)) bar(a) and 15 degC hold "
          + "\(shortest((computed * 1_000).rounded() / 1_000)) kg, not \(shortest(mass)) kg; "
          + "correct one of the three")
    }
    if let lowest = unit.numbers["lowest-mass"], lowest >= mass, let low = node["lowest-mass"] {
      reader.report(low, "the lowest mass is not below the rated mass; correct it")
    }
  }

  private func checkHottestDay(_ unit: SiteUnit, _ node: YAMLNode) {
    guard let volume = unit.numbers["volume"], let mass = unit.numbers["rated-mass"],
      let fill = unit.numbers["highest-fill"], let hottest = unit.numbers["highest-temperature"],
      let relief = unit.numbers["relief-valve"], let place = node["highest-fill"]
    else { return }
    let absolute = hydrogenPressure(mass: mass * fill / 100, volume: volume, temperature: hottest)
    let gauge = absolute - atmosphere
    if gauge >= relief {
      reader.report(
        place,
        "\(shortest(fill)) % at \(shortest(hottest)) degC stand at "
          + "\(shortest((gauge * 10).rounded() / 10)) bar(g), the relief valve opens at "
          + "\(shortest(relief)) bar(g); lower the fill")
    }
  }
}
