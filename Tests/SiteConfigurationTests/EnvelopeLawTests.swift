// The law of the envelope, tried on every site: no row that it asks for can go missing or be weakened;
// tightening is always allowed.

import Plant
import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite struct EnvelopeLawTests {
  static let names = ["ovm-lab", "wesertor", "third"]

  /// The lines of a matrix, header first, as fields.
  private func table(_ texts: SiteTexts) -> [[String]] {
    let table = CSVReader.read(texts.matrix, file: "").table
    return ([table.header] + table.records).map { $0.map(\.text) }
  }

  private func text(_ table: [[String]]) -> String {
    table.map { line in
      line.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }.joined()
  }

  private func column(_ name: String) throws -> Int {
    try #require(MatrixReader.columns.firstIndex(of: name))
  }

  @Test("A matrix without a row that the envelope names is refused", arguments: names)
  func missingRow(name: String) throws {
    let texts = try Sites.texts(name)
    let whole = table(texts)
    let ids = Set(whole.dropFirst().map { $0[0] })
    let needed = Set(Envelope.rules.flatMap(\.rows)).intersection(ids)
    #expect(needed.count >= 12)
    for id in needed.sorted() {
      var less = texts
      less.matrix = text(whole.filter { $0[0] != id })
      let problems = Sites.problems(less)
      #expect(problems.contains { $0.message.contains("no row") }, "\(id) may go missing")
    }
  }

  @Test("No single field of an essential row can be weakened", arguments: names)
  func weakening(name: String) throws {
    let texts = try Sites.texts(name)
    let whole = table(texts)
    let edits = [
      ("on_delay_s", "3600"), ("priority", "3"), ("armed_by", "room.flow-switch"),
      ("effects", "room.fan-high:X"), ("inputs", "room.temperature"),
    ]
    let essential = Envelope.rules.filter { $0.isEssential && $0.reset == .local }
    var tried = 0
    for rule in essential {
      let place = whole.firstIndex { rule.rows.contains($0[0]) && $0[5] == "\(rule.cause)" }
      for (field, value) in edits {
        guard let place,
          whole.filter({ $0[0] == whole[place][0] && $0[5] == whole[place][5] })
            .count == 1
        else { continue }
        var worse = whole
        worse[place][try column(field)] = value
        var changed = texts
        changed.matrix = text(worse)
        #expect(!Sites.problems(changed).isEmpty, "\(whole[place][0]): \(field) = \(value)")
        tried += 1
      }
    }
    #expect(tried >= 25)
  }

  @Test("A site may tighten: earlier alarms, more effects, rows of its own", arguments: names)
  func tightening(name: String) throws {
    var texts = try Sites.texts(name)
    var whole = table(texts)
    for place in whole.indices {
      let threshold = try column("threshold")
      if ["L01", "W01"].contains(whole[place][0]) { whole[place][threshold] = "8" }
      if ["L02", "L02a", "W02"].contains(whole[place][0]) { whole[place][threshold] = "15" }
    }
    var own = try #require(whole.first { ["L01", "W01"].contains($0[0]) })
    own[0] = "L90"
    own[try column("threshold")] = "5"
    texts.matrix = text(whole + [own])
    let site = try Sites.load(texts).get()
    #expect(site.catalogue.rows.last?.row == "L90")
  }

  @Test("Only L16 and L18 may blow down on a trip, and L18 locks the outlet until an analysis")
  func blowDownAndQuarantine() throws {
    let texts = try Sites.texts("ovm-lab")
    let effects = try column("effects")
    func problems(_ row: String, _ old: String, _ new: String) -> [String] {
      var whole = table(texts)
      for place in whole.indices where whole[place][0] == row {
        whole[place][effects] = whole[place][effects].replacing(old, with: new)
      }
      var edited = texts
      edited.matrix = text(whole)
      return Sites.problems(edited).map(\.message)
    }
    #expect(problems("L16", "TB", "T").isEmpty, "nobody has to blow down")
    #expect(problems("L02", "el-*:T", "el-*:TB").contains { $0.contains("only L16 and L18") })
    #expect(problems("L18", "CQ", "C").contains { $0.contains("write CQ") })
    #expect(
      problems("L02", "fill-valve.open:C", "fill-valve.open:CQ").contains {
        $0.contains("only the outlet of a store")
      })
  }

  @Test("With voting, one detector alone still stops the lab")
  func voting() throws {
    var texts = try Sites.texts("ovm-lab")
    let whole = table(texts)
    texts.matrix = text(whole.filter { $0[0] != "L02a" })
    #expect(Sites.problems(texts).contains { $0.message.contains("L02a") })
    texts = try Sites.texts("ovm-lab")
    texts.site = try edited(texts.site, "same-place: true", "same-place: false")
    #expect(Sites.problems(texts).contains { $0.message.contains("voting needs three detectors") })
  }
}
