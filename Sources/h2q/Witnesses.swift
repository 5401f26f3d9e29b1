// Who has confirmed what: names go to the log of the service, never into the core. A name that was the last
// to confirm for a unit does not count twice.

import Foundation
import Logging
import Synchronization

/// The names behind the confirmations of one site. Safe to use from several threads.
final class Witnesses: Sendable {
  private let last = Mutex<[String: String]>([:])
  private let log = Logger(label: "h2q.persons")

  /// False when this person was the last to confirm for this unit.
  func mayConfirm(_ unit: String, _ name: String) -> Bool {
    last.withLock { $0[unit] != name.lowercased() }
  }

  /// Writes down what a person did.
  func note(_ deed: String) { log.notice("\(deed)") }

  /// Writes down who confirmed.
  func note(_ unit: String, _ name: String, _ value: Double) {
    last.withLock { $0[unit] = name.lowercased() }
    log.notice("\(unit): \(value) confirmed by \(name)")
  }
}
