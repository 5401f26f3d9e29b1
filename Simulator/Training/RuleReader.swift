// From a line of words to the rule of a criterion. `within` and `before` split the line; what stands
// around them are conditions and times of their own.

import Plant
import SiteConfiguration
import StrictYAML

extension ConditionReader {
  /// Reads a rule that fills its node.
  func rule(_ node: YAMLNode?) -> Rule? {
    guard let node else { return nil }
    guard var line = WordLine(node) else {
      reader.report(node, "expected a rule like 'orderly-stop el-1', read \(node.words)")
      return nil
    }
    guard let word = choice(&line, "rule", Rule.words) else { return nil }
    let rule = tail(ofRule: word, &line)
    guard rule != nil, !line.words.isEmpty else { return rule }
    refuse(line, "'\(line.rest)' is left over; end the rule before it")
    return nil
  }

  private func tail(ofRule word: String, _ line: inout WordLine) -> Rule? {
    switch word {
    case "no-start-before": return condition(all(of: &line)).map { .noStartBefore($0) }
    case "reached": return reached(all(of: &line))
    case "answered": return question(&line).map { .answered($0) }
    case "orderly-stop": return unit(&line).map { .orderlyStop($0) }
    case "closes-at-rest": return valve(&line).map { .closesAtRest(actuator: $0) }
    case "no-trip": return .noTrip
    case "no-refused-reset": return .noRefusedReset
    case "acknowledged":
      guard choice(&line, "word", ["within"]) != nil else { return nil }
      return time(all(of: &line)).map { .acknowledged(within: $0) }
    default: return words(&line).map { .noted(words: $0) }
    }
  }

  private func reached(_ line: WordLine) -> Rule? {
    if let (first, second) = line.split(at: "before") {
      guard let one = condition(first), let other = condition(second) else { return nil }
      return .before(one, other)
    }
    if let (what, limit) = line.split(at: "within") {
      guard let one = condition(what), let time = time(limit) else { return nil }
      return .reached(one, within: time)
    }
    return condition(line).map { .reached($0, within: nil) }
  }

  private func valve(_ line: inout WordLine) -> Int? {
    let valves = site.units.filter { $0.kind == .valve }.map(\.name)
    guard let name = choice(&line, "valve", valves) else { return nil }
    return site.catalogue.actuators.firstIndex { $0.name == "\(name).open" }
  }

  private func time(_ line: WordLine) -> Milliseconds? {
    let node = YAMLNode(
      line: line.line, column: line.column, content: .scalar(line.rest, isQuoted: false))
    return reader.duration(node)
  }

  private func words(_ line: inout WordLine) -> Int? {
    let column = line.column
    guard let count = line.next().flatMap({ Int($0.text) }), (1...100).contains(count) else {
      refuse(line, at: column, "expected a number of words from 1 to 100, like 'noted 3 words'")
      return nil
    }
    return choice(&line, "word", ["words"]).map { _ in count }
  }

  /// The rest of the line, which is empty afterwards.
  private func all(of line: inout WordLine) -> WordLine {
    let rest = line
    while line.next() != nil {}
    return rest
  }
}
