// From the words of the facts to the cells of the running table: tags become names of points, units and
// actuators, columns of effects become what the row does to each of them. What comes out is compared cell
// by cell with the table that the controller prints.

import Plant
import Testing

@testable import SiteConfiguration

/// A cell of the running table that is not as the facts say.
struct MatrixDifference: Equatable, CustomStringConvertible {
  /// Place of the row in the table.
  var place: Int
  var column: String
  var description: String
}

/// The facts of a site, in the names of that site.
struct ReadFacts {
  private let facts: SiteFacts
  private let site: LoadedSite
  /// Expected cells of each row by column; effects and inputs as words without order of effects.
  private(set) var rows: [[String: String]] = []
  private(set) var deviations: [(deviation: MatrixDeviation, place: Int)] = []

  init(_ facts: SiteFacts, in site: LoadedSite) {
    self.facts = facts
    self.site = site
    let all = facts.rows()
    rows = all.map(cells)
    for deviation in facts.deviations() {
      guard let place = all.firstIndex(where: { isMeant($0, by: deviation) }) else {
        Issue.record("\(facts.site): a deviation of no row, \(deviation.row) \(deviation.part)")
        continue
      }
      deviations.append((deviation, place))
    }
  }

  private func isMeant(_ fact: MatrixFact, by deviation: MatrixDeviation) -> Bool {
    fact.row == deviation.row && fact.part == deviation.part
  }

  /// What the file says in the cell of a deviation.
  func cell(of deviation: MatrixDeviation) -> String {
    deviation.column == "effects" ? effects(deviation.says) : deviation.says
  }

  private func cells(_ fact: MatrixFact) -> [String: String] {
    var cells = [
      "row": fact.row, "part": fact.part, "compare": "\(fact.cause)", "threshold": "",
      "hysteresis": "", "unit": "0/1",
      "inputs": fact.reads.map(point).joined(separator: " "),
      "votes": "\(fact.votes)oo\(fact.reads.count)", "faults": fact.bad.word,
      "on_delay_s": number(fact.delay), "time_base": "\(fact.timeBase)",
      "armed_by": fact.armedBy.isEmpty ? "" : point(fact.armedBy), "effects": effects(fact.does),
      "priority": "\(fact.priority)", "latched": fact.reset == .auto ? "no" : "yes",
      "reset": "\(fact.reset)", "group": fact.group,
    ]
    switch fact.cause {
    case .above(let limit, let unit, let back), .below(let limit, let unit, let back):
      if case .above = fact.cause { cells["compare"] = "above" } else { cells["compare"] = "below" }
      cells["threshold"] = number(limit)
      cells["unit"] = unit
      cells["hysteresis"] = number(back)
    case .open: cells["compare"] = "open"
    case .closed: cells["compare"] = "closed"
    case .fault(let unit):
      cells["compare"] = "fault"
      cells["unit"] = unit
    case .silent(let seconds):
      cells["compare"] = "silent"
      cells["threshold"] = number(seconds)
      cells["unit"] = "s"
    }
    return cells
  }

  private func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The name of a point: by the tag of its instrument, as a signal of a unit with that tag, or its own.
  private func point(_ word: String) -> String {
    let points = site.catalogue.points
    let parts = word.split(separator: ".").map(String.init)
    let unit = site.units.first { $0.tag == parts[0] }?.name
    let named = points.filter { point in
      point.tag == word || point.name == word
        || (unit != nil && parts.count == 2 && point.owner == unit
          && point.signal?.rawValue == parts[1])
    }
    if named.count == 1 { return named[0].name }
    let ownDevice = named.filter { $0.name == "\(unit ?? "").\(parts.last ?? "")" }
    if ownDevice.count == 1 { return ownDevice[0].name }
    Issue.record("\(facts.site): '\(word)' names \(named.count) points")
    return word
  }

  /// The units that the row at a place reads.
  func subjects(at place: Int) -> Set<String> {
    let words = rows[place]["inputs", default: ""].split(separator: " ")
    return Set(
      words.compactMap { word in
        let point = site.catalogue.points.first { $0.name == word }
        let owner = point?.owner ?? ""
        return owner.isEmpty ? String(word.prefix { $0 != "." }) : owner
      })
  }

  /// The effects of a row as the table prints them, sorted.
  private func effects(_ phrase: String) -> String {
    phrase.split(separator: ",").flatMap { term -> [String] in
      let words = term.split(separator: " ").map(String.init)
      // A code may mean more than its column: tripping the booster shuts its valves too.
      let column = facts.columns[words.joined(separator: " ")] ?? facts.columns[words.first ?? ""]
      guard words.count == 2, let targets = column else {
        Issue.record("\(facts.site): '\(term)' is no effect")
        return []
      }
      return targets.map { named($0.replacing("*", with: words[1])) }
    }.sorted().joined(separator: " ")
  }

  /// `XV-201:C` becomes `tank-inlet.open:C`; an actuator without a tag stands under its name already.
  private func named(_ effect: String) -> String {
    let tag = String(effect.prefix { $0 != ":" })
    let code = effect.dropFirst(tag.count + 1).first
    guard !site.catalogue.actuators.contains(where: { $0.name == tag }) else { return effect }
    let names =
      code == "C" || code == "X"
      ? site.catalogue.actuators.filter { $0.tag == tag }.map(\.name)
      : site.units.filter { $0.tag == tag }.map(\.name)
    if names.count != 1 { Issue.record("\(facts.site): '\(tag)' names \(names)") }
    return (names.first ?? tag) + effect.dropFirst(tag.count)
  }

  /// Every cell of a running table, header first, that is not as the facts say, or as a known deviation
  /// from them says.
  func differences(to table: [[String]], allowingDeviations: Bool = true) -> [MatrixDifference] {
    var found = table.dropFirst().enumerated().flatMap {
      differences(in: $0.element, at: $0.offset, allowingDeviations: allowingDeviations)
    }
    for place in rows.indices.dropFirst(table.count - 1) {
      let words = "\(facts.site) \(rows[place]["row"] ?? ""): the row is missing"
      found.append(MatrixDifference(place: place, column: "row", description: words))
    }
    return found
  }

  /// The same for the row at one place of the table.
  func differences(
    in line: [String], at place: Int, allowingDeviations: Bool = true
  ) -> [MatrixDifference] {
    let title = "\(facts.site) \(line[0]) \(line[1])"
    guard place < rows.count else {
      let words = "\(title): the facts of this row are not restated"
      return [MatrixDifference(place: place, column: "row", description: words)]
    }
    let header = MatrixReader.columns
    let printed = Dictionary(zip(header, line), uniquingKeysWith: { first, _ in first })
    var expected = rows[place]
    for (deviation, of) in deviations where allowingDeviations && of == place {
      expected[deviation.column] = cell(of: deviation)
    }
    return header.compactMap { column in
      var read = printed[column] ?? ""
      if column == "effects" { read = effectWords(read).sorted().joined(separator: " ") }
      guard let problem = problem(column, read, expected, printed) else { return nil }
      let words = "\(title), \(column): \(problem)"
      return MatrixDifference(place: place, column: column, description: words)
    }
  }

  private func problem(
    _ column: String, _ read: String, _ expected: [String: String], _ line: [String: String]
  ) -> String? {
    if let wanted = expected[column] {
      return read == wanted ? nil : "the facts say '\(wanted)', the table '\(read)'"
    }
    // Texts are free, but there must be one in each language.
    if read.isEmpty { return "the text is empty" }
    if column.hasSuffix("_en"), line[column.replacing("_en", with: "_de")] == read {
      return "both languages say '\(read)'"
    }
    return nil
  }
}
