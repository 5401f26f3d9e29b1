// The matrices of both sites as the alarm list will show them: every row has what a person needs, in both
// languages. They are read as plain text here; how a site is built from them is tested elsewhere.

import Foundation
import Plant
import Testing

@testable import Alarms

/// One row of a matrix by the names of its columns.
private typealias MatrixRow = [String: String]

/// Fields of one line of CSV with quotes.
private func fields(_ line: Substring) -> [String] {
  var fields = [""]
  var isQuoted = false
  for letter in line {
    switch letter {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: fields.append("")
    default: fields[fields.count - 1].append(letter)
    }
  }
  return fields
}

private func matrices() throws -> [(site: String, rows: [MatrixRow])] {
  let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("hardware/sites")
  let sites = try FileManager.default.contentsOfDirectory(atPath: top.path).sorted()
  return try sites.compactMap { site in
    let path = top.appendingPathComponent("\(site)/cause-and-effect.csv")
    guard FileManager.default.fileExists(atPath: path.path) else { return nil }
    let lines = try String(contentsOf: path, encoding: .utf8).split(whereSeparator: \.isNewline)
    let header = fields(lines[0])
    let rows = lines.dropFirst().map {
      Dictionary(zip(header, fields($0)), uniquingKeysWith: { one, _ in one })
    }
    return (site, rows)
  }
}

/// The effects of a row as the alarm sees them; a letter that nobody knows makes the test fail.
private func actions(_ text: String) -> [AutomaticAction] {
  let bare = text.replacing(/\([^)]*\)/, with: "")
  return bare.split(separator: " ").map { word in
    let parts = word.split(separator: ":").map(String.init)
    let target = BilingualText(de: parts[0], en: parts[0])
    let kind: AutomaticAction.Kind? =
      switch parts.last?.first {
      case "A": .tells
      case "I": .blocksStart
      case "S": .stopsInOrder
      case "T": .trips
      case "M": Int(parts[1].dropFirst()).map { .limits($0) }
      case "C": parts[0].hasSuffix(".open") ? .closes : .switchesOff
      case "X": .switchesOn
      default: nil
      }
    #expect(kind != nil, "\(word)")
    return AutomaticAction(kind ?? .tells, target)
  }
}

@Suite("The matrices as alarms")
struct MatrixTests {
  @Test("Both sites have rows, and no alarm's name occurs twice at a site")
  func names() throws {
    let all = try matrices()
    #expect(all.count >= 2)
    for (site, rows) in all {
      #expect(rows.count > 30, "\(site)")
      let names = rows.map { "\($0["row"] ?? "")/\($0["part"] ?? "")" }
      #expect(Set(names).count == names.count, "\(site)")
    }
  }

  @Test("Every row has cause, consequence and operator action in German and English")
  func texts() throws {
    for (site, rows) in try matrices() {
      for row in rows {
        let name = "\(site) \(row["row"] ?? "?") \(row["part"] ?? "")"
        for column in ["cause", "consequence", "action"] {
          let (de, en) = (row["\(column)_de"] ?? "", row["\(column)_en"] ?? "")
          #expect(de.count >= 4 && en.count >= 4, "\(name): \(column)")
          #expect(de.contains { $0 == " " } || de.count > 5, "\(name): \(column)")
        }
        #expect(row["action_de"] != row["action_en"], "\(name): the action is not translated")
      }
    }
  }

  @Test("What the controller does follows in plain words from the effects of every row")
  func automatic() throws {
    for (site, rows) in try matrices() {
      for row in rows {
        let name = "\(site) \(row["row"] ?? "?") \(row["part"] ?? "")"
        let effects = actions(row["effects"] ?? "")
        #expect(!effects.isEmpty, "\(name) has no effect")
        let sentence = AutomaticAction.sentence(effects)
        #expect(sentence.de.hasPrefix("Die Steuerung ") && sentence.de.hasSuffix("."), "\(name)")
        #expect(sentence.en.hasPrefix("The controller ") && sentence.en.hasSuffix("."), "\(name)")
        for effect in effects where effect.kind != .tells {
          #expect(sentence.de.contains(effect.target.de), "\(name): \(effect.target.de)")
          #expect(sentence.en.contains(effect.target.en), "\(name): \(effect.target.en)")
        }
      }
    }
  }

  @Test("Every row has a priority, and a time to respond that is shorter the higher it is")
  func priorities() throws {
    for (site, rows) in try matrices() {
      for row in rows {
        let priority = row["priority"].flatMap(UInt8.init).flatMap(Priority.init(rawValue:))
        #expect(priority != nil, "\(site) \(row["row"] ?? "?")")
      }
    }
    let times = Priority.allCases.map(\.timeToRespond)
    #expect(times == times.sorted() && times.allSatisfy { $0 > 0 })
  }

  @Test("Alarms of the house itself have cause, consequence and action in both languages too")
  func ownAlarms() {
    let text = BilingualText(de: "Elektrolyseur 1", en: "Electrolyser 1")
    let own = systemAlarms(of: [
      UnitDefinition(name: "el-1", kind: .electrolyser, text: text),
      UnitDefinition(name: "room", kind: .room, text: text),
    ])
    #expect(own.count == 7 && Set(own.map(\.name)).count == 7)
    for alarm in own {
      #expect(alarm.priority != .first, "priority 1 belongs to the matrix")
      for text in [alarm.cause, alarm.consequence, alarm.action] {
        #expect(text.de.count > 10 && text.en.count > 10 && text.de != text.en)
      }
    }
  }
}
