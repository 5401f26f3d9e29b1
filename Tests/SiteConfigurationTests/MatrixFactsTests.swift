// The running table of each site says what the facts say, cell by cell; and no single cell of a site's
// file can be changed without the loader or the facts noticing it.

import DeviceProfiles
import Foundation
import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite("The facts of the matrix")
struct MatrixFactsTests {
  static let names = SiteFacts.every.map(\.site)

  private func facts(_ name: String) throws -> SiteFacts {
    try #require(SiteFacts.every.first { $0.site == name })
  }

  @Test(
    "Every cell of the running table is as the facts say, or a deviation that is known",
    arguments: names)
  func everyCell(name: String) throws {
    let site = try Sites.loaded(name)
    let read = ReadFacts(try facts(name), in: site)
    let table = interlockTable(of: site)
    #expect(table.count > 30 && read.rows.count == table.count - 1)
    #expect(read.differences(to: table) == [])
  }

  @Test("No known deviation has become a fact", arguments: names)
  func deviationsStand(name: String) throws {
    let site = try Sites.loaded(name)
    let read = ReadFacts(try facts(name), in: site)
    let strict = Set(
      read.differences(to: interlockTable(of: site), allowingDeviations: false)
        .map { "\($0.place) \($0.column)" })
    for (deviation, place) in read.deviations {
      #expect(strict.contains("\(place) \(deviation.column)"), "\(deviation): remove the entry")
    }
    #expect(strict.count == read.deviations.count)
  }

  @Test("Every row of the facts is built or named as not built", arguments: names)
  func everyRow(name: String) throws {
    let facts = try facts(name)
    let built = Set(facts.rows().map(\.row))
    #expect(built.isDisjoint(with: facts.notBuilt), "\(built.intersection(facts.notBuilt))")
    #expect(built.union(facts.notBuilt) == Set(facts.all))
  }

  @Test(
    "Whoever ignores a bad value names rows that hear of it, of the same units", arguments: names)
  func everyBadValue(name: String) throws {
    let facts = try facts(name)
    let rows = facts.rows()
    let read = ReadFacts(facts, in: try Sites.loaded(name))
    /// Places of the rows that answer for the row at a place; none when it counts bad values itself.
    func answers(_ place: Int) -> [Int] {
      guard case .isAnswered(let labels) = rows[place].bad else { return [] }
      return labels.split(separator: " ").flatMap { label -> [Int] in
        let named = rows.indices.filter { rows[$0].row == label || rows[$0].label == label }
        #expect(!named.isEmpty, "\(rows[place].label): there is no row \(label)")
        return named
      }
    }
    for place in rows.indices {
      let first = answers(place)
      guard !first.isEmpty else { continue }
      let heard = first.reduce(into: Set<String>()) { $0.formUnion(read.subjects(at: $1)) }
      #expect(read.subjects(at: place).isSubset(of: heard), "\(rows[place].label): other units")
      // A row that ignores may answer when another one answers for it.
      for row in first {
        let last = answers(row)
        #expect(
          last.allSatisfy { answers($0).isEmpty } && !last.contains(row),
          "\(rows[place].label): nobody hears of a bad value")
      }
    }
  }

  @Test("Every cell of the file that is changed alone is noticed", arguments: names)
  func everyMutant(name: String) throws {
    let matrix = try MatrixUnderTest(name)
    let read = ReadFacts(try facts(name), in: matrix.site)
    var changes = 0
    var refused = 0
    for column in matrix.header {
      let mutants = matrix.records.map { MatrixMutants.of(column, $0, header: matrix.header) }
      #expect(mutants.allSatisfy { !$0.isEmpty }, "\(column): a cell that is never changed")
      for step in 0..<(mutants.map(\.count).max() ?? 0) {
        let texts = mutants.enumerated().filter { step < $0.element.count }
          .map { (place: $0.offset, text: $0.element[step]) }
        for outcome in matrix.outcomes(column, texts) {
          changes += 1
          guard let line = outcome.line else {
            refused += 1
            continue
          }
          let title = "\(name) \(line[0]) \(line[1])"
          #expect(
            !read.differences(in: line, at: outcome.place).isEmpty,
            "\(title): nobody notices \(column) = '\(outcome.text)'")
        }
      }
    }
    #expect(changes > 100 * matrix.records.count)
    #expect(refused > changes / 4 && refused < changes)
  }
}
