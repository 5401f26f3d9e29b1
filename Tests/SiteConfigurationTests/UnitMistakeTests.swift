// Mistakes of units: the same number a thousand times too large, and pressures of another zero. The tag is
// that of the catalogue of faults.

import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite struct UnitMistakeTests {
  @Test(
    "C3: a number without a unit, or in another one than its key needs, is refused",
    arguments: [
      ("rated-power: 2.4 kW", "rated-power: 2400", "number with its unit"),
      ("rated-power: 2.4 kW", "rated-power: 2400 W", "kW"),
      ("rated-power: 2.4 kW", "rated-power: 2.4 kWh", "kW"),
      ("volume: 40 m3", "volume: 40000 L", "m3"),
    ])
  func otherUnit(old: String, new: String, says: String) throws {
    var texts = try Sites.texts("third")
    texts.site = try edited(texts.site, old, new)
    let found = Sites.problems(texts)
    #expect(found.contains { $0.message.contains(says) }, "\(found.map(\.message))")
  }

  @Test("C3: in the table that is signed, a pressure says which zero it has, and matches its input")
  func pressures() throws {
    for unit in ["bar", "bar(a)", "kPa", "degC"] {
      var texts = try Sites.texts("third")
      let signed = texts.matrix
      texts.matrix = signed.replacing(",bar(g),", with: ",\(unit),")
      try #require(texts.matrix != signed)
      #expect(!Sites.problems(texts).isEmpty, "\(unit)")
    }
  }

  @Test(
    "C3: watts that were written as kilowatts do not fit what the nameplate says besides",
    arguments: [
      ("rated-power: 2.4 kW", "rated-power: 2400 kW", "is not near"),
      ("lowest-power: 1.46 kW", "lowest-power: 1460 kW", "above the rated power"),
      ("lowest-power: 1.46 kW", "lowest-power: 0.9 kW", "is not near"),
      ("lowest-power: 1.46 kW", "lowest-power: 1.8 kW", "is not near"),
      ("lowest-share: 60 %", "lowest-share: 6 %", "is not near"),
    ])
  func thousandfold(old: String, new: String, says: String) throws {
    var texts = try Sites.texts("third")
    #expect(Sites.problems(texts).isEmpty)
    texts.site = try edited(texts.site, old, new)
    #expect(Sites.problems(texts).contains { $0.message.contains(says) })
  }
}
