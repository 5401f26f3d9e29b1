// The keeper: turns snapshots into observations of the alarm list and brings what changed to disk. It
// belongs to whoever holds its lock; time comes with the snapshots. A disk that refuses is an alarm
// itself, and what could not be written waits, up to a limit.

import Foundation
import Plant

/// The alarm list with its files.
struct AlarmKeeper: Sendable {
  /// Records that may wait for a disk that does not take them.
  static let mostWaiting = 10_000
  /// At least this long between two writes, in ms of real time; a person's wish is written at once.
  static let pause: Milliseconds = 1_000

  private(set) var list: AlarmList
  private let folder: AlarmFolder
  private let site: String
  private let units: [UnitDefinition]
  private var kept: AlarmMemory?
  private var hasRecalled: Bool { kept != nil }
  private var waiting: [AlarmRecord] = []
  private var lastWrite: Milliseconds?
  private var lateScans = LateScanWatch()
  /// Why the last write failed; nil after a good one.
  private(set) var problem: String?
  /// Records that found no room.
  private(set) var recordsLost = 0

  /// Recalls what an earlier run knew.
  init(
    _ definitions: [AlarmDefinition], units: [UnitDefinition], site: String, in folder: AlarmFolder
  ) {
    list = AlarmList(definitions)
    self.units = units
    self.site = site
    self.folder = folder
    do {
      kept = try folder.recall(site: site)
      if let kept { list.recall(kept) }
    } catch {
      problem = "\(error)"
    }
  }

  /// Takes snapshots in, oldest first, and writes when it is time.
  /// - Parameter named: conditions that only the house knows.
  mutating func take(_ snapshots: [Snapshot], named: [String: Bool]) {
    for snapshot in snapshots {
      if list.time == nil {
        note([AlarmRecord(hasRecalled ? .restarted : .startedAnew, "", at: snapshot.time.plant)])
      }
      var named = named
      named[NamedCondition.scanLate] = lateScans.isLate(snapshot.statistics.overruns)
      named[NamedCondition.memoryFailing] = problem != nil
      for (unit, report) in zip(units, snapshot.units) where unit.kind.starts {
        let gaveUp = report.step == .fault || report.reason.code == .lockedOut
        named[NamedCondition.startFailed(unit.name)] = gaveUp
      }
      for (place, unit) in units.enumerated() {
        for code in unit.kind.concerns {
          named[NamedCondition.concern(code, unit.name)] = snapshot.findings.contains {
            $0.kind == .concern && $0.unit == Int16(place) && $0.reason.code == code
          }
        }
      }
      for (unit, report) in zip(units, snapshot.units) where unit.kind == .booster {
        named[NamedCondition.hosePressure(unit.name)] = report.step == .hoseUnderPressure
      }
      note(
        list.observe(
          AlarmObservation(
            time: snapshot.time, rows: snapshot.rows, samples: snapshot.samples, named: named)))
    }
    guard let now = snapshots.last?.time.real else { return }
    if let lastWrite, now >= lastWrite, now - lastWrite < Self.pause { return }
    lastWrite = now
    write()
  }

  /// Grants a wish and writes it down before the answer.
  mutating func grant(_ request: AlarmRequest) -> Result<[AlarmRecord], AlarmRefusal> {
    let answer = list.grant(request)
    if case .success(let records) = answer {
      note(records)
      write()
    }
    return answer
  }

  private mutating func note(_ records: [AlarmRecord]) {
    let room = Self.mostWaiting - waiting.count
    recordsLost += max(0, records.count - room)
    waiting += records.prefix(max(0, room))
  }

  /// Brings to disk what is new.
  mutating func write() {
    do {
      try folder.append(waiting)
      waiting.removeAll(keepingCapacity: true)
      if let memory = AlarmMemory(of: list, site: site), !memory.saysTheSame(as: kept) {
        try folder.remember(memory)
        kept = memory
      }
      problem = nil
    } catch {
      problem = "\(error)"
    }
  }
}
