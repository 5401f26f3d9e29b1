// Opening a history: what is broken is set aside, what is not ours or newer is left alone, and nobody
// else writes meanwhile.

import Foundation
import GRDB
import Plant
import Testing

@testable import Historian

private let start: Milliseconds = 1_795_248_812_250

@Test("A corrupt history is set aside, reported, and a new one started")
func corruptFile() throws {
  let folder = try Folder()
  for round in 1...2 {
    try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: folder.file))
    let reports = Reports()
    let historian = try Historian(
      path: folder.file, catalogue: catalogue(), report: { reports.add($0) })
    historian.offer(snapshot(at: start, good(30, 2)))
    #expect(historian.close())
    #expect(reports.all == [.corruptFileSetAside("\(folder.file).corrupt-\(round)")])
    #expect(try HistoryReader(folder.file).samples(point: "el-1.power").count == 1)
  }
  let kept = try Data(contentsOf: URL(fileURLWithPath: folder.file + ".corrupt-1"))
  #expect(kept == Data(repeating: 0x41, count: 5000))
}

@Test("A page torn inside a good file is found at opening")
func tornPage() throws {
  let folder = try Folder()
  let historian = try Historian(path: folder.file, catalogue: catalogue())
  for scan in 0..<2000 {
    historian.offer(snapshot(at: start + Int64(scan) * 1000, good(Double(scan), 2)))
    if scan % 400 == 0 { try eventually("the writer follows") { historian.isIdle } }
  }
  #expect(historian.close())
  var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.file))
  let page = bytes.count / 4096 - 2
  bytes.replaceSubrange(page * 4096..<page * 4096 + 2048, with: Data(repeating: 0xFF, count: 2048))
  try bytes.write(to: URL(fileURLWithPath: folder.file))
  let reports = Reports()
  let next = try Historian(path: folder.file, catalogue: catalogue(), report: { reports.add($0) })
  #expect(next.close())
  #expect(reports.all.count == 1)
}

@Test("A history of a newer program is refused and not touched")
func newerSchema() throws {
  let folder = try Folder()
  #expect(try Historian(path: folder.file, catalogue: catalogue()).close())
  let queue = try DatabaseQueue(path: folder.file)
  try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
  try queue.close()
  let before = try Data(contentsOf: URL(fileURLWithPath: folder.file))
  let error = #expect(throws: HistorianError.self) {
    _ = try Historian(path: folder.file, catalogue: catalogue())
  }
  #expect(error?.code == .newerSchema)
  #expect(throws: HistorianError.self) { _ = try HistoryReader(folder.file) }
  #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == before)
  #expect(folder.names.allSatisfy { !$0.contains("corrupt") })
}

@Test("Another program's database is refused")
func foreignDatabase() throws {
  let folder = try Folder()
  let queue = try DatabaseQueue(path: folder.file)
  try queue.write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT)") }
  try queue.close()
  let error = #expect(throws: HistorianError.self) {
    _ = try Historian(path: folder.file, catalogue: catalogue())
  }
  #expect(error?.code == .notAHistory)
}

@Test("A simulated plant never writes into the history of a real one")
func otherSite() throws {
  let folder = try Folder()
  #expect(try Historian(path: folder.file, catalogue: catalogue(isSimulated: false)).close())
  for wrong in [catalogue(), catalogue(site: "elsewhere", isSimulated: false)] {
    let error = #expect(throws: HistorianError.self) {
      _ = try Historian(path: folder.file, catalogue: wrong)
    }
    #expect(error?.code == .otherSite)
  }
}

@Test("A second writer of the same file is refused until the first has closed")
func twoWriters() throws {
  let folder = try Folder()
  let first = try Historian(path: folder.file, catalogue: catalogue())
  let error = #expect(throws: HistorianError.self) {
    _ = try Historian(path: folder.file, catalogue: catalogue())
  }
  #expect(error?.code == .inUse)
  #expect(first.close())
  #expect(try Historian(path: folder.file, catalogue: catalogue()).close())
}

@Test("A folder that is missing is an error with its name")
func missingFolder() throws {
  let error = #expect(throws: HistorianError.self) {
    _ = try Historian(path: "/nowhere/at/all/history.sqlite", catalogue: catalogue())
  }
  #expect(error?.code == .cannotOpen)
  #expect(error?.description.contains("/nowhere/at/all") == true)
}
