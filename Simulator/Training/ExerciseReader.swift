// From the text of a file to an exercise, or to all that is wrong with it. The site comes first, because
// every condition is checked against its units, points and rows; without a site the form alone is
// checked.

import Foundation
import Plant
import PlantSimulation
public import SiteConfiguration
public import StrictYAML

/// Where exercises find their sites.
public struct SiteShelf: Sendable {
  /// Names that may be written in an exercise.
  public var names: [String]
  /// Reads a site by its name.
  public var load: @Sendable (String) -> Result<LoadedSite, YAMLProblems>

  /// A shelf of sites.
  public init(
    names: [String], load: @escaping @Sendable (String) -> Result<LoadedSite, YAMLProblems>
  ) {
    self.names = names
    self.load = load
  }
}

/// Reads an exercise from the text of its file.
public func readExercise(
  _ text: String, file: String, sites: SiteShelf
) -> Result<Exercise, YAMLProblems> {
  switch parse(text, file: file) {
  case .failure(let problems): return .failure(problems)
  case .success(let root):
    let schema = ExerciseSchema(reader: SchemaReader(file: file), sites: sites)
    let exercise = schema.exercise(root, text: text)
    return schema.reader.finish(exercise)
  }
}

/// The schema of an exercise file; the sections are in ExerciseSections.swift.
final class ExerciseSchema {
  let reader: SchemaReader
  private let sites: SiteShelf
  /// Reads conditions once site and questions are known.
  var conditions: ConditionReader?

  init(reader: SchemaReader, sites: SiteShelf) {
    self.reader = reader
    self.sites = sites
  }

  private static let keys = [
    "exercise", "title", "text", "site", "start", "time-limit", "weights", "steps", "criteria",
  ]

  func exercise(_ root: YAMLNode, text: String) -> Exercise? {
    guard
      let keys = reader.mapping(
        root, allowed: ["seed", "initial", "questions"], required: Self.keys)
    else { return nil }
    var site = site(keys["site"])
    let questionEntries = keys["questions"].flatMap { reader.entries($0) } ?? []
    if let site {
      conditions = ConditionReader(
        reader: reader, site: site, questions: questionEntries.map(\.key))
    }
    let begin = keys["start"].flatMap { instant($0) }
    let initial = initial(keys["initial"], &site)
    let weights = weights(keys["weights"])
    let questions = questionEntries.map { question($0) }
    let steps = steps(keys["steps"], questionEntries.map(\.key))
    let criteria = criteria(keys["criteria"], weights)
    let title = text2(keys["title"])
    let prose = text2(keys["text"])
    let name = reader.name(keys["exercise"])
    let limit = timeLimit(keys["time-limit"])
    let seed = keys["seed"].flatMap { reader.int($0, in: 0...Int.max) } ?? 1
    guard reader.problems.isEmpty, let site, let name, let title, let prose, let begin else {
      return nil
    }
    return Exercise(
      name: name, title: title, text: prose, site: site, start: begin.start,
      civilOffset: begin.offset, seed: UInt64(seed), timeLimit: limit,
      broken: initial.broken, hands: initial.hands, weights: weights,
      questions: questions.compactMap { $0 }, steps: steps, criteria: criteria,
      digest: CanonicalWriter.digest(of: Array(text.utf8)))
  }

  private func site(_ node: YAMLNode?) -> LoadedSite? {
    guard let node, let name = reader.word(node, of: sites.names, what: "site") else { return nil }
    switch sites.load(name) {
    case .success(let site):
      if site.simulation != nil { return site }
      reader.report(node, "'\(name)' is a real site; exercises run on simulated sites only")
    case .failure(let problems):
      let first = problems.list.first.map(\.description) ?? ""
      reader.report(node, "the site '\(name)' cannot be used: \(first)")
    }
    return nil
  }

  /// `2026-06-18T08:00:00+02:00`: the instant, and the offset of the trainee's clock.
  private func instant(_ node: YAMLNode) -> (start: Milliseconds, offset: Milliseconds)? {
    guard let text = reader.string(node) else { return nil }
    let offset = text.dropFirst(19)
    let sign: Milliseconds = offset.hasPrefix("-") ? -1 : 1
    let parts = offset.dropFirst().split(separator: ":").map { Int64($0) }
    if let local = UTC.instant(text.prefix(19) + "Z"), offset.count == 6, parts.count == 2,
      offset.hasPrefix("+") || offset.hasPrefix("-"), let hours = parts[0], let minutes = parts[1],
      (0...14).contains(hours), (0..<60).contains(minutes)
    {
      let shift = sign * (hours * 60 + minutes) * 60_000
      return (local - shift, shift)
    }
    reader.report(
      node, "expected a time like \"2026-06-18T08:00:00+02:00\", read '\(text)'")
    return nil
  }

  private func timeLimit(_ node: YAMLNode?) -> Milliseconds {
    guard let node, let limit = reader.duration(node) else { return 0 }
    if limit < 60_000 || limit > 86_400_000 {
      reader.report(node, "an exercise lasts from 1 min to 24 h of plant time; correct the number")
    }
    return limit
  }

  private func weights(_ node: YAMLNode?) -> [Part: Int] {
    let names = Part.allCases.map(\.rawValue)
    guard let node, let keys = reader.mapping(node, allowed: [], required: names) else {
      return [:]
    }
    var weights: [Part: Int] = [:]
    for part in Part.allCases {
      weights[part] = keys[part.rawValue].flatMap { reader.int($0, in: 0...100) }
    }
    let sum = weights.values.reduce(0, +)
    if weights.count == Part.allCases.count, sum != 100 {
      reader.report(node, "the weights add up to \(sum); they must make 100")
    }
    return weights
  }

  /// A text in both languages.
  func text2(_ node: YAMLNode?) -> BilingualText? {
    guard let keys = reader.mapping(node ?? nil, allowed: [], required: ["de", "en"]),
      let german = reader.string(keys["de"]), let english = reader.string(keys["en"])
    else { return nil }
    return BilingualText(de: trimmed(german), en: trimmed(english))
  }

  private func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
