// Broken files are refused with file, line, column, what was read and what to do.

import Plant
import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite struct BrokenSiteTests {
  @Test(
    "A broken file is refused at its place, with advice",
    arguments: brokenSiteFiles + brokenMatrices)
  func refused(broken: BrokenSite) throws {
    let (texts, changed) = try broken.texts()
    let problems = Sites.problems(texts)
    let all = problems.map(\.description).joined(separator: "\n")
    let file = broken.file == .site ? texts.siteFile : texts.matrixFile
    let meant = problems.filter { problem in
      problem.file == file && broken.says.allSatisfy { problem.message.contains($0) }
    }
    #expect(!meant.isEmpty, "no such problem among:\n\(all)")
    guard let snippet = broken.place else { return }
    let (line, column) = try place(of: snippet, in: changed)
    #expect(
      meant.contains { $0.line == line && $0.column == column },
      "expected at \(line):\(column), found:\n\(all)")
  }

  @Test("A place is line 15 and column 13 as an editor counts")
  func fixedPlace() throws {
    var texts = try Sites.texts("third")
    texts.site = try edited(texts.site, "volume: 40 m3", "volume: forty")
    let problem = try #require(Sites.problems(texts).first)
    #expect(problem.description.hasPrefix("site.yaml:15:13: expected a number with its unit"))
  }

  @Test("All problems of a file come back at once, in the order of its lines")
  func allAtOnce() throws {
    var texts = try Sites.texts("third")
    texts.site = try edited(texts.site, "40 m3", "40 L")
    texts.site = try edited(texts.site, "fan: stop", "fan: stopp")
    texts.site = try edited(texts.site, "toshiba-h2rex", "toshiba")
    texts.site = try edited(texts.site, "port: 1884", "port: 0")
    let problems = Sites.problems(texts)
    #expect(problems.count >= 4)
    #expect(problems.map(\.line) == problems.map(\.line).sorted())
    let words = report(YAMLProblems(problems))
    #expect(words.hasSuffix("\(problems.count) problems"))
    #expect(words.contains("site.yaml:"))
  }

  @Test("A folder without files is refused by name")
  func missingFiles() {
    guard case .failure(let problems) = loadSite(at: "nowhere", profiles: "nowhere") else {
      Issue.record("a site came from nowhere")
      return
    }
    #expect(problems.list.map(\.file) == ["nowhere/site.yaml", "nowhere/cause-and-effect.csv"])
  }

  @Test("A missing row is refused unless the site says why it does not apply")
  func notApplicable() throws {
    var texts = try Sites.texts("third")
    texts.matrix = texts.matrix.split(separator: "\n").filter { !$0.hasPrefix("W13") }
      .joined(separator: "\n")
    #expect(Sites.problems(texts).contains { $0.message.contains("no row W13 reads") })
    texts.site = try edited(
      texts.site, "  L10: {", "  W13: {de: Kühlt sich selbst, en: Cools itself}\n  L10: {")
    #expect(try Sites.load(texts).get().notApplicable["W13"] != nil)
  }
}
