// What a page needs to know once: names, texts and places. Snapshots then carry values only, in the order
// of these lists.

import Foundation
import Phrases
import Plant

private struct PointHead: Encodable {
  var name: String
  var tag: String
  var text: String
  var unit: String
  /// Place of the unit that it belongs to; -1 for none.
  var owner: Int
  var derived: Bool
}

private struct UnitHead: Encodable {
  var name: String
  var kind: String
  var text: String
  var hasModes: Bool
  /// True for units whose steps and reasons are worth a card.
  var hasCard: Bool
  /// Place of the point that tells its power; -1 for none.
  var power: Int
  /// Places of further points that its card shows.
  var values: [Int]
}

private struct SiteBody: Encodable {
  var edition: String
  var lang: String
  var site: String
  var name: String
  var simulated: Bool
  var texts: [String: String]
  var units: [UnitHead]
  var points: [PointHead]
  var flow: [FlowNode]
}

/// Names, texts and places of a site in one language, as JSON.
func siteJSON(_ catalogue: SiteCatalogue, _ language: Language) -> String {
  let finder = PointFinder(catalogue)
  let points = zip(catalogue.points, finder.owners).map { point, owner in
    PointHead(
      name: point.name, tag: point.tag, text: title(of: point, language),
      unit: shownUnit(point.unit, language), owner: owner, derived: point.origin == .derived)
  }
  let units = catalogue.units.map { unit in
    UnitHead(
      name: unit.name, kind: unit.kind.rawValue, text: language.text(unit.text),
      hasModes: unit.kind.hasModes, hasCard: unit.kind.hasModes || unit.kind == .room,
      power: finder.place(of: .power, unit.name) ?? -1, values: cardValues(of: unit, finder))
  }
  let body = SiteBody(
    edition: siteEdition(catalogue), lang: language.rawValue, site: catalogue.site,
    name: language.text(catalogue.text),
    simulated: catalogue.isSimulated, texts: PageTexts.words(in: language), units: units,
    points: points, flow: flowNodes(of: catalogue, language))
  return jsonText(body)
}

/// A mark of the lists that snapshots refer to by place: FNV-1a over their names, in order. A page with
/// another mark would put values in wrong places, and loads itself anew.
func siteEdition(_ catalogue: SiteCatalogue) -> String {
  var mark: UInt64 = 0xcbf2_9ce4_8422_2325
  let names =
    [catalogue.site, catalogue.isSimulated ? "simulated" : "real"]
    + catalogue.units.map(\.name) + catalogue.points.map { "\($0.name) \($0.unit.symbol)" }
  for byte in names.joined(separator: "\n").utf8 {
    mark = (mark ^ UInt64(byte)) &* 0x100_0000_01b3
  }
  return String(mark, radix: 16)
}

/// The room's card tells the air: what all units wait for.
private func cardValues(of unit: UnitDefinition, _ finder: PointFinder) -> [Int] {
  guard unit.kind == .room else { return [] }
  return [
    finder.place(named: "highest-gas", unit.name), finder.place(of: .airFlow, unit.name),
    finder.place(named: "air-changes", unit.name),
  ].compactMap { $0 }
}

private func title(of point: PointDefinition, _ language: Language) -> String {
  let text = language.text(point.text)
  return text.isEmpty ? point.name : text
}

/// A value as one line of JSON; keys in order, so that equal values give equal text.
func jsonText(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let data = try? encoder.encode(value) else { return "{}" }
  return String(decoding: data, as: UTF8.self)
}
