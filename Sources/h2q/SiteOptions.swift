// Where things are: the site's folder, the device profiles, the state directory. One place, used by
// every verb.

import ArgumentParser
import Foundation
import Plant
import SiteConfiguration
import StrictYAML

/// The options that name a site.
struct SiteOptions: ParsableArguments {
  @Argument(help: "Folder with site.yaml, or a name below hardware/sites.")
  var site: String

  @Option(help: "Folder with the device profiles; by default devices beside sites.")
  var profiles: String?

  /// The folder of the site.
  var folder: String {
    var name = site.hasSuffix("/site.yaml") ? String(site.dropLast(10)) : site
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    if FileManager.default.fileExists(atPath: "\(name)/site.yaml") { return name }
    return name.contains("/") ? name : "hardware/sites/\(name)"
  }

  /// The site's name, which is the name of its folder.
  var name: String { String(folder.split(separator: "/").last ?? "") }

  /// Reads the site. Every problem is printed, and the program ends with 78 (bad configuration).
  func load() throws -> LoadedSite {
    let devices = profiles ?? "\(folder)/../../devices"
    switch loadSite(at: folder, profiles: devices) {
    case .success(let site): return site
    case .failure(let problems):
      printError(report(problems))
      throw ExitCode(78)
    }
  }
}

/// The option that names the state directory.
struct StateOptions: ParsableArguments {
  @Option(
    help:
      "Folder for latches, history and socket of all sites; by default .h2q, or what systemd gives."
  )
  var state: String?

  /// The folder of one site's state.
  func folder(of site: String) -> String {
    let root = state ?? ProcessInfo.processInfo.environment["STATE_DIRECTORY"] ?? ".h2q"
    return "\(root)/\(site)"
  }
}

/// Prints to standard error.
func printError(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Prints a line at once, also into a file or a pipe: whoever follows a log wants it now.
func say(_ text: String) {
  FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
