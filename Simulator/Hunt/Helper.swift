// The one person whom the plant calls: comes after the storm, does what the rules ask for, in their
// order, and comes again as long as something stands still. It knows no more than a person would who
// was called: turn the key in clean air, reset at the panel, ask every unit to start.

import Plant
import ScanLoop
import SiteConfiguration
import PlantSimulation
import PlantTruth

/// A person who helps.
struct Helper {
  private var next: Milliseconds
  private var stage = 0
  /// How long it takes from the mending until somebody is there, in ms: the air must be clean for five
  /// minutes before the key counts, and a minute more after a restart.
  static let way: Milliseconds = 400_000
  /// How long it takes until it looks again, in ms.
  private static let patience: Milliseconds = 180_000

  /// Comes at `time`, world time in ms.
  init(comesAt time: Milliseconds) { next = time }

  /// What it does in this beat.
  mutating func act(in world: HuntWorld) {
    guard world.now >= next else { return }
    switch stage {
    case 0:
      // A line into which a regulator crept, or seems to have crept, is vented by hand with the hose's release
      // withdrawn: the row on the panel (W27) asks for just that.
      let isHigh = (world.facts.supply?.linePressure ?? 0) > 5.4
      if isHigh || world.actingRows.contains("W27") { ventLine(in: world, true) }
      // A leak that was closed leaves a loop with too little water; the row asks a person to fill it.
      if world.actingRows.contains("W16") { world.plant.press(.fillHeatLoop) }
      world.plant.press(.acknowledgeGasWarning)
      next += 5_000
    case 1:
      ventLine(in: world, false)
      // Also where no danger owes it: the permission to start lapses when nobody uses it.
      world.plant.press(.resetKey(pressDuration: 2_000))
      next += 5_000
    case 2:
      world.wish(Wish(kind: .reset))
      next += 1_000
    default:
      for unit in 0..<world.units where !world.isInService(unit) {
        world.wish(Wish(kind: .manual, unit: unit, value: 1.8))
      }
      next += Self.patience
      stage = -1
    }
    stage += 1
  }

  /// Withdraws the release of the hose and vents the line, or takes both back.
  private func ventLine(in world: HuntWorld, _ isVented: Bool) {
    for unit in world.plant.description.units where unit.body.kind == .supplyLine {
      for what in [Malfunction.hose, .relief] {
        let fault = PlantFault(unit: unit.name, what)
        if isVented { try? world.plant.apply(fault) } else { try? world.plant.clear(fault) }
      }
    }
  }
}

extension HuntWorld {
  /// Takes a person's wish to the controller, and tells the judge.
  func wish(_ wish: Wish) {
    let names = site.catalogue.units.indices.filter {
      site.catalogue.units[$0].kind == .electrolyser || site.catalogue.units[$0].kind == .fuelCell
    }
    let unit = wish.unit.flatMap { names.indices.contains($0) ? Int16(names[$0]) : nil } ?? -1
    func mode(_ mode: Mode) {
      let isStart = mode == .automatic || mode == .manual
      let intent = Intent(
        .setMode, unit: unit, value: Double(mode.rawValue), source: .scenario, ticket: 1)
      guard ask(intent), let place = wish.unit else { return }
      judge.note(isStart ? .startWished(unit: place) : .stopWished(unit: place), units: units)
      if mode == .automatic || isStart && !Wish.plainPowers.contains(wish.value) {
        judge.note(.oddlyWished, units: units)
      }
    }
    switch wish.kind {
    case .automatic: mode(.automatic)
    case .manual:
      mode(.manual)
      _ = ask(Intent(.setpoint, unit: unit, value: wish.value, source: .scenario))
    case .setpoint:
      judge.note(.oddlyWished, units: units)
      _ = ask(Intent(.setpoint, unit: unit, value: wish.value, source: .scenario))
    case .standby: mode(.standby)
    case .off: mode(.off)
    case .stop:
      if ask(Intent(.stop, unit: unit, source: .scenario)) {
        judge.note(.stopWished(unit: wish.unit), units: units)
      }
    case .reset:
      if ask(Intent(.resetAtPanel, source: .scenario)) { judge.note(.panelReset, units: units) }
    case .acknowledge: _ = ask(Intent(.acknowledge, source: .scenario))
    case .nonsense:
      _ = ask(Intent(.setMode, unit: 999, value: wish.value * 1e6, source: .telemetry))
    }
  }

  /// True when a unit does what it stands there for.
  func isInService(_ unit: Int) -> Bool {
    unit < facts.modules.count
      ? LivenessJudge.isInService(facts.modules[unit])
      : LivenessJudge.isInService(facts.fuelCells[unit - facts.modules.count])
  }
}
