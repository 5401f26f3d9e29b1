// The journal's place in the service: every scan goes into SQLite, so that it can be replayed. Cannot the
// file be opened? Then the log says so, and the plant runs without.

import Control
import Journal
import Logging
import Plant
import ScanLoop
import SiteConfiguration

/// Scans into the journal.
final class JournalSink: ScanRecorder {
  private let writer: JournalWriter

  /// Opens the journal; nil, with a log line, when that is not possible.
  init?(path: String, _ site: LoadedSite, _ log: Logger) {
    do {
      writer = try JournalWriter(
        path: path,
        identity: JournalIdentity(
          catalogue: site.catalogue, description: site.description, configuration: site.digest,
          build: softwareVersion),
        report: { report in
          switch report {
          case .corruptFileSetAside(let moved): log.error("journal: corrupt, kept as \(moved)")
          case .diskError(let text): log.warning("journal: \(text)")
          case .recovered: log.notice("journal: writes again")
          case .scansLost(let count): log.error("journal: \(count) scans are missing")
          }
        })
    } catch {
      log.error("no journal is kept: \(error)")
      return nil
    }
  }

  func willStep(_ state: borrowing ControlState) { writer.willStep(state) }

  func didStep(
    image: borrowing ProcessImage, intents: Span<Intent>, state: borrowing ControlState,
    decision: borrowing Decision
  ) {
    writer.didStep(image: image, intents: intents, state: state, decision: decision)
  }

  func close() { _ = writer.close() }
  var counters: JournalCounters { writer.counters }
}
