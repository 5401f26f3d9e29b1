// GridConnection: the site's connection to the grid, and its meter. Power is the balance of the site,
// import positive. Without mains nothing flows, and the meter is dead.

import Plant

/// The grid meter of a site, and the load behind it.
struct GridConnection: Component {
  static let signals: [Signal] = [.power, .energyImported, .energyExported, .link]

  let description: LoadDescription
  var faults = Malfunctions()
  /// Power from the grid, and use of the building with its auxiliaries, in kW.
  private(set) var power = 0.0
  private(set) var load = 0.0
  private(set) var imported = 0.0
  private(set) var exported = 0.0

  init(_ description: LoadDescription) { self.description = description }

  var hasMains: Bool { !faults.has(.mains) }

  /// The building uses `share`, in kW of each MWh a year.
  mutating func see(share: Double) { load = max(0, share * description.annualEnergy) }

  /// Balances the site: what devices use less what they give.
  mutating func balance(_ dt: Double, using: Double, giving: Double) {
    power = hasMains ? load + using - giving : 0
    if power > 0 { imported += power * dt / 3600 } else { exported -= power * dt / 3600 }
  }

  func value(of signal: Signal) -> Double? {
    guard hasMains, !faults.has(.off) else { return signal == .link ? 0 : nil }
    switch signal {
    case .power: return power
    case .energyImported: return imported
    case .energyExported: return exported
    case .link: return 1
    default: return nil
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&power)
    archive.exchange(&load)
    archive.exchange(&imported)
    archive.exchange(&exported)
  }
}
