// What a storm is drawn from, without living through it: every row has its turn or a reason why it has
// none, stories keep nobody's rounds, and the report tells a row that never fired from one that cannot.

import Plant
import PlantSimulation
import SiteConfiguration
import Testing

@testable import Hunt

@Suite struct TurnTests {
  @Test("Every row of both matrices has a turn, or stands among those that cannot fire")
  func everyRow() throws {
    for hunter in [try Grounds.lab.get(), try Grounds.quarter.get()] {
      let labels = hunter.rowLabels
      let site = hunter.site.catalogue.site
      let asked = Set(hunter.terrain.turns.map(\.row))
      let rest = labels.indices.filter { !asked.contains($0) }.map { "\(site) \(labels[$0])" }
      #expect(rest == Unraisable.all.map(\.row).filter { $0.hasPrefix(site) })
    }
  }

  @Test("A hundred and twenty seeds ask for each row of both sites, and each fits into a storm")
  func allInTime() throws {
    for (place, hunter) in [try Grounds.lab.get(), try Grounds.quarter.get()].enumerated() {
      let turns = hunter.terrain.turns
      #expect(turns.count <= 60 * Forecast.turnsPerRun)
      let storm = HuntPlan(minutes: 60).storm
      for turn in turns {
        for way in turn.ways {
          #expect(!way.isEmpty)
          #expect(way.map(\.end).max() ?? 0 < storm - 60_000, "\(hunter.rowLabels[turn.row])")
        }
      }
      // What is drawn for a row is in the forecast of its seed, whatever else comes.
      let wanted = try #require(turns.first).ways.flatMap { $0 }.map { "\($0.what)" }
      let seed = UInt64(turns.count * 2 + place)
      let drawn = Forecast(seed: seed, over: hunter.terrain, for: storm).gusts.map { "\($0.what)" }
      #expect(drawn.contains { wanted.contains($0) })
    }
  }

  @Test("A story makes no rounds, and begins early enough to be seen to its end")
  func stories() throws {
    let terrain = try Grounds.lab.get().terrain
    let storm = HuntPlan(minutes: 60).storm
    var seen: Set<Story> = []
    for seed in UInt64(1)...400 {
      let forecast = Forecast(seed: seed, over: terrain, for: storm)
      guard let story = forecast.story else { continue }
      seen.insert(story)
      let first = forecast.gusts.map(\.begin).min() ?? storm
      #expect(first < storm / 5, "seed \(seed)")
      let rounds = forecast.gusts.filter { "\($0.what)".contains("acknowledgeGasWarning") }
      #expect(rounds.count < 4, "seed \(seed)")
    }
    #expect(seen.count == Story.allCases.count)
  }

  @Test("A key that a story holds is held longer than a turn may take")
  func heldKey() throws {
    let terrain = try Grounds.lab.get().terrain
    for seed in UInt64(1)...50 {
      var draw = Draw(terrain: terrain, random: SeededRandom(seed: seed))
      let turns = draw.gusts(of: .heldKey).compactMap { gust -> Milliseconds? in
        guard case .hand(.resetKey(let length)) = gust.what else { return nil }
        return length
      }
      #expect(turns.count == 1)
      #expect(turns[0] > 6_500)
    }
  }

  @Test("A row that cannot fire is no silent row, and one that fires all the same is told")
  func report() throws {
    let hunter = try Grounds.quarter.get()
    let labels = hunter.rowLabels
    var result = RunResult(seed: 1, site: hunter.site.catalogue.site, start: "purged 1")
    result.rows = labels.map { $0 == "X09" || $0 == "W02" ? 0 : 1 }
    var report = HuntReport()
    report.add(result, of: hunter)
    #expect(report.silentRows == ["wesertor W02"])
    #expect(report.wronglyExcused.isEmpty)
    #expect(report.lines.contains { $0.hasPrefix("wesertor X09 cannot fire here because ") })
    result.rows = labels.map { _ in 1 }
    report.add(result, of: hunter)
    #expect(report.silentRows.isEmpty)
    #expect(report.wronglyExcused == ["wesertor X09"])
  }
}
