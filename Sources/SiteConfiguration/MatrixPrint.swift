// The interlock table as it runs, printed back in the form of the file: the engineer compares what was
// signed with what the controller holds. Patterns are written out, names are those of points; reading
// the print gives the same table again.

import Control
import Plant
import Safety

/// The running interlock table, header first, in the columns of cause-and-effect.csv.
public func interlockTable(of site: LoadedSite) -> [[String]] {
  [MatrixReader.columns] + site.description.rows.indices.map { fields(ofRow: $0, site) }
}

/// The same table as the text of a file.
public func interlockText(of site: LoadedSite) -> String {
  interlockTable(of: site).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
}

private func quoted(_ field: String) -> String {
  guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
  return "\"" + field.replacing("\"", with: "\"\"") + "\""
}

private func fields(ofRow place: Int, _ site: LoadedSite) -> [String] {
  let row = site.description.rows[place]
  let text = site.catalogue.rows[place]
  let first = Int(row.firstInput)
  let inputs = site.description.inputs[first..<first + Int(row.inputCount)]
  let firstEffect = Int(row.firstEffect)
  let effects = site.description.effects[firstEffect..<firstEffect + Int(row.effectCount)]
  let hasNumber = row.cause == .above || row.cause == .below
  let hasThreshold = hasNumber || row.cause == .silent
  return [
    text.row, text.part, text.cause.de, text.cause.en,
    inputs.map { name(of: $0, site) }.joined(separator: " "), "\(row.cause)",
    hasThreshold ? shortest(row.threshold) : "", text.unit.symbol,
    hasNumber ? shortest(row.hysteresis) : "", "\(row.votes)oo\(row.inputCount)",
    row.faultVote.word, shortest(Double(row.onDelay) / 1_000), "\(row.timeBase)",
    row.armedBy.exists ? name(of: row.armedBy, site) : "",
    effects.map { notation(of: $0, site) }.joined(separator: " "), "\(row.priority.rawValue)",
    row.isLatched ? "yes" : "no", "\(row.resetRule)", text.group, text.consequence.de,
    text.consequence.en, text.action.de, text.action.en, site.rowSources[place],
  ]
}

private func name(of point: PointIndex, _ site: LoadedSite) -> String {
  site.catalogue.points[Int(point.raw)].name
}

private func notation(of effect: RowEffect, _ site: LoadedSite) -> String {
  let place = Int(effect.index)
  var text: String
  switch effect.target {
  case .unit:
    let share = effect.effect == .limit ? shortest((effect.share * 100).rounded()) : ""
    text = "\(site.catalogue.units[place].name):\(effect.effect.matrixCode)\(share)"
    if effect.leavesBlowDown { text += "B" }
  case .actuator:
    let actuator = site.catalogue.actuators[place]
    text = "\(actuator.name):\(actuator.limits.safeDirection == .down ? "C" : "X")"
    if effect.needsAnalysis { text += "Q" }
  }
  guard effect.afterRest.exists else { return text }
  let unit = name(of: effect.afterRest, site).dropLast(".at-rest".count)
  return "\(text)(after \(unit) \(shortest(Double(effect.atLatest) / 1_000))s)"
}
