// The library of starting points: sites as they are on an ordinary day, cold, waiting or at work. They
// are lived through once, in virtual time and without wires, and every run goes on from one of them;
// nobody waits for a purge three thousand times.

import Control
import Plant
public import PlantSimulation
import Scenarios
public import SiteConfiguration

/// A site at one instant: the plant, and the controller where one has been running.
public struct StartingPoint: Sendable {
  public var name: String
  var description: PlantDescription
  var year: KasselYear
  var seed: UInt64
  /// Plant time at which the plant is built, or saved.
  var time: Milliseconds
  /// The plant's state; nil for one that is just built.
  var saved: [UInt8]?
  /// The controller's state; nil for a first start.
  var control: [UInt8]?
  var commands: [Double] = []
  var accounts: [UInt8]?
  var real: Milliseconds = 0
  var civilOffset: Milliseconds
  /// Somebody has asked every unit to run.
  var isWished = false
  /// Dispatch decides whether they do.
  var isAutomatic = false
  /// Hydrogen flows at the start.
  public var isInOperation = false

  /// A plant in this state.
  func plant(for site: LoadedSite) throws -> SimulatedPlant {
    let plant = SimulatedPlant(description, year: year, start: time, seed: seed)
    if let saved { try plant.restore(from: saved) }
    return plant
  }
}

extension StartingPoint {
  /// The library of a site. Every entry is another day; half of them and more are in operation.
  public static func library(of site: LoadedSite, year: KasselYear) throws -> [StartingPoint] {
    let isSummer = site.units.contains { $0.kind == .electrolyser }
    var points: [StartingPoint] = []
    // A sunny noon, a bright morning, a dull afternoon; a winter evening, a frosty night, a mild one.
    let days =
      isSummer
      ? ["2025-06-18T09:30:00Z", "2025-05-06T07:00:00Z", "2025-09-11T12:00:00Z"]
      : ["2025-01-15T16:30:00Z", "2025-02-03T03:00:00Z", "2025-11-20T17:00:00Z"]
    for (number, day) in days.enumerated() {
      guard let start = UTC.instant(day) else { continue }
      let offset: Milliseconds = isSummer ? 7_200_000 : 3_600_000
      let seed = UInt64(number + 1)
      points += try lived(site, year: year, start: start, civilOffset: offset, seed: seed)
    }
    return points
  }

  /// One day: cold, then waiting in a purged room, then at work, early and late.
  private static func lived(
    _ loaded: LoadedSite, year: KasselYear, start: Milliseconds, civilOffset: Milliseconds,
    seed: UInt64
  ) throws -> [StartingPoint] {
    let site = try VirtualSite(loaded, year: year, start: start, seed: seed, isWarm: true)
    site.civilOffset = civilOffset
    let cold = StartingPoint(
      name: "cold \(seed)", description: site.plant.description, year: year, seed: seed,
      time: start, civilOffset: civilOffset)
    func saved(_ name: String, _ isInOperation: Bool) -> StartingPoint {
      var point = cold
      point.name = "\(name) \(seed)"
      point.time = site.plant.time
      point.saved = site.plant.snapshotState()
      point.control = site.controlState
      point.accounts = site.accounts
      point.commands = site.snapshot.commands.map(\.value)
      point.real = site.snapshot.time.real
      point.isInOperation = isInOperation
      point.isWished = name != "purged"
      point.isAutomatic = name == "automatic"
      return point
    }
    func pass(_ span: Milliseconds) { site.run(span, period: 1_000) }
    pass(1_500_000)
    site.plant.press(.resetKey(pressDuration: 2_000))
    pass(5_000)
    let waiting = saved("purged", false)
    for (place, unit) in site.hydrogenUnits.enumerated() {
      site.ask(unit, .manual)
      pass(1_000)
      site.ask(
        Intent(
          .setpoint, unit: site.unit(unit), value: place % 2 == 0 ? 2.2 : 1.6, source: .scenario))
    }
    pass(2_400_000)
    let early = saved("running", true)
    pass(2_400_000)
    let steady = saved("steady", true)
    for unit in site.hydrogenUnits { site.ask(unit, .automatic) }
    pass(600_000)
    let late = saved("automatic", site.hydrogenUnits.contains { site.isAtWork($0) })
    return [cold, waiting, early, steady, late]
  }
}

extension VirtualSite {
  fileprivate func isAtWork(_ unit: String) -> Bool { report(unit)?.step == .running }
}
