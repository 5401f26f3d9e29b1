// No row without its story: every row and every part of both matrices stands in a test of this folder,
// under its tag, so that a person who reads a line of the table finds its test by searching for it.

import Foundation
import Plant
import SiteConfiguration
import Testing

@Suite struct RowCoverageTests {
  private static let tests: [String] = {
    let folder = Stage.root.appending(path: "Tests/ScenariosTests")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix("RowTests.swift") }.compactMap {
      try? String(contentsOf: folder.appending(path: $0), encoding: .utf8)
    }
  }()

  @Test("Every row of both matrices has a test under its tag", arguments: ["ovm-lab", "wesertor"])
  func everyRow(name: String) throws {
    let all = Self.tests.joined()
    #expect(Self.tests.count >= 8)
    let rows = try Stage.shipped(name).catalogue.rows
    #expect(rows.count > 70)
    let untold = Set(rows.map(\.row)).filter { !all.contains("\"\($0): ") }
    #expect(untold == [], "no test begins with these tags")
    // A part stands in full, or as one of the parts that a test goes through.
    let missing = rows.filter { row in
      guard !row.part.isEmpty else { return false }
      let stem = row.part.replacing(#/[1-4]/#, with: "\\(number)")
      return ![row.label, "\(row.row)/\(stem)"].contains { all.contains("\"\($0)") }
        && !(all.contains("\"\(row.row)/\\(") && all.contains("\"\(row.part)\""))
    }
    #expect(missing.map(\.label) == [], "no story tells these parts")
  }
}
