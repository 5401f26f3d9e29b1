// The replay: the same build comes to the same bits, another input or another rule is found at the scan in
// which it first shows, and what is missing is said.

import Control
import Foundation
import GRDB
import Plant
import Safety
import Testing

@testable import Journal

@Suite struct ReplayTests {
  /// Writes all blocks of a journal anew with `change` applied to each scan; what was decided stays as
  /// it was recorded.
  private func rewrite(_ folder: Folder, _ change: (ScanFrame) -> Void) throws {
    let journal = try JournalReader(folder.file)
    let reader = BlockReader(points: SmallSite.points, actuators: 4)
    let writer = BlockWriter(points: SmallSite.points, actuators: 4, run: 1, configuration: 7)
    let buffer = BlockBuffer(capacity: 1 << 18)
    var changed: [(id: Int64, bytes: [UInt8])] = []
    for entry in try journal.blocks(from: .min, until: .max) {
      let header = try reader.open(try #require(try journal.bytes(of: entry)))
      writer.begin(in: buffer, sequence: header.sequence, state: reader.state)
      while try reader.next() {
        Scan(reader.frame).put(into: writer.frame)
        change(writer.frame)
        try writer.append()
      }
      #expect(writer.finish())
      // The digest over the whole block was made of whole digests; it stays as it was recorded.
      var bytes = [UInt8](buffer.bytes)
      for step in 0..<8 {
        bytes[bytes.count - 16 + step] = UInt8(
          truncatingIfNeeded: reader.recordedDigest >> (8 * step))
      }
      changed.append((entry.id, resealed(bytes)))
    }
    try tamper(folder) { db in
      for block in changed {
        try db.execute(
          sql: "UPDATE blocks SET data = ? WHERE id = ?", arguments: [Data(block.bytes), block.id])
      }
    }
  }

  @Test("What was recorded replays to the same bits, from the first scan or from any key frame")
  func identical() throws {
    let folder = try Folder()
    try record(1_500, in: folder)
    let whole = try replay(folder).play()
    #expect(whole.difference == nil)
    #expect(whole.differing == 0)
    #expect(whole.scans == 1_500)
    #expect(whole.blocks == 15)
    #expect(whole.gaps == [])
    #expect(whole.runs == 1)
    #expect(whole.span == 149_900)
    #expect(whole.first == Controller.start + 100)
    #expect(whole.last == Controller.start + 150_000)
    for begin: Milliseconds in [100, 61_000, 75_500, 149_000] {
      var seen: [UInt64] = []
      let part = try replay(folder).play(
        from: Controller.start + begin, until: Controller.start + begin + 1_000
      ) {
        seen.append($0.time.scan)
        return true
      }
      #expect(part.difference == nil)
      #expect(seen.count == 10)
      #expect(seen.first == UInt64(begin / 100))
      #expect(part.scans == 10)
    }
  }

  @Test("The digest of a range is that of its scans, and the same every time")
  func digest() throws {
    let folder = try Folder()
    try record(1_000, in: folder)
    let one = try replay(folder).play(from: Controller.start + 30_000)
    #expect(try replay(folder).play(from: Controller.start + 30_000).digest == one.digest)
    #expect(try replay(folder).play(from: Controller.start + 30_100).digest != one.digest)
    let other = try Folder()
    try record(1_000, in: other, seed: 2)
    #expect(try replay(other).play(from: Controller.start + 30_000).digest != one.digest)
  }

  @Test("The smallest change of one sample is found at its scan", arguments: [1, 40, 777, 1_203])
  func changedSample(number: UInt64) throws {
    let folder = try Folder()
    try record(1_300, in: folder)
    try rewrite(folder) { frame in
      guard frame.time.scan == number else { return }
      // A value that a row looks at, or, where it has none, the quality.
      let sample = frame.samples[1]
      frame.samples[1] =
        sample.quality.isUsable
        ? RawSample(value: sample.value.nextUp, quality: .good, time: sample.time)
        : .good(3, at: sample.time)
    }
    let report = try replay(folder).play()
    let difference = try #require(report.difference)
    #expect(difference.place.scan == number)
    #expect(difference.place.plant == Controller.start + Milliseconds(number) * 100)
    #expect(report.differing == 1)
    #expect(report.scans == Int(number))
    #expect(difference.lines.contains("the state after the scan differs"))
  }

  @Test("A command that this build gives otherwise is named, with both values")
  func otherCommand() throws {
    let folder = try Folder()
    try record(200, in: folder)
    try rewrite(folder) { frame in
      guard frame.time.scan == 120 else { return }
      frame.commands[2] = RecordedCommand(value: 0.625, origin: .dispatch)
      frame.digests.decision ^= 1
    }
    let difference = try #require(try replay(folder).play().difference)
    #expect(difference.place.scan == 120)
    let line = try #require(difference.lines.first)
    #expect(line.hasPrefix("command a-2: journal 0.625 (dispatch), this build 0.0 ("))
    #expect(difference.lines.contains("the state after the scan is the same"))
  }

  @Test("An event that is missing or other is named")
  func otherEvent() throws {
    let folder = try Folder()
    try record(200, in: folder)
    try rewrite(folder) { frame in
      guard frame.time.scan == 1 else { return }
      #expect(frame.events[0].kind == .controllerStarted)
      frame.eventCount = 0
      frame.digests.decision ^= 1
    }
    let difference = try #require(try replay(folder).play().difference)
    #expect(
      difference.lines.contains {
        $0.hasPrefix("event 1: journal none, this build controller-started")
      })
  }

  @Test("A state that differs is explained at the next key frame, field by field")
  func otherState() throws {
    let folder = try Folder()
    try record(1_300, in: folder)
    // Another limit than the recorded one: 30 instead of 50, in the second row.
    var description = SmallSite.description()
    description.rows[1].threshold = 30
    let replay = try Replay(
      try JournalReader(folder.file), description: description, catalogue: SmallSite.catalogue(),
      configuration: 7)
    let report = try replay.play()
    let difference = try #require(report.difference)
    #expect(report.differing == 1)
    #expect(difference.lines.contains { $0.hasPrefix("the state before scan ") })
    #expect(!difference.lines.isEmpty)
    let all = try Replay(
      try JournalReader(folder.file), description: description, catalogue: SmallSite.catalogue(),
      configuration: 7
    ).play(end: .withRange)
    #expect(all.scans == 1_300)
    #expect(all.differing > 100)
    #expect(all.difference?.place == difference.place)
  }

  @Test("A block that is gone is a gap, and the replay goes on at the next key frame")
  func gap() throws {
    let folder = try Folder()
    try record(2_000, in: folder)
    try tamper(folder) { try $0.execute(sql: "DELETE FROM blocks WHERE sequence = 8") }
    let report = try replay(folder).play()
    #expect(report.difference == nil)
    #expect(report.scans == 1_600)
    #expect(report.gaps.count == 1)
    let gap = try #require(report.gaps.first)
    #expect(gap.after?.scan == 800)
    #expect(gap.before?.scan == 1_201)
    #expect(!gap.isRestart)
    #expect(gap.reasons == ["1 blocks of run 1 are not in the journal"])
  }

  @Test("A damaged block is a gap that says why")
  func damage() throws {
    let folder = try Folder()
    try record(1_300, in: folder)
    try tamper(folder) { db in
      var data = try #require(
        try Data.fetchOne(db, sql: "SELECT data FROM blocks WHERE sequence = 2"))
      data[200] ^= 4
      try db.execute(sql: "UPDATE blocks SET data = ? WHERE sequence = 2", arguments: [data])
    }
    let report = try replay(folder).play()
    #expect(report.difference == nil)
    let gap = try #require(report.gaps.first)
    #expect(gap.after?.scan == 200)
    #expect(gap.before?.scan == 601)
    #expect(gap.reasons.count == 1)
    #expect(gap.reasons.first?.contains("checksum") == true)
  }

  @Test("A change that no half digest shows is found at the end of its block")
  func wholeDigest() throws {
    let folder = try Folder()
    try record(250, in: folder)
    try tamper(folder) { db in
      let data = try #require(
        try Data.fetchOne(db, sql: "SELECT data FROM blocks WHERE sequence = 1"))
      var bytes = [UInt8](data)
      bytes[bytes.count - 12] ^= 1
      try db.execute(
        sql: "UPDATE blocks SET data = ? WHERE sequence = 1", arguments: [Data(resealed(bytes))])
    }
    let report = try replay(folder).play()
    #expect(report.difference?.place.scan == 200)
    #expect(report.scans == 200)
  }

  @Test("Where no key frame is left there is nothing to play, and that is not called identical")
  func onlyRests() throws {
    let folder = try Folder()
    try record(500, in: folder)
    try tamper(folder) { try $0.execute(sql: "DELETE FROM blocks WHERE sequence = 0") }
    let replay = try replay(folder)
    #expect(throws: JournalError.self) { _ = try replay.play() }
  }

  @Test("A restart is told, and is no gap within a run")
  func restart() throws {
    let folder = try Folder()
    try record(120, in: folder)
    try record(130, in: folder, seed: 3)
    let report = try replay(folder).play()
    #expect(report.difference == nil)
    #expect(report.scans == 250)
    #expect(report.runs == 2)
    let gap = try #require(report.gaps.first)
    #expect(gap.isRestart)
    #expect(gap.after == ReplayPlace(run: 1, scan: 120, plant: Controller.start + 12_000))
    #expect(gap.before == ReplayPlace(run: 2, scan: 1, plant: Controller.start + 100))
    #expect(gap.reasons == [])
  }

  @Test("Another configuration is refused, with both digests and when each was in force")
  func otherConfiguration() throws {
    let folder = try Folder()
    try record(120, in: folder)
    let replay = try replay(folder, configuration: 0xAB)
    do {
      _ = try replay.play()
      Issue.record("played with another configuration")
    } catch {
      #expect(error.code == .otherConfiguration)
      #expect(error.description.contains("00000000000000ab"))
      #expect(error.description.contains("0000000000000007"))
      #expect(error.description.contains(UTC.text(Controller.start + 100)))
      #expect(error.description.contains(UTC.text(Controller.start + 12_000)))
    }
  }

  @Test("A range without a scan says what the journal holds")
  func empty() throws {
    let folder = try Folder()
    try record(120, in: folder)
    let replay = try replay(folder)
    do {
      _ = try replay.play(from: 0, until: 1_000)
      Issue.record("played nothing")
    } catch {
      #expect(error.code == .empty)
      #expect(error.description.contains(UTC.text(Controller.start + 100)))
    }
    #expect(throws: JournalError.self) {
      _ = try Replay(
        try JournalReader(folder.file), description: SmallSite.description(),
        catalogue: SmallSite.catalogue(name: "other"), configuration: 7)
    }
  }

  @Test("A scan can be read in words: what it was given and what was decided")
  func words() throws {
    let folder = try Folder()
    try record(120, in: folder)
    let replay = try replay(folder)
    var lines: [String] = []
    _ = try replay.play(from: Controller.start + 5_000) { _ in
      lines = replay.inputs + replay.words
      return false
    }
    for begin in ["input p-0: ", "command a-3: ", "unit u-1: ", "row R02: "] {
      #expect(lines.contains { $0.hasPrefix(begin) }, "\(begin)")
    }
  }
}
