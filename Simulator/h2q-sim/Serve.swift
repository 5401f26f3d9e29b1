// `h2q-sim serve`: the plants of one or more sites as Modbus TCP servers on this computer.

import ArgumentParser
import Foundation
import DeviceProfiles
import ModbusPlant
import LocalSocket
import Plant
import PlantSimulation
import ScanLoop
import SiteConfiguration

/// Where the running simulator is asked.
struct SimulatorSocket: ParsableArguments {
  @Option(help: "Socket of the running simulator; by default .demo/sim.sock or .h2q/sim.sock.")
  var socket: String?

  /// The socket to listen on.
  var own: String { socket ?? ".h2q/sim.sock" }

  /// The socket to ask.
  var running: String {
    if let socket { return socket }
    return FileManager.default.fileExists(atPath: ".demo/sim.sock")
      ? ".demo/sim.sock" : ".h2q/sim.sock"
  }
}

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves the plants of simulated sites as Modbus TCP devices.",
    discussion: """
      Each device listens on the port of the site file, or on the next free one. The addresses and
      the clock of each site are written to the endpoints file, which `h2q run --endpoints` reads.
      """)

  @Argument(help: "Sites: folders with site.yaml, or names below hardware/sites.")
  var sites: [String]

  @Option(help: "Plant seconds per real second, 0.1 to 60.")
  var speed = 1.0

  @Option(
    help: ArgumentHelp(
      "Plant time at which a site starts; by default the day that shows most.",
      valueName: "site=2026-06-18T11:30:00+02:00"))
  var start: [String] = []

  @Option(help: "Number that repeats all chance.")
  var seed: UInt64 = 1

  @Flag(help: "Start with warm electrolytes and a warm heat loop.")
  var warm = false

  @Option(help: "File for addresses and clocks.")
  var endpoints = ".h2q/endpoints.json"

  @Option(help: "Folder with the device profiles; by default devices beside sites.")
  var profiles: String?

  @OptionGroup var socket: SimulatorSocket

  func run() throws {
    guard speed >= 0.1, speed <= 60 else {
      throw ValidationError("expected a speed from 0.1 to 60, read \(speed)")
    }
    let year = try KasselYear.load()
    let running = try sites.map { name in
      let loaded = try loadSimulated(name, profiles: profiles)
      return try SimulatedSite(
        loaded, year: year, start: try begin(of: loaded.catalogue.site), speed: speed, seed: seed,
        isWarm: warm)
    }
    for site in running { try site.start() }
    let hands = Hands(sites: running)
    try makeFolder(of: socket.own)
    let server = try LocalSocketServer(path: socket.own) { hands.answer($0) }
    try makeFolder(of: endpoints)
    try writeEndpoints(of: running, to: endpoints, more: nil)
    for site in running { tellPorts(of: site) }
    waitForEnd()
    server.stop()
    for site in running { site.stop() }
  }

  /// Says where the devices of a site listen, and which had to move.
  private func tellPorts(of site: SimulatedSite) {
    let ports = site.server.ports
    say(
      "\(site.loaded.catalogue.site): \(ports.count) devices on 127.0.0.1, ports "
        + "\(ports.values.min() ?? 0) to \(ports.values.max() ?? 0), plant time "
        + "\(speed) x real time")
    for device in site.loaded.devices {
      let wanted = device.address.port ?? 0
      let port = ports[device.name] ?? 0
      if wanted != port {
        say("  \(device.name): \(device.address) is taken, listens on \(port)")
      }
    }
  }

  private func begin(of site: String) throws -> Milliseconds {
    let given = start.first { $0.hasPrefix("\(site)=") }
    guard let given else { return try usualStart(of: site) }
    return try instant(String(given.dropFirst(site.count + 1)))
  }

  private func makeFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func waitForEnd() {
    let end = DispatchSemaphore(value: 0)
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { end.signal() }
      source.resume()
      return source
    }
    end.wait()
    for source in sources { source.cancel() }
  }
}

/// Reads a simulated site by its folder or its name below hardware/sites. Every problem is printed, and
/// the program ends with 78.
func loadSimulated(_ name: String, profiles: String?) throws -> LoadedSite {
  var folder = name
  if !FileManager.default.fileExists(atPath: "\(name)/site.yaml") {
    folder = "hardware/sites/\(name)"
  }
  switch loadSite(at: folder, profiles: profiles ?? "\(folder)/../../devices") {
  case .success(let site): return site
  case .failure(let problems):
    printError(report(problems))
    throw ExitCode(78)
  }
}

/// A summer noon for what makes hydrogen, a winter evening for what uses it.
func usualStart(of site: String) throws -> Milliseconds {
  let usual = ["wesertor": "2026-01-15T17:30:00+01:00"]
  return try instant(usual[site] ?? "2026-06-18T11:30:00+02:00")
}

/// Plant time from its text.
func instant(_ text: String) throws -> Milliseconds {
  let formatter = ISO8601DateFormatter()
  formatter.formatOptions = [.withInternetDateTime]
  guard let date = formatter.date(from: text) else {
    throw ValidationError("expected a time like 2026-06-18T11:30:00+02:00, read '\(text)'")
  }
  return Milliseconds(date.timeIntervalSince1970 * 1000)
}

/// Prints to standard error.
func printError(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Prints a line at once, also into a file or a pipe: whoever follows a log wants it now.
func say(_ text: String) {
  FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
