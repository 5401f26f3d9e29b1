// The terrain: what a forecast may break at a site. Names and kinds only; taken from the site once, so
// that a forecast is drawn without looking at anything that moves.

import DeviceProfiles
import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration

/// What stands at a site, sorted for those who want to break it.
struct Terrain: Sendable {
  /// A unit of the simulated plant.
  struct Unit: Sendable {
    var name: String
    var kind: UnitKind
    var signals: [Signal]
  }

  /// A device on its wire.
  struct Device: Sendable {
    var name: String
    var kind: UnitKind
    /// The unit that it is, or serves.
    var unit: String
    /// It has a register that keeps moving, so it cannot stand still unnoticed.
    var hasHeartbeat: Bool
  }

  var units: [Unit]
  var devices: [Device]
  /// What instruments must show for the rows of the matrix to fire.
  var aims: [Aim]
  /// What makes each row fire.
  var turns: [Turn]
  /// How many modules and fuel cells there are.
  var machines: Int

  init(_ site: LoadedSite) throws {
    let description = try site.plantDescription()
    let plant = SimulatedPlant(description, year: KasselYear(), start: 0, seed: 0)
    units = description.units.map { unit in
      Unit(
        name: unit.name, kind: unit.body.kind,
        signals: Signal.allCases.filter {
          $0 != .link && plant.signal(unit: unit.name, $0) != nil
        })
    }
    devices = site.devices.map { binding in
      let sources = binding.points.compactMap { site.signal(of: $0.point)?.unit }
      return Device(
        name: binding.name, kind: binding.profile.kind, unit: sources.first ?? binding.name,
        hasHeartbeat: binding.profile.heartbeat != nil)
    }
    aims = Aim.all(of: site, in: plant)
    turns = Turn.all(of: site, aims: aims, devices: devices)
    machines = units.count { $0.kind == .electrolyser || $0.kind == .fuelCell }
  }

  /// The units of these kinds.
  func units(_ kinds: UnitKind...) -> [Unit] { units.filter { kinds.contains($0.kind) } }
}
