// StoreVessel: a tank or bundle of hydrogen under real-gas law. Mass is the state; pressure follows from
// it and from the gas temperature. Outdoors the sun and the frost move a full tank by several bar, which
// is why a limit on pressure alone is not enough. A relief valve keeps the pressure under its own.

import Plant

/// A store of hydrogen.
struct StoreVessel: Component {
  static let signals: [Signal] = [
    .pressure, .pressure2, .temperature, .temperature2, .overpressureSwitchHealthy, .reliefHealthy,
    .flow, .hoseReleased, .hose2Released, .link,
  ]

  let description: StoreDescription
  var faults = Malfunctions()
  /// Hydrogen inside, in kg.
  private(set) var mass: Double
  private(set) var celsius: Double
  /// Pressure, in bar(g).
  private(set) var gauge: Double
  private(set) var switchHealthy = true
  private(set) var reliefLifted = false
  /// Flow to consumers, in NL/min.
  var drawn = 0.0
  private var skin: Double
  private var noise1 = 0.0
  private var noise2 = 0.0
  /// Mass that came in less what went out since the last breath, in kg.
  private var moved = 0.0
  private var gas: RealGas

  init(_ description: StoreDescription) {
    self.description = description
    celsius = description.startTemperature
    skin = description.startTemperature
    gas = RealGas(celsius: description.startTemperature)
    gauge = description.startPressure
    mass = gas.density(bar: gauge + Hydrogen.ambientPressure) * description.volume
  }

  /// Fill as a share of the mass at the nominal pressure and 15 degC.
  var fill: Double {
    let full = RealGas(celsius: 15).density(bar: description.nominalPressure)
    return mass / (full * description.volume)
  }

  mutating func add(_ kilogram: Double) {
    mass += kilogram
    moved += kilogram
  }

  mutating func take(_ kilogram: Double) -> Double {
    let taken = max(0, min(kilogram, mass))
    mass -= taken
    moved -= taken
    return taken
  }

  /// The slow things of `dt`, in s: temperature, pressure, leak and relief. `sun` is the share of the
  /// strongest sun, 0...1.
  mutating func breathe(
    _ dt: Double, outdoors: Double, sun: Double, noise: (Double, Double)
  ) -> HydrogenTally {
    var tally = HydrogenTally()
    if let leak = faults[.leak], gauge > 0 {
      tally.leaked += take(leak.kept(in: 0...100) * dt / 3600)
    }
    if let lift = faults[.relief], gauge > 0 {
      tally.vented += take(lift.kept(in: 0...100) * dt / 3600)
    }
    // Steel follows the weather in some hours; gas that flows in brings its work of compression.
    let steel = 180 * description.volume  // kJ/K
    celsius += moved * Hydrogen.specificGasConstant / 1000 * (celsius + 273.15) / steel
    celsius = celsius.following(outdoors + 8 * sun, over: dt, lag: 4 * 3600)
    if let held = faults[.coldOrHot] { celsius = held }
    celsius = celsius.kept(in: -60...120)
    skin = celsius + 3 * sun
    moved = 0
    gas = RealGas(celsius: celsius)
    gauge = gas.pressure(density: mass / description.volume) - Hydrogen.ambientPressure
    reliefLifted = faults.has(.relief)
    if gauge > description.relief {
      let allowed = gas.density(bar: description.relief + Hydrogen.ambientPressure)
      tally.vented += take(mass - allowed * description.volume)
      gauge = description.relief
      reliefLifted = true
    }
    if gauge >= description.pressureSwitch {
      switchHealthy = false
    } else if gauge < description.pressureSwitch - 1 {
      switchHealthy = true
    }
    noise1 = noise.0
    noise2 = noise.1
    return tally
  }

  func value(of signal: Signal) -> Double? {
    let fine = description.relief * 0.0005
    switch signal {
    case .pressure: return gauge + noise1 * fine
    case .pressure2: return gauge + noise2 * fine + fine
    case .temperature: return skin
    case .temperature2: return celsius
    case .overpressureSwitchHealthy: return switchHealthy.contact
    case .reliefHealthy: return (!reliefLifted).contact
    case .flow: return drawn
    case .hoseReleased: return (!faults.has(.hose)).contact
    case .hose2Released: return (!faults.has(.hose2)).contact
    case .link: return 1
    default: return nil
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&mass)
    archive.exchange(&celsius)
    archive.exchange(&gauge)
    archive.exchange(&switchHealthy)
    archive.exchange(&reliefLifted)
    archive.exchange(&drawn)
    archive.exchange(&skin)
    archive.exchange(&noise1)
    archive.exchange(&noise2)
    archive.exchange(&moved)
    gas = RealGas(celsius: celsius)
  }
}
