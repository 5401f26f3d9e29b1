// One site in this very process: the simulated plant of `h2q-sim` on one side of the wire, the
// field and the scan of `h2q` on the other. All threads are the real ones; only here one of them
// alone can be stopped, which no signal to a process can do.

import Control
import DeviceProfiles
import Drivers
import Foundation
import ModbusPlant
import Plant
import PlantSimulation
import ScanLoop
import SiteConfiguration
import Synchronization
import Testing

@testable import h2q
@testable import h2q_sim

/// A recorder that breaks its rule when it is told to, and keeps the scan thread. It reads too.
final class Brake: ScanRecorder, SnapshotReader {
  private let condition = NSCondition()
  private let state = Mutex((isPulled: false, newest: Snapshot?.none))

  func offer(_ snapshot: Snapshot) { state.withLock { $0.newest = snapshot } }

  func willStep(_ state: borrowing ControlState) {
    condition.lock()
    defer { condition.unlock() }
    while self.state.withLock({ $0.isPulled }) { condition.wait() }
  }

  func didStep(
    image: borrowing ProcessImage, intents: Span<Intent>, state: borrowing ControlState,
    decision: borrowing Decision
  ) {}

  /// The scan that is under way does not end before `release`.
  func pull() { state.withLock { $0.isPulled = true } }

  func release() {
    condition.withLock {
      state.withLock { $0.isPulled = false }
      condition.broadcast()
    }
  }

  var newest: Snapshot? { state.withLock { $0.newest } }
}

/// A first start, of which nothing is kept.
private final class NoMemory: StateMemory {
  var latches: LatchMemory { .never }
  var accounts: [UInt8]? { nil }
  func keep(latches: [UInt8]) {}
  func keep(accounts: [UInt8]) {}
}

/// Plant, field and scan of one site.
final class House {
  let loaded: LoadedSite
  let plant: SimulatedSite
  let field: ModbusField
  let letterBox = LetterBox()
  let brake = Brake()
  private let thread: ScanThread
  static let speed = 60.0

  init(_ site: LoadedSite, year: KasselYear) throws {
    var site = site
    for place in site.devices.indices { Self.hasten(&site.devices[place]) }
    for place in site.description.electrolysers.indices {
      let expected = site.description.electrolysers[place].watch.expectedTimeout
      site.description.electrolysers[place].watch.expectedTimeout = min(expected, 5)
    }
    plant = try SimulatedSite(
      site, year: year, start: try usualStart(of: site.catalogue.site), speed: Self.speed, seed: 1,
      isWarm: true)
    try plant.start()
    for place in site.devices.indices {
      let port = try #require(plant.server.ports[site.devices[place].name])
      site.devices[place].address.wire = .tcp(host: "127.0.0.1", port: port)
    }
    loaded = site
    field = try ModbusField(site.devices)
    let cycle = ScanCycle(
      description: site.description, catalogue: site.catalogue, field: field, letterBox: letterBox,
      readers: [brake], memory: NoMemory(), recorder: brake)
    thread = ScanThread(
      cycle: cycle, period: site.scanPeriod, clock: plant.clock, timeZone: site.timeZone,
      log: "house.\(site.catalogue.site)")
    thread.start()
  }

  /// Minutes and tens of seconds of a device's patience become seconds, and the driver speaks that
  /// much more often. Who feeds the watchdog stays as it is.
  private static func hasten(_ device: inout DeviceBinding) {
    guard let rule = device.profile.silence, rule.timeout > 5_000 else { return }
    device.profile.silence?.timeout = 5_000
    for place in device.setUp.indices where device.setUp[place].point == rule.timeoutPoint {
      device.setUp[place].value = 5
    }
    device.timing.refresh = min(device.timing.refresh, 1_000)
  }

  /// Ends all threads and closes all ports.
  func stop() {
    brake.release()
    thread.stop()
    field.stop()
    plant.stop()
  }

  var newest: Snapshot? { brake.newest }

  /// How it stands, beside a failure.
  var told: String {
    guard let newest else { return "\(loaded.catalogue.site): no scan" }
    let units = zip(loaded.catalogue.units, newest.units).filter { $1.mode != .standby }
      .map { "\($0.name) \($1.mode), \($1.step)" }
    let rows = zip(loaded.catalogue.rows, newest.rows).filter { $1.isActive }
      .map { "\($0.row) \($0.part)\($1.isLatched ? " latched" : "")" }
    let links = field.report.filter { $0.status.state != .running }
      .map { "\($0.name) \($0.status.state.rawValue)" }
    return ([loaded.catalogue.site] + units + rows + links).joined(separator: "; ")
  }

  /// The devices that watch their master.
  var watchers: [DeviceBinding] { loaded.devices.filter { $0.profile.silence != nil } }

  /// True when the device's own watchdog has brought it to its safe state.
  func hasExpired(_ device: DeviceBinding) throws -> Bool {
    try plant.server.bank(of: device.name).hasWatchdogExpired
  }

  /// Requests that have reached the device.
  func requests(to device: DeviceBinding) throws -> Int {
    try plant.server.statistics(of: device.name).requests
  }

  /// Where the driver of a device stands.
  func link(to device: DeviceBinding) -> LinkState? {
    field.report.first { $0.name == device.name }?.status.state
  }

  /// Names of the outputs that are not at their fail-safe value, as the device's registers hold
  /// them. It looks past the wire, so no watchdog takes it for a sign of life.
  func raisedOutputs(of device: DeviceBinding) throws -> [String] {
    let bank = try plant.server.bank(of: device.name)
    return try device.actuators.filter { bound in
      // Where the registers of a chain lie is found out on the wire; nothing raises the inverter's.
      guard device.profile.discovery == .fixed else { return false }
      let written = try #require(device.profile.point(named: bound.profilePoint))
      let point = device.profile.point(named: "\(bound.profilePoint)-read-back") ?? written
      let words = try bank.read(
        point.table, address: point.address, count: point.width, now: monotonicNow()
      ).get()
      // A relay knows nothing but its spring.
      if point.table == .coil { return words != [0] }
      return point.decode(words).usable != (bound.isInverted ? -bound.failSafe : bound.failSafe)
    }.map(\.profilePoint)
  }
}
