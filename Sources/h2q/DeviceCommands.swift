// `h2q device`: single devices on the wire, for people with a screwdriver. Nothing here needs a site; what
// belongs to a running controller is read as another client may read it, and never written.

import ArgumentParser
import DeviceProfiles
import DeviceTools
import Drivers
import Foundation
import SiteConfiguration
import StrictYAML

struct DeviceCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device",
    abstract: "Looks at single devices: what answers, what it says, one value to one point.",
    subcommands: [ScanDevice.self, ReadDevice.self, WatchDevice.self, WriteDevice.self])
}

/// Where the profiles are, and how long an answer is waited for.
struct WireOptions: ParsableArguments {
  @Option(help: "Folder with the device profiles.")
  var profiles = "hardware/devices"

  @Option(help: "Longest wait for one answer, in ms.")
  var timeout = 1_000

  func validate() throws {
    guard (10...60_000).contains(timeout) else {
      throw ValidationError("a wait lasts 10 to 60000 ms, read \(timeout)")
    }
  }

  /// All usable profiles; what is wrong with the others is told.
  func library() -> ProfileLibrary {
    let (library, problems) = ProfileLibrary.load(directory: profiles)
    for problem in problems { printError("\(problem)") }
    return library
  }

  /// The profile of that name.
  func profile(_ name: String) throws -> DeviceProfile {
    let library = library()
    if let profile = library[name] { return profile }
    let advice = suggestion(for: name, among: library.names)
    throw ValidationError("there is no device profile '\(name)' in \(profiles): \(advice)")
  }

  /// A conversation with the device at `text`: HOST[:PORT[:UNIT]] or rtu:LINE:SPEED:FORM[:UNIT].
  func session(_ text: String, unit: UInt8? = nil) throws -> DeviceSession {
    guard var address = toolAddress(text) else {
      throw ValidationError(
        "expected HOST, HOST:PORT, HOST:PORT:UNIT or rtu:/dev/ttyUSB0:9600:8E1:121, read '\(text)'")
    }
    if let unit { address.unit = unit }
    return try DeviceSession(address, timeout: Int64(timeout))
  }
}

/// Prints what went wrong with the wire and ends with 69.
func onWire<Result>(_ address: String, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as LinkError {
    printError("\(address): \(error.words)")
    throw ExitCode(69)
  } catch let error as DeviceToolError {
    printError("\(address): \(error)")
    throw ExitCode(69)
  }
}

struct ScanDevice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Says what answers at an address: units, SunSpec models, and which profile fits.")

  @Argument(help: "HOST, HOST:PORT or rtu:LINE:SPEED:FORM.") var address: String
  @Option(help: "Unit identifiers to ask, as 1,2,126; by default the usual ones.")
  var units: String?
  @OptionGroup var wire: WireOptions

  func run() throws {
    let numbers = try units.map(parsed) ?? usualUnits
    let profiles = wire.library()
    var count = 0
    print(address)
    for unit in numbers {
      let session = try wire.session(address, unit: unit)
      defer { session.close() }
      try onWire(address) {
        guard try session.answers() else { return }
        count += 1
        let finding = try session.finding(among: profiles.names.compactMap { profiles[$0] })
        print(scanText(finding))
      }
    }
    if count == 0 {
      printError("no unit answers; asked were \(numbers.map(String.init).joined(separator: ", "))")
      throw ExitCode(69)
    }
  }

  private func parsed(_ text: String) throws -> [UInt8] {
    let units = text.split(separator: ",").map { UInt8($0) }
    guard !units.isEmpty, !units.contains(nil) else {
      throw ValidationError("expected units like 1,2,126, read '\(text)'")
    }
    return units.compactMap(\.self)
  }
}

struct ReadDevice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads the points of a device once and says what they mean.")

  @Argument(help: "The profile, such as enapter-el-2.1.") var profile: String
  @Argument(help: "HOST[:PORT[:UNIT]] or rtu:LINE:SPEED:FORM:UNIT.") var address: String
  @Argument(help: "Points to read; by default those that a controller would poll.")
  var points: [String] = []
  @Flag(help: "Read every point of the profile.") var all = false
  @OptionGroup var wire: WireOptions

  func run() throws {
    let profile = try wire.profile(profile)
    try check(points, of: profile)
    let session = try wire.session(address)
    defer { session.close() }
    try onWire(address) {
      let resolved = try session.resolved(profile)
      for name in resolved.missingModels { printError("the device has no model \(name)") }
      let readings = try session.readings(of: resolved.profile, names: points, everything: all)
      for line in readingLines(readings) { print(line) }
    }
  }
}

/// Refuses names that the profile does not have.
func check(_ points: [String], of profile: DeviceProfile) throws {
  let known = profile.points.map(\.name)
  for name in points where !known.contains(name) {
    throw ValidationError(
      "'\(profile.name)' has no point '\(name)': \(suggestion(for: name, among: known))")
  }
}

struct WatchDevice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Reads again and again and prints what changed.")

  @Argument(help: "The profile, such as enapter-el-2.1.") var profile: String
  @Argument(help: "HOST[:PORT[:UNIT]] or rtu:LINE:SPEED:FORM:UNIT.") var address: String
  @Argument(help: "Points to watch; by default those that a controller would poll.")
  var points: [String] = []
  @Option(help: "Seconds between two rounds.") var every = 1.0
  @Option(help: "End after so many rounds.") var rounds: Int?
  @OptionGroup var wire: WireOptions

  func run() throws {
    guard every >= 0.1, every <= 3_600 else {
      throw ValidationError("a round every 0.1 to 3600 seconds, read \(every)")
    }
    let profile = try wire.profile(profile)
    try check(points, of: profile)
    let session = try wire.session(address)
    defer { session.close() }
    let resolved = try onWire(address) { try session.resolved(profile).profile }
    var last: [String: String] = [:]
    var round = 0
    while rounds.map({ round < $0 }) ?? true {
      if round > 0 { Thread.sleep(forTimeInterval: every) }
      round += 1
      do throws(LinkError) {
        let readings = try session.readings(of: resolved, names: points)
        let news = readings.filter { last[$0.point.name] != $0.shown }
        for reading in news { last[reading.point.name] = reading.shown }
        let time = Date().formatted(.iso8601.time(includingFractionalSeconds: true))
        for line in readingLines(news) { say("\(time)  \(line)") }
      } catch {
        say("\(address): \(error.words)")
      }
    }
  }
}
