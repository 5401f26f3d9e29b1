// The historian against real files: what goes in comes out, and trouble with the disk never reaches the
// one who offers.

import Chute
import Foundation
import GRDB
import Plant
import Testing

@testable import Historian

private let start: Milliseconds = 1_795_248_812_250

@Test("What was offered is on disk after closing, in plant time")
func roundTrip() throws {
  let folder = try Folder()
  let historian = try Historian(path: folder.file, catalogue: catalogue())
  let raised = Event(
    .rowRaised, subject: 0, value: 34.5,
    reason: Reason(.interlock, subject: 0, value: 34.5, limit: 34),
    at: ScanTime(scan: 2, real: 5, plant: start + 1000))
  historian.offer(snapshot(at: start, good(30, 2)))
  historian.offer(
    snapshot(
      at: start + 1000, [.bad(.brokenWire, at: 0), .good(2, at: 0)],
      events: [raised]))
  #expect(historian.close())
  let reader = try HistoryReader(folder.file)
  #expect(reader.site == "test-site")
  #expect(reader.isSimulated)
  #expect(
    try reader.samples(point: "pt-201.pressure") == [
      HistorySample(time: start, value: 30, quality: .good, unit: "bar(g)"),
      HistorySample(time: start + 1000, value: nil, quality: .bad(.brokenWire), unit: "bar(g)"),
    ])
  #expect(try reader.samples(point: "el-1.power").map(\.value) == [2])
  let event = try #require(try reader.events().first)
  #expect(event.time == start + 1000)
  #expect(
    [event.kind, event.subject, event.reason, event.reasonSubject]
      == ["row-raised", "L02/pressure", "interlock", "L02/pressure"])
  #expect(event.reasonLimit == 34)
}

@Test("The writer connection itself answers WAL and synchronous FULL")
func modesAreReadBack() throws {
  let folder = try Folder()
  let file = try HistoryFile(path: folder.file, catalogue: catalogue())
  #expect(file.modes == .init(journal: "wal", synchronous: 2))
  let later = try file.queue.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
  #expect(later == 2)
}

@Test("A database that cannot keep a write-ahead log is refused")
func wrongModes() throws {
  let memory = #expect(throws: HistorianError.self) {
    _ = try HistoryFile(path: ":memory:", catalogue: catalogue())
  }
  #expect(memory?.code == .wrongSettings)
  #expect(throws: HistorianError.self) {
    try HistoryFile.demand(.init(journal: "wal", synchronous: 1), path: "x")
  }
}

@Test("Events and rows go on where the last run ended")
func secondRun() throws {
  let folder = try Folder()
  for run in 0..<2 {
    let historian = try Historian(path: folder.file, catalogue: catalogue(extra: run))
    let time = start + Int64(run) * 60_000
    let event = Event(.controllerStarted, at: ScanTime(scan: 1, real: 0, plant: time))
    historian.offer(snapshot(at: time, good(30, Double(run)), events: [event]))
    #expect(historian.close())
  }
  let reader = try HistoryReader(folder.file)
  #expect(try reader.events().map(\.number) == [1, 2])
  #expect(try reader.samples(point: "el-1.power").map(\.value) == [0, 1])
  #expect(try reader.points().count == 3)
}

@Test("A full chute loses scans and counts them, but keeps the events")
func fullChute() throws {
  let folder = try Folder()
  let gate = DispatchSemaphore(value: 0)
  // The clock stands in the writer's way, as a hanging disk would.
  let historian = try Historian(
    path: folder.file, catalogue: catalogue(),
    now: {
      gate.wait()
      gate.signal()
      return 0
    })
  for scan in 1...2000 {
    let time = ScanTime(scan: UInt64(scan), real: 0, plant: start + Int64(scan))
    let event = Event(.purgeComplete, at: time)
    historian.offer(snapshot(at: time.plant, good(1, Double(scan)), events: [event]))
  }
  let counters = historian.counters
  #expect(counters.scansDropped == 2000 - 512)
  #expect(counters.eventsDropped == 0)
  gate.signal()
  #expect(historian.close())
  #expect(historian.counters.eventsWritten == 2000)
  #expect(try HistoryReader(folder.file).samples(point: "el-1.power").count == 512)
}

@Test("While the disk refuses, rows wait; when it is back, they are written once")
func diskComesBack() throws {
  let folder = try Folder()
  let chutes = Chutes()
  let reports = Reports()
  var writer = HistoryWriter(
    file: try HistoryFile(path: folder.file, catalogue: catalogue()), path: folder.file,
    catalogue: catalogue(), chutes: chutes, report: { reports.add($0) })
  // Another connection holds the write lock: every commit fails as busy.
  let blocker = try DatabaseQueue(path: folder.file)
  try blocker.writeWithoutTransaction { db in
    try db.execute(sql: "BEGIN IMMEDIATE")
    chutes.events.offer(Event(.purgeLost, at: ScanTime(scan: 1, real: 0, plant: start)))
    chutes.scans.offer(.init(time: start, samples: good(1, 2)))
    writer.pump(now: 0)
    #expect(writer.counters.diskErrors == 0, "nothing is due before the second is over")
    writer.pump(now: 1000)
    #expect(writer.counters.diskErrors == 1)
    #expect(writer.counters.isFailing)
    chutes.scans.offer(.init(time: start + 500, samples: good(9, 2)))
    writer.pump(now: 1500)
    #expect(writer.counters.diskErrors == 1, "the next try has its time")
    try db.execute(sql: "ROLLBACK")
  }
  try blocker.close()
  writer.pump(now: 2000)
  #expect(!writer.counters.isFailing)
  writer.finish()
  #expect(reports.all.count == 2)
  #expect(reports.all.last == .recovered)
  let reader = try HistoryReader(folder.file)
  #expect(try reader.samples(point: "pt-201.pressure").map(\.value) == [1, 9])
  #expect(try reader.events().count == 1)
}

@Test("A full disk loses nothing that finds room later, and doubles nothing")
func fullDisk() throws {
  let folder = try Folder()
  let file = try HistoryFile(path: folder.file, catalogue: catalogue())
  // This connection may not let the file grow: SQLite answers as on a full disk. The one that the
  // writer opens afterwards may.
  try file.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1") }
  let chutes = Chutes()
  var writer = HistoryWriter(
    file: file, path: folder.file, catalogue: catalogue(), chutes: chutes, report: { _ in })
  writer.pump(now: 0)
  for number in 1...2000 {
    let time = ScanTime(scan: UInt64(number), real: 0, plant: start)
    chutes.events.offer(Event(.purgeLost, at: time))
  }
  chutes.scans.offer(.init(time: start, samples: good(1, 2)))
  writer.pump(now: 1000)
  #expect(writer.counters.diskErrors == 1)
  #expect(writer.counters.eventsWritten == 0)
  writer.pump(now: 2000)
  #expect(writer.counters.eventsWritten == 2000)
  writer.finish()
  let reader = try HistoryReader(folder.file)
  #expect(try reader.events().map(\.scan) == Array(1...2000))
  #expect(try reader.samples(point: "el-1.power").count == 1)
}

@Test("One transaction holds all scans of a second")
func oneTransaction() throws {
  let folder = try Folder()
  let chutes = Chutes()
  var writer = HistoryWriter(
    file: try HistoryFile(path: folder.file, catalogue: catalogue()), path: folder.file,
    catalogue: catalogue(), chutes: chutes, report: { _ in })
  for tick in 0...30 {
    chutes.scans.offer(.init(time: start + Int64(tick) * 100, samples: good(1, Double(tick))))
    writer.pump(now: Int64(tick) * 100)
  }
  #expect(writer.counters.transactions == 3)
  #expect(writer.counters.samplesWritten == 32)
  writer.finish()
}
