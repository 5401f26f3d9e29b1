// Booster: a small piston compressor that fills a carriage of bottles from the tank, through the tank's
// outlet valve, a hose and the fill valve at the carriage. The hose can be vented, and it can leak. The
// compressor stops by itself when its suction gets too low or the hose is at the bottles' rated pressure.

import Plant

/// The booster with the carriage that stands at it.
struct Booster: Component {
  static let signals: [Signal] = [
    .running, .doorShut, .earthProven, .couplingLocked, .hoseParked, .pressure, .pressure2,
    .temperature, .temperature2, .faultRelayHealthy, .power, .link,
  ]
  static let roles: [ActuatorRole] = [.boosterEnable]

  let description: BoosterDescription
  var faults = Malfunctions()
  var bottles: StoreVessel
  /// Between the compressor's check valve and the fill valve.
  private(set) var hose = PipeVolume(litres: 0.2)
  private(set) var power = 0.0
  private var runs = false
  private var suction = 0.0
  private var celsius = 20.0
  private var isEnabled = false

  init(_ description: BoosterDescription) {
    self.description = description
    bottles = StoreVessel(description.bottles)
  }

  /// Runs for `dt`, in s, drawing from `tank` if its outlet is open.
  mutating func step(
    _ dt: Double, from tank: inout StoreVessel, outletOpen: Bool, valves: (fill: Bool, vent: Bool),
    isFed: Bool
  ) -> HydrogenTally {
    var tally = HydrogenTally()
    suction = outletOpen ? tank.gauge : 0
    let mayRun =
      isEnabled && isFed && suction > 2 && hose.gauge < description.bottles.nominalPressure
      && !faults.has(.off) && !faults.has(.deviceError) && !faults.has(.doorOpen)
    runs = mayRun
    if runs { hose.add(tank.take(description.flow * Hydrogen.normDensity * dt / 3600)) }
    if valves.fill {
      let lead = hose.gauge - bottles.gauge
      if lead > 0 {
        bottles.add(hose.take(0.3 * lead * hose.capacity))
      } else {
        hose.add(bottles.take(-0.3 * lead * hose.capacity))
      }
    }
    if valves.vent {
      tally.vented += hose.take(max(0, hose.gauge) * hose.capacity * min(1, dt))
    }
    if let leak = faults[.leak], hose.gauge > 0 {
      tally.toRoom += hose.take(Hydrogen.mass(ofNormLitres: leak.kept(in: 0...5000)) * dt / 3600)
    }
    // A small piston machine needs two to three times the isothermal work.
    power = runs ? 0.1 + 2.5 * description.flow * Hydrogen.normDensity : 0
    celsius = celsius.following(runs ? 85 : 20, over: dt, lag: 300)
    return tally
  }

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .running: return runs.contact
    case .doorShut: return (!faults.has(.doorOpen)).contact
    case .earthProven: return (!faults.has(.earth)).contact
    case .couplingLocked: return (!faults.has(.coupling)).contact
    case .hoseParked: return faults.has(.coupling).contact
    case .pressure: return suction
    case .pressure2: return hose.gauge
    case .temperature: return celsius
    case .temperature2: return bottles.celsius
    case .faultRelayHealthy: return (!faults.has(.off) && !faults.has(.deviceError)).contact
    case .power: return power
    case .link: return (!faults.has(.off)).contact
    default: return nil
    }
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    if role == .boosterEnable { isEnabled = value >= 0.5 }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    bottles.exchange(&archive)
    hose.exchange(&archive)
    archive.exchange(&power)
    archive.exchange(&runs)
    archive.exchange(&suction)
    archive.exchange(&celsius)
    archive.exchange(&isEnabled)
  }
}
