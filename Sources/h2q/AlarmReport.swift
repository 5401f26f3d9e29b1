// `h2q alarms report`: how much a person was asked to look at, against what EEMUA 191 and ISA-18.2 hold
// for bearable. From the alarm log; the service need not run.

import Alarms
import ArgumentParser
import Foundation
import Historian
import Phrases
import Plant
import SiteConfiguration

struct AlarmReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Prints the alarm load of a period, by EEMUA 191.",
    discussion: """
      Times are instants like 2026-06-18T06:00:00Z, days like 2026-06-18, or ages before the end like
      12h or 7d. Without --to the period ends now, on a simulated site with the newest record; without
      --from it is a day long.
      """)

  @OptionGroup var options: SiteOptions
  @Option(help: "Begin of the period.") var from: String?
  @Option(help: "End of the period, not part of it.") var to: String?
  @Flag(help: "Count rows in the event history, for days without an alarm log.") var history = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var language: LanguageOption
  @OptionGroup var state: StateOptions

  func run() throws {
    let site = try options.load()
    let definitions = alarmDefinitions(of: site)
    let (records, unreadable) = try records(definitions)
    guard let newest = records.map(\.time).max() else {
      printError("there is no alarm record of \(site.catalogue.site) yet")
      throw ExitCode(66)
    }
    let now =
      site.catalogue.isSimulated
      ? newest + 1 : Milliseconds(Date().timeIntervalSince1970 * 1_000)
    let end = try instant(to, before: now) ?? now
    let begin = try instant(from, before: end) ?? end - 86_400_000
    guard begin < end else { throw ValidationError("the period ends before it begins") }
    let figures = AlarmFigures(records, from: begin, to: end, definitions: definitions)
    if unreadable > 0 { printError("\(unreadable) lines of the alarm log cannot be read") }
    print(
      json
        ? figuresJSON(figures, site.catalogue)
        : figuresText(figures, site.catalogue, language.language))
  }

  private func records(
    _ definitions: [AlarmDefinition]
  ) throws -> (records: [AlarmRecord], unreadable: Int) {
    let folder = state.folder(of: options.name)
    guard history else { return AlarmFolder(folder).records() }
    do {
      let events = try historyEvents("\(folder)/history.sqlite")
      return (AlarmRecord.records(fromHistory: events, definitions: definitions), 0)
    } catch {
      printError("\(error)")
      throw ExitCode(66)
    }
  }

  /// All events of a history, page by page, oldest first.
  private func historyEvents(
    _ path: String
  ) throws(HistorianError) -> [(time: Milliseconds, kind: String, subject: String)] {
    let reader = try HistoryReader(path)
    var events: [(time: Milliseconds, kind: String, subject: String)] = []
    var since = Milliseconds.min
    while true {
      let page = try reader.events(since: since)
      events += page.map { ($0.time, $0.kind, $0.subject) }
      guard page.count == HistoryReader.mostRows, let last = page.last, last.time > since else {
        return events
      }
      // The last instant of a full page may go on in the next one.
      events.removeAll { $0.time == last.time }
      since = last.time
    }
  }

  /// An instant, a day, or an age before `end`.
  private func instant(_ text: String?, before end: Milliseconds) throws -> Milliseconds? {
    guard let text else { return nil }
    if let instant = UTC.instant(text) { return instant }
    let scale: [Character: Milliseconds] = ["m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let unit = text.last, let factor = scale[unit], let count = Int32(text.dropLast()),
      count > 0
    else {
      throw ValidationError(
        "expected a time like 2026-06-18T06:00:00Z or an age like 7d, read '\(text)'")
    }
    return end - Milliseconds(count) * factor
  }
}
