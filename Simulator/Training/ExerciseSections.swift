// The sections of an exercise file: how the morning begins, the questions, the steps, the criteria.

import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration
import StrictYAML

extension ExerciseSchema {
  /// The most steps, questions, choices or criteria that one file may have.
  private static let most = 40

  /// `initial`: start values, what did not work until now, and how keys and doors were left.
  func initial(
    _ node: YAMLNode?, _ site: inout LoadedSite?
  ) -> (broken: [PlantFault], hands: [Hand]) {
    guard let node,
      let keys = reader.mapping(node, allowed: ["values", "broken-until-start", "hands"])
    else { return ([], []) }
    if let values = keys["values"] { setValues(values, &site) }
    let hands = keys["hands"].flatMap { reader.sequence($0) } ?? []
    return (
      broken(keys["broken-until-start"], site),
      hands.compactMap { reader.enumeration($0, as: Hand.self, what: "thing to press") }
    )
  }

  private func setValues(_ node: YAMLNode, _ site: inout LoadedSite?) {
    for entry in reader.entries(node) ?? [] {
      guard let units = site?.units else { continue }
      guard let unit = units.first(where: { $0.name == entry.key }) else {
        let known = units.filter { !Self.startKeys($0.kind).isEmpty }.map(\.name)
        reader.report(
          entry,
          "there is no unit '\(entry.key)' with start values: "
            + suggestion(for: entry.key, among: known))
        continue
      }
      let measures = ["mass": "kg", "temperature": "degC", "pressure": "bar(g)"]
      let allowed = Self.startKeys(unit.kind)
      for (key, value) in reader.mapping(entry.value, allowed: allowed) ?? [:] {
        guard let measure = measures[key] else { continue }
        let range = key == "temperature" ? -40...90 : 0...1000.0
        site?.simulation?.start[entry.key, default: [:]][key] =
          reader.quantity(value, in: measure, range: range)
      }
    }
  }

  private static func startKeys(_ kind: UnitKind) -> [String] {
    switch kind {
    case .store: ["mass", "temperature", "pressure"]
    case .electrolyser, .heatLoop: ["temperature"]
    default: []
    }
  }

  private func broken(_ node: YAMLNode?, _ site: LoadedSite?) -> [PlantFault] {
    guard let node, let elements = reader.sequence(node) else { return [] }
    let plant = site.flatMap { try? $0.plantDescription() }.map {
      SimulatedPlant($0, year: KasselYear(), start: 0, seed: 1)
    }
    return elements.compactMap { element -> PlantFault? in
      guard let text = reader.string(element) else { return nil }
      do {
        let fault = try PlantFault(parsing: text)
        try plant?.apply(fault)
        return fault
      } catch {
        reader.report(element, "\(error)")
        return nil
      }
    }
  }

  /// One entry of `questions`.
  func question(_ entry: YAMLEntry) -> Question? {
    if !isName(entry.key) { reader.report(entry, "'\(entry.key)' is not a name for a question") }
    let keys = reader.mapping(entry.value, allowed: [], required: ["text", "choices"])
    let text = text2(keys?["text"])
    let nodes = limited(keys?["choices"], "choices")
    let choices = nodes.compactMap { node -> Choice? in
      let keys = reader.mapping(node, allowed: [], required: ["text", "right", "because"])
      let text = text2(keys?["text"])
      let because = text2(keys?["because"])
      let right = conditions?.condition(keys?["right"])
      guard let text, let because, let right else { return nil }
      return Choice(text: text, right: right, because: because)
    }
    return text.map { Question(name: entry.key, text: $0, choices: choices) }
  }

  /// The steps, in their order.
  func steps(_ node: YAMLNode?, _ questions: [String]) -> [ExerciseStep] {
    limited(node, "steps").compactMap { node in
      let required = ["name", "text", "proof", "hint", "limit", "solution"]
      let keys = reader.mapping(node, allowed: ["ask", "needs"], required: required)
      let name = reader.name(keys?["name"])
      let text = text2(keys?["text"])
      let hint = text2(keys?["hint"])
      let proofs = limited(keys?["proof"], "proofs")
      let proof = proofs.compactMap { conditions?.condition($0) }
      let needs = keys?["needs"].map { limited($0, "needs") } ?? []
      let limit = keys?["limit"].flatMap { reader.duration($0) }
      let asked = keys?["ask"].flatMap { reader.word($0, of: questions, what: "question") }
      let solution = limited(keys?["solution"], "lines").compactMap { line($0) }
      guard let name, let text, let hint, let limit, !proof.isEmpty else { return nil }
      return ExerciseStep(
        name: name, text: text, proof: proof,
        needs: needs.compactMap { conditions?.condition($0) }, hint: hint, limit: limit,
        question: asked.flatMap { questions.firstIndex(of: $0) }, solution: solution)
    }
  }

  /// A line of the worked solution, which must be one that a trainee could type.
  private func line(_ node: YAMLNode) -> String? {
    guard let text = reader.string(node), let site = conditions?.site else { return nil }
    if case .failure(let problem) = TraineeCommand.parse(text, units: site.trainedUnits) {
      reader.report(node, problem.text.en)
    }
    return text
  }

  /// The criteria; those of a part make up its weight.
  func criteria(_ node: YAMLNode?, _ weights: [Part: Int]) -> [Criterion] {
    var sums: [Part: Int] = [:]
    let criteria = limited(node, "criteria").compactMap { node -> Criterion? in
      let required = ["name", "part", "points", "text", "rule"]
      let keys = reader.mapping(node, allowed: [], required: required)
      let name = reader.name(keys?["name"])
      let part = reader.enumeration(keys?["part"], as: Part.self, what: "part")
      let points = reader.int(keys?["points"], in: 1...100)
      let text = text2(keys?["text"])
      let rule = conditions?.rule(keys?["rule"])
      if let part, let points { sums[part, default: 0] += points }
      guard let name, let part, let points, let text, let rule else { return nil }
      return Criterion(name: name, part: part, points: points, text: text, rule: rule)
    }
    for part in Part.allCases {
      guard let node, let weight = weights[part], weight != sums[part, default: 0] else { continue }
      reader.report(
        node,
        "the criteria of '\(part.rawValue)' add up to \(sums[part, default: 0]) points, its weight "
          + "is \(weight)")
    }
    return criteria
  }

  /// The elements of a list that has at least one and not too many.
  private func limited(_ node: YAMLNode?, _ what: String) -> [YAMLNode] {
    guard let node, let elements = reader.sequence(node) else { return [] }
    if elements.isEmpty { reader.report(node, "the list of \(what) is empty; add at least one") }
    guard elements.count > Self.most else { return elements }
    reader.report(node, "\(elements.count) \(what); at most \(Self.most) can be followed")
    return Array(elements.prefix(Self.most))
  }
}

extension LoadedSite {
  /// Units that a trainee gives modes to.
  var trainedUnits: [String] {
    catalogue.units.filter { $0.kind == .electrolyser || $0.kind == .fuelCell }.map(\.name)
  }
}
