// Reading what codes mean: to the controller (`codes`, a maker's number to ours) and to people
// (`symbols`, a text in both languages, written at the point or in a table that points share).

import Plant
import StrictYAML

extension ProfileReader {
  /// The tables at the head of the file, by name.
  func readSymbols(_ node: YAMLNode?) {
    for entry in schema.entries(node) ?? [] { symbolTables[entry.key] = table(entry.value) }
  }

  /// The texts of one point: the name of a table, or the table itself.
  func symbols(_ node: YAMLNode?) -> [Int: BilingualText] {
    guard let node else { return [:] }
    guard node.scalar != nil else { return table(node) }
    guard let name = schema.word(node, of: symbolTables.keys.sorted(), what: "table of symbols")
    else { return [:] }
    return symbolTables[name] ?? [:]
  }

  private func table(_ node: YAMLNode) -> [Int: BilingualText] {
    var texts: [Int: BilingualText] = [:]
    for entry in schema.entries(node) ?? [] {
      guard let code = code(entry) else { continue }
      if entry.value.scalar != nil {
        texts[code] = schema.string(entry.value).map { BilingualText(de: $0, en: $0) }
      } else {
        texts[code] = bilingual(entry.value)
      }
    }
    return texts
  }

  /// What the maker's codes mean: raw code to value.
  func codes(_ node: YAMLNode?) -> [Int: Double] {
    guard let node else { return [:] }
    var codes: [Int: Double] = [:]
    for entry in schema.entries(node) ?? [] {
      guard let code = code(entry), let value = schema.double(entry.value) else { continue }
      codes[code] = value
    }
    return codes
  }

  private func code(_ entry: YAMLEntry) -> Int? {
    let isHex = entry.key.hasPrefix("0x")
    let code = isHex ? Int(entry.key.dropFirst(2), radix: 16) : Int(entry.key)
    if code == nil { schema.report(entry, "expected a code like 3 or 0x120A, read '\(entry.key)'") }
    return code
  }
}

extension RuleReader {
  /// What the device must say of itself: texts or numbers by point, and the firmware that is known.
  func identity(_ node: YAMLNode?, firmware: YAMLNode?) -> [ExpectedIdentity] {
    var expected: [ExpectedIdentity] = []
    for entry in schema.entries(node) ?? [] {
      if let one = expectation(entry, isFirmware: false) { expected.append(one) }
    }
    for entry in schema.entries(firmware) ?? [] {
      if let one = expectation(entry, isFirmware: true) { expected.append(one) }
    }
    return expected
  }

  private func expectation(_ entry: YAMLEntry, isFirmware: Bool) -> ExpectedIdentity? {
    guard let point = points.first(where: { $0.point.name == entry.key })?.point else {
      let advice = suggestion(for: entry.key, among: points.map(\.point.name))
      schema.report(entry, "there is no point '\(entry.key)': \(advice)")
      return nil
    }
    if point.poll != .once {
      schema.report(entry, "'\(entry.key)' is not read at connect; give it 'poll: once'")
    }
    let nodes = entry.value.sequence != nil ? schema.sequence(entry.value) ?? [] : [entry.value]
    if nodes.isEmpty { schema.report(entry, "the list is empty; name what is accepted") }
    let content: ExpectedIdentity.Content =
      point.type == .string
      ? .text(nodes.compactMap { schema.string($0) })
      : .number(nodes.compactMap { schema.double($0) })
    return ExpectedIdentity(profilePoint: point.name, content: content, isFirmware: isFirmware)
  }
}
