// Watches the number of the last completed scan. While it moves, somebody decides; when it has stood
// for a second, nobody does, and a device must be allowed to notice by its own time-out.

import DeviceProfiles
import Plant

/// What a driver may send just now.
enum Permission {
  case everything
  /// Nothing that changes the device or that the device takes for a decision.
  case readsOnly
  /// Not one request: the device would take it as a sign of life.
  case nothing
}

/// Judges by the number of the last completed scan whether a driver may talk.
struct ScanBeat {
  /// How long the number may stand, in ms of real time.
  static let patience: Milliseconds = 1_000

  private var scan: UInt64 = 0
  private var since: Milliseconds = 0

  /// Takes note of the newest orders.
  mutating func note(_ orders: Orders, at now: Milliseconds) {
    guard orders.scan != scan else { return }
    scan = orders.scan
    since = min(orders.time, now)
  }

  /// What may be sent to a device with that silence rule.
  func permission(for silence: SilenceRule?, at now: Milliseconds) -> Permission {
    if scan > 0, now - since < Self.patience { return .everything }
    return silence?.signOfLife == .anyTraffic ? .nothing : .readsOnly
  }
}
