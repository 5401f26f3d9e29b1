// Meter: an electricity or heat meter that watches one unit, or all electrolysers. It tells power in the
// unit's own sense: what an electrolyser uses and what a fuel cell gives are both positive.

import Plant

/// One meter.
struct Meter: Component {
  static let signals: [Signal] = [
    .power, .energyImported, .energyExported, .heatPower, .heatEnergy, .link,
  ]

  /// What it watches, by name; nil for all electrolysers together.
  let watched: String?
  var faults = Malfunctions()
  private var power = 0.0
  private var energy = 0.0
  private var hasMains = true

  init(watching name: String?) { watched = name }

  mutating func see(_ power: Double, _ dt: Double, hasMains: Bool) {
    self.power = power
    self.hasMains = hasMains
    energy += power * dt / 3600
  }

  func value(of signal: Signal) -> Double? {
    guard hasMains, !faults.has(.off) else { return signal == .link ? 0 : nil }
    switch signal {
    case .power, .heatPower: return power
    case .energyImported, .energyExported, .heatEnergy: return energy
    case .link: return 1
    default: return nil
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&power)
    archive.exchange(&energy)
    archive.exchange(&hasMains)
  }
}

/// An input and output module: it only answers or does not.
struct InputOutputModule: Component {
  static let signals: [Signal] = [.link, .watchdogHealthy]
  var faults = Malfunctions()

  func value(of signal: Signal) -> Double? {
    signal == .link || signal == .watchdogHealthy ? (!faults.has(.off)).contact : nil
  }

  mutating func exchange(_ archive: inout Archive) { faults.exchange(&archive) }
}
