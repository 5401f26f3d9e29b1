// The demo as a newcomer starts it, on a computer where a broker already runs: everything at once,
// on the next free ports, and a file that tells other programs where everything is.

import Foundation
import Testing

/// The endpoints file as other programs read it.
private struct Endpoints: Decodable {
  struct Panel: Decodable { var url: String }
  struct Broker: Decodable {
    var host: String
    var port: Int
  }
  struct Device: Decodable {
    var site: String
    var name: String
    var profile: String
    var host: String
    var port: Int
    var unit: Int
  }
  var panel: Panel
  var broker: Broker
  var sockets: [String: String]
  var devices: [Device]
}

private struct Summary: Decodable {
  struct Controller: Decodable {
    var scans: Int
    var rows: Int
    var events: Int
    var messages: Int
  }
  struct Site: Decodable {
    var solarEnergy: Double
    var loadEnergy: Double
    var controller: Controller?
  }
  var sites: [String: Site]
}

extension SurroundingsTests {
  @Test("The demo runs both sites on free ports, says where, ends by itself with 0 and sums up")
  func demo() throws {
    let premises = try Premises()
    defer { premises.close() }
    let folder = "\(premises.folder)/demo"
    // Somebody else's broker: whoever holds the port already does as well.
    let stranger = Occupant(of: 1883)
    let demo = try premises.start("h2q-sim", ["demo", "--seconds", "25", "--folder", folder])
    try premises.wait(for: "the endpoints are written") {
      try #require(demo.isRunning, premises.comment)
      return FileManager.default.fileExists(atPath: "\(folder)/endpoints.json")
    }
    let endpoints = try decoded(Endpoints.self, "\(folder)/endpoints.json")
    try everythingListens(endpoints, premises)
    try hear("h2q/v1/wesertor/data/", on: endpoints.broker.port, premises)
    withExtendedLifetime(stranger) {}

    try premises.wait(for: "the demo ends by itself", within: 120) { !demo.isRunning }
    #expect(demo.code == 0, premises.comment)
    let summary = try decoded(Summary.self, "\(folder)/summary.json")
    #expect(Set(summary.sites.keys) == ["ovm-lab", "wesertor"])
    for (name, site) in summary.sites {
      #expect(site.loadEnergy > 0, "\(name)")
      let counts = try #require(site.controller, "\(name)")
      #expect(
        counts.scans > 0 && counts.rows > 0 && counts.events > 0 && counts.messages > 0, "\(name)")
    }
    for path in endpoints.sockets.values {
      #expect(!FileManager.default.fileExists(atPath: path), "\(path) is left behind")
    }
  }

  private func everythingListens(_ endpoints: Endpoints, _ premises: Premises) throws {
    #expect(endpoints.broker.host == "127.0.0.1")
    #expect(endpoints.broker.port != 1883 && answers(endpoints.broker.port))
    let panel = try #require(URL(string: endpoints.panel.url))
    #expect(panel.host == "127.0.0.1")
    #expect(answers(try #require(panel.port)))
    for name in ["ovm-lab", "wesertor", "simulator"] {
      let path = try #require(endpoints.sockets[name])
      #expect(FileManager.default.fileExists(atPath: path), "\(name)")
    }
    #expect(Set(endpoints.devices.map(\.site)) == ["ovm-lab", "wesertor"])
    #expect(Set(endpoints.devices.map(\.port)).count == endpoints.devices.count)
    for device in endpoints.devices {
      #expect(device.host == "127.0.0.1" && (0...255).contains(device.unit))
      #expect(!device.name.isEmpty && !device.profile.isEmpty)
      #expect(answers(device.port), "\(device.site)/\(device.name) listens on \(device.port)")
    }
  }

  private func decoded<Content: Decodable>(_ type: Content.Type, _ path: String) throws -> Content {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }
}
