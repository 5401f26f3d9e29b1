// SupplyLine: from the bank valves through the pressure regulator to the house valve and on to the fuel
// cell's inlet. The regulator droops under load, and a worn seat creeps when nothing should flow.

import Plant

/// The line that feeds a fuel cell.
struct SupplyLine: Component {
  static let signals: [Signal] = [
    .pressure, .flow, .overpressureSwitchHealthy, .reliefHealthy, .hoseReleased, .hose2Released,
    .link,
  ]

  let description: SupplyDescription
  var faults = Malfunctions()
  /// Between the bank valves and the regulator; it is what a closed bank valve leaves to the line.
  private(set) var upstream: PipeVolume
  /// Between regulator and house valve.
  private(set) var line: PipeVolume
  /// Between house valve and fuel cell.
  var inlet: PipeVolume
  /// Flow through the house valve, in NL/h.
  private(set) var flow = 0.0
  private(set) var switchHealthy = true
  private(set) var reliefLifted = false

  /// The regulator lets this through per bar below its nominal pressure, in kg/(s bar): 0.3 bar of
  /// droop at 3.5 norm m3/h.
  private static let opening = 2.9e-4

  init(_ description: SupplyDescription) {
    self.description = description
    upstream = PipeVolume(litres: 0.05)
    line = PipeVolume(litres: 2)
    inlet = PipeVolume(litres: 0.5)
  }

  /// Everything that it holds, in kg.
  var mass: Double { upstream.mass + line.mass + inlet.mass }

  /// A bank at `bank`, in bar(g), is open to the line: how much it would give in `dt`, in kg.
  func offer(from bank: Double, _ dt: Double) -> Double {
    max(0, min(bank, 40) - upstream.gauge) * upstream.capacity * min(1, 5 * dt)
  }

  mutating func receive(_ kilogram: Double) { upstream.add(kilogram) }

  /// Moves gas for `dt`, in s.
  mutating func step(_ dt: Double, houseValveOpen: Bool) -> HydrogenTally {
    var tally = HydrogenTally()
    var passed = max(0, description.nominalPressure - line.gauge) * Self.opening * dt
    passed += Hydrogen.mass(ofNormLitres: (faults[.creep] ?? 0).kept(in: 0...1e5)) * dt / 3600
    let lead = max(0, upstream.gauge - line.gauge)
    line.add(upstream.take(min(passed, lead * upstream.capacity)))

    var through = 0.0
    if houseValveOpen {
      let drop = line.gauge - inlet.gauge
      if drop > 0 { through = line.take(0.7 * drop * inlet.capacity) }
      inlet.add(through)
    }
    flow = flow.following(Hydrogen.normLitres(ofMass: through) * 3600 / dt, over: dt, lag: 1)
    if flow < 0.01 { flow = 0 }

    let leak = (faults[.leak] ?? 0) + (faults[.rupture] ?? 0) * 60
    if leak > 0, inlet.gauge > 0 {
      let most = inlet.gauge * inlet.capacity
      let gone = Hydrogen.mass(ofNormLitres: min(leak, 1e6)) * dt / 3600
      tally.toRoom += inlet.take(min(gone, most))
    }
    let relieved =
      line.relieve(above: description.relief) + inlet.relieve(above: description.relief)
    tally.vented += relieved
    if let lift = faults[.relief], line.gauge > 0 {
      tally.vented += line.take(lift.kept(in: 0...100) * dt / 3600)
    }
    reliefLifted = relieved > 0 || faults.has(.relief)
    if line.gauge >= description.pressureSwitch {
      switchHealthy = false
    } else if line.gauge < description.pressureSwitch - 0.5 {
      switchHealthy = true
    }
    return tally
  }

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .pressure: return line.gauge
    case .flow: return flow
    case .overpressureSwitchHealthy: return switchHealthy.contact
    case .reliefHealthy: return (!reliefLifted).contact
    case .hoseReleased: return (!faults.has(.hose)).contact
    case .hose2Released: return (!faults.has(.hose2)).contact
    case .link: return 1
    default: return nil
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    upstream.exchange(&archive)
    line.exchange(&archive)
    inlet.exchange(&archive)
    archive.exchange(&flow)
    archive.exchange(&switchHealthy)
    archive.exchange(&reliefLifted)
  }
}
