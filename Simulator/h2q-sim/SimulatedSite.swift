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
    let description = try loaded.plantDescription()
    plant = SimulatedPlant(
      isWarm ? description.warmed() : description, year: year, start: start, seed: seed)
    clock = PlantClock(realOrigin: monotonicNow(), plantOrigin: start, speed: speed)
    let devices = loaded.devices.map { binding in
      ServedDevice(
        binding, source: { loaded.signal(of: $0) }, target: { loaded.role(of: $0) })
    }
    server = PlantServer(devices, exchange: exchange, now: monotonicNow)
  }

  /// Opens all ports and lets time pass.
  func start() throws {
    exchange.publish(from: SimulatedPlantPort(plant))
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
    let port = SimulatedPlantPort(plant)
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
