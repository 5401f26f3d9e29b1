// What the running service answers: one line of words in, one text out. Wishes become intents for the
// next scan, and the answer tells what the step said to them.

import DeviceProfiles
import Foundation
import Phrases
import Plant
import ScanLoop
import SiteConfiguration

/// Answers the lines that come in over the local socket.
struct Requests: Sendable {
  let site: LoadedSite
  let board: StatusBoard
  let letterBox: LetterBox
  let links: @Sendable () -> [String]
  let counts: @Sendable () -> String
  let panel: @Sendable () -> String
  /// The alarm desk; without one the alarm verbs are refused.
  var alarms: AlarmSink?
  let witnesses = Witnesses()

  /// The answer to one line.
  func answer(_ line: String) -> String {
    let words = line.split(separator: " ").map(String.init)
    switch (words.first ?? "", words.count) {
    case ("", _): return "h2q \(site.catalogue.site)"
    case ("status", 1): return statusText(site, board, links: links())
    case ("snapshot", 1): return snapshotJSON(site, board)
    case ("why", 2...3): return why(words)
    case ("devices", 1):
      return site.devices.map { "\($0.name) \($0.address)" }.joined(separator: "\n")
    case ("counts", 1): return counts()
    case ("panel", 1): return panel()
    case ("mode", 3): return setMode(words[1], words[2])
    case ("set", 3): return setPower(words[1], words[2])
    case ("stop", 1): return ask(Intent(.stop, source: .commandLine, ticket: board.ticket()))
    case ("stop", 2): return stop(words[1])
    case ("reset", 1):
      return ask(Intent(.resetAtPanel, source: .commandLine, ticket: board.ticket()))
    case ("silence", 1):
      return ask(Intent(.silenceHorn, source: .commandLine, ticket: board.ticket()))
    case ("confirm", 4): return confirm(words[1], words[2], by: words[3])
    case ("proceed", 2): return proceed(words[1])
    case ("bypass", 5...): return bypass(words)
    case ("acknowledge", 1): return acknowledgeAll()
    case ("alarms", _): return answerAlarms(Array(words.dropFirst()))
    default:
      return "error: unknown request '\(line)'; known are status, snapshot, mode UNIT MODE, "
        + "set UNIT KW, stop [UNIT], reset, acknowledge, silence, confirm UNIT VALUE NAME, "
        + "proceed UNIT, bypass DETECTOR MINUTES NAME REASON, alarms"
    }
  }

  /// `why LANGUAGE [UNIT]`.
  private func why(_ words: [String]) -> String {
    guard let language = Language(rawValue: words[1]) else {
      return "error: unknown language '\(words[1])'; known are de, en"
    }
    return whyText(site, board, unit: words.count > 2 ? words[2] : nil, language)
  }

  private func setMode(_ unit: String, _ mode: String) -> String {
    guard let place = place(of: unit) else { return unknown(unit) }
    guard let mode = Mode(name: mode), mode != .tripped else {
      return "error: unknown mode '\(mode)'; known are off, standby, automatic, manual"
    }
    return ask(
      Intent(
        .setMode, unit: Int16(place), value: Double(mode.rawValue), source: .commandLine,
        ticket: board.ticket()))
  }

  private func setPower(_ unit: String, _ power: String) -> String {
    guard let place = place(of: unit) else { return unknown(unit) }
    guard let value = Double(power), value.isFinite else {
      return "error: '\(power)' is no power in kW"
    }
    return ask(
      Intent(
        .setpoint, unit: Int16(place), value: value, source: .commandLine, ticket: board.ticket()))
  }

  private func stop(_ unit: String) -> String {
    guard let place = place(of: unit) else { return unknown(unit) }
    return ask(
      Intent(.stop, unit: Int16(place), source: .commandLine, ticket: board.ticket()))
  }

  /// Two persons must say the same; the same name does not count twice.
  private func confirm(_ unit: String, _ text: String, by name: String) -> String {
    guard let place = place(of: unit) else { return unknown(unit) }
    guard let value = Double(text), value.isFinite else { return "error: '\(text)' is no number" }
    guard witnesses.mayConfirm(unit, name) else {
      return "refused: '\(name)' has confirmed already; a second person must"
    }
    let answer = ask(
      Intent(
        .confirm, unit: Int16(place), value: value, source: .commandLine, ticket: board.ticket()))
    if answer == "accepted" { witnesses.note(unit, name, value) }
    return answer
  }

  private func proceed(_ unit: String) -> String {
    guard let place = place(of: unit) else { return unknown(unit) }
    return ask(
      Intent(.proceed, unit: Int16(place), source: .commandLine, ticket: board.ticket()))
  }

  private func place(of unit: String) -> Int? {
    site.catalogue.units.firstIndex { $0.name == unit }
  }

  private func unknown(_ unit: String) -> String {
    let kinds: [UnitKind] = [.electrolyser, .fuelCell, .booster]
    let outlets = site.units.compactMap { $0.references["outlet"] }
    let known = site.catalogue.units.filter { kinds.contains($0.kind) || outlets.contains($0.name) }
    return "error: there is no unit '\(unit)'; units with modes are "
      + known.map(\.name).joined(separator: ", ")
  }

  /// Hands a wish to the next scan and waits for what it says.
  func ask(_ intent: Intent) -> String {
    guard letterBox.post(intent) else {
      return "error: too many requests wait for the next scan; ask again"
    }
    guard let refusal = board.answer(to: intent.ticket) else {
      return "error: no scan answered within two seconds"
    }
    if refusal.code == .none { return "accepted" }
    return "refused: " + sentence(for: refusal, in: site.catalogue, .english)
  }
}
