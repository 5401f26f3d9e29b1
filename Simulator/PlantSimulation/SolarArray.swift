// SolarArray: photovoltaics with its inverter. The year gives the power of one kWp; the inverter passes
// it on up to its limit, which moves at 10 % of rated power a second.

import Plant

/// One array with its inverter.
struct SolarArray: Component {
  static let signals: [Signal] = [.link, .power, .state, .energyExported]
  static let roles: [ActuatorRole] = [.powerLimit]

  let description: SolarDescription
  var faults = Malfunctions()
  /// Alternating power, in kW, and what the sun would give without a limit.
  private(set) var power = 0.0
  private(set) var possible = 0.0
  private(set) var energy = 0.0
  private var limit = 100.0
  private var wantedLimit = 100.0
  private var isOn = true

  init(_ description: SolarDescription) { self.description = description }

  /// The sun, as kW of each kWp.
  mutating func see(sun: Double) {
    let share = 1 - (faults[.cloud] ?? 0).kept(in: 0...100) / 100
    possible = sun * description.peakPower * share
  }

  mutating func step(_ dt: Double, hasGrid: Bool) {
    isOn = hasGrid && !faults.has(.off)
    limit = limit.moved(towards: wantedLimit, by: 10 * dt)
    power = isOn ? min(possible, description.peakPower * limit / 100) : 0
    energy += power * dt / 3600
  }

  func value(of signal: Signal) -> Double? {
    guard isOn else { return signal == .link ? 0 : nil }
    switch signal {
    case .link: return 1
    case .power: return power
    // SunSpec operating states: 2 sleeping, 4 maximum power point, 5 throttled.
    case .state: return possible <= 0 ? 2 : power < possible ? 5 : 4
    case .energyExported: return energy
    default: return nil
    }
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    if role == .powerLimit { wantedLimit = value.kept(in: 0...100) }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&power)
    archive.exchange(&possible)
    archive.exchange(&energy)
    archive.exchange(&limit)
    archive.exchange(&wantedLimit)
    archive.exchange(&isOn)
  }
}
