// The desk as the house uses it: snapshots in, wishes in, the list out, everything on disk that must be,
// and no waiting for the scan.

import Foundation
import Plant
import Synchronization
import Testing

@testable import Alarms

private let definitions = [alarm("L12"), alarm("L02", at: 1, priority: .first, isLatched: true)]

private func catalogue() -> SiteCatalogue {
  let text = BilingualText(de: "Prüfstand", en: "Test stand")
  return SiteCatalogue(
    site: "lab", text: text, isSimulated: true, points: [], actuators: [],
    units: [
      UnitDefinition(name: "room", kind: .room, text: text),
      UnitDefinition(name: "el-1", kind: .electrolyser, text: text),
    ], rows: [])
}

private func snapshot(
  _ scan: UInt64, _ rows: [RowReport], after start: Milliseconds = 0, step: Step = .idle,
  reason: Reason = .none
) -> Snapshot {
  let time = ScanTime(
    scan: scan, real: Milliseconds(scan) * 1_000,
    plant: Bench.dawn + start + Milliseconds(scan) * 1_000)
  let image = ProcessImage(points: 0, time: time)
  let decision = Decision(actuators: 0, units: 2, rows: 0, derived: 0)
  var snapshot = Snapshot(image: image, decision: decision)
  snapshot.time = time
  snapshot.rows = rows
  snapshot.units[1].step = step
  snapshot.units[1].reason = reason
  return snapshot
}

private func standing() -> RowReport {
  var report = RowReport.quiet
  report.isDemanded = true
  report.isActive = true
  report.isUnacknowledged = true
  return report
}

/// What the desk reported.
private final class Reports: Sendable {
  private let kept = Mutex<[String]>([])
  var all: [String] { kept.withLock { $0 } }
  func add(_ text: String) { kept.withLock { $0.append(text) } }
}

@Suite("The alarm desk")
struct DeskTests {
  @Test("Snapshots go in, the list comes out, and the log tells what happened")
  func list() throws {
    let place = try Folder()
    let desk = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    desk.offer(snapshot(1, [.quiet, .quiet]))
    desk.offer(snapshot(2, [standing(), .quiet]))
    #expect(desk.list.announced.map(\.alarm.definition.name) == ["L12"])
    #expect(desk.close())
    let records = AlarmFolder(place.path).records().records
    #expect(records.map(\.kind) == [.startedAnew, .raised])
  }

  @Test("What was granted is on disk before the answer, and a second desk takes it up")
  func survives() throws {
    let place = try Folder()
    let desk = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    desk.offer(snapshot(1, [.quiet, .quiet]))
    desk.offer(snapshot(2, [standing(), .quiet]))
    #expect(
      try desk.grant(.shelve("L12", 3_600_000, reason: "Fühler")).get().map(\.kind) == [.shelved])
    // No close: the power goes here.
    #expect(
      AlarmFolder(place.path).records().records.map(\.kind) == [.startedAnew, .raised, .shelved])
    let second = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    second.offer(snapshot(1, [standing(), .quiet], after: 60_000))
    #expect(second.list.alarms[0].state == .shelved)
    #expect(second.list.alarms[0].shelf?.reason == "Fühler")
    #expect(second.close())
    #expect(AlarmFolder(place.path).records().records.last?.kind == .restarted)
  }

  @Test("A refused wish changes nothing and writes nothing")
  func refused() throws {
    let place = try Folder()
    let desk = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    #expect(desk.grant(.acknowledge("L12")) == .failure(.notYet))
    desk.offer(snapshot(1, [.quiet, .quiet]))
    #expect(desk.grant(.shelve("L02", 60_000, reason: "stört")) == .failure(.firstPriority("L02")))
    #expect(AlarmFolder(place.path).records().records.map(\.kind) == [.startedAnew])
  }

  @Test("A tray that is full keeps the newest and counts what it left out")
  func fullTray() throws {
    let place = try Folder()
    let desk = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    for scan in 1...UInt64(AlarmDesk.mostWaiting + 9) {
      desk.offer(snapshot(scan, [.quiet, .quiet]))
    }
    desk.offer(snapshot(1_000, [standing(), .quiet]))
    #expect(desk.snapshotsMissed == 10)
    #expect(desk.list.time?.scan == 1_000)
    #expect(desk.list.announced.count == 1)
  }

  @Test("A disk that refuses is told once and is an alarm, and the list goes on")
  func noDisk() throws {
    let place = try Folder()
    let reports = Reports()
    let alarms = definitions + systemAlarms(of: [])
    let folder = AlarmFolder(place.path + "/later")
    let desk = AlarmDesk(alarms, for: catalogue(), in: folder, report: reports.add)
    for scan in 1...15 { desk.offer(snapshot(UInt64(scan), [standing(), .quiet])); desk.work() }
    #expect(reports.all.count == 1)
    #expect(
      desk.list.announced.map(\.alarm.definition.name) == ["L12", NamedCondition.memoryFailing])
    #expect(!desk.close())
    try FileManager.default.createDirectory(
      atPath: place.path + "/later", withIntermediateDirectories: false)
    desk.offer(snapshot(17, [standing(), .quiet]))
    #expect(desk.list.announced.count == 2)
    #expect(reports.all.count == 2)
    #expect(folder.records().records.map(\.kind).prefix(2) == [.startedAnew, .raised])
  }

  @Test("A start that failed is an alarm of its unit until a person unlocks it")
  func failedStart() throws {
    let place = try Folder()
    let catalogue = catalogue()
    let desk = AlarmDesk(
      systemAlarms(of: catalogue.units), for: catalogue, in: AlarmFolder(place.path))
    desk.offer(snapshot(1, []))
    #expect(desk.list.announced.isEmpty)
    desk.offer(snapshot(2, [], step: .fault))
    #expect(desk.list.announced.map(\.alarm.definition.name) == ["el-1/start-failed"])
    desk.offer(snapshot(3, [], step: .permissives, reason: Reason(.lockedOut)))
    #expect(desk.list.alarms.map(\.state).contains(.unacknowledged))
    desk.offer(snapshot(4, []))
    #expect(desk.list.announced.map(\.alarm.state) == [.returned])
  }

  @Test("Two who ask at once, while snapshots come in, never see time run backwards")
  func together() async throws {
    let place = try Folder()
    let desk = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    desk.start()
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        for scan in 1...400 {
          desk.offer(snapshot(UInt64(scan), [scan % 2 == 0 ? standing() : .quiet, .quiet]))
        }
        return true
      }
      for _ in 0..<2 {
        group.addTask {
          var newest: UInt64 = 0
          for _ in 0..<200 {
            let scan = desk.list.time?.scan ?? 0
            if scan < newest { return false }
            newest = scan
            _ = desk.grant(.acknowledge("all"))
          }
          return true
        }
      }
      for await isForward in group { #expect(isForward) }
    }
    #expect(desk.close())
  }

  @Test("A list without any scan has nothing to show")
  func noScan() throws {
    let place = try Folder()
    let desk = AlarmDesk(definitions, for: catalogue(), in: AlarmFolder(place.path))
    #expect(desk.list.time == nil && desk.list.announced.isEmpty)
    #expect(desk.close())
    #expect(place.names.isEmpty)
  }
}
