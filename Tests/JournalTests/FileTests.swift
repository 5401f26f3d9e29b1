// The file: whose it is, who may open it, what is deleted when, and what a crash leaves behind.

import Foundation
import GRDB
import Plant
import Testing

@testable import Journal

@Suite struct FileTests {
  private func code(_ work: () throws -> Void) -> JournalError.Code? {
    do {
      try work()
      return nil
    } catch { return (error as? JournalError)?.code }
  }

  private func writer(
    _ folder: Folder, name: String = "small", limits: JournalLimits = JournalLimits()
  ) throws -> JournalWriter {
    try JournalWriter(
      path: folder.file, identity: SmallSite.identity(name: name), limits: limits)
  }

  @Test("Only its owner can read the file and what lies beside it")
  func mode() throws {
    let folder = try Folder()
    let journal = try writer(folder)
    Controller(journal).run(100)
    try eventually("one block on disk") { journal.counters.blocksWritten == 1 }
    for ending in ["", "-wal", "-shm", ".lock"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.file + ending)
      let mode = try #require(attributes[.posixPermissions] as? Int)
      #expect(mode & 0o777 == 0o600, "journal.sqlite\(ending)")
    }
    #expect(journal.close())
  }

  @Test("Tables are strict, the file says what it is, and the log is ahead of the file")
  func settings() throws {
    let folder = try Folder()
    try record(10, in: folder)
    let queue = try DatabaseQueue(path: folder.file)
    try queue.read { db in
      #expect(try Int.fetchOne(db, sql: "PRAGMA application_id") == 0x4832_514A)
      #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == Schema.version)
      #expect(try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal")
      let loose = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
          """)
      #expect(loose == 0)
    }
  }

  @Test("Every start is a run of its own, with configuration and build")
  func runs() throws {
    let folder = try Folder()
    try record(120, in: folder)
    try record(50, in: folder)
    let runs = try JournalReader(folder.file).runs()
    #expect(runs.map(\.number) == [1, 2])
    #expect(runs.map(\.configuration) == ["0000000000000007", "0000000000000007"])
    #expect(runs.map(\.build) == ["test", "test"])
    #expect(runs.map(\.first) == [Controller.start + 100, Controller.start + 100])
    #expect(runs.map(\.last) == [Controller.start + 12_000, Controller.start + 5_000])
  }

  @Test("One writer at a time, one site for each file, and no database of others")
  func strangers() throws {
    let folder = try Folder()
    let journal = try writer(folder)
    #expect(code { _ = try writer(folder) } == .inUse)
    #expect(journal.close())
    #expect(code { _ = try writer(folder, name: "other") } == .otherSite)
    #expect(code { _ = try JournalReader(folder.path + "/nothing") } == .notAJournal)
    try tamper(folder) { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(code { _ = try writer(folder) } == .newerSchema)
    #expect(code { _ = try JournalReader(folder.file) } == .newerSchema)
    try tamper(folder) { try $0.execute(sql: "PRAGMA application_id = 1") }
    #expect(code { _ = try writer(folder) } == .notAJournal)
    #expect(code { _ = try JournalReader(folder.file) } == .notAJournal)
    let blocked = folder.path + "/file"
    try Data().write(to: URL(fileURLWithPath: blocked))
    #expect(
      code {
        _ = try JournalWriter(path: blocked + "/journal.sqlite", identity: SmallSite.identity())
      } == .cannotOpen)
  }

  @Test("A broken file is put aside and a new one begun")
  func corrupt() throws {
    let folder = try Folder()
    try Data("this is no database at all, but long enough to look".utf8)
      .write(to: URL(fileURLWithPath: folder.file))
    try record(10, in: folder)
    #expect(FileManager.default.fileExists(atPath: folder.file + ".corrupt-1"))
    #expect(try replay(folder).play().scans == 10)
  }

  @Test("The oldest blocks go when the journal is too large, and the newest stays")
  func limitOfBytes() throws {
    let folder = try Folder()
    let journal = try writer(folder, limits: JournalLimits(bytes: 30_000))
    let controller = Controller(journal)
    try controller.runPatiently(2_400)
    #expect(journal.close())
    let kept = try JournalReader(folder.file).blocks(from: .min, until: .max)
    #expect(kept.reduce(0) { $0 + $1.bytes } <= 30_000)
    #expect(kept.last?.label.lastScan == 2_400)
    #expect(journal.counters.blocksDeleted == 24 - UInt64(kept.count))
    let report = try replay(folder).play()
    #expect(report.difference == nil)
    #expect(report.gaps == [], "what was deleted on purpose is no gap")
    #expect(report.scans > 0)

    let small = try Folder()
    let tiny = try writer(small, limits: JournalLimits(bytes: 0))
    Controller(tiny).run(300)
    #expect(tiny.close())
    #expect(try JournalReader(small.file).blocks(from: .min, until: .max).count == 1)
  }

  @Test(
    "Only so many days of scans are kept, however the calendar jumps, and no run without blocks")
  func limitOfSpan() throws {
    let folder = try Folder()
    try record(300, in: folder)
    let journal = try writer(folder, limits: JournalLimits(span: 60_000))
    let controller = Controller(journal)
    try controller.runPatiently(200)
    let reader = try JournalReader(folder.file)
    #expect(try reader.runs().map(\.number) == [1, 2], "the clock of both runs is the same")
    controller.leap(by: 365 * 86_400_000)
    try controller.runPatiently(100)
    #expect(
      try reader.runs().map(\.number) == [1, 2], "a year that nobody recorded deletes nothing")
    try controller.runPatiently(900)
    #expect(journal.close())
    #expect(try reader.runs().map(\.number) == [2])
    let kept = try reader.blocks(from: .min, until: .max)
    #expect(kept.count == 6)
    #expect(kept.last?.label.lastScan == 1_200)
    let names = try DatabaseQueue(path: folder.file).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM runs")
    }
    #expect(names == 1)
  }

  @Test("A crash leaves every block that was committed, even when the end of the log is torn")
  func crash() throws {
    let folder = try Folder()
    let journal = try writer(folder)
    try Controller(journal).runPatiently(750)
    try eventually("seven blocks on disk") { journal.counters.blocksWritten == 7 }
    // What a killed process leaves: file and log as they are now, no checkpoint, no closing.
    let (after, torn) = (try Folder(), try Folder())
    for copy in [after, torn] {
      for ending in ["", "-wal"] {
        try FileManager.default.copyItem(
          atPath: folder.file + ending, toPath: copy.file + ending)
      }
    }
    #expect(try replay(after).play().scans == 700)
    let log = try FileHandle(forUpdating: URL(fileURLWithPath: torn.file + "-wal"))
    let length = try log.seekToEnd()
    try log.truncate(atOffset: length - 1_000)
    try log.close()
    let report = try replay(torn).play()
    #expect(report.scans == 600)
    #expect(report.difference == nil)
    // The next start goes on in the same file.
    try record(100, in: torn)
    let again = try replay(torn).play()
    #expect(again.scans == 700)
    #expect(again.gaps.map(\.isRestart) == [true])
    #expect(journal.close())
  }

  @Test("A file that vanishes under the writer is begun anew, in the same run")
  func vanished() throws {
    let folder = try Folder()
    let journal = try writer(folder)
    let controller = Controller(journal)
    controller.run(100)
    try eventually("one block on disk") { journal.counters.blocksWritten == 1 }
    try tamper(folder) { try $0.execute(sql: "DROP TABLE blocks") }
    controller.run(100)
    try eventually("the disk refuses") { journal.counters.diskErrors > 0 }
    #expect(journal.counters.isFailing)
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: folder.file + ending)
    }
    try eventually("the block is written after all") { journal.counters.blocksWritten == 2 }
    #expect(!journal.counters.isFailing)
    #expect(journal.close())
    #expect(try JournalReader(folder.file).runs().map(\.number) == [1])
  }
}
