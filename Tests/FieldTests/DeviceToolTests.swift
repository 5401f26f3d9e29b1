// The device tools against our own served devices: what a scan finds, what a reading says, and what a
// write does and refuses. Every shipped profile is found again by the scan that knows all of them.

import DeviceProfiles
import DeviceTools
import Drivers
import Foundation
import ModbusPlant
import Plant
import Testing

@Suite("Device tools")
struct DeviceToolTests {
  private static let library: ProfileLibrary = {
    let folder = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "hardware/devices").path
    return ProfileLibrary.load(directory: folder).library
  }()
  private static let all = library.names.compactMap { library[$0] }

  /// A plant in which everything is at rest and well.
  private final class RestingPlant: PlantPort {
    func value(unit: String, signal: Signal) -> Double? {
      switch signal {
      case .state: 2
      case .link, .systemState, .status, .externalContactClosed, .levelLow: 1
      case .minimumCellVoltage: 0.8
      case .standByPressure: 34
      default: 0
      }
    }
    func command(unit: String, role: ActuatorRole, value: Double) {}
  }

  private func serving<Result>(
    _ profile: DeviceProfile, unit: UInt8 = 1, _ body: (DeviceSession) throws -> Result
  ) throws -> Result {
    let exchange = PlantExchange()
    let device = ServedDevice(name: "d", profile: profile, unitIdentifier: unit, unit: "u")
    let server = PlantServer([device], exchange: exchange)
    defer { server.stop() }
    let port = try #require(try server.start()["d"])
    exchange.around(RestingPlant()) {}
    let session = try DeviceSession(
      DeviceAddress(host: "127.0.0.1", port: port, unit: unit), timeout: 2_000)
    defer { session.close() }
    return try body(session)
  }

  @Test("A scan finds every shipped profile among all of them", arguments: library.names)
  func scan(name: String) throws {
    let profile = try #require(Self.library[name])
    let finding = try serving(profile) { session in
      #expect(try session.answers())
      return try session.finding(among: Self.all)
    }
    let own = try #require(finding.fits.first { $0.profile == name })
    #expect(own.fits, "\(own)")
    #expect((finding.models != nil) == (profile.discovery == .sunSpec))
    let identified = finding.fits.filter { $0.isIdentified == true }.map(\.profile)
    #expect(identified == (profile.identity.isEmpty ? [] : [name]))
  }

  @Test("A reading says value, unit, meaning and registers")
  func reading() throws {
    let profile = try #require(Self.library["enapter-el-2.1"])
    try serving(profile) { session in
      let names = ["state", "max-tank-pressure", "device-model", "hydrogen-flow"]
      let readings = try session.readings(of: profile, names: names)
      let shown = Dictionary(uniqueKeysWithValues: readings.map { ($0.point.name, $0.shown) })
      #expect(shown["state"] == "2 (idle)")
      #expect(shown["max-tank-pressure"] == "34 bar(g)")
      #expect(shown["device-model"] == "\"EL21\"")
      #expect(readings.first { $0.point.name == "state" }?.raw == "0002")
      #expect(try session.readings(of: profile, everything: true).count > 100)
    }
  }

  @Test("A SunSpec device is read through its chain, with its scale factors")
  func sunSpec() throws {
    let profile = try #require(Self.library["sunspec-inverter"])
    try serving(profile) { session in
      let resolved = try session.resolved(profile)
      #expect(resolved.missingModels == [])
      let names = ["frequency", "power-limit"]
      let readings = try session.readings(of: resolved.profile, names: names)
      #expect(readings.map(\.shown) == ["50 Hz", "100 %"])
    }
  }

  @Test("What is written is read back, with its scale factor, and nothing is clipped on the way")
  func write() throws {
    let profile = try #require(Self.library["sunspec-inverter"])
    try serving(profile) { session in
      let resolved = try session.resolved(profile).profile
      let result = try session.write(60, to: "power-limit", of: resolved) { _ in }
      #expect(result.request.values == [600] && result.request.function == 6)
      #expect(result.isHeld == true && result.after?.shown == "60 %")
      for (point, value) in [("power-limit", 0.0), ("power-limit", 101), ("frequency", 50)] {
        #expect(throws: DeviceToolError.self) {
          try session.write(value, to: point, of: resolved) { _ in }
        }
      }
      #expect(try session.readings(of: resolved, names: ["power-limit"]).first?.shown == "60 %")
    }
  }

  @Test("Whatever starts, stops, limits or watches asks for commissioning and says what it does")
  func consequences() throws {
    for profile in Self.all {
      for point in profile.points where point.access != .read {
        let consequence = consequence(of: point, in: profile)
        #expect(!consequence.sentence.isEmpty)
        let isSetUp = profile.setUp.contains { $0.point == point.name }
        if point.actuator != nil || isSetUp || point.access == .write {
          #expect(consequence.needsCommissioning, "\(profile.name) \(point.name)")
        }
      }
    }
    let enapter = try #require(Self.library["enapter-el-2.1"])
    let start = try #require(enapter.point(named: "start-stop"))
    #expect(consequence(of: start, in: enapter).sentence.contains("START"))
    let locate = try #require(enapter.point(named: "locate"))
    #expect(!consequence(of: locate, in: enapter).needsCommissioning)
  }

  @Test("Nobody at the address is told as that, and an absent unit answers nothing")
  func absence() throws {
    let session = try DeviceSession(DeviceAddress(host: "127.0.0.1", port: 1), timeout: 500)
    #expect(throws: LinkError.refused) { try session.answers() }
    let profile = try #require(Self.library["eastron-sdm630"])
    try serving(profile) { session in
      var other = session.address
      other.unit = 9
      let stranger = try DeviceSession(other, timeout: 100)
      defer { stranger.close() }
      #expect(try !stranger.answers())
    }
  }
}
