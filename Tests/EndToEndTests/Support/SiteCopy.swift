// A copy of a shipped site with ports of its own, so that a test disturbs nobody and knows before
// the simulator starts where each device will listen. A few numbers are changed that only cost
// time: a small room is purged soon, a cheap start pays at once. What stops and trips is left as it
// ships.

import Foundation
import SiteConfiguration
import StrictYAML
import Testing

/// One copied site.
struct SiteCopy {
  let name: String
  /// The site's folder, for both programs.
  let folder: String
  private let firstPort: Int

  /// Copies a site below `premises`.
  /// - Parameter changes: texts of the site file, which must be there, and their substitutes.
  init(of name: String, in premises: Premises, changes: [String: String]) throws {
    self.name = name
    folder = "\(premises.folder)/sites/\(name)"
    firstPort = try premises.ports()
    try FileManager.default.createDirectory(
      atPath: "\(premises.folder)/sites", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "\(top)/hardware/sites/\(name)", toPath: folder)
    var text = try String(contentsOfFile: "\(folder)/site.yaml", encoding: .utf8)
    for (old, new) in changes {
      try #require(text.contains(old), "\(name)/site.yaml does not say '\(old)'")
      text = text.replacingOccurrences(of: old, with: new)
    }
    let addresses = try Regex(#"127\.0\.0\.1:15(\d\d\d)"#, as: (Substring, Substring).self)
    text.replace(addresses) { "127.0.0.1:\(firstPort + (Int($0.output.1) ?? 0))" }
    let panel = try Regex(#"panel: \{port: \d+\}"#)
    text.replace(panel) { _ in "panel: {port: \(firstPort + PortBlock.size - 2)}" }
    try text.write(toFile: "\(folder)/site.yaml", atomically: true, encoding: .utf8)
  }

  /// Makes a real site of it: takes the section away that a simulated one has.
  func removeSimulation() throws {
    let path = "\(folder)/site.yaml"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let begin = try #require(lines.firstIndex(of: "simulation:"))
    let end = lines[(begin + 1)...].firstIndex { !$0.hasPrefix(" ") } ?? lines.endIndex
    let rest = lines[..<begin] + lines[end...]
    try rest.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Folder with the device profiles.
  static let profiles = "\(top)/hardware/devices"

  /// The site as both programs read it.
  func load() throws -> LoadedSite {
    switch loadSite(at: folder, profiles: Self.profiles) {
    case .success(let site): return site
    case .failure(let problems): throw NeverHappened(description: report(problems))
    }
  }

  /// The laboratory, as shipped but for what takes long.
  static func laboratory(in premises: Premises) throws -> SiteCopy {
    try SiteCopy(
      of: "ovm-lab", in: premises,
      changes: [
        "volume: 60 m3": "volume: 20 m3", "minimum-down: 15 min": "minimum-down: 1 min",
        "warm-start: 0.02 EUR": "warm-start: 0.001 EUR",
        "cold-start: 0.12 EUR": "cold-start: 0.001 EUR",
      ])
  }
}
