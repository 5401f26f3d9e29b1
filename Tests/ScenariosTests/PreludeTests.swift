// The hours before a story: what a unit gathered in them lets it start as soon as the room is purged,
// and lifts nothing else.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct PreludeTests {
  private func site(_ name: String, _ start: String, offset: Milliseconds) throws -> VirtualSite {
    let site = try Stage.site(name, at: start)
    site.civilOffset = offset
    let accounts = try gatheredAccounts(
      site.loaded, year: try kasselYear.get(), before: site.plant.time, civilOffset: offset)
    site.takeOver(accounts: accounts)
    return site
  }

  @Test("Benefit that was gathered before starts every module as soon as the room is purged")
  func lab() throws {
    let site = try site("ovm-lab", "2026-06-18T09:30:00Z", offset: 2 * hour)
    site.pass(second)
    #expect(site.latchedRows.contains { $0.hasPrefix("X01") }, "a kept account resets nothing")
    site.morning()
    let purged = site.seconds(within: hour) { site in
      site.events.contains { $0.kind == .purgeComplete }
    }
    try #require(purged != nil)
    #expect(site.count(.idle) + site.count(.permissives) == 4, "nothing starts before the purge")
    let started = site.seconds(within: 3 * minute) { $0.report("el-1")?.step == .wake }
    #expect(started != nil)
    let running = site.seconds(within: hour) { $0.count(.running) == 4 }
    #expect(running != nil, "all four had gathered enough; they start one after another")
  }

  @Test("The fuel cell starts as soon as its room is purged")
  func wesertor() throws {
    let site = try site("wesertor", "2026-01-15T16:30:00Z", offset: hour)
    site.morning()
    try #require(
      site.seconds(within: hour) { site in
        site.events.contains { $0.kind == .purgeComplete }
      } != nil)
    #expect(site.seconds(within: 2 * minute) { $0.report("fc-1")?.step == .heatLoop } != nil)
  }
}
