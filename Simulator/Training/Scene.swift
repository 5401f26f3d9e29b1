// A scene: all that conditions can look at after one scan. Plant and controller give the snapshot, the
// plant's books give what was really made, and the exercise remembers answers, notes and first causes.

import Plant
import SiteConfiguration

/// What is so after a scan.
struct Scene {
  var snapshot: Snapshot
  /// Hydrogen made since the beginning by the plant's own books, in kg.
  var made = 0.0
  /// Rows that were the first cause of their group at any time, but for those of an emergency stop.
  var firstOuts: Set<Int> = []
  /// Questions that were answered.
  var answered: Set<Int> = []
  /// What was written for the shift.
  var notes: [String] = []
  /// The emergency stop is pressed in, whoever noticed it.
  var isEmergencyStopPressed = false

  /// Plant time of the scan.
  var time: Milliseconds { snapshot.time.plant }

  /// True when something is latched.
  var hasLatch: Bool { snapshot.rows.contains { $0.isLatched } }

  /// True when the condition holds now. A value that may not be used proves nothing.
  func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .point(let place, let how, let limit):
      return snapshot.samples[place].usable.map { how.holds($0, limit) } ?? false
    case .contact(let place, let isClosed):
      return snapshot.samples[place].usable.map { ($0 != 0) == isClosed } ?? false
    case .mode(let unit, let mode): return snapshot.units[unit].mode == mode
    case .step(let unit, let step): return snapshot.units[unit].step == step
    case .reason(let unit, let code):
      return snapshot.findings.contains {
        Int($0.unit) == unit && $0.kind != .stop && $0.reason.code == code
      }
    case .wanted(let unit, let how, let limit): return how.holds(snapshot.units[unit].wanted, limit)
    case .made(let how, let limit): return how.holds(made, limit)
    case .latched(let row): return snapshot.rows[row].isLatched
    case .firstOut(let row): return firstOuts.contains(row)
    case .nothingLatched: return !hasLatch
    case .allAcknowledged: return !snapshot.rows.contains { $0.isUnacknowledged }
    case .answered(let question): return answered.contains(question)
    case .noted: return !notes.isEmpty
    }
  }
}

extension Exercise {
  /// True for what waiting alone never brings about: a person has to do something.
  func needsPerson(_ condition: Condition) -> Bool {
    switch condition {
    case .mode, .wanted, .latched, .nothingLatched, .allAcknowledged, .answered, .noted: true
    case .contact(let place, _):
      switch site.catalogue.points[place].signal {
      case .keyRemote, .keyMaintenance, .doorClosed, .emergencyStopClosed, .supervisionPresent:
        true
      default: false
      }
    case .point, .step, .reason, .made, .firstOut: false
    }
  }
}
