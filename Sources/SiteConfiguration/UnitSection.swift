// The units of a site: names, kinds, numbers, relations. Numbers are kept by their key; the layout and the
// checks pick them up from there.

import Plant
import StrictYAML

extension SiteBuilder {
  func readUnits(_ node: YAMLNode?) {
    guard let entries = reader.entries(node) else { return }
    for entry in entries { readUnit(entry) }
    checkReferences(entries)
    for kind in [UnitKind.room, .gridMeter] {
      let names = units(of: [kind])
      if names.count > 1, let place = unitPlaces[names[1]] {
        reader.report(
          unitEntries[place],
          "'\(names[1])' is a second \(kind.rawValue), '\(names[0])' is the first; a site has one, "
            + "describe the other as a site of its own")
      } else if names.isEmpty, let node {
        reader.report(node, "a site needs one unit of kind \(kind.rawValue); add it")
      }
    }
  }

  private func readUnit(_ entry: YAMLEntry) {
    checkName(entry)
    let common = ["kind", "tag", "text"]
    guard let all = reader.entries(entry.value) else { return }
    guard let kindNode = all.first(where: { $0.key == "kind" })?.value else {
      reader.report(entry, "the unit '\(entry.key)' has no kind; add 'kind: ...'")
      return
    }
    guard let kind = reader.enumeration(kindNode, as: UnitKind.self, what: "kind of unit") else {
      return
    }
    let schema = kind.keys
    guard
      let keys = reader.mapping(
        entry.value, allowed: common + schema.map(\.name),
        required: ["kind", "text"] + schema.filter(\.isRequired).map(\.name))
    else { return }
    let tag = keys["tag"].flatMap { reader.string($0) } ?? ""
    var unit = SiteUnit(name: entry.key, kind: kind, tag: tag, numbers: [:], references: [:])
    for key in schema {
      guard let value = keys[key.name] else { continue }
      switch key.form {
      case .quantity(let symbol, let range):
        unit.numbers[key.name] = reader.quantity(value, in: symbol, range: range)
      case .flag: unit.numbers[key.name] = reader.bool(value) == true ? 1 : 0
      case .count(let range): unit.numbers[key.name] = reader.int(value, in: range).map(Double.init)
      case .date: unit.numbers[key.name] = day(value)
      case .reference: unit.references[key.name] = reader.string(value)
      }
    }
    unitPlaces[entry.key] = site.units.count
    unitEntries.append(entry)
    site.units.append(unit)
    site.catalogue.units.append(
      UnitDefinition(
        name: entry.key, kind: kind, text: text(keys["text"]),
        ratedPower: unit.numbers["rated-power"] ?? 0))
  }

  /// A day, as ms since 1970 UTC.
  private func day(_ node: YAMLNode) -> Double? {
    guard let text = reader.string(node) else { return nil }
    if let instant = UTC.instant("\(text)T00:00:00Z") { return Double(instant) }
    reader.report(node, "expected a day like 2025-06-18, read '\(text)'")
    return nil
  }

  func checkName(_ entry: YAMLEntry) {
    guard !isName(entry.key) else { return }
    reader.report(
      entry,
      "'\(entry.key)' is not a name; use at most 32 small letters, digits, '-' and '_', "
        + "a letter or digit first")
  }

  /// Relations may name units that come later in the file, so they are checked at the end.
  private func checkReferences(_ entries: [YAMLEntry]) {
    for (place, unit) in site.units.enumerated() {
      for key in unit.kind.keys {
        guard case .reference(let kinds) = key.form, let name = unit.references[key.name],
          let node = unitEntries[place].value[key.name]
        else { continue }
        let candidates = units(of: kinds)
        if !candidates.contains(name) {
          reader.report(
            node,
            "'\(name)' is no unit of kind \(kinds.map(\.rawValue).joined(separator: " or ")): "
              + suggestion(for: name, among: candidates))
        }
      }
      let lowest = unit.numbers["lowest-power"] ?? 0
      if let rated = unit.numbers["rated-power"], lowest > rated,
        let node = unitEntries[place].value["lowest-power"]
      {
        reader.report(node, "the lowest power is above the rated power; swap or correct them")
      }
      let base = unit.numbers["base-flow"] ?? 0
      if let high = unit.numbers["high-flow"], base > high,
        let node = unitEntries[place].value["base-flow"]
      {
        reader.report(node, "the base flow is above the high flow; swap or correct them")
      }
    }
  }
}
