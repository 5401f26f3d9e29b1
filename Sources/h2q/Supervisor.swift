// The supervised service: it tells the service manager that it lives, but only when scans have been
// completed since it last said so. A scan thread that hangs starves the watchdog, the manager ends the
// process, and the devices' own time-outs have long since brought the plant to rest.

import Foundation
import LocalSocket

/// Feeds the watchdog of the service manager on progress.
final class Supervisor: @unchecked Sendable {
  private let manager: ServiceManager
  private let queue = DispatchQueue(label: "supervisor")
  private var timer: (any DispatchSourceTimer)?
  private var lastScan: UInt64 = 0
  private var isReady = false

  /// - Parameters:
  ///   - scan: number of the newest completed scan; 0 before the first.
  ///   - status: one line for the service manager's status.
  init(
    _ manager: ServiceManager, scan: @escaping @Sendable () -> UInt64,
    status: @escaping @Sendable () -> String
  ) {
    self.manager = manager
    let timer = DispatchSource.makeTimerSource(queue: queue)
    // Three words in each interval: one may come late.
    let interval = Double(manager.watchdog ?? 15_000_000) / 3_000_000
    timer.schedule(deadline: .now() + min(interval, 0.5), repeating: interval)
    timer.setEventHandler { [weak self] in self?.look(scan(), status) }
    timer.resume()
    self.timer = timer
  }

  private func look(_ scan: UInt64, _ status: () -> String) {
    guard scan != lastScan else { return }
    lastScan = scan
    if !isReady {
      isReady = true
      manager.ready(status())
    }
    manager.alive(status())
  }

  /// The service goes down in order and may take so long, in ms.
  func stopping(within milliseconds: Int64) {
    manager.stopping(within: UInt64(milliseconds) * 1000)
  }

  func cancel() { timer?.cancel() }
}
