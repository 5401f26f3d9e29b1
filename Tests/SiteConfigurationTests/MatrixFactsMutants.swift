// Changes of single cells of a matrix: numbers a little more and less, every other word of a list, names of
// other points, groups and targets, effects that go, come or change their code, texts that are empty or in
// one language only.

import DeviceProfiles
import StrictYAML
import Testing

@testable import SiteConfiguration

enum MatrixMutants {
  private static let words: [String: [String]] = [
    "compare": ["above", "below", "open", "closed", "fault", "silent"],
    "faults": ["demand", "demand-when-all", "ignore"],
    "time_base": ["plant", "real"],
    "priority": ["1", "2", "3"],
    "latched": ["yes", "no"],
    "reset": ["auto", "panel", "local"],
    "group": ["gas", "tank", "elsewhere"],
    "unit": ["% LEL", "bar(g)", "bar(a)", "degC", "m3/h", "%", "0/1", "s", "1"],
    "inputs": ["room.temperature", "room.door-closed", "io-1.link", "tank.fill nothing", ""],
    "armed_by": ["", "room.ventilation-expected", "room.flow-switch", "room.temperature"],
  ]

  /// Other texts for the cell of `record` in `column`.
  static func of(_ column: String, _ record: [String], header: [String]) -> [String] {
    func field(_ name: String) -> String {
      header.firstIndex(of: name).map { record[$0] } ?? ""
    }
    let text = field(column)
    let others: [String]
    switch column {
    case "row": others = ["\(text)9", text.lowercased(), ""]
    case "part": others = ["\(text)x", "\(text)X"]
    case "threshold", "hysteresis", "on_delay_s":
      let value = Double(text) ?? 0
      others = [
        "\(value + 1)", "\(value - 1)", "\(value * 1.01)", "\(-value)", "0", "0.1", "", "many",
      ]
    case "votes": others = votes(text)
    case "effects": others = effects(text)
    case "inputs":
      let all = text.split(separator: " ").map(String.init)
      let fewer = all.indices.map { place in
        all.enumerated().filter { $0.offset != place }.map(\.element).joined(separator: " ")
      }
      others = words[column, default: []] + fewer + ["\(text) room.door-closed", "\(text) \(text)"]
    case "source": others = [""]
    case let name where name.hasSuffix("_de"):
      others = ["", field(name.replacing("_de", with: "_en"))]
    case let name where name.hasSuffix("_en"):
      others = ["", field(name.replacing("_en", with: "_de"))]
    default: others = words[column, default: []] + ["nonsense"]
    }
    return others.filter { $0 != text && (Double($0) == nil || Double($0) != Double(text)) }
  }

  private static func votes(_ text: String) -> [String] {
    let numbers = text.split(separator: "oo").compactMap { Int($0) }
    guard numbers.count == 2 else { return ["1oo9"] }
    return [
      "\(numbers[0] + 1)oo\(numbers[1])", "\(numbers[0] - 1)oo\(numbers[1])",
      "\(numbers[0])oo\(numbers[1] + 1)", "\(numbers[1])oo\(numbers[1])", "",
    ]
  }

  private static func effects(_ text: String) -> [String] {
    let all = effectWords(text)
    var others: [String] = ["", "\(text) room.horn:X", "\(text) nothing:T"]
    for (place, effect) in all.enumerated() {
      let pieces = effect.split(separator: ":", maxSplits: 1).map(String.init)
      let code = String(pieces[1].prefix { $0 != "(" })
      let condition = pieces[1].dropFirst(code.count)
      func with(_ replacement: String?) {
        var changed: [String?] = all
        changed[place] = replacement
        others.append(changed.compactMap { $0 }.joined(separator: " "))
      }
      with(nil)
      for other in ["A", "M50", "M61", "I", "S", "T", "C", "X"] where other != code {
        with("\(pieces[0]):\(other)\(condition)")
      }
      with("room.fan-high:\(code)\(condition)")
      with("pv:\(code)\(condition)")
      for other in ["", "(after fc-1 60s)", "(after el-1 180s)"] where other != condition {
        with("\(pieces[0]):\(code)\(other)")
      }
    }
    return others
  }
}

/// The matrix of a shipped site, whose cells can be changed and read again without reading the site anew.
final class MatrixUnderTest {
  let header: [String]
  let records: [[String]]
  private let builder: SiteBuilder
  private let clean: LoadedSite

  /// The site with its matrix as it is in the file.
  var site: LoadedSite { read(records).result }

  init(_ name: String) throws {
    let texts = try Sites.texts(name)
    let table = CSVReader.read(texts.matrix, file: "").table
    header = table.header.map(\.text)
    records = table.records.map { $0.map(\.text) }
    let reader = SchemaReader(file: "site.yaml")
    builder = SiteBuilder(reader: reader, profiles: Sites.profiles.library)
    builder.read(try parse(texts.site, file: "site.yaml").get())
    #expect(reader.problems.isEmpty)
    clean = builder.site
  }

  /// One cell with another text, and what the loader made of its row.
  struct Outcome {
    var place: Int
    var text: String
    /// The row as it would run; nil when the loader refuses it.
    var line: [String]?
  }

  /// Changes one cell in each of some rows; what a row does with its cell is its own affair.
  func outcomes(_ column: String, _ changes: [(place: Int, text: String)]) -> [Outcome] {
    let lines = read(changed(column, changes)).problems.map(\.line)
    let isRefused = changes.indices.map { lines.contains($0 + 2) }
    let accepted = zip(changes, isRefused).filter { !$0.1 }.map(\.0)
    let (site, problems) = read(changed(column, accepted))
    #expect(problems.isEmpty, "\(column): \(problems)")
    var table = interlockTable(of: site).dropFirst()
    return zip(changes, isRefused).map { change, isRefused in
      Outcome(
        place: change.place, text: change.text, line: isRefused ? nil : table.popFirst())
    }
  }

  private func changed(_ column: String, _ changes: [(place: Int, text: String)]) -> [[String]] {
    let at = header.firstIndex(of: column) ?? 0
    return changes.map { change in
      var record = records[change.place]
      record[at] = change.text
      return record
    }
  }

  /// Reads a matrix of these records; the first of them stands on line 2.
  private func read(_ records: [[String]]) -> (result: LoadedSite, problems: [YAMLProblem]) {
    builder.site = clean
    let text = ([header] + records).map { record in
      record.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }.joined()
    let reader = MatrixReader(site: builder, file: "")
    reader.read(text)
    return (builder.site, reader.problems)
  }
}
