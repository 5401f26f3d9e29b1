// The gallery of a hunt: a broker that is slow, away or full, with a bounded queue as every reader of
// snapshots has, and a counter of the rows that fired. The scan must not notice either of them.

import Plant
import ScanLoop

/// Counts what the controller said about itself; nobody judges by it.
final class RowCounter: SnapshotReader, @unchecked Sendable {
  /// How often each row began to act.
  private(set) var fired: [Int]
  private var wasActive: [Bool]
  /// What the last scan said.
  private(set) var last: Snapshot?

  init(rows: Int) {
    fired = Array(repeating: 0, count: rows)
    wasActive = Array(repeating: false, count: rows)
  }

  func offer(_ snapshot: Snapshot) {
    last = snapshot
    for place in snapshot.rows.indices {
      let isActive = snapshot.rows[place].isActive
      if isActive, !wasActive[place] { fired[place] += 1 }
      wasActive[place] = isActive
    }
  }
}

/// A broker with a bounded queue in front of it.
final class VirtualBroker: SnapshotReader, @unchecked Sendable {
  /// The most snapshots that wait.
  static let capacity = 64
  private var waiting = 0
  private(set) var delivered = 0
  private(set) var lost = 0
  /// It takes nothing at present.
  var isAway = false

  func offer(_ snapshot: Snapshot) {
    if isAway {
      if waiting < Self.capacity { waiting += 1 } else { lost += 1 }
    } else {
      delivered += 1 + waiting
      waiting = 0
    }
  }
}
