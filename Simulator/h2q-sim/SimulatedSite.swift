// One simulated site in service: the plant on a thread of its own, stepped along the site's clock, and
// its devices on the wire.

import DeviceProfiles
import Foundation
import ModbusPlant
import Plant
import PlantSimulation
import ScanLoop
import Scenarios
import SiteConfiguration

/// The plant of one site, alive and served.
final class SimulatedSite: @unchecked Sendable {
  let loaded: LoadedSite
  let clock: PlantClock
  let server: PlantServer
  private let exchange = PlantExchange()
  private let plant: SimulatedPlant
  private let lock = NSLock()
  private var isStopping = false
  private let done = DispatchSemaphore(value: 0)
  /// Real time between two steps of the plant, in ms.
  private static let beat: Milliseconds = 20

  /// Builds the plant and its devices; nothing listens yet.
  init(
    _ loaded: LoadedSite, year: KasselYear, start: Milliseconds, speed: Double, seed: UInt64,
    isWarm: Bool
  ) throws {
    self.loaded = loaded
    var description = try loaded.plantDescription()
    if isWarm { description.warmUp() }
    plant = SimulatedPlant(description, year: year, start: start, seed: seed)
    clock = PlantClock(realOrigin: monotonicNow(), plantOrigin: start, speed: speed)
    let devices = loaded.devices.map { binding in
      ServedDevice(
        binding, source: { loaded.signal(of: $0) }, target: { loaded.role(of: $0) })
    }
    server = PlantServer(devices, exchange: exchange, now: monotonicNow)
  }

  /// Opens all ports and lets time pass.
  func start() throws {
    exchange.publish(from: PlantHandles(plant))
    _ = try server.start()
    let thread = Thread { [self] in
      live()
      done.signal()
    }
    thread.name = "plant \(loaded.catalogue.site)"
    thread.start()
  }

  /// Ends the plant's thread and closes all ports.
  func stop() {
    lock.withLock { isStopping = true }
    done.wait()
    server.stop()
  }

  /// Calls `body` with the plant, between two steps.
  func withPlant<Result>(_ body: (SimulatedPlant) throws -> Result) rethrows -> Result {
    try lock.withLock { try body(plant) }
  }

  private func live() {
    let port = PlantHandles(plant)
    while true {
      let isOver = lock.withLock {
        if isStopping { return true }
        let due = clock.plant(at: monotonicNow()) - plant.time
        exchange.around(port) { plant.step(min(max(due, 0), 60_000)) }
        return false
      }
      if isOver { return }
      usleep(UInt32(Self.beat) * 1_000)
    }
  }
}

/// A plant as the wire's far side sees it, with every handle looked up once.
private final class PlantHandles: PlantPort {
  private struct SignalKey: Hashable {
    var unit: String
    var signal: Signal
  }
  private struct RoleKey: Hashable {
    var unit: String
    var role: ActuatorRole
  }
  private let plant: SimulatedPlant
  private var signals: [SignalKey: SignalHandle?] = [:]
  private var actuators: [RoleKey: ActuatorHandle?] = [:]

  init(_ plant: SimulatedPlant) { self.plant = plant }

  func value(unit: String, signal: Signal) -> Double? {
    let key = SignalKey(unit: unit, signal: signal)
    if let known = signals[key] { return known.flatMap { plant.value($0) } }
    let handle = plant.signal(unit: unit, signal)
    signals[key] = .some(handle)
    return handle.flatMap { plant.value($0) }
  }

  func command(unit: String, role: ActuatorRole, value: Double) {
    let key = RoleKey(unit: unit, role: role)
    if actuators[key] == nil { actuators[key] = .some(plant.actuator(unit: unit, role)) }
    if let known = actuators[key], let handle = known { plant.command(handle, value) }
  }
}

extension PlantDescription {
  /// Electrolytes at 50 C and a warm heat loop: a plant that ran this morning.
  mutating func warmUp() {
    for place in units.indices {
      switch units[place].body {
      case .electrolyser(var module):
        module.startTemperature = 50
        units[place].body = .electrolyser(module)
      case .heatLoop(var heat):
        heat.startTop = 55
        heat.startBottom = 42
        units[place].body = .heatLoop(heat)
      default: break
      }
    }
  }
}
