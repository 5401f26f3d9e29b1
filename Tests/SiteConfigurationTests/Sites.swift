// The sites that the tests read: the two that ship, and a third one that exists only here. Their texts can
// be changed before they are loaded, so a broken file is a small edit and not a copy.

import DeviceProfiles
import Foundation
import StrictYAML
import Testing

@testable import SiteConfiguration

/// A site's texts by name, and the profiles of the house.
enum Sites {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let profileFolder = root.appending(path: "hardware/devices").path()
  static let profiles = ProfileLibrary.load(directory: profileFolder)

  /// The folder of a site.
  static func folder(_ name: String) -> String {
    let shipped = root.appending(path: "hardware/sites/\(name)").path()
    return name == "third"
      ? root.appending(path: "Tests/SiteConfigurationTests/Sites/third").path() : shipped
  }

  static func texts(_ name: String) throws -> SiteTexts {
    let folder = folder(name)
    return SiteTexts(
      site: try String(contentsOfFile: "\(folder)/site.yaml", encoding: .utf8),
      matrix: try String(contentsOfFile: "\(folder)/cause-and-effect.csv", encoding: .utf8))
  }

  static func load(_ texts: SiteTexts) -> Result<LoadedSite, YAMLProblems> {
    loadSite(texts, profiles: profiles.library)
  }

  /// A site that must load; its problems are told when it does not.
  static func loaded(_ name: String) throws -> LoadedSite {
    switch load(try texts(name)) {
    case .success(let site): return site
    case .failure(let problems):
      Issue.record("\(name):\n\(report(problems))")
      throw problems
    }
  }

  /// The problems of texts that must not load.
  static func problems(_ texts: SiteTexts) -> [YAMLProblem] {
    if case .failure(let problems) = load(texts) { return problems.list }
    return []
  }
}

/// Line and column of the first place of `snippet` in `text`, counted from 1 in Unicode scalars.
func place(of snippet: String, in text: String) throws -> (line: Int, column: Int) {
  let range = try #require(text.range(of: snippet), "'\(snippet)' is not in the text")
  let before = text[..<range.lowerBound]
  let start = before.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
  return (
    1 + before.unicodeScalars.count { $0 == "\n" },
    1 + text[start..<range.lowerBound].unicodeScalars.count
  )
}

/// The text with one edit.
func edited(_ text: String, _ old: String, _ new: String) throws -> String {
  let range = try #require(text.range(of: old), "'\(old)' is not in the text")
  return text.replacingCharacters(in: range, with: new)
}

/// The same chances again for the same seed.
struct Seeded {
  var state: UInt64
  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(bound, 1)))
  }
}
