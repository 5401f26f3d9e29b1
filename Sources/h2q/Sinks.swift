// The gallery's ends: history, telemetry and panel as readers of snapshots. Neither can be opened? Then the log
// says so, and the plant runs without.

import Historian
import Logging
import MQTT
import OperatorPanel
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

/// Snapshots to the browser, and wishes back.
final class PanelSink: SnapshotReader {
  private let panel: OperatorPanel
  /// Where the page is.
  let address: String

  /// Opens the page on this computer; nil, with a log line, when that is not possible.
  init?(_ site: LoadedSite, _ letterBox: LetterBox, _ log: Logger) {
    panel = OperatorPanel(
      catalogue: site.catalogue, configuration: PanelConfiguration(port: site.panelPort),
      post: { letterBox.post($0) })
    do {
      let port = try panel.startBlocking()
      address = "http://127.0.0.1:\(port)/"
      if port != site.panelPort {
        log.notice("port \(site.panelPort) is taken; the panel is at \(address)")
      }
    } catch {
      log.error("no operator panel: \(error)")
      return nil
    }
  }

  func offer(_ snapshot: Snapshot) { panel.offer(snapshot) }
  func close() { panel.stopBlocking() }
}
