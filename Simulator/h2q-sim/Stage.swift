// The stage of the demo: processes and plants, opened in order and closed in order. Taken ports are not
// a failure; the next free one is used and told.

import SiteConfiguration
import Foundation
import LocalSocket
import Plant
import PlantSimulation
import ScanLoop
import Scenarios

/// Everything that runs during a demo.
final class Stage {
  let folder: String
  let names: [String]
  let speed: Double
  private(set) var plants: [SimulatedSite] = []
  private(set) var hands: Hands?
  private var controllers: [Process] = []
  private var broker: Process?
  private(set) var brokerPort = 1883
  private var socket: LocalSocketServer?
  private var isClosed = false

  init(folder: String, sites: [String], speed: Double) throws {
    self.folder = folder
    names = sites
    self.speed = speed
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for old in ["endpoints.json", "summary.json", "plant.json"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(old)")
    }
    // Every demo is a first start: no history and no latches of an earlier one.
    for site in sites { try? FileManager.default.removeItem(atPath: "\(folder)/\(site)") }
  }

  /// Opens broker, plants and controllers; false when a controller does not come up.
  func open() throws -> Bool {
    try openBroker()
    let year = try KasselYear.load()
    let sites = try names.map { try loadSimulated($0, profiles: nil) }
    for loaded in sites { try liveThroughMorning(of: loaded, year: year) }
    for loaded in sites {
      plants.append(
        try SimulatedSite(
          loaded, year: year, start: try usualStart(of: loaded.catalogue.site), speed: speed,
          seed: 1, isWarm: true))
    }
    for plant in plants { try plant.start() }
    let hands = Hands(sites: plants)
    self.hands = hands
    socket = try LocalSocketServer(path: "\(folder)/sim.sock") { hands.answer($0) }
    try writeEndpoints(of: plants, to: "\(folder)/plant.json", more: nil)
    for plant in plants { try openController(plant) }
    guard waitForControllers() else { return false }
    try writeEndpoints(of: plants, to: "\(folder)/endpoints.json", more: others)
    return true
  }

  /// Leaves the benefit of the hours before to the controller, so that the start pays as soon as the
  /// room is purged.
  private func liveThroughMorning(of loaded: LoadedSite, year: KasselYear) throws {
    let site = loaded.catalogue.site
    let start = try usualStart(of: site)
    let date = Date(timeIntervalSince1970: Double(start) / 1000)
    let offset = TimeZone(identifier: loaded.timeZone)?.secondsFromGMT(for: date) ?? 0
    let accounts = try gatheredAccounts(
      loaded, year: year, before: start, civilOffset: Milliseconds(offset) * 1000)
    let state = "\(folder)/\(site)"
    try FileManager.default.createDirectory(
      atPath: state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try SealedFile(path: "\(state)/accounts", for: .accounts, configuration: loaded.digest)
      .replace(with: accounts)
  }

  private func openBroker() throws {
    brokerPort = firstFreePort(from: 1883)
    if brokerPort != 1883 { say("Port 1883 is taken; the broker listens on \(brokerPort).") }
    let text = "listener \(brokerPort) 127.0.0.1\nallow_anonymous true\npersistence false\n"
    try text.write(toFile: "\(folder)/mosquitto.conf", atomically: true, encoding: .utf8)
    guard
      let program = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto"]
        .first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else {
      throw HandsError("mosquitto is not installed; `make demo` installs it (Debian: mosquitto)")
    }
    broker = try launch(program, ["-c", "\(folder)/mosquitto.conf"], log: "mosquitto.log")
  }

  private func openController(_ plant: SimulatedSite) throws {
    let own = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    let program = own.appendingPathComponent("h2q").path
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw HandsError("the controller \(program) is missing; build it with `swift build`")
    }
    let site = plant.loaded.catalogue.site
    controllers.append(
      try launch(
        program,
        [
          "run", site, "--state", folder, "--endpoints", "\(folder)/plant.json", "--clock",
          plant.clock.text, "--broker", "127.0.0.1:\(brokerPort)",
        ], log: "\(site).log"))
  }

  private func launch(_ program: String, _ arguments: [String], log: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    _ = FileManager.default.createFile(atPath: "\(folder)/\(log)", contents: nil)
    let file = FileHandle(forWritingAtPath: "\(folder)/\(log)")
    process.standardOutput = file
    process.standardError = file
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func waitForControllers() -> Bool {
    let limit = Date(timeIntervalSinceNow: 30)
    while Date() < limit {
      if names.allSatisfy({ (try? ask("", at: control($0))) != nil }) { return true }
      if let ended = controllers.first(where: { !$0.isRunning }) {
        say("A controller ended with \(ended.terminationStatus); see the logs in \(folder).")
        return false
      }
      usleep(100_000)
    }
    say("A controller did not come up within 30 s; see the logs in \(folder).")
    return false
  }

  /// The control socket of a site's controller.
  func control(_ site: String) -> String { "\(folder)/\(site)/control.sock" }

  /// The address of a site's operator panel; nil when it has none.
  func panel(_ site: String) -> String? {
    guard let answer = try? ask("panel", at: control(site)), answer.hasPrefix("http") else {
      return nil
    }
    return answer
  }

  private var others: EndpointFile.Others {
    var sockets = ["simulator": "\(folder)/sim.sock"]
    var panels: [String: String] = [:]
    for name in names {
      sockets[name] = control(name)
      panels[name] = panel(name)
    }
    return EndpointFile.Others(
      panel: EndpointFile.Panel(url: names.first.flatMap { panels[$0] } ?? "", sites: panels),
      broker: EndpointFile.Broker(host: "127.0.0.1", port: brokerPort), sockets: sockets)
  }

  /// Ends everything in order: controllers first, so that they can bring the plant to its safe state.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    for process in controllers where process.isRunning { kill(process.processIdentifier, SIGTERM) }
    for process in controllers { process.waitUntilExit() }
    socket?.stop()
    for plant in plants { plant.stop() }
    if let broker, broker.isRunning {
      kill(broker.processIdentifier, SIGTERM)
      broker.waitUntilExit()
    }
  }
}

/// The first port from `port` on that nobody listens on.
func firstFreePort(from port: Int) -> Int {
  for candidate in port..<(port + 200) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(candidate)).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result == 0 { return candidate }
  }
  return port
}
