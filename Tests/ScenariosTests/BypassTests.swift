// A gas detector of the running laboratory is bypassed for its test, as a person does it: what stays
// quiet, what does not, and how it ends.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct BypassStoryTests {
  private func ask(_ site: VirtualSite, _ detector: String, minutes: Double) {
    site.ask(
      Intent(.bypass, unit: Int16(site.unit(detector)), value: minutes, source: .commandLine))
    site.pass(second)
  }

  @Test("Test gas at a bypassed detector stops nothing, but nothing new starts and X08 stands")
  func testGas() throws {
    let site = try Morning.running(.lab)
    let story = try RowStory("X08", at: site)
    try story.raise { ask($0, "at-301", minutes: 60) }
    try site.breaks("at-301.zero 30")
    site.pass(2 * minute)
    for row in ["L01", "L02", "L02a/stop", "L04/detector"] {
      #expect(!site.isActive(row), "\(row)")
    }
    #expect(site.report("el-1")?.step == .running)
    try site.breaks("at-302.zero 30")
    site.pass(5 * second)
    #expect(site.isActive("L02"), "one of the two others is enough")
  }

  @Test("A forgotten bypass ends in a faulted detector, and a person ends that")
  func forgotten() throws {
    let site = try Morning.running(.lab)
    ask(site, "at-303", minutes: 10)
    site.pass(9 * minute)
    #expect(!site.isActive("L04/detector"))
    site.pass(minute + 5 * second)
    #expect(site.isActive("L04/detector") && site.isActive("X08"))
    #expect(site.events.contains { $0.kind == .bypassExpired })
    ask(site, "at-303", minutes: 0)
    site.pass(5 * second)
    #expect(!site.isActive("L04/detector") && !site.isActive("X08"))
  }

  @Test("At Wesertor no detector is bypassed: each one watches a place of its own")
  func wesertor() throws {
    let site = try Morning.running(.wesertor)
    ask(site, "at-301", minutes: 60)
    #expect(
      site.events.contains {
        $0.kind == .intentRefused && $0.reason.code == .bypassNoOther
      })
    #expect(!site.isActive("X08"))
  }
}
