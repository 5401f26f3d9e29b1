// The two files on disk: what is written comes back; what is damaged, torn, too long or refused costs no
// more than it must, and never the start of the controller.

import Foundation
import Plant
import Testing

@testable import Alarms

private func someMemory(site: String = "lab") throws -> AlarmMemory {
  var bench = Bench([alarm("L12"), alarm("L21", at: 1)])
  _ = bench.play("A")
  bench.ask(.shelve("L12", 3_600_000, reason: "Fühler"))
  bench.ask(.takeOutOfService("L21", reason: "Ersatz bestellt"))
  return try #require(AlarmMemory(of: bench.list, site: site))
}

@Suite("Alarm files")
struct FolderTests {
  @Test("A memory comes back as it was written, and a person can read it")
  func memory() throws {
    let place = try Folder()
    let folder = AlarmFolder(place.path)
    let memory = try someMemory()
    #expect(try folder.recall(site: "lab") == nil)
    try folder.remember(memory)
    #expect(try folder.recall(site: "lab") == memory)
    #expect(place.names == ["alarms.json"])
    let text = place.text("alarms.json")
    #expect(
      text.contains("\"reason\" : \"Ersatz bestellt\"") && text.contains("\"out-of-service\""))
  }

  @Test("A memory that is damaged, of another form or of another site is set aside and told")
  func damaged() throws {
    let other = String(
      decoding: try JSONEncoder().encode(try someMemory(site: "other")), as: UTF8.self)
    let form = other.replacingOccurrences(of: "\"form\":1", with: "\"form\":2")
      .replacingOccurrences(of: "other", with: "lab")
    for text in ["", "{", "[]", other, form, String(other.dropLast(9))] {
      let place = try Folder()
      try text.write(toFile: "\(place.path)/alarms.json", atomically: true, encoding: .utf8)
      let folder = AlarmFolder(place.path)
      #expect(throws: AlarmFolder.Failure.self) { try folder.recall(site: "lab") }
      #expect(place.names == ["alarms.json.damaged"])
      #expect(try folder.recall(site: "lab") == nil)
    }
  }

  @Test("No cut and no flipped byte of a memory stops the start")
  func anyDamage() throws {
    let whole = [UInt8](try JSONEncoder().encode(try someMemory()))
    let place = try Folder()
    let folder = AlarmFolder(place.path)
    var dice = Dice(state: 11)
    for round in 0..<300 {
      var bytes = whole
      if round % 2 == 0 {
        bytes = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &dice)))
      } else {
        bytes[Int.random(in: 0..<bytes.count, using: &dice)] = UInt8.random(
          in: 0...255, using: &dice)
      }
      #expect(
        FileManager.default.createFile(atPath: "\(place.path)/alarms.json", contents: Data(bytes)))
      var list = AlarmList([alarm("L12", priority: .first), alarm("L21", at: 1)])
      if let memory = try? folder.recall(site: "lab") { list.recall(memory) }
      // Whatever survived: what endangers people is in sight, and every shelving has an end.
      #expect(list.alarms[0].state != .shelved && list.alarms[0].state != .outOfService)
      for alarm in list.alarms where alarm.state == .shelved { #expect(alarm.shelf != nil) }
    }
  }

  @Test("Records come back in order, and a torn line costs itself only")
  func log() throws {
    let place = try Folder()
    let folder = AlarmFolder(place.path)
    let first = [
      AlarmRecord(.raised, "L12", at: Bench.dawn),
      AlarmRecord(.shelved, "L12", at: Bench.dawn + 5, note: "Fühler \"2\"\nneu"),
    ]
    let second = [AlarmRecord(.returned, "L12", at: Bench.dawn + 9)]
    try folder.append(first)
    let handle = try #require(FileHandle(forWritingAtPath: "\(place.path)/alarm-log.jsonl"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"time\":\"2026-".utf8))
    try handle.close()
    try folder.append(second)
    try folder.append([])
    #expect(folder.records().records == first + second)
    #expect(folder.records().unreadable == 1)
  }

  @Test("A log that is long enough is set aside, and the oldest goes in the end")
  func turning() throws {
    let place = try Folder()
    let folder = AlarmFolder(place.path, longestLog: 200)
    for number in 0..<40 {
      try folder.append([AlarmRecord(.raised, "L\(number)", at: Bench.dawn + Milliseconds(number))])
    }
    let names = place.names
    #expect(names.count == AlarmFolder.oldLogs + 1 && names.contains("alarm-log.8.jsonl"))
    for name in names { #expect(place.text(name).utf8.count <= 200) }
    let kept = folder.records().records.map(\.alarm)
    #expect(kept.last == "L39" && kept == (0..<40).map { "L\($0)" }.suffix(kept.count))
    #expect(kept.count >= 2 * AlarmFolder.oldLogs)
  }

  @Test("A folder that is not there is an error that says so, and leaves nothing half done")
  func missing() throws {
    let place = try Folder()
    let folder = AlarmFolder(place.path + "/nowhere")
    let memory = try someMemory()
    #expect(throws: AlarmFolder.Failure.self) { try folder.remember(memory) }
    #expect(throws: AlarmFolder.Failure.self) {
      try folder.append([AlarmRecord(.raised, "L12", at: 0)])
    }
    #expect(folder.records().records.isEmpty)
  }
}
