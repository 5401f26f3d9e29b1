// Ordinary days: nothing breaks, and everything that people want of the sites happens in its order.

import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct OrdinaryDayTests {
  @Test("The laboratory purges, starts its modules one after another and makes hydrogen")
  func summerDay() throws {
    let site = try Stage.lab()
    let laws = LawBook()
    laws.watch(site)
    var mostStarting = 0
    var earlyInlet: [String] = []
    var wasInletOpen = false
    let law = site.afterScan
    site.afterScan = { site in
      law?(site)
      let starting = site.hydrogenUnits.count { name in
        switch site.report(name)?.step {
        case .wake, .start, .selfTest, .pressurise, .blowDown: true
        default: false
        }
      }
      mostStarting = max(mostStarting, starting)
      let isOpen = site.command("tank-inlet.open") == 1
      if isOpen, !wasInletOpen {
        let tank = site.shown("tank", .pressure) ?? 0
        let outlet = site.shown("el-1", .outletPressure) ?? 0
        if outlet < tank + 0.4 { earlyInlet.append("outlet \(outlet), tank \(tank)") }
      }
      wasInletOpen = isOpen
    }
    site.pass(5 * minute + 5 * second)
    #expect(site.report("el-1")?.mode == .tripped, "nobody has turned the key yet")
    site.turnKey()
    #expect(site.report("el-1")?.mode == .standby)
    site.allAutomatic()
    #expect(site.report("el-1")?.reason.code == .purgeIncomplete)
    let purged = try #require(
      site.seconds(within: hour) { site in site.events.contains { $0.kind == .purgeComplete } })
    #expect(abs(purged + 310 - 18 * 60) < 90, "60 m3 five times at 1000 m3/h")
    site.pass(3 * hour)
    let made = site.plant.balance.hydrogenMade
    #expect(made > 0.1)
    #expect(earlyInlet == [])
    site.pass(3 * hour)
    #expect(mostStarting == 1)
    #expect(site.trips == ["X01/unclean-start"], "nothing but the start of the controller trips")
    #expect(site.plant.balance.electrolyserStarts <= 16)
    #expect(abs(site.missingHydrogen) < 1e-6)
    #expect(abs(site.missingEnergy) < 0.01)
    #expect(laws.breaches == [])
  }

  @Test("Wesertor proves heat and tightness, admits hydrogen and answers the evening's load")
  func winterEvening() throws {
    let site = try Stage.wesertor()
    let laws = LawBook()
    laws.watch(site)
    site.morning()
    let running = site.seconds(within: 2 * hour) { $0.report("fc-1")?.step == .running }
    try #require(running != nil)
    #expect(
      site.steps(of: "fc-1").filter { $0 != .permissives && $0 != .idle && $0 != .tripped } == [
        .heatLoop, .leakTestFill, .leakTestHold, .admit, .startRequest, .deviceStart, .warmUp,
        .running,
      ])
    site.pass(hour)
    let books = site.plant.balance
    #expect(books.hydrogenUsed > 0.05)
    #expect((site.shown("fc-1", .power) ?? 0) >= 1)
    #expect(books.recoveredHeat > 0.3)
    site.ask(Intent(.stop, source: .scenario))
    var closedUnderLoad = false
    let law = site.afterScan
    site.afterScan = { site in
      law?(site)
      if site.command("house-valve.open") == 0, (site.shown("fc-1", .power) ?? 0) > 0.2 {
        closedUnderLoad = true
      }
    }
    let rest = site.seconds(within: 10 * minute) { $0.command("house-valve.open") == 0 }
    try #require(rest != nil)
    #expect(!closedUnderLoad, "a valve that closes under load starves the anode")
    #expect(site.shown("fc-1", .status) == 1)
    site.pass(20 * minute)
    #expect(site.report("fc-1")?.step == .idle)
    #expect(site.command("heat.pump") == 0)
    #expect(site.trips == ["X01/unclean-start"])
    #expect(abs(site.missingHydrogen) < 1e-6)
    #expect(abs(site.missingEnergy) < 0.01)
    #expect(laws.breaches == [])
  }
}
