// `h2q device write`: one value to one point. Refused while a controller of this computer owns the device;
// whatever starts, stops, limits or watches needs --commissioning, a name and a reason, and is written
// down before it goes out.

import ArgumentParser
import DeviceProfiles
import DeviceTools
import Drivers
import Foundation
import LocalSocket
import Plant

struct WriteDevice: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Writes one value to one point of a device and reads it back.",
    discussion: """
      Refused while a controller on this computer owns the device. Points that start, stop, limit or
      watch a machine need --commissioning, --name and --reason; each such write is kept in
      device-writes.jsonl of the state folder. The hard-wired chain must be closed by the person on site.
      """)

  @Argument(help: "The profile, such as enapter-el-2.1.") var profile: String
  @Argument(help: "HOST[:PORT[:UNIT]] or rtu:LINE:SPEED:FORM:UNIT.") var address: String
  @Argument(help: "The point.") var point: String
  @Argument(help: "The value, in the point's unit.") var value: String
  @Flag(help: "The plant is being taken into service and the consequence is understood.")
  var commissioning = false
  @Option(help: "Who writes, in one word.") var name: String?
  @Option(help: "Why.") var reason: String?
  @OptionGroup var wire: WireOptions
  @OptionGroup var state: StateOptions

  func run() throws {
    let profile = try wire.profile(profile)
    try check([point], of: profile)
    guard let number = Double(value), number.isFinite, let target = profile.point(named: point)
    else {
      throw ValidationError("'\(value)' is no number; a contact is 0 or 1")
    }
    let session = try wire.session(address)
    defer { session.close() }
    if let owner = owner(of: session.address) {
      printError("\(address) belongs to the running controller of '\(owner)'; stop it first")
      throw ExitCode(1)
    }
    let consequence = consequence(of: target, in: profile)
    try demand(consequence)
    if consequence.needsCommissioning { try record(number, target, "before") }
    try onWire(address) {
      let resolved = try session.resolved(profile).profile
      let result = try session.write(number, to: point, of: resolved) { pause in
        Thread.sleep(forTimeInterval: Double(pause) / 1_000)
      }
      if let before = result.before { print("before: \(before.shown)") }
      let words = result.request.values.map(String.init).joined(separator: " ")
      print("wrote:  \(words) to \(result.request.table.rawValue) \(result.request.address)")
      if let after = result.after { print("after:  \(after.shown)") }
      if consequence.needsCommissioning { try record(number, target, outcome(result)) }
      if result.isHeld == false {
        printError("the device does not hold what was written")
        throw ExitCode(1)
      }
    }
  }

  private func outcome(_ result: WriteResult) -> String {
    switch result.isHeld {
    case true: "held"
    case false: "not held"
    case nil: "not readable"
    }
  }

  private func demand(_ consequence: WriteConsequence) throws {
    guard consequence.needsCommissioning else { return }
    printError("\(point): \(consequence.sentence)")
    guard commissioning, let name, let reason, !name.isEmpty, reason.count >= 3 else {
      printError("nothing was written; this point needs --commissioning --name NAME --reason WHY")
      throw ExitCode(1)
    }
  }

  /// The site whose running service drives the device.
  private func owner(of address: DeviceAddress) -> String? {
    let root = state.folder(of: "")
    let sites = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return sites.sorted().first { site in
      guard let answer = try? ask("devices", at: "\(root)/\(site)/control.sock") else {
        return false
      }
      return answer.split(separator: "\n").contains { line in
        let known = line.split(separator: " ").last.map(String.init) ?? ""
        return plain(known) == plain(address.description)
      }
    }
  }

  private func plain(_ address: String) -> String {
    address.replacing("tcp:localhost:", with: "tcp:127.0.0.1:")
  }

  /// One line a step, on the disk before the device hears of it.
  private func record(_ number: Double, _ target: ProfilePoint, _ step: String) throws {
    struct Line: Encodable {
      var time, name, reason, address, profile, point, value, unit, step: String
    }
    let line = Line(
      time: Date().formatted(.iso8601), name: name ?? "", reason: reason ?? "", address: address,
      profile: profile, point: target.name, value: value, unit: target.unit.symbol, step: step)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let root = state.folder(of: "")
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    let path = "\(root)device-writes.jsonl"
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    guard let file = FileHandle(forWritingAtPath: path) else {
      printError("\(path) cannot be written; nothing goes to the device without a record")
      throw ExitCode(73)
    }
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: try encoder.encode(line) + Data("\n".utf8))
    try file.synchronize()
  }
}
