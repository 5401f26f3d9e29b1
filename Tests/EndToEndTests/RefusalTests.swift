// What a controller refuses to do, by the code with which it ends: a supervisor reads nothing else.

import Foundation
import Testing

extension SurroundingsTests {
  @Test("A second controller on the same state folder ends with 75 and leaves the first one alone")
  func secondController() throws {
    let premises = try Premises()
    defer { premises.close() }
    let lab = try Laboratory(in: premises)
    try lab.startController(clock: "0,0,1.0")
    let second = try premises.run(
      "h2q",
      ["run", lab.site.folder, "--profiles", SiteCopy.profiles, "--state", premises.folder])
    #expect(second.code == 75)
    #expect(second.output.contains("another controller already runs"))
    _ = try lab.letScan(5)
  }

  @Test("A broken site ends with 78, and names every mistake")
  func brokenSite() throws {
    let premises = try Premises()
    defer { premises.close() }
    let site = try SiteCopy(
      of: "ovm-lab", in: premises,
      changes: ["volume: 2.55 m3": "volume: 2.55 bar", "highest-fill: 98 %": "highest-fil: 98 %"])
    let broken = try premises.run(
      "h2q", ["run", site.folder, "--profiles", SiteCopy.profiles, "--state", premises.folder])
    #expect(broken.code == 78)
    #expect(broken.output.contains("2.55 bar") && broken.output.contains("highest-fil"))
    #expect(!FileManager.default.fileExists(atPath: "\(premises.folder)/ovm-lab"))
  }

  @Test(
    "C9: a site that is not marked as simulated takes no clock and no addresses from a simulator")
  func realSite() throws {
    let premises = try Premises()
    defer { premises.close() }
    let site = try SiteCopy(of: "ovm-lab", in: premises, changes: [:])
    try site.removeSimulation()
    for option in [["--clock", "0,0,1.0"], ["--endpoints", "\(premises.folder)/endpoints.json"]] {
      let refused = try premises.run(
        "h2q",
        ["run", site.folder, "--profiles", SiteCopy.profiles, "--state", premises.folder] + option)
      #expect(refused.code == 64)
      #expect(refused.output.contains("is a real site"))
    }
    #expect(!FileManager.default.fileExists(atPath: "\(premises.folder)/ovm-lab"))
  }
}
