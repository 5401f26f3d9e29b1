// The hunt itself: the same seed ends in the same bits, sixty storms begin without breaking a law, and a
// command that a test tampers with is found. Runs are short here; `make storm` lives through long ones.

import Foundation
import Plant
import PlantSimulation
import PlantTruth
import SiteConfiguration
import Testing

@testable import Hunt

/// The two sites with their libraries, lived through once for all tests.
enum Grounds {
  static let lab = Result { try hunter("ovm-lab") }
  static let quarter = Result { try hunter("wesertor") }

  private static func hunter(_ name: String) throws -> Hunter {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let result = loadSite(
      at: root.appending(path: "hardware/sites/\(name)").path(),
      profiles: root.appending(path: "hardware/devices").path())
    return try Hunter(try result.get(), year: try KasselYear.load())
  }
}

@Suite struct HuntTests {
  @Test("The same seed ends in the same bits, another one in others")
  func sameSeed() throws {
    let hunter = try Grounds.quarter.get()
    let plan = HuntPlan(minutes: 10)
    let first = try hunter.run(7, plan: plan)
    let again = try hunter.run(7, plan: plan)
    #expect(first.scans > 3_000)
    #expect(again.digest == first.digest)
    #expect(again.diary == first.diary)
    #expect(try hunter.run(8, plan: plan).digest != first.digest)
  }

  @Test("Sixty storms over both sites break no law in their first minutes", arguments: 0..<6)
  func sixtySeeds(part: Int) throws {
    var plan = HuntPlan(minutes: 10)
    // The whole hunt is `make storm`, in release; here the storms are only begun.
    plan.lastScan = 900
    var fired = 0
    for seed in UInt64(part * 10 + 1)...UInt64(part * 10 + 10) {
      let hunter = try (seed % 2 == 0 ? Grounds.lab : Grounds.quarter).get()
      let result = try hunter.run(seed, plan: plan)
      #expect(result.breach == nil, "seed \(seed), scan \(result.breachScan)")
      #expect(result.scans > 0)
      fired += result.rows.reduce(0, +)
    }
    #expect(fired > 0, "the rows that fired are counted")
  }

  @Test("A run that begins in operation goes on as if nothing had happened")
  func startsInOperation() throws {
    for hunter in [try Grounds.lab.get(), try Grounds.quarter.get()] {
      let start = try #require(hunter.library.first { $0.isInOperation })
      let world = try HuntWorld(hunter.site, from: start, seed: 1)
      for _ in 0..<100 { world.beat() }
      #expect(world.flowing == 100, "\(start.name)")
      #expect(world.rows.last != nil, "the world sees what the controller says")
      #expect(world.actingRows.isEmpty, "\(world.actingRows)")
    }
  }

  @Test("Half of the starting points and more are in operation, and so are most runs")
  func library() throws {
    for hunter in [try Grounds.lab.get(), try Grounds.quarter.get()] {
      #expect(hunter.library.count { $0.isInOperation } * 2 >= hunter.library.count)
      let starts = (1...200).count { hunter.start(of: UInt64($0)).isInOperation }
      #expect(starts > 120)
    }
  }

  @Test("Every instrument that a row waits for can be made to show it")
  func aims() throws {
    let aims = try Grounds.lab.get().terrain.aims
    #expect(aims.contains { $0.signal == .concentration && $0.value == 23 })
    #expect(aims.contains { $0.signal == .noSmoke && $0.value == 0 })
    #expect(aims.contains { $0.signal == .pressure && $0.value == nil })
    #expect(aims.count > 60)
  }

  /// The first verdict on a site whose commands are tampered with, and the same seed without.
  private func verdict(
    _ hunter: Hunter, on names: (String) -> Bool, at value: Double
  ) throws -> RunResult? {
    let actuators = hunter.site.catalogue.actuators
    let sabotage = Sabotage(
      actuators: actuators.indices.filter { names(actuators[$0].name) }, value: value)
    #expect(!sabotage.actuators.isEmpty)
    var plan = HuntPlan(minutes: 10)
    plan.lastScan = 900
    for seed in UInt64(1)...20 {
      let result = try hunter.run(seed, plan: plan, sabotage: sabotage)
      guard result.breach != nil else { continue }
      #expect(try hunter.run(seed, plan: plan).breach == nil, "seed \(seed) alone breaks a law")
      return result
    }
    return nil
  }

  @Test("A valve that is shut under a running cell is found")
  func shutValve() throws {
    let found = try verdict(Grounds.quarter.get(), on: { $0 == "house-valve.open" }, at: 0)
    #expect(found?.breach.map { "\($0)".contains("valve shuts") } == true)
  }

  @Test("Modules that go on whatever is decided are found")
  func noStop() throws {
    let isPower = { (name: String) in
      name.hasPrefix("el-") && (name.hasSuffix(".run") || name.hasSuffix(".external-release"))
    }
    #expect(try verdict(Grounds.lab.get(), on: isPower, at: 1) != nil)
  }
}
