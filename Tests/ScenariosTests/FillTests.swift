// Fills: a carriage of bottles from accept to hand-over on the simulated laboratory, a hose that leaks, and a
// person who takes the supervision key away in the middle. And the outlet that a lesson draws from.

import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

/// The laboratory with 4 kg in its tank, purged, with somebody there and the booster in manual mode.
private func laboratory() throws -> VirtualSite {
  var loaded = try Stage.shipped("ovm-lab")
  loaded.simulation?.start["tank"]?["mass"] = 4
  let site = try VirtualSite(
    loaded, year: try kasselYear.get(), start: try #require(UTC.instant("2025-06-18T07:00:00Z")),
    seed: 1, isWarm: true)
  site.civilOffset = 2 * hour
  site.pass(5 * minute + 5 * second)
  site.turnKey()
  site.plant.press(.supervision(isPresent: true))
  _ = try #require(site.seconds(within: hour) { $0.point("room.purge-missing") == 0 })
  site.ask("booster", .manual)
  site.ask("booster", .setpoint, 0.15)
  site.pass(2 * second)
  return site
}

extension VirtualSite {
  /// Says something about a unit.
  fileprivate func ask(_ name: String, _ kind: IntentKind, _ value: Double = 0) {
    ask(Intent(kind, unit: unit(name), value: value, source: .scenario, ticket: 7))
    pass(second)
  }

  /// Two persons accept bottles that arrive with 2 bar, and one starts the purge.
  fileprivate func connect() throws {
    ask("booster", .confirm, 2)
    ask("booster", .confirm, 2)
    pass(2 * second)
    try #require(report("booster")?.step == .connect)
    ask("booster", .proceed)
  }

  /// Waits until the booster asks for a person in a step.
  fileprivate func waits(in step: Step, within limit: Milliseconds) -> Bool {
    seconds(within: limit) {
      $0.report("booster")?.step == step
        && $0.report("booster")?.reason.code == .waitingForPerson
    } != nil
  }

  fileprivate func reaches(_ step: Step, within limit: Milliseconds) -> Bool {
    seconds(within: limit) { $0.report("booster")?.step == step } != nil
  }

  /// Fills until gas enters the bottles.
  fileprivate func beginFill() throws {
    try connect()
    try #require(waits(in: .leakTestHold, within: 15 * minute))
    ask("booster", .proceed)
    try #require(reaches(.fill, within: minute))
    pass(minute)
  }
}

@Suite struct FillTests {
  @Test("A fill from accept to hand-over: no row speaks, the masses agree, nothing is lost")
  func wholeFill() throws {
    let site = try laboratory()
    let trips = site.trips.count
    try site.beginFill()
    let before = site.point("booster.bottle-mass") ?? 0
    #expect(site.command("fill-valve.open") == 1)
    #expect(site.command("tank-outlet.open") == 1)
    #expect(site.command("booster.booster-enable") == 1)
    #expect(site.waits(in: .handOver, within: 2 * hour))
    #expect(
      site.steps(of: "booster").suffix(9)
        == [
          .connect, .purgeHose, .leakTestFill, .leakTestHold, .leakTestFill, .leakTestHold, .fill,
          .isolate, .ventHose, .handOver,
        ].suffix(9))
    #expect(before < 0.15)
    #expect((site.shown("booster", .pressure2) ?? 9) < 0.5)
    for valve in ["fill-valve", "tank-outlet", "hose-vent"] {
      #expect(site.command("\(valve).open") == 0, "\(valve)")
    }
    site.ask("booster", .proceed)
    site.pass(2 * second)
    #expect(site.report("booster")?.step == .permissives)
    #expect(site.trips.count == trips, "\(site.trips)")
    #expect(abs(site.missingHydrogen) < 1e-6)
  }

  @Test("A leak in the hose ends the fill before the bottles open")
  func leak() throws {
    let site = try laboratory()
    try site.connect()
    #expect(site.reaches(.leakTestHold, within: 5 * minute))
    try site.breaks("booster.leak 10")
    _ = site.run(
      until: { $0.report("booster")?.step != .leakTestHold }, within: 3 * minute, period: second)
    #expect(!site.steps(of: "booster").contains(.fill))
    #expect(site.command("fill-valve.open") == 0)
    let place = site.unit("booster")
    let stop = site.snapshot.findings.first { $0.unit == place && $0.kind == .stop }
    #expect([.leakTest, .interlock].contains(stop?.reason.code))
  }

  @Test("Without supervision a fill stops at once; the hose stays shut until somebody is back")
  func supervision() throws {
    let site = try laboratory()
    try site.beginFill()
    site.plant.press(.supervision(isPresent: false))
    site.pass(2 * second)
    #expect(site.report("booster")?.step == .hoseUnderPressure)
    #expect(site.command("booster.booster-enable") == 0)
    #expect(site.command("fill-valve.open") == 0)
    site.pass(3 * second)
    #expect(site.command("tank-outlet.open") == 0)
    site.ask("booster", .proceed)
    #expect(site.report("booster")?.step == .hoseUnderPressure)
    site.plant.press(.supervision(isPresent: true))
    site.pass(second)
    site.ask("booster", .proceed)
    #expect(site.reaches(.handOver, within: 3 * minute))
    #expect((site.shown("booster", .pressure2) ?? 9) < 0.5)
  }

  @Test("A lesson draws hydrogen while somebody has released the outlet, and no longer")
  func lesson() throws {
    let site = try laboratory()
    site.ask("tank-outlet", .manual)
    site.pass(5 * second)
    #expect(site.report("tank-outlet")?.step == .opened)
    try site.breaks("tank.draw 50")
    site.pass(10 * minute)
    let drawn = site.plant.balance.hydrogenDrawn
    #expect(drawn > 0.03)
    site.plant.press(.supervision(isPresent: false))
    site.pass(10 * second)
    let left = site.plant.balance.hydrogenDrawn
    site.pass(10 * minute)
    #expect(site.plant.balance.hydrogenDrawn == left)
    #expect(site.report("tank-outlet")?.step == .idle)
  }
}

@Suite struct TrippedBlowDownTests {
  @Test(
    "After L16 the modules let their pressure out one by one, into proven air; after gas they do not"
  )
  func blowDown() throws {
    let site = try Morning.running(.lab)
    site.allAutomatic()
    site.pass(20 * minute)
    let before = site.shown("el-1", .innerPressure) ?? 0
    #expect(before > 2)
    var most = 0
    var wasEarly = false
    site.afterScan = { site in
      most = max(most, site.count(.blowDown))
      let flow = site.shown("room", .airFlow) ?? 0
      if site.command("el-1.blow-down") == 1, flow < 700 { wasEarly = true }
    }
    try site.breaks("el-1.tank-pressure-switch reads 1")
    site.pass(15 * minute)
    #expect((site.shown("el-1", .innerPressure) ?? 9) < 2)
    #expect(site.report("el-1")?.mode == .tripped)
    #expect(site.commands("blow-down").allSatisfy { $0 == 0 })
    #expect(most == 1)
    #expect(!wasEarly)

    let other = try Morning.running(.lab)
    other.pass(20 * minute)
    try other.breaks("el-1.tank-pressure-switch reads 1")
    try other.breaks("room.smoke")
    other.afterScan = { site in
      if site.commands("blow-down").contains(1) { most = 9 }
    }
    other.pass(15 * minute)
    #expect(most == 1, "another row trips as well, and leaves nothing open")
  }
}

@Suite struct KeySwitchTests {
  @Test("The key on local stops in order what runs, and nothing starts or opens until it is back")
  func local() throws {
    let site = try Morning.running(.lab)
    site.plant.press(.keySwitch(.local))
    site.pass(2 * second)
    #expect(site.commands("run").allSatisfy { $0 == 0 })
    #expect(site.report("el-1")?.mode == .standby)
    site.allAutomatic()
    #expect(site.report("el-1")?.mode == .standby)
    site.pass(2 * hour)
    #expect(site.commands("run").allSatisfy { $0 == 0 })
    #expect(site.commands("blow-down").allSatisfy { $0 == 0 })
  }
}
