// Loading one profile: the text is read strictly, every key is known, every word is checked, and all
// problems come back together with their places. A profile that loads can be driven and simulated.

import Foundation
import Plant
public import StrictYAML

/// Reads and checks the profile in a file. Its name is the file's name without `.yaml`.
public func loadProfile(file path: String) -> Result<DeviceProfile, YAMLProblems> {
  let base = path.split(separator: "/").last.map(String.init) ?? path
  let name = base.hasSuffix(".yaml") ? String(base.dropLast(5)) : base
  guard let data = FileManager.default.contents(atPath: path) else {
    let message = "the file cannot be read; check the path and the permissions"
    return .failure(
      YAMLProblems([YAMLProblem(file: path, line: 1, column: 1, message: message)]))
  }
  return parse(bytes: data, file: path).flatMap { readProfile($0, name: name, file: path) }
}

/// Reads and checks the profile in a text.
public func parseProfile(
  _ text: String, name: String, file: String
) -> Result<DeviceProfile, YAMLProblems> {
  parse(text, file: file).flatMap { readProfile($0, name: name, file: file) }
}

private func readProfile(
  _ root: YAMLNode, name: String, file: String
) -> Result<DeviceProfile, YAMLProblems> {
  let reader = ProfileReader(SchemaReader(file: file))
  let profile = reader.profile(root, name: name)
  return reader.schema.finish(profile)
}

/// The points of a profile with the nodes that they were read from.
typealias PlacedPoint = (point: ProfilePoint, node: YAMLNode)

/// Reads the parts of a profile from their nodes.
final class ProfileReader {
  let schema: SchemaReader
  var defaults: [String: YAMLNode] = [:]
  var source: String?
  var discovery = Discovery.fixed
  var base = 0
  /// Tables of codes by name, which points may share.
  var symbolTables: [String: [Int: BilingualText]] = [:]

  init(_ schema: SchemaReader) {
    self.schema = schema
  }

  func profile(_ root: YAMLNode, name: String) -> DeviceProfile? {
    guard
      let keys = schema.mapping(
        root,
        allowed: [
          "source", "discovery", "models", "base", "identity", "firmware", "symbols", "timing",
          "silence", "validity", "heartbeat", "set-up", "defaults",
        ],
        required: ["maker", "model", "kind", "text", "points"])
    else { return nil }
    let maker = schema.string(keys["maker"])
    let model = schema.string(keys["model"])
    let kind = schema.enumeration(keys["kind"], as: UnitKind.self, what: "kind of unit")
    let text = bilingual(keys["text"])
    source = schema.string(keys["source"])
    if schema.word(keys["discovery"], of: ["fixed", "sunspec"], what: "discovery") == "sunspec" {
      discovery = .sunSpec
    }
    let models = models(keys["models"])
    if let node = keys["defaults"] {
      defaults =
        schema.mapping(
          node,
          allowed: ["table", "type", "order", "scale", "access", "poll", "unit", "model"]) ?? [:]
    }
    readBase(keys["base"])
    readSymbols(keys["symbols"])
    var placed: [PlacedPoint] = []
    for node in schema.sequence(keys["points"]) ?? [] { placed += points(node) }
    let timing = timing(keys["timing"])
    let rules = RuleReader(schema: schema, points: placed)
    let silence = rules.silence(keys["silence"])
    let validity = rules.validities(keys["validity"])
    let heartbeat = rules.heartbeat(keys["heartbeat"])
    let setUp = rules.setUp(keys["set-up"])
    if !isName(name.replacing(".", with: "-")) {
      schema.report(
        root, "the file is called '\(name)'; use small letters, digits, '.', '-', '_', at most 32")
    }
    check(placed, models: models, at: root)
    if let silence, let node = keys["silence"] { check(silence, timing, at: node) }
    guard let maker, let model, let kind, let text else { return nil }
    var profile = DeviceProfile(
      name: name, maker: maker, model: model, kind: kind, text: text, discovery: discovery,
      timing: timing, silence: silence, validity: validity, heartbeat: heartbeat, setUp: setUp,
      points: placed.map(\.point))
    profile.models = models
    profile.base = base
    profile.identity = rules.identity(keys["identity"], firmware: keys["firmware"])
    return profile
  }

  func bilingual(_ node: YAMLNode?) -> BilingualText? {
    let keys = schema.mapping(node, allowed: [], required: ["de", "en"])
    guard let de = schema.string(keys?["de"]), let en = schema.string(keys?["en"]) else {
      return nil
    }
    return BilingualText(de: de, en: en)
  }

  private func models(_ node: YAMLNode?) -> [SunSpecModel] {
    if let node, discovery == .fixed {
      schema.report(node, "models belong to 'discovery: sunspec'; remove them or say so")
    }
    var models: [SunSpecModel] = []
    for element in schema.sequence(node) ?? [] {
      let keys = schema.mapping(
        element, allowed: ["also", "optional"], required: ["id", "length"])
      guard let id = schema.int(keys?["id"], in: 1...65534),
        let length = schema.int(keys?["length"], in: 1...1000)
      else { continue }
      if models.contains(where: { $0.accepts(id) }) {
        schema.report(element, "model \(id) is given twice; keep one of them")
      }
      let others = (schema.sequence(keys?["also"]) ?? []).compactMap {
        schema.int($0, in: 1...65534)
      }
      for other in others where models.contains(where: { $0.accepts(other) }) {
        schema.report(element, "model \(other) is given twice; keep one of them")
      }
      models.append(
        SunSpecModel(
          id: id, length: length, alternatives: others,
          isOptional: schema.bool(keys?["optional"]) ?? false))
    }
    return models
  }

  private func readBase(_ node: YAMLNode?) {
    guard let node else { return }
    base = schema.int(node, in: 0...65535, allowsHex: true) ?? 0
    if discovery == .sunSpec {
      schema.report(node, "a SunSpec device is found by its marker; remove 'base'")
    }
  }

  private func timing(_ node: YAMLNode?) -> LinkTiming {
    var timing = LinkTiming()
    guard let node else { return timing }
    let keys =
      schema.mapping(
        node,
        allowed: [
          "response-timeout", "gap", "fast", "slow", "most-registers", "write-single", "refresh",
        ]) ?? [:]
    func time(_ key: String, from least: Int64) -> Int64? {
      guard let node = keys[key], let time = schema.duration(node) else { return nil }
      if time >= least, time <= 3_600_000 { return time }
      schema.report(node, "'\(key)' must lie between \(least) ms and 1 h, read \(node.words)")
      return nil
    }
    timing.responseTimeout = time("response-timeout", from: 10) ?? timing.responseTimeout
    timing.gap = time("gap", from: 0) ?? timing.gap
    timing.fast = time("fast", from: 10) ?? timing.fast
    timing.slow = time("slow", from: 10) ?? timing.slow
    timing.refresh = time("refresh", from: 10) ?? timing.refresh
    timing.mostRegisters =
      schema.int(keys["most-registers"], in: 4...125) ?? timing.mostRegisters
    timing.writeSingle = schema.int(keys["write-single"], in: 6...16) ?? timing.writeSingle
    if let node = keys["write-single"], timing.writeSingle != 6, timing.writeSingle != 16 {
      schema.report(node, "one register is written by function code 6 or 16; choose one")
    }
    if timing.fast > timing.slow {
      schema.report(node, "'fast' (\(timing.fast) ms) is slower than 'slow' (\(timing.slow) ms)")
    }
    return timing
  }
}
