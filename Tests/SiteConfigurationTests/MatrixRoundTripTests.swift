// The running table equals the file: printed, read again and printed once more it is the same; and every
// field that is no pattern stands in the print as in the file.

import Control
import Plant
import Safety
import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite struct MatrixRoundTripTests {
  @Test(
    "Reading the printed table gives the same rows", arguments: ["ovm-lab", "wesertor", "third"])
  func roundTrip(name: String) throws {
    var texts = try Sites.texts(name)
    let first = try Sites.load(texts).get()
    texts.matrix = interlockText(of: first)
    let second = try Sites.load(texts).get()
    #expect(interlockTable(of: second) == interlockTable(of: first))
    #expect(second.description.inputs == first.description.inputs)
    #expect(second.description.rows.map(words) == first.description.rows.map(words))
    #expect(second.description.effects.map(words) == first.description.effects.map(words))
  }

  @Test("The printed table says what the file says", arguments: ["ovm-lab", "wesertor", "third"])
  func equalsFile(name: String) throws {
    let texts = try Sites.texts(name)
    let printed = interlockTable(of: try Sites.load(texts).get())
    let file = CSVReader.read(texts.matrix, file: "").table
    #expect(printed[0] == file.header.map(\.text))
    #expect(printed.count == file.records.count + 1)
    for (line, record) in zip(printed.dropFirst(), file.records) {
      for (place, column) in printed[0].enumerated() {
        let read = record[place].text
        switch column {
        case "inputs", "armed_by", "effects": continue
        case "threshold", "hysteresis", "on_delay_s":
          #expect(decimalNumber(line[place]) == decimalNumber(read), "\(line[0]) \(column)")
        default: #expect(line[place] == read, "\(line[0]) \(column)")
        }
      }
    }
  }

  @Test("Patterns and conditions are written out")
  func expansion() throws {
    let table = interlockTable(of: try Sites.loaded("wesertor"))
    let inputs = try #require(table[0].firstIndex(of: "inputs"))
    let effects = try #require(table[0].firstIndex(of: "effects"))
    let alarm = try #require(table.first { $0[0] == "W02" })
    #expect(alarm[inputs] == "at-301.concentration at-302.concentration")
    let empty = try #require(table.first { $0[0] == "W09" })
    #expect(empty[effects].hasPrefix("fc-1:S bank-a.open:C(after fc-1 180s)"))
    let warm = try #require(table.first { $0[0] == "W12" })
    #expect(warm[effects] == "fc-1:M50")
  }

  private func words(_ row: InterlockRow) -> String { "\(row)" }
  private func words(_ effect: RowEffect) -> String { "\(effect)" }
}
