// The writer and its file: every scan reaches the disk in order, the scan never waits for it, and what is
// lost is counted and leaves a gap that everybody can see.

import Foundation
import GRDB
import Plant
import Testing

@testable import Journal

@Suite struct WriterTests {
  private func entries(_ folder: Folder) throws -> [BlockEntry] {
    try JournalReader(folder.file).blocks(from: .min, until: .max)
  }

  @Test("Ten seconds make a block, a minute makes a key frame, and closing keeps the rest")
  func blocks() throws {
    let folder = try Folder()
    try record(1_234, in: folder)
    let entries = try entries(folder)
    #expect(entries.count == 13)
    #expect(entries.dropLast().allSatisfy { $0.label.scans == 100 })
    #expect(entries.last?.label.scans == 34)
    #expect(entries.map(\.label.sequence) == Array(0..<13))
    #expect(entries.indices.filter { entries[$0].label.isKey } == [0, 6, 12])
    let begins = stride(from: UInt64(1), to: 1_234, by: 100)
    #expect(entries.map(\.label.firstScan) == Array(begins))
    #expect(entries.last?.label.lastPlant == Controller.start + 123_400)
  }

  @Test("Counters tell what was recorded and what is on disk")
  func counters() throws {
    let folder = try Folder()
    let journal = try JournalWriter(path: folder.file, identity: SmallSite.identity())
    let controller = Controller(journal)
    controller.run(350)
    try eventually("three blocks on disk") { journal.counters.blocksWritten == 3 }
    #expect(journal.counters.scansRecorded == 350)
    #expect(journal.counters.scansLost == 0)
    #expect(journal.close())
    #expect(journal.counters.blocksWritten == 4)
    let bytes = try entries(folder).reduce(0) { $0 + $1.bytes }
    #expect(journal.counters.bytesWritten == UInt64(bytes))
    controller.run(5)
    #expect(journal.close(), "closing twice is closing once")
  }

  @Test("A disk that does not take anything makes no scan wait: scans are lost, counted and shown")
  func slowDisk() throws {
    let folder = try Folder()
    let reports = Reports()
    let journal = try JournalWriter(
      path: folder.file, identity: SmallSite.identity(), report: { reports.add($0) })
    let controller = Controller(journal)
    controller.run(100)
    try eventually("one block on disk") { journal.counters.blocksWritten == 1 }
    // Somebody else holds the write lock of the database.
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: folder.file, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    controller.run(2_000)
    #expect(journal.counters.scansLost > 0)
    #expect(journal.counters.scansRecorded >= 800)
    let lost = journal.counters.scansLost
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    try other.close()
    try eventually("the disk takes blocks again") { journal.counters.blocksWritten > 8 }
    controller.run(250)
    #expect(journal.close())
    #expect(journal.counters.scansLost == lost)
    #expect(journal.counters.scansRecorded + lost == 2_350)
    let told = reports.all.reduce(UInt64(0)) { sum, report in
      if case .scansLost(let count) = report { sum + count } else { sum }
    }
    #expect(told == lost)
    let report = try replay(folder).play()
    #expect(report.difference == nil)
    #expect(report.scans == Int(journal.counters.scansRecorded))
    let gap = try #require(report.gaps.first)
    #expect(report.gaps.count == 1)
    #expect(!gap.isRestart)
    let (after, before) = (try #require(gap.after), try #require(gap.before))
    #expect(before.scan - after.scan - 1 == lost)
    #expect(gap.reasons == ["1 blocks of run 1 are not in the journal"])
  }

  @Test("A scan that does not fit costs its block, and the next one begins with a key frame")
  func tooLarge() throws {
    let writer = BlockWriter(points: madePoints, actuators: madeActuators, run: 1, configuration: 1)
    let buffer = BlockBuffer(capacity: 400)
    writer.begin(in: buffer, sequence: 0, state: [1, 2, 3])
    var errors: [BlockError.Code] = []
    for scan in madeScans(40, seed: 3) where errors.isEmpty {
      scan.put(into: writer.frame)
      do throws(BlockError) { try writer.append() } catch { errors.append(error.code) }
    }
    #expect(errors == [.tooLarge])
    let frame = ScanFrame(points: 1, actuators: 1)
    let many = [Intent](
      repeating: Intent(.stop, source: .panel), count: ScanFrame.mostIntents + 1)
    let image = ProcessImage(points: 1)
    let decision = Decision(actuators: 1, units: 1, rows: 1, derived: 1)
    let most = Array(many.dropLast())
    let (fits, isTooMany) = (
      frame.take(image, most.span, decision), frame.take(image, many.span, decision)
    )
    #expect(fits)
    #expect(!isTooMany)
    let other = ProcessImage(points: 2)
    let isOther = frame.take(other, most.span, decision)
    #expect(!isOther)
  }

  @Test("The largest scan fits into the room that is kept free for it")
  func reserve() throws {
    var scans = madeScans(40, seed: 8)
    var chance = Chance(state: 5)
    let writer = BlockWriter(points: madePoints, actuators: madeActuators, run: 1, configuration: 1)
    let buffer = BlockBuffer(capacity: 1 << 20)
    writer.begin(in: buffer, sequence: 0, state: [])
    var largest = 0
    for place in scans.indices {
      // Everything changes to what nobody expects.
      func any() -> Double { Double(bitPattern: chance.next() & ~(UInt64(1) << 62)) }
      for point in 0..<madePoints {
        scans[place].samples[point] = .good(any(), at: Milliseconds(chance.below(1 << 50)))
      }
      scans[place].intents = (0..<ScanFrame.mostIntents).map { _ in
        Intent(
          .setpoint, unit: Int16(truncatingIfNeeded: chance.next()), value: any(), source: .panel,
          ticket: UInt32(truncatingIfNeeded: chance.next()))
      }
      scans[place].events = (0..<Decision.mostEvents).map { _ in
        Event(
          .rowRaised, subject: Int16(truncatingIfNeeded: chance.next()), value: any(),
          reason: Reason(.leakTest, subject: 3, value: any(), limit: any()), at: scans[place].time)
      }
      scans[place].put(into: writer.frame)
      let before = buffer.count
      try writer.append()
      largest = max(largest, buffer.count - before)
    }
    #expect(largest > 8_000)
    #expect(largest < writer.reserve, "\(largest) of \(writer.reserve) bytes")
  }
}
