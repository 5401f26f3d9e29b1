// The stage of the scenarios: the shipped sites in virtual time, with words short enough for a test
// to read as a story. Every test builds its own site.

import DeviceProfiles
import Foundation
import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import StrictYAML
import Testing

let second: Milliseconds = 1_000
let minute: Milliseconds = 60_000
let hour: Milliseconds = 3_600_000

/// The Kassel year, read once.
let kasselYear = Result { try KasselYear.load() }

enum Stage {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Reads a site of the tree.
  static func load(_ folder: String) throws -> LoadedSite {
    let result = loadSite(
      at: root.appending(path: folder).path(),
      profiles: root.appending(path: "hardware/devices").path())
    switch result {
    case .success(let site): return site
    case .failure(let problems):
      Issue.record("\(folder):\n\(report(problems))")
      throw problems
    }
  }

  /// The shipped sites, read once.
  private static let lab = Result { try load("hardware/sites/ovm-lab") }
  private static let wesertor = Result { try load("hardware/sites/wesertor") }

  /// A shipped site.
  static func shipped(_ name: String) throws -> LoadedSite {
    switch name {
    case "ovm-lab": try lab.get()
    case "wesertor": try wesertor.get()
    default: try load("hardware/sites/\(name)")
    }
  }

  static func site(
    _ name: String, at start: String, seed: UInt64 = 1, isWarm: Bool = true
  ) throws -> VirtualSite {
    try VirtualSite(
      try shipped(name), year: try kasselYear.get(),
      start: try #require(UTC.instant(start)), seed: seed, isWarm: isWarm)
  }

  /// The laboratory on a sunny summer day, 18 June, 11:30 in civil summer time.
  static func lab(seed: UInt64 = 1) throws -> VirtualSite {
    let site = try site("ovm-lab", at: "2025-06-18T09:30:00Z", seed: seed)
    site.civilOffset = 2 * hour
    return site
  }

  /// The Wesertor quarter on a winter evening, 15 January, 17:30.
  static func wesertor(seed: UInt64 = 1) throws -> VirtualSite {
    try site("wesertor", at: "2025-01-15T16:30:00Z", seed: seed)
  }
}

extension VirtualSite {
  /// Lets time pass in scans of a second.
  func pass(_ duration: Milliseconds) { run(duration, period: second) }

  /// Seconds until something holds; nil when it does not within the limit.
  func seconds(within limit: Milliseconds, until condition: (VirtualSite) -> Bool) -> Double? {
    let begin = plant.time
    guard run(until: condition, within: limit, period: second) else { return nil }
    return Double(plant.time - begin) / 1000
  }

  /// A person on site turns the key for two seconds.
  func turnKey() {
    plant.press(.resetKey(pressDuration: 2 * second))
    pass(4 * second)
  }

  /// What every morning begins with: five minutes of clean air, the key, then automatic for all.
  func morning() {
    pass(5 * minute + 5 * second)
    turnKey()
    allAutomatic()
  }

  func allAutomatic() {
    for unit in hydrogenUnits { ask(unit, .automatic) }
    pass(second)
  }

  /// A site whose first unit runs.
  func run(first unit: String) throws {
    morning()
    _ = try #require(
      seconds(within: 2 * hour) { $0.report(unit)?.step == .running }, "\(unit) did not start")
  }

  /// All units that are in this step.
  func count(_ step: Step) -> Int { hydrogenUnits.count { report($0)?.step == step } }

  func commands(_ role: String) -> [Double] {
    loaded.catalogue.actuators.filter { $0.name.hasSuffix(".\(role)") }
      .compactMap { command($0.name) }
  }

  /// Rows that latched at any time so far.
  var trips: [String] {
    events.filter { $0.kind == .rowRaised && loaded.catalogue.rows[Int($0.subject)].isLatched }
      .map { loaded.catalogue.rows[Int($0.subject)].label }
  }

  /// What a unit went through.
  func steps(of name: String) -> [Step] {
    events.filter { $0.kind == .stepChanged && $0.subject == unit(name) }
      .compactMap { Step(rawValue: UInt8($0.value)) }
  }
}

/// Mended, acknowledged and reset by key and panel, the site must be free of latches and in
/// standby.
func expectHealthy(
  _ site: VirtualSite, after wait: Milliseconds = 12 * minute,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  site.plant.clearFaults()
  site.pass(wait)
  site.plant.press(.acknowledgeGasWarning)
  site.pass(3 * second)
  site.turnKey()
  site.ask(Intent(.resetAtPanel, source: .scenario))
  site.pass(2 * second)
  #expect(site.latchedRows == [], sourceLocation: sourceLocation)
  for unit in site.hydrogenUnits {
    #expect(site.report(unit)?.mode != .tripped, "\(unit)", sourceLocation: sourceLocation)
    #expect(
      site.report(unit)?.step != .running, "a reset starts nothing", sourceLocation: sourceLocation)
  }
}
