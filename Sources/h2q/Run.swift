// `h2q run`: the service. It reads the site, takes the state directory for itself, starts gallery, field
// and scan, and stands until it is told to end. On the way out everything stops in order first.

import ArgumentParser
import Foundation
import Logging
import Plant
import ScanLoop
import SiteConfiguration

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a site until it is told to end (Ctrl-C or SIGTERM).",
    discussion: """
      Ends with 78 when the site's files are wrong, with 75 when another controller already runs
      this site from the same state folder.
      """)

  @OptionGroup var options: SiteOptions
  @OptionGroup var state: StateOptions

  @Option(
    help: ArgumentHelp(
      "Clock of a simulated plant, as its simulator prints it. Refused for a real site.",
      valueName: "real,plant,speed"))
  var clock: String?

  @Option(
    help: ArgumentHelp(
      "File with the addresses where a simulated plant listens. Refused for a real site.",
      valueName: "file"))
  var endpoints: String?

  @Option(help: ArgumentHelp("Another broker than the site file's.", valueName: "host:port"))
  var broker: String?

  @Flag(help: "Publish no telemetry.")
  var withoutTelemetry = false

  func run() throws {
    // Whatever the service writes belongs to its owner alone.
    umask(0o077)
    var site = try options.load()
    let plantClock = try chosenClock(site)
    try useEndpoints(in: &site)
    try useBroker(in: &site)
    let folder = state.folder(of: options.name)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let owner = try takeOwnership(of: folder)
    defer { close(owner) }

    let service = try Service(
      site, folder: folder, clock: plantClock, publishesTelemetry: !withoutTelemetry)
    service.start()
    say("h2q runs \(site.catalogue.site); ask with: h2q status \(options.site)")
    let signals = EndSignals()
    signals.wait()
    say("h2q stops \(site.catalogue.site) in order; a second Ctrl-C ends at once")
    service.stop(isHurried: { signals.hasMore })
  }

  private func chosenClock(_ site: LoadedSite) throws -> PlantClock {
    guard let clock else { return .wall() }
    guard site.catalogue.isSimulated else {
      throw ValidationError("\(site.catalogue.site) is a real site: its clock is the time of day")
    }
    guard let chosen = PlantClock(text: clock) else {
      throw ValidationError("expected a clock as REAL,PLANT,SPEED, read '\(clock)'")
    }
    return chosen
  }

  private func useEndpoints(in site: inout LoadedSite) throws {
    guard let endpoints else { return }
    guard site.catalogue.isSimulated else {
      throw ValidationError("\(site.catalogue.site) is a real site: its addresses are in its file")
    }
    try applyEndpoints(from: endpoints, to: &site)
  }

  private func useBroker(in site: inout LoadedSite) throws {
    guard let broker else { return }
    let parts = broker.split(separator: ":")
    guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else {
      throw ValidationError("expected a broker as HOST:PORT, read '\(broker)'")
    }
    site.telemetry.broker = String(parts[0])
    site.telemetry.port = port
  }

  /// One controller per state folder: the lock is held until the process ends.
  private func takeOwnership(of folder: String) throws -> Int32 {
    let path = "\(folder)/owner"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      printError("cannot write to \(folder): \(String(cString: strerror(errno)))")
      throw ExitCode(73)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      printError("another controller already runs from \(folder); stop that one first")
      throw ExitCode(75)
    }
    return descriptor
  }
}

/// Ctrl-C and SIGTERM, counted.
private final class EndSignals {
  private let counted = DispatchSemaphore(value: 0)
  private var sources: [any DispatchSourceSignal] = []

  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [counted] in counted.signal() }
      source.resume()
      sources.append(source)
    }
  }

  private var first = Date.distantFuture

  /// Waits for the first one.
  func wait() {
    counted.wait()
    first = Date()
  }

  /// True when another one has come since. What comes within two seconds belongs to the first: a
  /// terminal and a supervisor may both speak.
  var hasMore: Bool {
    counted.wait(timeout: .now()) == .success && Date().timeIntervalSince(first) > 2
  }
}
