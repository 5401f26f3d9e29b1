// A decision in words: what a replay prints of one scan, and what two builds are compared by when their
// digests differ. One line for each thing.

import Plant

/// All that one scan decided, one line each, in the order of the site's lists.
func decisionWords(_ decision: borrowing Decision, _ catalogue: SiteCatalogue) -> [String] {
  var lines: [String] = []
  for place in 0..<decision.commands.count {
    lines.append(
      "command \(actuatorName(place, catalogue)): "
        + commandWords(RecordedCommand(decision.commands[place]))
        + ", \(reasonWords(decision.commands[place].reason, catalogue))")
  }
  for place in 0..<decision.units.count {
    let unit = decision.units[place]
    lines.append(
      "unit \(unitName(place, catalogue)): \(unit.mode.name), \(unit.step.word), wanted "
        + "\(unit.wanted) kW, asked \(unit.asked) kW, \(verdictWords(unit.verdict, catalogue)), "
        + "progress \(unit.progress), \(reasonWords(unit.reason, catalogue))")
  }
  for place in 0..<decision.rows.count {
    lines.append("row \(rowName(place, catalogue)): \(rowWords(decision.rows[place]))")
  }
  let first = catalogue.points.count - decision.derived.count
  for place in 0..<decision.derived.count {
    let sample = decision.derived[place]
    let index = first + place
    let name = catalogue.points.indices.contains(index) ? catalogue.points[index].name : "\(place)"
    let value = sample.usable.map { "\($0)" } ?? "-"
    lines.append("point \(name): \(value) (\(sample.quality.why ?? sample.quality.word))")
  }
  for place in 0..<decision.findingCount {
    let finding = decision.findings[place]
    lines.append(
      "finding \(unitName(Int(finding.unit), catalogue)): \(finding.kind), "
        + reasonWords(finding.reason, catalogue))
  }
  for place in 0..<decision.eventCount {
    lines.append("event \(eventWords(decision.events[place], catalogue))")
  }
  return lines
}

/// All that one scan was given.
func inputWords(_ frame: ScanFrame, _ catalogue: SiteCatalogue) -> [String] {
  var lines: [String] = []
  for place in 0..<frame.samples.count {
    let sample = frame.samples[place]
    let point = catalogue.points.indices.contains(place) ? catalogue.points[place] : nil
    let value = sample.usable.map { "\($0) \(point?.unit.symbol ?? "")" } ?? "-"
    let quality = [sample.quality.word, sample.quality.why].compactMap(\.self)
    lines.append(
      "input \(point?.name ?? "\(place)"): \(value) (\(quality.joined(separator: " ")), "
        + "\(frame.time.real &- sample.time) ms old)")
  }
  for place in 0..<frame.intentCount {
    let intent = frame.intents[place]
    let unit = intent.unit >= 0 ? " of \(unitName(Int(intent.unit), catalogue))" : ""
    lines.append("intent \(intent.kind)\(unit): \(intent.value), from \(intent.source)")
  }
  return lines
}

/// A command: `62.5 (dispatch)`.
func commandWords(_ command: RecordedCommand) -> String {
  "\(command.value) (\(command.origin))"
}

/// An event: `step-changed el-1, 12.0, ramp-limit (2.4, 2.5)`.
func eventWords(_ event: Event, _ catalogue: SiteCatalogue) -> String {
  var subject = ""
  if event.subject >= 0 {
    switch event.kind {
    case .rowRaised, .rowCleared, .rowReset, .firstOut:
      subject = " " + rowName(Int(event.subject), catalogue)
    case .modeChanged, .stepChanged, .stepTimedOut:
      subject = " " + unitName(Int(event.subject), catalogue)
    default: subject = " \(event.subject)"
    }
  }
  return "\(event.kind.word)\(subject), \(event.value), \(reasonWords(event.reason, catalogue))"
}

private func verdictWords(_ verdict: Verdict, _ catalogue: SiteCatalogue) -> String {
  guard verdict.row >= 0 else { return "\(verdict.effect)" }
  return "\(verdict.effect) by \(rowName(Int(verdict.row), catalogue)) at \(verdict.share)"
}

private func rowWords(_ row: RowReport) -> String {
  var words: [String] = []
  if row.isDemanded { words.append("demanded") }
  if row.isActive { words.append("active since scan \(row.since)") }
  if row.isLatched { words.append("latched") }
  if row.isFirstOut { words.append("first-out") }
  if row.isUnacknowledged { words.append("not acknowledged") }
  return (words.isEmpty ? "quiet" : words.joined(separator: ", ")) + ", value \(row.value)"
}
