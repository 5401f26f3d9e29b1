// Dryer: the dryer behind the modules and the instruments of gas quality. Hydrogen in oxygen is measured
// in the common oxygen header, so the worst module shows; oxygen in hydrogen comes from torn membranes.

import Plant

/// The dryer with the instruments around it.
struct Dryer: Component {
  static let signals: [Signal] = [
    .state, .errorCount, .oxygenInHydrogen, .hydrogenInOxygen, .dewPoint, .conductivity,
    .waterPressure, .temperature, .running, .link,
  ]

  var faults = Malfunctions()
  private(set) var dewPoint = -65.0
  private(set) var oxygen = 0.0
  private var crossover = 0.0
  private var runs = false
  private var isFed = true
  private var noise = 0.0

  /// Power while gas flows, in kW.
  var power: Double { runs && isFed ? 0.1 : 0 }

  /// The slow things of `dt`, in s.
  mutating func breathe(
    _ dt: Double, flows: Bool, crossover: Double, membrane: Double, isFed: Bool, noise: Double
  ) {
    self.isFed = isFed && !faults.has(.off)
    self.crossover = crossover
    self.noise = noise
    runs = flows && !faults.has(.deviceError)
    let target = faults[.dewPoint] ?? (flows && !runs ? -20 : -65)
    dewPoint = dewPoint.following(target, over: dt, lag: 120)
    let air = faults[.oxygen] ?? membrane * 0.5
    oxygen = oxygen.following(flows || faults.has(.oxygen) ? air : 0, over: dt, lag: 60)
  }

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .link: return isFed.contact
    case .oxygenInHydrogen: return max(0, oxygen + 0.0005 + noise * 0.0002)
    case .hydrogenInOxygen: return max(0, crossover + noise * 0.002)
    case .dewPoint: return dewPoint
    case .conductivity: return faults[.conductivity] ?? 2 + noise * 0.05
    case .waterPressure: return faults.has(.waterLow) ? 0.2 : 2
    case .temperature: return runs ? 45 : 20
    case .state: return isFed ? (faults.has(.deviceError) ? 3 : runs ? 1 : 0) : nil
    case .errorCount: return isFed ? faults.has(.deviceError).contact : nil
    case .running: return isFed ? runs.contact : nil
    default: return nil
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&dewPoint)
    archive.exchange(&oxygen)
    archive.exchange(&crossover)
    archive.exchange(&runs)
    archive.exchange(&isFed)
    archive.exchange(&noise)
  }
}
