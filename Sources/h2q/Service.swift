// The service: everything that runs for one site, wired once. The scan is in the middle; field at its
// doors, gallery behind it. Whatever stands in the gallery may fail without the scan noticing.

import Control
import DeviceProfiles
import Drivers
import Foundation
import Historian
import LocalSocket
import Logging
import MQTT
import Plant
import ScanLoop
import SiteConfiguration
import Telemetry

/// All that runs for one site.
final class Service {
  private let site: LoadedSite
  private let log: Logger
  private let letterBox = LetterBox()
  private let board = StatusBoard()
  private let store: StateStore
  private let field: ModbusField
  private let history: HistorySink?
  private let journal: JournalSink?
  private let telemetry: TelemetrySink?
  private let panel: PanelSink?
  private let alarms: AlarmSink
  private let thread: ScanThread
  private let socket: LocalSocketServer
  private var supervisor: Supervisor?

  /// Longest wait for an orderly stop, in ms of real time: ramp, device stop and isolation.
  private static let longestStop: Milliseconds = 300_000

  /// Opens the gallery, starts the device threads and prepares the scan.
  init(
    _ site: LoadedSite, folder: String, clock: PlantClock, publishesTelemetry: Bool
  ) throws {
    self.site = site
    let log = Logger(label: "h2q.\(site.catalogue.site)")
    self.log = log
    store = StateStore(folder: folder, configuration: site.digest) { log.error("\($0)") }
    history = HistorySink(path: "\(folder)/history.sqlite", site.catalogue, log)
    journal = JournalSink(path: "\(folder)/journal.sqlite", site, log)
    telemetry = publishesTelemetry ? TelemetrySink(site, log) : nil
    panel = PanelSink(site, letterBox, log)
    alarms = AlarmSink(site, folder: folder, history: history, telemetry: telemetry, log)
    field = try ModbusField(site.devices)

    switch store.latches {
    case .kept: break
    case .never: log.notice("first start: tripped until the key on site is turned")
    case .lost: log.error("the latch store is lost: everything that can latch is tripped")
    }
    var readers: [any SnapshotReader] = [board]
    if let history { readers.append(history) }
    if let telemetry { readers.append(telemetry) }
    if let panel { readers.append(panel) }
    readers.append(alarms)
    let cycle = ScanCycle(
      description: site.description, catalogue: site.catalogue, field: field,
      letterBox: letterBox, readers: readers, memory: store,
      recorder: journal)
    thread = ScanThread(
      cycle: cycle, period: site.scanPeriod, clock: clock, timeZone: site.timeZone,
      log: "h2q.\(site.catalogue.site).scan")
    let field = field
    let requests = Requests(
      site: site, board: board, letterBox: letterBox, links: { linkLines(field) },
      counts: { [board, history, telemetry] in countsJSON(board, history, telemetry) },
      panel: { [panel] in panel?.address ?? "this site has no operator panel" },
      alarms: alarms)
    socket = try LocalSocketServer(path: "\(folder)/control.sock") { requests.answer($0) }
  }

  /// Starts to scan.
  func start() {
    thread.start()
    if let panel { log.info("operator panel at \(panel.address)") }
    log.info("scanning every \(site.scanPeriod) ms")
    let name = site.catalogue.site
    supervisor = ServiceManager().map { [board, thread] manager in
      Supervisor(
        manager, scan: { thread.completed },
        status: {
          "\(name): scan \(board.snapshot?.time.scan ?? 0), "
            + "\(board.snapshot?.statistics.overruns ?? 0) overruns"
        })
    }
  }

  /// Stops every unit in order and waits until all are at rest; then devices get their fail-safe
  /// values. A fuel cell under load needs its hydrogen until it has stopped, so this may take minutes
  /// on a real site.
  /// - Parameter isHurried: asked again and again; true ends the waiting at once.
  func stop(isHurried: () -> Bool) {
    supervisor?.stopping(within: Self.longestStop + 15_000)
    _ = letterBox.post(Intent(.stop, source: .commandLine, ticket: board.ticket()))
    let limit = monotonicNow() + Self.longestStop
    while monotonicNow() < limit, !isAtRest, !isHurried() { usleep(100_000) }
    supervisor?.cancel()
    thread.stop()
    field.stop()
    store.flush()
    socket.stop()
    alarms.close()
    history?.close()
    journal?.close()
    telemetry?.close()
    panel?.close()
    log.info("stopped")
  }

  private var isAtRest: Bool {
    guard let snapshot = board.snapshot else { return true }
    return zip(site.catalogue.units, snapshot.units).allSatisfy { unit, report in
      guard unit.kind == .electrolyser || unit.kind == .fuelCell else { return true }
      switch report.step {
      case .idle, .hotStandby, .tripped, .fault, .permissives, .coolDown: return true
      default: return false
      }
    }
  }
}

/// One line for each link that is not simply running.
private func linkLines(_ field: ModbusField) -> [String] {
  field.report.compactMap { name, status in
    if let reason = status.readOnly { return "  \(name): read-only, \(reason)" }
    return status.state == .running ? nil : "  \(name): \(status.state.rawValue)"
  }
}

/// What a summary needs, as one line of JSON.
private func countsJSON(
  _ board: StatusBoard, _ history: HistorySink?, _ telemetry: TelemetrySink?
) -> String {
  let snapshot = board.snapshot
  let kept = history?.counters
  let sent = telemetry?.counters
  let counts = [
    "scans": snapshot?.time.scan ?? 0, "overruns": snapshot?.statistics.overruns ?? 0,
    "rows": kept?.samplesWritten ?? 0, "events": kept?.eventsWritten ?? 0,
    "messages": sent?.mqtt.delivered ?? 0,
  ]
  let parts = counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
  return "{\(parts.joined(separator: ","))}"
}
