// From a line of words to a condition. Every name is looked up in the site at once; what is unknown, in
// the wrong unit or left over is refused at its column, with the nearest word that would do.

import Plant
import SiteConfiguration
import StrictYAML

/// Reads conditions and rules against one site and the questions of one exercise.
struct ConditionReader {
  let reader: SchemaReader
  let site: LoadedSite
  let questions: [String]

  /// Reads a condition that fills its node.
  func condition(_ node: YAMLNode?) -> Condition? {
    guard let node else { return nil }
    guard let line = WordLine(node) else {
      reader.report(node, "expected a condition like 'step el-1 running', read \(node.words)")
      return nil
    }
    return condition(line)
  }

  /// Reads a condition that fills its line of words.
  func condition(_ line: WordLine) -> Condition? {
    var line = line
    guard let word = line.next() else {
      refuse(line, "a condition is missing here")
      return nil
    }
    let condition = tail(of: word, &line)
    guard condition != nil, !line.words.isEmpty else { return condition }
    refuse(line, "'\(line.rest)' is left over; end the condition before it")
    return nil
  }

  private func tail(of word: WordLine.Word, _ line: inout WordLine) -> Condition? {
    switch word.text {
    case "mode":
      let names = ["off", "standby", "automatic", "manual", "tripped"]
      guard let unit = unit(&line), let name = choice(&line, "mode", names) else { return nil }
      return Mode(name: name).map { .mode(unit, $0) }
    case "step":
      guard let unit = unit(&line), let name = choice(&line, "step", Step.allCases.map(\.word))
      else { return nil }
      return Step.allCases.first { $0.word == name }.map { .step(unit, $0) }
    case "reason":
      let names = ReasonCode.allCases.map(\.word)
      guard let unit = unit(&line), let name = choice(&line, "reason", names) else { return nil }
      return ReasonCode.allCases.first { $0.word == name }.map { .reason(unit, $0) }
    case "wanted":
      guard let unit = unit(&line), let (how, limit) = limit(&line, in: .kilowatt) else {
        return nil
      }
      return .wanted(unit, how, limit)
    case "made": return limit(&line, in: .kilogram).map { .made($0.0, $0.1) }
    case "latched": return row(&line).map { .latched($0) }
    case "first-out": return row(&line).map { .firstOut($0) }
    case "nothing-latched": return .nothingLatched
    case "all-acknowledged": return .allAcknowledged
    case "answered": return question(&line).map { .answered($0) }
    case "noted": return .noted
    default: return point(word, &line)
    }
  }

  private func point(_ word: WordLine.Word, _ line: inout WordLine) -> Condition? {
    guard let place = site.place(ofPoint: word.text) else {
      let known = word.text.contains(".") ? site.pointNames : Condition.words
      let what = word.text.contains(".") ? "point" : "condition"
      refuse(
        line, at: word.column,
        "there is no \(what) '\(word.text)': \(suggestion(for: word.text, among: known))")
      return nil
    }
    let unit = site.catalogue.points[place].unit
    if unit == .contact {
      return choice(&line, "state of a contact", ["closed", "open"])
        .map { .contact(place, isClosed: $0 == "closed") }
    }
    return limit(&line, in: unit).map { .point(place, $0.0, $0.1) }
  }

  /// A unit of the site, by its place.
  func unit(_ line: inout WordLine) -> Int? {
    choice(&line, "unit", site.catalogue.units.map(\.name))
      .flatMap { name in site.catalogue.units.firstIndex { $0.name == name } }
  }

  /// A question of the exercise, by its place.
  func question(_ line: inout WordLine) -> Int? {
    choice(&line, "question", questions).flatMap { questions.firstIndex(of: $0) }
  }

  private func row(_ line: inout WordLine) -> Int? {
    let labels = site.catalogue.rows.map(\.label)
    return choice(&line, "row", labels).flatMap { labels.firstIndex(of: $0) }
  }

  /// A comparison, a number and its unit, which may be missing for what has none.
  private func limit(
    _ line: inout WordLine, in unit: UnitOfMeasure
  ) -> (Comparison, Double)? {
    guard let word = choice(&line, "comparison", Comparison.allCases.map(\.rawValue)),
      let how = Comparison(rawValue: word)
    else { return nil }
    let column = line.column
    let text = line.rest
    while line.next() != nil {}
    let written = unit == .one && !text.contains(" ") ? "\(text) 1" : text
    guard let quantity = YAMLQuantity(written) else {
      refuse(line, at: column, "expected a number in \(unit.symbol), read '\(text)'")
      return nil
    }
    guard quantity.unit == unit.symbol else {
      refuse(
        line, at: column,
        "expected a number in \(unit.symbol), read '\(text)'; write it in \(unit.symbol)")
      return nil
    }
    return (how, quantity.number)
  }

  /// The next word, which must be one of `known`.
  func choice(_ line: inout WordLine, _ what: String, _ known: [String]) -> String? {
    let column = line.column
    guard let word = line.next() else {
      refuse(line, at: column, "a \(what) is missing here: \(suggestion(for: "", among: known))")
      return nil
    }
    if known.contains(word.text) { return word.text }
    refuse(
      line, at: column,
      "there is no \(what) '\(word.text)': \(suggestion(for: word.text, among: known))")
    return nil
  }

  func refuse(_ line: WordLine, at column: Int? = nil, _ message: String) {
    reader.report(line: line.line, column: column ?? line.column, message)
  }
}

extension LoadedSite {
  /// The place of a point by its own name, or by the unit and the signal that it tells.
  func place(ofPoint name: String) -> Int? {
    if let place = catalogue.points.firstIndex(where: { $0.name == name }) { return place }
    return catalogue.points.firstIndex { point in
      point.signal.map { "\(point.owner).\($0.rawValue)" == name } ?? false
    }
  }

  /// Every name that a condition may give to a point; the short ones first.
  var pointNames: [String] {
    let short = catalogue.points.compactMap { point in
      point.signal.flatMap { point.owner.isEmpty ? nil : "\(point.owner).\($0.rawValue)" }
    }
    return short + catalogue.points.map(\.name).filter { !short.contains($0) }
  }
}
