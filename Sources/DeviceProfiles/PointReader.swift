// Reading one point of a profile, which may stand for many: `repeat: 0..31` writes the entry once for
// each number, with `<n>` replaced in name and texts and the address moved on by `step`.

import Plant
import StrictYAML

extension ProfileReader {
  /// The keys of a point that may be left out; `name` and `address` may not.
  private static let optional = [
    "repeat", "step", "table", "type", "order", "length", "scale", "offset", "scale-factor",
    "model", "bits", "unit", "access", "poll", "range", "signal", "actuator", "constant", "codes",
    "symbols", "de", "en", "source",
  ]

  /// The points that one element of the list stands for.
  func points(_ node: YAMLNode) -> [PlacedPoint] {
    guard
      var keys = schema.mapping(node, allowed: Self.optional, required: ["name", "address"])
    else { return [] }
    for (key, value) in defaults where keys[key] == nil { keys[key] = value }
    guard let point = point(node, keys) else { return [] }
    guard let repeatNode = keys["repeat"] else {
      if let stray = keys["step"] { schema.report(stray, "'step' belongs to 'repeat'; remove it") }
      return checkedName(point, node, keys["name"])
    }
    guard let range = schema.range(repeatNode, in: ""), range.upperBound < 256,
      range.lowerBound >= 0
    else { return [] }
    let step = schema.int(keys["step"], in: 1...1000) ?? max(point.width, 1)
    if !point.name.contains("<n>") {
      schema.report(node, "a repeated point needs '<n>' in its name, as in 'di<n>'")
      return []
    }
    var placed: [PlacedPoint] = []
    for (count, number) in (Int(range.lowerBound)...Int(range.upperBound)).enumerated() {
      var copy = point
      copy.name = point.name.replacing("<n>", with: "\(number)")
      copy.text.de = point.text.de.replacing("<n>", with: "\(number)")
      copy.text.en = point.text.en.replacing("<n>", with: "\(number)")
      copy.address = point.address + count * step
      placed += checkedName(copy, node, keys["name"])
    }
    return placed
  }

  private func checkedName(
    _ point: ProfilePoint, _ node: YAMLNode, _ nameNode: YAMLNode?
  ) -> [PlacedPoint] {
    if isName(point.name) { return [(point, node)] }
    schema.report(
      nameNode ?? node,
      "'\(point.name)' is not a name; use at most 32 small letters, digits, '-' and '_', "
        + "a letter or digit first")
    return []
  }

  private func point(_ node: YAMLNode, _ keys: [String: YAMLNode]) -> ProfilePoint? {
    let name = schema.string(keys["name"])
    let address = schema.int(keys["address"], in: 0...65535, allowsHex: true)
    let table = schema.enumeration(keys["table"], as: RegisterTable.self, what: "table")
    let type = schema.enumeration(keys["type"], as: RegisterType.self, what: "type")
    for key in ["table", "type"] where keys[key] == nil {
      schema.report(node, "the key '\(key)' is missing here and in 'defaults'; add '\(key): ...'")
    }
    guard let name, let address, let table, let type else { return nil }
    let isContact = type == .bool || table == .coil || table == .discrete
    var point = ProfilePoint(name: name, table: table, address: base + address, type: type)
    point.unit = unit(keys["unit"]) ?? (isContact ? .contact : .one)
    point.wordOrder =
      schema.enumeration(keys["order"], as: WordOrder.self, what: "word order") ?? .highFirst
    point.access =
      schema.enumeration(keys["access"], as: PointAccess.self, what: "access") ?? .read
    let poll = schema.enumeration(keys["poll"], as: PollClass.self, what: "poll class")
    point.poll = point.access == .write ? .never : poll ?? .fast
    readScale(of: &point, keys)
    readMeaning(of: &point, node, keys)
    return point
  }

  private func readScale(of point: inout ProfilePoint, _ keys: [String: YAMLNode]) {
    point.length = schema.int(keys["length"], in: 1...64) ?? 0
    point.scale = schema.double(keys["scale"]) ?? 1
    point.offset = schema.double(keys["offset"]) ?? 0
    point.scaleFactor = schema.string(keys["scale-factor"])
    point.sunSpecModel = schema.int(keys["model"], in: 1...65534)
    if let node = keys["bits"], let range = bits(node) { point.bits = range }
    if let node = keys["range"], let range = schema.range(node) {
      let isBare = range.unit.isEmpty && (point.unit == .one || point.unit == .contact)
      if isBare || range.unit == point.unit.symbol {
        point.range = range.bounds
      } else {
        schema.report(
          node, "the point is in \(point.unit.symbol), the range \(node.words) is not; convert it")
      }
    }
  }

  private func readMeaning(
    of point: inout ProfilePoint, _ node: YAMLNode, _ keys: [String: YAMLNode]
  ) {
    point.signal = schema.enumeration(keys["signal"], as: Signal.self, what: "signal")
    point.actuator = schema.enumeration(keys["actuator"], as: ActuatorRole.self, what: "actuator")
    if point.type == .string {
      point.constantText = schema.string(keys["constant"])
    } else if let constant = keys["constant"] {
      let isHex = constant.scalar?.hasPrefix("0x") ?? false
      point.constant =
        isHex
        ? schema.int(constant, in: 0...0xFFFF_FFFF, allowsHex: true).map(Double.init)
        : schema.double(constant)
    }
    point.codes = codes(keys["codes"])
    point.symbols = symbols(keys["symbols"])
    let de = schema.string(keys["de"])
    let en = schema.string(keys["en"])
    let isShown = point.poll != .never || point.signal != nil || point.actuator != nil
    for key in ["de", "en"] where isShown && keys[key] == nil {
      schema.report(node, "the point is shown to people; add a text '\(key): ...'")
    }
    point.text = BilingualText(de: de ?? en ?? point.name, en: en ?? de ?? point.name)
    if let text = schema.string(keys["source"]) ?? source {
      point.source = text
    } else if keys["source"] == nil {
      schema.report(
        node, "no source: add 'source: ...' (manual and page, or project-defined) here or above")
    }
  }

  private func unit(_ node: YAMLNode?) -> UnitOfMeasure? {
    guard let node, let symbol = schema.string(node) else { return nil }
    if let unit = UnitOfMeasure(symbol: symbol) { return unit }
    let all = UnitOfMeasure.allCases.map(\.symbol)
    schema.report(node, "unknown unit '\(symbol)': \(suggestion(for: symbol, among: all))")
    return nil
  }

  /// `3` for one bit, `0..3` for a field.
  private func bits(_ node: YAMLNode) -> ClosedRange<Int>? {
    if node.scalar?.contains("..") == true {
      guard let range = schema.range(node, in: "") else { return nil }
      guard let low = Int(exactly: range.lowerBound), let high = Int(exactly: range.upperBound),
        low >= 0
      else {
        schema.report(node, "expected bits like 3 or 0..3, read \(node.words)")
        return nil
      }
      return low...high
    }
    return schema.int(node, in: 0...31).map { $0...$0 }
  }
}
