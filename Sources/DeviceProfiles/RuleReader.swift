// Reading the rules of a profile: what the device does in silence, when its values count, its
// heartbeat, and what is written at each connect. Each names points, which must exist.

import Plant
import StrictYAML

/// The points that the driver uses to open and commit a configuration transaction. They are known by
/// these names.
let transactionPoints = [
  "config-begin", "config-commit", "config-in-progress", "config-over-modbus", "config-result",
]

/// Reads the rules that name points.
struct RuleReader {
  let schema: SchemaReader
  let points: [PlacedPoint]

  private func point(_ node: YAMLNode?) -> ProfilePoint? {
    guard let node, let name = schema.word(node, of: points.map(\.point.name), what: "point")
    else { return nil }
    return points.first { $0.point.name == name }?.point
  }

  /// A point that is polled, so that a rule over it sees something.
  private func polled(_ node: YAMLNode?) -> ProfilePoint? {
    guard let node, let point = point(node) else { return nil }
    if point.poll == .fast || point.poll == .slow { return point }
    schema.report(node, "the point '\(point.name)' is not polled; give it 'poll: fast'")
    return nil
  }

  private func writable(_ node: YAMLNode?) -> ProfilePoint? {
    guard let node, let point = point(node) else { return nil }
    if point.access != .read { return point }
    schema.report(node, "the point '\(point.name)' can only be read; choose one that is written")
    return nil
  }

  func silence(_ node: YAMLNode?) -> SilenceRule? {
    guard let node else { return nil }
    let keys = schema.mapping(
      node, allowed: ["timeout-point", "heartbeat-point"], required: ["sign", "timeout"])
    let sign = schema.enumeration(
      keys?["sign"], as: SilenceRule.SignOfLife.self, what: "sign of life")
    guard let sign, let timeout = schema.duration(keys?["timeout"]) else { return nil }
    var rule = SilenceRule(signOfLife: sign, timeout: timeout)
    if let point = writable(keys?["timeout-point"]) {
      rule.timeoutPoint = point.name
      if point.unit != .second, point.unit != .millisecond, let node = keys?["timeout-point"] {
        schema.report(node, "the point '\(point.name)' must be in s or ms; give it its unit")
      }
    }
    rule.heartbeatPoint = writable(keys?["heartbeat-point"])?.name
    if sign == .changingRegister, keys?["heartbeat-point"] == nil {
      schema.report(node, "'changing-register' needs 'heartbeat-point: ...'")
    }
    return rule
  }

  /// One rule, or a list of rules that must all hold.
  func validities(_ node: YAMLNode?) -> [ValidityRule] {
    guard let node else { return [] }
    guard node.sequence != nil else { return validity(node).map { [$0] } ?? [] }
    return (schema.sequence(node) ?? []).compactMap { validity($0) }
  }

  private func validity(_ node: YAMLNode) -> ValidityRule? {
    let keys = schema.mapping(node, allowed: [], required: ["point", "mask", "allowed"])
    let point = polled(keys?["point"])
    let mask = schema.int(keys?["mask"], in: 1...0xFFFF, allowsHex: true)
    var allowed: [Int] = []
    for element in schema.sequence(keys?["allowed"]) ?? [] {
      guard let value = schema.int(element, in: 0...0xFFFF, allowsHex: true) else { continue }
      if let mask, value & ~mask != 0 {
        schema.report(element, "\(value) has bits outside the mask \(mask); correct one of them")
      }
      allowed.append(value)
    }
    guard let point, let mask else { return nil }
    if allowed.isEmpty { schema.report(node, "'allowed' is empty; name the values that count") }
    return ValidityRule(point: point.name, mask: mask, allowed: allowed)
  }

  func heartbeat(_ node: YAMLNode?) -> HeartbeatRule? {
    guard let node else { return nil }
    let keys = schema.mapping(node, allowed: [], required: ["point", "within"])
    guard let point = polled(keys?["point"]), let within = schema.duration(keys?["within"])
    else { return nil }
    return HeartbeatRule(point: point.name, within: within)
  }

  func setUp(_ node: YAMLNode?) -> [SetUpWrite] {
    var writes: [SetUpWrite] = []
    for element in schema.sequence(node) ?? [] {
      let keys = schema.mapping(
        element, allowed: ["transaction"], required: ["point", "value"])
      guard let point = writable(keys?["point"]), let value = value(keys?["value"], of: point)
      else { continue }
      let inTransaction = schema.bool(keys?["transaction"]) ?? false
      writes.append(SetUpWrite(point: point.name, value: value, inTransaction: inTransaction))
      for name in transactionPoints where inTransaction {
        if !points.contains(where: { $0.point.name == name }) {
          schema.report(element, "a transaction needs the point '\(name)'; add it to the points")
        }
      }
    }
    return writes
  }

  private func value(_ node: YAMLNode?, of point: ProfilePoint) -> Double? {
    guard let node else { return nil }
    let value =
      point.unit == .one || point.unit == .contact
      ? schema.int(node, in: 0...65535, allowsHex: true).map(Double.init)
      : schema.quantity(node, in: point.unit.symbol)
    guard let value else { return nil }
    let isOutside = point.range.map { !$0.contains(value) } ?? false
    if isOutside || (point.scaleFactor == nil && point.encode(value) == nil) {
      schema.report(node, "\(node.words) does not fit into '\(point.name)'; correct the value")
      return nil
    }
    return value
  }
}
