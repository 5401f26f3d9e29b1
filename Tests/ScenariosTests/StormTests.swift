// Storms: random faults and random wishes for two hours, from a seed. No law may break while it
// blows, and when everything is mended the site must be healthy again.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct StormTests {
  private func weather(_ site: VirtualSite, seed: UInt64) {
    let laws = LawBook()
    laws.watch(site)
    var storm = Storm(seed: seed)
    storm.blow(over: site, for: 2 * hour)
    storm.end(at: site)
    site.pass(20 * minute)
    let story = storm.diary.joined(separator: "\n")
    #expect(laws.breaches == [], "\(story)")
    #expect(site.latchedRows == [], "\(site.activeRows)\n\(story)")
    for unit in site.hydrogenUnits {
      #expect(site.report(unit)?.mode != .tripped, "\(unit) with \(site.activeRows)\n\(story)")
    }
    #expect(abs(site.missingHydrogen) < 1e-6, "\(story)")
    // Whatever stood in the way: a person turns the key, and the first unit runs within the hour.
    let first = site.hydrogenUnits[0]
    site.turnKey()
    site.ask(first, .manual)
    site.pass(second)
    site.ask(Intent(.setpoint, unit: site.unit(first), value: 2, source: .scenario))
    let running = site.seconds(within: hour) { $0.report(first)?.step == .running }
    #expect(
      running != nil,
      "\(String(describing: site.report(first))) with \(site.activeRows)\n\(story)")
    #expect(laws.breaches == [], "\(story)")
  }

  @Test("The laboratory weathers storms", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func laboratory(seed: UInt64) throws {
    weather(try Stage.lab(seed: seed), seed: seed)
  }

  @Test("Wesertor weathers storms", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func quarter(seed: UInt64) throws {
    weather(try Stage.wesertor(seed: seed), seed: seed + 100)
  }
}
