// What the journal tests share: a small site whose rows look at its points, a controller that lives on it
// and is recorded, chance from a seed, and a folder that goes away with its test.

import Control
import Foundation
import GRDB
import Plant
import Safety
import Synchronization
import Testing

@testable import Journal

/// Numbers from a seed (SplitMix64, Steele et al. 2014).
struct Chance {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  mutating func one(in count: Int) -> Bool { below(count) == 0 }
}

/// A folder of its own for one test, removed at the end.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "journal-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var file: String { path + "/journal.sqlite" }
}

enum SmallSite {
  static let points = 12

  /// Two units, four actuators, and a row over each of four points.
  static func description() -> SiteDescription {
    var site = SiteDescription()
    site.measuredPoints = points
    site.units = 2
    for number in 0..<4 {
      site.actuators.append(
        ActuatorLimits(
          failSafe: 0, lowest: 0, highest: 1, safeDirection: .down, unit: Int16(number % 2)))
    }
    for number in 0..<4 {
      var row = InterlockRow()
      row.cause = .above
      row.threshold = 50
      row.firstInput = Int32(number)
      row.inputCount = 1
      row.votes = 1
      row.firstEffect = Int32(number)
      row.effectCount = 1
      site.inputs.append(PointIndex(raw: Int16(number)))
      var effect = RowEffect()
      effect.index = Int16(number % 2)
      effect.effect = .trip
      site.effects.append(effect)
      site.rows.append(row)
    }
    return site
  }

  static func catalogue(name: String = "small", isSimulated: Bool = true) -> SiteCatalogue {
    let none = BilingualText(de: "", en: "")
    let description = description()
    return SiteCatalogue(
      site: name, text: none, isSimulated: isSimulated,
      points: (0..<points).map { PointDefinition(name: "p-\($0)", device: "d", unit: .one) },
      actuators: (0..<4).map {
        ActuatorDefinition(
          name: "a-\($0)", device: "d", unit: .one, limits: description.actuators[$0])
      },
      units: (0..<2).map { UnitDefinition(name: "u-\($0)", kind: .electrolyser, text: none) },
      rows: (0..<4).map {
        RowDefinition(
          row: "R0\($0)", cause: none, consequence: none, action: none, priority: .first,
          isLatched: false, resetRule: .auto, group: "", unit: .one, threshold: 50)
      })
  }

  static func identity(
    name: String = "small", configuration: UInt64 = 7, build: String = "test"
  ) -> JournalIdentity {
    JournalIdentity(
      catalogue: catalogue(name: name), description: description(), configuration: configuration,
      build: build)
  }
}

/// A controller of the small site whose scans are recorded.
final class Controller {
  private let site = Site(SmallSite.description())
  private var image = ProcessImage(points: SmallSite.points)
  private var state: ControlState
  private var decision: Decision
  private let journal: JournalWriter
  private var chance: Chance
  private(set) var scan: UInt64 = 0
  private var leapt: Milliseconds = 0
  /// Plant time of the first scan is this plus 100.
  static let start: Milliseconds = 1_780_000_000_000

  init(_ journal: JournalWriter, seed: UInt64 = 1) {
    self.journal = journal
    chance = Chance(state: seed)
    state = ControlState(for: site)
    decision = Decision(actuators: 4, units: 2, rows: 4, derived: 0)
  }

  /// Sets the clock of the plant.
  func leap(by time: Milliseconds) { leapt += time }

  /// Runs scans of 100 ms as fast as the disk takes their blocks, which no real site does.
  func runPatiently(_ scans: Int) throws {
    var left = scans
    while left > 0 {
      run(min(left, 100))
      left -= 100
      try eventually("the disk takes what has come") { journal.isIdle }
    }
  }

  /// Runs scans of 100 ms; the points wander, and now and then one is silent or somebody asks.
  func run(_ scans: Int) {
    for _ in 0..<scans {
      scan += 1
      let real = Milliseconds(scan) * 100
      image.time = ScanTime(scan: scan, real: real, plant: Self.start + leapt + real)
      for place in 0..<SmallSite.points where chance.one(in: 3) {
        image.samples[place] =
          chance.one(in: 50)
          ? .bad(.deviceFault, at: real)
          : .good(Double(chance.below(600)) / 10, at: real - Milliseconds(chance.below(40)))
      }
      let intents =
        chance.one(in: 40) ? [Intent(.acknowledge, source: .panel, ticket: UInt32(scan))] : []
      journal.willStep(state)
      step(image, intents: intents.span, on: site, state: &state, decision: &decision)
      journal.didStep(image: image, intents: intents.span, state: state, decision: decision)
    }
  }
}

/// Records so many scans into a new journal.
func record(_ scans: Int, in folder: Folder, seed: UInt64 = 1) throws {
  let journal = try JournalWriter(path: folder.file, identity: SmallSite.identity())
  try Controller(journal, seed: seed).runPatiently(scans)
  #expect(journal.close())
}

/// A replay of the journal in a folder.
func replay(_ folder: Folder, configuration: UInt64 = 7) throws -> Replay {
  try Replay(
    try JournalReader(folder.file), description: SmallSite.description(),
    catalogue: SmallSite.catalogue(), configuration: configuration)
}

/// Waits, by looking again, until `condition` holds; the deadline only ends a test that fails.
func eventually(
  _ what: String, within seconds: Double = 20, _ condition: () throws -> Bool
) throws {
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end {
    if try condition() { return }
    Thread.sleep(forTimeInterval: 0.01)
  }
  Issue.record("never happened: \(what)")
}

/// Changes a journal file behind the program's back.
func tamper(_ folder: Folder, _ change: (Database) throws -> Void) throws {
  let queue = try DatabaseQueue(path: folder.file)
  try queue.write(change)
  try queue.close()
}

/// Collects reports from the journal's thread.
final class Reports: Sendable {
  private let kept = Mutex<[JournalReport]>([])
  var all: [JournalReport] { kept.withLock { $0 } }
  func add(_ report: JournalReport) { kept.withLock { $0.append(report) } }
}
