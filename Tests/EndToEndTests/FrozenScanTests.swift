// The scan hangs while everything else lives: the threads of the devices go on polling, connections
// stand, registers are read. Nobody decides any more, and that must be enough for every device to
// fall into its safe state, because a sign of life comes only from a completed scan.

import DeviceProfiles
import Drivers
import Foundation
import ModbusPlant
import Plant
import PlantSimulation
import ScanLoop
import SiteConfiguration
import Testing

@testable import h2q
@testable import h2q_sim

extension SilenceTests {
  @Test("A frozen scan brings every device to its safe state, although polling goes on")
  func frozenScan() throws {
    let premises = try Premises()
    defer { premises.close() }
    let year = try KasselYear.load()
    let sites = [
      try SiteCopy.laboratory(in: premises),
      try SiteCopy(of: "wesertor", in: premises, changes: ["volume: 30 m3": "volume: 8 m3"]),
    ]
    let houses = try sites.map { try House($0.load(), year: year) }
    defer { for house in houses { house.stop() } }
    // The scan threads have locked this whole test program into memory.
    try premises.wait(for: "all scan") { houses.allSatisfy { $0.newest != nil } }
    munlockall()

    try bringToLife(houses, premises)
    for house in houses {
      for device in house.watchers { #expect(try !house.hasExpired(device), "\(device.name)") }
      house.brake.pull()
    }
    let watchers = houses.flatMap { house in house.watchers.map { (house, $0) } }
    try premises.wait(
      for: "every watchdog expires",
      details: { watchers.filter { (try? $0.hasExpired($1)) != true }.map(\.1.name).description }
    ) {
      try watchers.allSatisfy { try $0.hasExpired($1) }
    }
    for house in houses { try isSafe(house, premises) }
    for house in houses { try wakesTripped(house, premises) }
  }

  /// Key, manual mode and a set-point: until the first unit of each site is told to run.
  private func bringToLife(_ houses: [House], _ premises: Premises) throws {
    try premises.wait(for: "every link runs") {
      houses.allSatisfy { house in
        house.field.report.allSatisfy { $0.status.state == .running && $0.status.readOnly == nil }
      }
    }
    var nextTurn = ContinuousClock.now
    try premises.wait(for: "the key releases everything") {
      if ContinuousClock.now >= nextTurn {
        nextTurn = ContinuousClock.now + .milliseconds(1_500)
        for house in houses where house.isLatched {
          house.plant.withPlant {
            $0.press(.resetKey(pressDuration: Milliseconds(1_000 * House.speed)))
          }
        }
      }
      return !houses.contains { $0.isLatched }
    }
    for house in houses { house.startFirstUnit() }
    try premises.wait(
      for: "the first unit is told to run, with its contact closed",
      details: { houses.map(\.told).joined(separator: "\n") }
    ) {
      try houses.allSatisfy { house in
        try house.watchers.filter { $0.name == "io-1" || $0.name == house.firstDevice }
          .allSatisfy { try !house.raisedOutputs(of: $0).isEmpty }
      }
    }
  }

  /// All outputs have dropped; whoever may be polled is polled, and whoever would take a poll for a
  /// sign of life is left alone.
  private func isSafe(_ house: House, _ premises: Premises) throws {
    let scan = house.newest?.time.scan
    for device in house.watchers {
      #expect(try house.raisedOutputs(of: device) == [], "\(device.name)")
    }
    let before = try house.loaded.devices.map { try house.requests(to: $0) }
    let isFed = house.loaded.devices.map { $0.profile.silence?.signOfLife == .anyTraffic }
    try premises.wait(for: "polling goes on") {
      try zip(house.loaded.devices, zip(before, isFed)).allSatisfy { device, known in
        try known.1 || house.requests(to: device) > known.0 + 5
      }
    }
    for (device, known) in zip(house.loaded.devices, zip(before, isFed)) {
      if known.1 {
        #expect(try house.requests(to: device) == known.0, "\(device.name) would be fed")
        #expect(house.link(to: device) == .silent)
      } else {
        #expect(house.link(to: device) == .running, "\(device.name)")
      }
    }
    for device in house.watchers { #expect(try house.hasExpired(device), "\(device.name)") }
    #expect(house.newest?.time.scan == scan, "no scan has completed meanwhile")
  }

  /// The scan goes on: nobody knows what the plant did meanwhile, so it waits for a person as after
  /// a restart, and nothing starts.
  private func wakesTripped(_ house: House, _ premises: Premises) throws {
    house.brake.release()
    try premises.wait(
      for: "X01 stands latched and every link runs again", details: { house.told }
    ) {
      let rows = zip(house.loaded.catalogue.rows, house.newest?.rows ?? [])
      return rows.contains { $0.row == "X01" && $1.isLatched }
        && house.field.report.allSatisfy {
          $0.status.state == .running && $0.status.readOnly == nil
        }
    }
    #expect(house.newest?.statistics.overruns ?? 0 > 0, "the gap is counted")
    for device in house.watchers where device.name == house.firstDevice {
      #expect(try house.raisedOutputs(of: device) == [], "\(device.name)")
    }
  }
}

extension House {
  /// True while anything is latched, and before the first scan.
  var isLatched: Bool { newest?.rows.contains { $0.isLatched } ?? true }

  private var firstUnit: Int {
    loaded.catalogue.units.firstIndex { $0.kind == .electrolyser || $0.kind == .fuelCell } ?? 0
  }

  /// The device of the first unit.
  var firstDevice: String { loaded.catalogue.site == "wesertor" ? "fuel-cell-1" : "el-1" }

  /// A person takes the first unit in hand.
  func startFirstUnit() {
    let unit = Int16(firstUnit)
    _ = letterBox.post(
      Intent(.setMode, unit: unit, value: Double(Mode.manual.rawValue), source: .panel))
    _ = letterBox.post(Intent(.setpoint, unit: unit, value: 2, source: .panel))
  }
}
