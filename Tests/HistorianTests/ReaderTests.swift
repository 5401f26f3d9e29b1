// Reading: ranges, the value that holds, names that were mistyped, CSV, and all of it while the
// historian writes.

import Foundation
import Plant
import Testing

@testable import Historian

private let start: Milliseconds = 1_795_248_812_250

/// A closed history with one row of power each second, 0, 1, 2 ...
private func history(in folder: Folder, scans: Int) throws -> HistoryReader {
  let historian = try Historian(path: folder.file, catalogue: catalogue())
  for scan in 0..<scans {
    historian.offer(snapshot(at: start + Int64(scan) * 1000, good(30, Double(scan))))
    if scan % 400 == 399 { try eventually("the writer follows") { historian.isIdle } }
  }
  #expect(historian.close())
  return try HistoryReader(folder.file)
}

@Test("A range includes its begin and excludes its end")
func range() throws {
  let folder = try Folder()
  let reader = try history(in: folder, scans: 5)
  let rows = try reader.samples(point: "el-1.power", since: start + 1000, until: start + 3000)
  #expect(rows.map(\.value) == [1, 2])
  #expect(try reader.samples(point: "el-1.power", limit: 3).map(\.value) == [0, 1, 2])
  #expect(try reader.samples(point: "el-1.power", since: start + 99_000).isEmpty)
}

@Test("The value that holds at an instant is the last row before it")
func holdingValue() throws {
  let folder = try Folder()
  let reader = try history(in: folder, scans: 5)
  #expect(try reader.sample(point: "el-1.power", at: start + 1999)?.value == 1)
  #expect(try reader.sample(point: "pt-201.pressure", at: start + 4000)?.time == start)
  #expect(try reader.sample(point: "el-1.power", at: start - 1) == nil)
}

@Test("A mistyped point is answered with the names that are near")
func nearNames() throws {
  let folder = try Folder()
  let reader = try history(in: folder, scans: 1)
  for (typed, meant) in [
    ("el-1.pwoer", "el-1.power"), ("pressure", "pt-201.pressure"), ("el1.power", "el-1.power"),
  ] {
    let error = #expect(throws: HistorianError.self) { _ = try reader.samples(point: typed) }
    #expect(error?.code == .unknownPoint)
    #expect(error?.description.contains("did you mean \(meant)?") == true)
  }
  let error = #expect(throws: HistorianError.self) { _ = try reader.samples(point: "zzzzzzzz") }
  #expect(error?.description.contains("did you mean") == false)
}

@Test("CSV pages through more rows than one read gives")
func pages() throws {
  let folder = try Folder()
  let reader = try history(in: folder, scans: 4500)
  var text = ""
  try HistoryCSV(reader, to: { text += $0 }).samples(points: ["el-1.power"])
  let lines = text.components(separatedBy: "\r\n").dropLast()
  #expect(lines.count == 4501)
  #expect(lines.first == "time,point,value,unit,quality,why")
  #expect(lines[1] == "2026-11-21T08:13:32.250Z,el-1.power,0,kW,good,")
  #expect(lines.last?.contains(",4499,") == true)
  #expect(Set(lines).count == 4501)
}

@Test("CSV of events names kind, subject and reason")
func eventLines() throws {
  let folder = try Folder()
  let historian = try Historian(path: folder.file, catalogue: catalogue())
  let event = Event(
    .modeChanged, subject: 0, value: 4, reason: Reason(.storeTooFull, value: 34.5, limit: 34),
    at: ScanTime(scan: 7, real: 0, plant: start))
  historian.offer(snapshot(at: start, good(-1.5, 2), events: [event]))
  #expect(historian.close())
  var text = ""
  let csv = HistoryCSV(try HistoryReader(folder.file), to: { text += $0 })
  try csv.events()
  #expect(
    text.contains(
      "2026-11-21T08:13:32.250Z,7,mode-changed,el-1,4,store-too-full,,34.5,34\r\n"))
  text = ""
  try csv.samples(points: ["pt-201.pressure"])
  #expect(text.contains(",-1.5,bar(g),"), "a negative number is no formula")
}

@Test("CSV fields are quoted, and no text becomes a formula")
func csvFields() {
  #expect(
    HistoryCSV.line(["a,b", "say \"x\"", "two\r\nlines"])
      == "\"a,b\",\"say \"\"x\"\"\",\"two\r\nlines\"\r\n")
  #expect(
    HistoryCSV.line(["=1+1", "@x", "-2.5", "-x", "+y", "\tz"])
      == "'=1+1,'@x,-2.5,'-x,'+y,'\tz\r\n")
  #expect(HistoryCSV.number(0.1) == "0.1")
  #expect(HistoryCSV.number(1e300) == "1e+300")
  #expect(HistoryCSV.number(.nan) == "")
}

@Test("A reader sees each commit while the writer goes on")
func readsWhileWriting() throws {
  let folder = try Folder()
  let historian = try Historian(path: folder.file, catalogue: catalogue())
  let reader = try HistoryReader(folder.file)
  for scan in 0..<3 {
    historian.offer(snapshot(at: start + Int64(scan) * 1000, good(30, Double(scan))))
    try eventually("row \(scan) is seen") {
      try reader.sample(point: "el-1.power", at: .max)?.value == Double(scan)
    }
  }
  #expect(historian.close())
}

@Test("No file, no history; an empty database is none either")
func noHistory() throws {
  let folder = try Folder()
  let missing = #expect(throws: HistorianError.self) { _ = try HistoryReader(folder.file) }
  #expect(missing?.code == .cannotOpen)
  try Data().write(to: URL(fileURLWithPath: folder.file))
  let empty = #expect(throws: HistorianError.self) { _ = try HistoryReader(folder.file) }
  #expect(empty?.code == .notAHistory)
}
