// The numeric half of the reader: whole and decimal numbers, quantities with their unit, ranges. A
// number in quotes is a text; the message says to take the quotes away.

extension SchemaReader {
  /// A whole number within `range`; `0x1001` too where `allowsHex` (addresses, masks).
  public func int(
    _ node: YAMLNode?, in range: ClosedRange<Int> = Int.min...Int.max, allowsHex: Bool = false
  ) -> Int? {
    let example = allowsHex ? "a whole number like 12 or 0x1001" : "a whole number like 12"
    guard let node, let text = plain(node, expected: example) else { return nil }
    guard let value = whole(text, allowsHex: allowsHex) else {
      report(node, "expected \(example), read \(node.words)")
      return nil
    }
    guard range.contains(value) else {
      report(node, "\(text) is outside \(words(of: range)); correct the number")
      return nil
    }
    return value
  }

  /// A decimal number within `range`.
  public func double(
    _ node: YAMLNode?, in range: ClosedRange<Double> = -1e300...1e300
  ) -> Double? {
    guard let node, let text = plain(node, expected: "a number like 0.5") else { return nil }
    guard let value = decimal(text) else {
      report(node, "expected a number like 0.5, read \(node.words)")
      return nil
    }
    guard range.contains(value) else {
      report(
        node, "\(text) is outside \(range.lowerBound)..\(range.upperBound); correct the number")
      return nil
    }
    return value
  }

  /// A number with its unit, whatever the unit is.
  public func quantity(_ node: YAMLNode?) -> YAMLQuantity? {
    let example = "a number with its unit like '34.0 bar(g)'"
    guard let node, let text = plain(node, expected: example) else { return nil }
    if let quantity = YAMLQuantity(String(text)) { return quantity }
    report(node, "expected \(example), read \(node.words)")
    return nil
  }

  /// A number in exactly this unit, within `range`.
  public func quantity(
    _ node: YAMLNode?, in unit: String, range: ClosedRange<Double> = -1e300...1e300
  ) -> Double? {
    guard let node, let quantity = quantity(node) else { return nil }
    guard quantity.unit == unit else {
      report(node, "expected a number in \(unit), read \(node.words); convert it to \(unit)")
      return nil
    }
    guard range.contains(quantity.number) else {
      report(
        node,
        "\(quantity.number) \(unit) is outside \(range.lowerBound)..\(range.upperBound) \(unit); "
          + "correct the number")
      return nil
    }
    return quantity.number
  }

  /// Two numbers with a unit (empty where none is written): `0..1500 m3/h`.
  public func range(_ node: YAMLNode?) -> YAMLRange? {
    let example = "a range like '0..1500 m3/h', the lower number first"
    guard let node, let text = plain(node, expected: example) else { return nil }
    if let range = YAMLRange(String(text)) { return range }
    report(node, "expected \(example), read \(node.words)")
    return nil
  }

  /// A range in exactly this unit.
  public func range(_ node: YAMLNode?, in unit: String) -> ClosedRange<Double>? {
    guard let node, let range = range(node) else { return nil }
    if range.unit == unit { return range.bounds }
    report(node, "expected a range in \(unit), read \(node.words); write it in \(unit)")
    return nil
  }

  /// A duration in ms, written as `500 ms`, `10 s`, `18 min` or `2 h`; never negative.
  public func duration(_ node: YAMLNode?) -> Int64? {
    guard let node, let quantity = quantity(node) else { return nil }
    let factors = ["ms": 1.0, "s": 1000, "min": 60_000, "h": 3_600_000]
    guard let factor = factors[quantity.unit], quantity.number >= 0, quantity.number < 1e9 else {
      report(node, "expected a time like '500 ms', '10 s' or '18 min', read \(node.words)")
      return nil
    }
    let milliseconds = quantity.number * factor
    guard milliseconds == milliseconds.rounded() else {
      report(node, "\(node.words) is not a whole number of milliseconds; round it")
      return nil
    }
    return Int64(milliseconds)
  }

  /// The text of a scalar that is not in quotes.
  private func plain(_ node: YAMLNode, expected: String) -> Substring? {
    if case .scalar(let text, isQuoted: false) = node.content, !text.isEmpty { return text[...] }
    var advice = ""
    if case .scalar(_, isQuoted: true) = node.content { advice = "; remove the quotes" }
    report(node, "expected \(expected), read \(node.words)\(advice)")
    return nil
  }

  private func words(of range: ClosedRange<Int>) -> String {
    switch (range.lowerBound == Int.min, range.upperBound == Int.max) {
    case (true, _): "the numbers up to \(range.upperBound)"
    case (false, true): "the numbers from \(range.lowerBound)"
    case (false, false): "\(range.lowerBound)..\(range.upperBound)"
    }
  }
}
