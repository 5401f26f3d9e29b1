// The gallery's ends: history and telemetry as readers of snapshots. Neither can be opened? Then the log
// says so, and the plant runs without.

import Historian
import Logging
import MQTT
import Plant
import ScanLoop
import SiteConfiguration
import Telemetry

/// The version of this program, as telemetry tells it.
let softwareVersion = "0.1.0"

/// Snapshots into SQLite.
final class HistorySink: SnapshotReader {
  private let historian: Historian

  /// Opens the history; nil, with a log line, when that is not possible.
  init?(path: String, _ catalogue: SiteCatalogue, _ log: Logger) {
    do {
      historian = try Historian(
        path: path, catalogue: catalogue, report: { log.warning("history: \($0)") })
    } catch {
      log.error("no history is kept: \(error)")
      return nil
    }
  }

  func offer(_ snapshot: Snapshot) { historian.offer(snapshot) }
  func close() { _ = historian.close() }
  var counters: HistorianCounters { historian.counters }
}

/// Snapshots to the broker.
final class TelemetrySink: SnapshotReader {
  private let publisher: TelemetryPublisher

  /// Starts to connect; nil, with a log line, when the names cannot be topics.
  init?(_ site: LoadedSite, _ log: Logger) {
    let broker = MQTTConfiguration(
      host: site.telemetry.broker, port: site.telemetry.port,
      clientID: "h2q-\(site.catalogue.site)")
    do {
      publisher = try TelemetryPublisher(
        catalogue: site.catalogue, broker: broker, software: softwareVersion)
    } catch {
      log.error("no telemetry is published: \(error)")
      return nil
    }
  }

  func offer(_ snapshot: Snapshot) { publisher.offer(snapshot) }
  func close() { _ = publisher.close() }
  var counters: TelemetryCounters { publisher.counters }
}
