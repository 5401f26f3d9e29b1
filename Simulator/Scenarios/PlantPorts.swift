// Where the points and actuators of a site's lists are in the simulated plant. The binding is made
// once and holds handles; nothing looks up a name afterwards. A device without power falls silent
// here as it does on the wire: its last values age until they are stale.

import Control
import DeviceProfiles
public import Plant
public import PlantSimulation
public import SiteConfiguration

extension LoadedSite {
  /// The signal that stands behind a point; nil for points that no unit tells.
  public func signal(of point: PointIndex) -> (unit: String, signal: Signal)? {
    guard point.exists, Int(point.raw) < pointSources.count else { return nil }
    return pointSources[Int(point.raw)].map { ($0.unit, $0.signal) }
  }

  /// What an actuator is, from its name `unit.role`.
  public func role(of actuator: ActuatorIndex) -> (unit: String, role: ActuatorRole)? {
    guard actuator.exists, Int(actuator.raw) < catalogue.actuators.count else { return nil }
    let name = catalogue.actuators[Int(actuator.raw)].name
    guard let dot = name.lastIndex(of: "."),
      let role = ActuatorRole(rawValue: String(name[name.index(after: dot)...]))
    else { return nil }
    return (String(name[..<dot]), role)
  }
}

/// The wires between a site's lists and a simulated plant, without registers in between.
public struct PlantWiring {
  /// What one point shows.
  private struct Wire {
    var signal: SignalHandle?
    var isLink = false
    /// Its device among those that can fall silent; -1 for a device that always answers.
    var device = -1
    var range = 0.0...0.0
    var maxAge: Milliseconds = 0
  }

  private var wires: [Wire]
  private var links: [SignalHandle] = []
  private var targets: [(handle: ActuatorHandle?, device: Int)]

  /// Finds every point and actuator of the site in the plant.
  public init(_ site: LoadedSite, to plant: SimulatedPlant) {
    let measured = site.catalogue.points.prefix(site.description.measuredPoints)
    var devices: [String: Int] = [:]
    for device in site.devices {
      // The coupler with a watchdog is the room's own; when the room's link is broken it falls silent.
      let isCoupler = device.profile.points.contains { $0.signal == .watchdogHealthy }
      let unit = isCoupler ? "room" : site.onlyUnit(of: device.name)
      if let unit, let link = plant.signal(unit: unit, .link) {
        devices[device.name] = links.count
        links.append(link)
      }
    }
    wires = measured.enumerated().map { place, definition in
      var wire = Wire(
        device: devices[definition.device] ?? -1, range: definition.range,
        maxAge: definition.maxAge)
      if definition.name.hasSuffix(".link") {
        wire.isLink = true
      } else if definition.name.hasSuffix(".watchdog-healthy") {
        // The coupler's own watchdog; the plant keeps it with the room that the coupler serves.
        wire.signal = plant.signal(unit: "room", .watchdogHealthy)
      } else if let (unit, signal) = site.signal(of: PointIndex(raw: Int16(place))) {
        wire.signal = plant.signal(unit: unit, signal)
      }
      return wire
    }
    targets = site.catalogue.actuators.indices.map { place in
      let handle = site.role(of: ActuatorIndex(raw: Int16(place))).flatMap {
        plant.actuator(unit: $0.unit, $0.role)
      }
      return (handle, devices[site.catalogue.actuators[place].device] ?? -1)
    }
  }

  /// Reads every instrument of the plant into the image.
  func freeze(_ plant: SimulatedPlant, into image: inout ProcessImage) {
    let now = image.time.real
    let answers = links.map { (plant.value($0) ?? 0) != 0 }
    for place in wires.indices {
      let wire = wires[place]
      if wire.device >= 0, !answers[wire.device] {
        let last = image.samples[place]
        if last.quality.isUsable, now - last.time > wire.maxAge {
          image.samples[place] = .bad(.stale, at: last.time)
        }
      } else if wire.device >= 0, !wire.isLink, plant.isForeign(links[wire.device]) {
        image.samples[place] = .bad(.wrongDevice, at: now)
      } else if wire.isLink {
        image.samples[place] = .good(1, at: now)
      } else if let handle = wire.signal, let value = plant.value(handle) {
        image.samples[place] =
          wire.range.contains(value) ? .good(value, at: now) : .bad(.outOfRange, at: now)
      } else {
        image.samples[place] = .bad(.notImplemented, at: now)
      }
    }
  }

  /// Tells the plant every command, but nothing to a device that is not the one of the site file.
  func write(_ decision: borrowing Decision, to plant: SimulatedPlant) {
    for place in targets.indices {
      guard let handle = targets[place].handle else { continue }
      let device = targets[place].device
      if device >= 0, plant.isForeign(links[device]) { continue }
      plant.command(handle, decision.commands[place].value)
    }
  }
}

extension LoadedSite {
  /// The unit that a device is, such as a module or a meter: all its points fall silent with it.
  /// Nil for a device that gathers contacts or instruments of others; it has power of its own.
  fileprivate func onlyUnit(of device: String) -> String? {
    let kinds: [UnitKind] = [
      .electrolyser, .fuelCell, .gasDetector, .inverter, .gridMeter, .meter, .heatMeter,
    ]
    // A meter tells the power of the unit behind it, so the device's own name goes first.
    let name = units.contains { $0.name == device } ? device : owner(of: device)
    return units.first { $0.name == name && kinds.contains($0.kind) }?.name
  }

  private func owner(of device: String) -> String? {
    for (place, definition) in catalogue.points.enumerated() where definition.device == device {
      if let source = signal(of: PointIndex(raw: Int16(place))), source.signal != .link {
        return source.unit
      }
    }
    return nil
  }
}
