// What the history tests share: a small catalogue, snapshots made by hand, and a folder that goes away
// with its test.

import Foundation
import Historian
import Plant
import Synchronization
import Testing

/// A folder of its own for one test, removed at the end.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "history-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var file: String { path + "/history.sqlite" }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}

func catalogue(
  site: String = "test-site", isSimulated: Bool = true, extra: Int = 0
) -> SiteCatalogue {
  var points = [
    PointDefinition(name: "pt-201.pressure", device: "pt-201", unit: .barGauge, deadBand: 0.1),
    PointDefinition(name: "el-1.power", device: "el-1", unit: .kilowatt, deadBand: 0),
  ]
  for number in 0..<extra {
    points.append(PointDefinition(name: "x.\(number)", device: "x", unit: .one))
  }
  return SiteCatalogue(
    site: site, text: .init(de: "Prüfstand", en: "test stand"), isSimulated: isSimulated,
    points: points, actuators: [],
    units: [UnitDefinition(name: "el-1", kind: .electrolyser, text: .init(de: "", en: ""))],
    rows: [
      RowDefinition(
        row: "L02", part: "pressure", cause: .init(de: "", en: ""),
        consequence: .init(de: "", en: ""), action: .init(de: "", en: ""), priority: .first,
        isLatched: true, resetRule: .panel, group: "", unit: .barGauge, threshold: 34)
    ])
}

/// A snapshot at a plant time with these samples and events.
func snapshot(
  at plant: Milliseconds, _ samples: [RawSample], events: [Event] = [], scan: UInt64 = 1
) -> Snapshot {
  let time = ScanTime(scan: scan, real: plant, plant: plant)
  let image = ProcessImage(points: 0, time: time)
  let decision = Decision(actuators: 0, units: 0, rows: 0, derived: 0)
  var snapshot = Snapshot(image: image, decision: decision)
  snapshot.samples = samples
  snapshot.events = events
  return snapshot
}

func good(_ values: Double...) -> [RawSample] { values.map { .good($0, at: 0) } }

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

/// Collects reports from the writer's thread.
final class Reports: Sendable {
  private let kept = Mutex<[HistorianReport]>([])
  var all: [HistorianReport] { kept.withLock { $0 } }
  func add(_ report: HistorianReport) { kept.withLock { $0.append(report) } }
}
