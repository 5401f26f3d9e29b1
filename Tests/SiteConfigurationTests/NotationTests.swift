// The small grammars: the table of fields, effects, patterns, addresses, times of day. And chance: no text,
// however broken, stops the reader.

import DeviceProfiles
import Plant
import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite struct NotationTests {
  @Test("Fields keep quotes, commas, line breaks and their places")
  func csv() {
    let (table, problems) = CSVReader.read("a,b\r\n\"x,\"\"y\"\"\nz\",2\n", file: "t.csv")
    #expect(problems.isEmpty)
    #expect(table.header.map(\.text) == ["a", "b"])
    #expect(table.records.map { $0.map(\.text) } == [["x,\"y\"\nz", "2"]])
    #expect(table.records[0][1].line == 3 && table.records[0][1].column == 4)
  }

  @Test(
    "A table in bad form is refused at its place",
    arguments: [
      ("a,b\n1\n", 2, 1, "1 fields"), ("a,b\n1,2\n\n", 3, 1, "empty line"),
      ("a\nx\"y\n", 2, 2, "quote inside"), ("a\n\"x\"y\n", 2, 4, "after the closing quote"),
      ("a\n\"xy", 2, 1, "never closed"), ("", 1, 1, "empty"), ("\u{FEFF}a\n", 1, 1, "byte-order"),
    ])
  func badForm(text: String, line: Int, column: Int, words: String) {
    let problems = CSVReader.read(text, file: "t.csv").problems
    #expect(
      problems.contains { $0.line == line && $0.column == column && $0.message.contains(words) },
      "\(problems)")
  }

  @Test("Any fields survive writing and reading")
  func fieldsSurvive() {
    var chance = Seeded(state: 7)
    let letters = Array("ab,\"\n\r ;äß1")
    for _ in 0..<500 {
      let fields = (0..<3).map { _ in
        String((0..<chance.next(below: 8)).map { _ in letters[chance.next(below: letters.count)] })
      }
      let line = fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
      let (table, problems) = CSVReader.read(
        "h,h,h\n" + line.joined(separator: ",") + "\n", file: "t.csv")
      #expect(problems.isEmpty)
      #expect(table.records.first?.map(\.text) == fields)
    }
  }

  @Test("No text stops the reader of tables")
  func csvFuzz() {
    var chance = Seeded(state: 11)
    let letters = Array("a,\"\n\r\u{FEFF}é")
    for _ in 0..<3_000 {
      let text = String(
        (0..<chance.next(below: 40)).map { _ in letters[chance.next(below: letters.count)] })
      let (table, problems) = CSVReader.read(text, file: "t.csv")
      #expect(table.records.allSatisfy { $0.count == table.header.count } || !problems.isEmpty)
    }
  }

  @Test("No slip of the pen stops the loader", arguments: [1, 2, 3, 4] as [UInt64])
  func siteFuzz(seed: UInt64) throws {
    var chance = Seeded(state: seed)
    let third = try Sites.texts("third")
    for round in 0..<100 {
      var texts = third
      if round % 2 == 0 {
        texts.site = mutated(texts.site, &chance)
      } else {
        texts.matrix = mutated(texts.matrix, &chance)
      }
      switch Sites.load(texts) {
      case .success(let site): #expect(site.catalogue.points.count > 50)
      case .failure(let problems):
        #expect(problems.list.allSatisfy { $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty })
      }
    }
  }

  private func mutated(_ text: String, _ chance: inout Seeded) -> String {
    var letters = Array(text)
    let strange = Array(" :,{}[]\"'-#*&!%0a\n\té")
    for _ in 0...chance.next(below: 3) {
      let place = chance.next(below: letters.count)
      switch chance.next(below: 3) {
      case 0: letters.remove(at: place)
      case 1: letters.insert(strange[chance.next(below: strange.count)], at: place)
      default: letters[place] = strange[chance.next(below: strange.count)]
      }
    }
    return String(letters)
  }

  @Test("Effects are read as the matrix is signed")
  func effects() throws {
    let list = try EffectNotation.list("el-*:M60  v.open:C(after fc-1 0.5s)")
    #expect(list.map(\.target) == ["el-*", "v.open"])
    #expect(list[0].code == .limit(60) && list[0].code.share == 0.6 && list[0].after == nil)
    #expect(list[1].code == .close && list[1].after == "fc-1" && list[1].atLatest == 500)
    let special = try EffectNotation.list("el-*:TB v.open:CQ")
    #expect(special.map(\.code) == [.tripAndBlowDown, .closeForAnalysis])
    #expect(special.map(\.code.effect) == [.trip, .trip])
    #expect(special.map(\.code.isForActuator) == [false, true])
    for bad in [
      "el-1:BT", "v.open:C Q", "el-1", ":T", "el-1:", "el-1:M0", "el-1:M060", "a:C(after b 1s",
      "a:C(b 1s)", "a:T)",
    ] {
      #expect(throws: EffectNotation.Refusal.self, "\(bad)") { try EffectNotation.list(bad) }
    }
  }

  @Test("A star stands for letters, not for a dot")
  func patterns() {
    #expect(fits("el-1", "el-*") && fits("el-1", "el-1") && fits("at-1.gas", "at-*.gas"))
    #expect(!fits("el-1.run", "el-*") && !fits("e", "el-*") && !fits("el-1", "*-*"))
    #expect(!fits("aa", "aa*a"))
  }

  @Test("Addresses and times of day are exact")
  func smallGrammars() {
    #expect(deviceAddress("tcp:10.0.0.1:502:255")?.unit == 255)
    for bad in ["10.0.0.1:502:1", "tcp:h:0:1", "tcp:h:502:256", "tcp::502:1", "tcp:a b:502:1"] {
      #expect(deviceAddress(bad) == nil, "\(bad)")
    }
    #expect(timeOfDay("17:30") == 63_000_000 && timeOfDay("24:00") == 86_400_000)
    for bad in ["7:30", "24:01", "12:60", "noon", "12:3"] { #expect(timeOfDay(bad) == nil) }
    #expect(shortest(34) == "34" && shortest(0.2) == "0.2")
  }

  @Test("The quick real-gas fit meets published densities of hydrogen")
  func realGas() {
    // kg in a cubic metre at bar(a) and degC, after Lemmon, Huber and Leachman 2008.
    for (pressure, celsius, density) in [
      (35.0, 15.0, 2.8840), (100, 26.85, 7.62544), (200, 15, 14.9399),
    ] {
      let mass = hydrogenMass(volume: 1, pressure: pressure, temperature: celsius)
      #expect(abs(mass / density - 1) < 0.0015)
      let back = hydrogenPressure(mass: mass, volume: 1, temperature: celsius)
      #expect(abs(back - pressure) < 1e-6)
    }
  }
}
