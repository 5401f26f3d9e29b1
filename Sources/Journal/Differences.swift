// What differs between a recorded scan and the same scan of this build, in words. Commands and events were
// recorded as they were, so both values can be told; of the rest the journal has a digest.

import Plant

extension Replay {
  /// The differences of the scan that was just played.
  func differences(isSameDecision: Bool, isSameState: Bool) -> [String] {
    let frame = blocks.frame
    var lines: [String] = []
    for place in 0..<frame.commands.count {
      let (recorded, mine) = (frame.commands[place], player.decision.commands[place])
      let command = RecordedCommand(mine)
      guard command != recorded || command.value.bitPattern != recorded.value.bitPattern else {
        continue
      }
      lines.append(
        "command \(actuatorName(place, catalogue)): journal \(commandWords(recorded)), this build "
          + "\(commandWords(command)), \(reasonWords(mine.reason, catalogue))")
    }
    lines += eventDifferences(frame)
    if lines.isEmpty, !isSameDecision {
      lines.append(
        "commands and events are the same; what is told of units, rows, derived points or reasons "
          + "differs")
    }
    if isSameDecision {
      lines.append("the decision is the same")
    }
    lines.append("the state after the scan \(isSameState ? "is the same" : "differs")")
    return lines
  }

  private func eventDifferences(_ frame: ScanFrame) -> [String] {
    var lines: [String] = []
    let mine = player.decision.eventCount
    for place in 0..<max(frame.eventCount, mine) {
      let recorded = place < frame.eventCount ? frame.events[place] : nil
      let event = place < mine ? player.decision.events[place] : nil
      guard recorded != event else { continue }
      let (one, other) = (words(of: recorded), words(of: event))
      lines.append("event \(place + 1): journal \(one), this build \(other)")
    }
    if frame.eventsLost != player.decision.eventsLost {
      lines.append(
        "events without room: journal \(frame.eventsLost), this build "
          + "\(player.decision.eventsLost)")
    }
    return lines
  }

  private func words(of event: Event?) -> String {
    event.map { eventWords($0, catalogue) } ?? "none"
  }
}
