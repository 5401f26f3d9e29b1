// The historian: takes every snapshot without making the scan loop wait, and writes on a thread of its
// own. The loop's side is two lock-free chutes; what finds no room in them is counted and shown. No
// trouble of the disk reaches the loop. Create it from an ordinary thread: a thread born of a real-time
// thread would inherit its priority.

import Chute
import Foundation
public import Plant
import Synchronization

/// How the historian lives, for status pages and tests.
public struct HistorianCounters: Equatable, Sendable {
  /// Scans, events and rows that were lost for want of room or for a disk that refused them.
  public var scansDropped: UInt64 = 0
  public var eventsDropped: UInt64 = 0
  public var samplesDropped: UInt64 = 0
  /// Rows that are safely on disk.
  public var samplesWritten: UInt64 = 0
  public var eventsWritten: UInt64 = 0
  public var transactions: UInt64 = 0
  /// Commits that failed.
  public var diskErrors: UInt64 = 0
  /// True from a failed commit to the next good one.
  public var isFailing = false
  /// Rounds of the writer's thread; a supervisor sees by it that the thread lives.
  public var rounds: UInt64 = 0
  /// Zeros.
  public init() {}
}

/// What a log should tell about the historian.
public enum HistorianReport: Equatable, Sendable {
  /// A corrupt history was renamed to this path and a new one started.
  case corruptFileSetAside(String)
  /// A commit failed; its rows wait.
  case diskError(String)
  /// A commit succeeded after a failure.
  case recovered
}

/// Appends snapshots to a SQLite file.
public final class Historian: Sendable {
  private let chutes = Chutes()
  private let counted = Mutex(HistorianCounters())
  private let isClosed = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// Opens or creates the history of a site and starts its writer.
  ///
  /// - Parameters:
  ///   - now: a monotonic clock in ms; it paces the commits, nothing else.
  ///   - report: called on the writer's thread, or from here for a corrupt file.
  /// - Throws: `HistorianError` when the file cannot serve; a corrupt one is no error, it is renamed.
  public init(
    path: String, catalogue: SiteCatalogue,
    now: @escaping @Sendable () -> Milliseconds = Historian.monotonic,
    report: @escaping @Sendable (HistorianReport) -> Void = { _ in }
  ) throws(HistorianError) {
    let lock = try FileLock(for: path)
    let file = try HistoryFile(path: path, catalogue: catalogue)
    if let moved = file.setAside { report(.corruptFileSetAside(moved)) }
    finished.enter()
    let (chutes, wake, finished) = (chutes, wake, finished)
    let thread = Thread { [weak self] in
      var writer = HistoryWriter(
        file: file, path: path, catalogue: catalogue, chutes: chutes, report: report)
      var isLast = false
      while !isLast {
        isLast = wake.wait(timeout: .now() + .milliseconds(100)) == .success
        writer.pump(now: now(), isLast: isLast)
        if isLast { writer.finish() }
        self?.publish(writer.counters)
      }
      lock.release()
      finished.leave()
    }
    thread.name = "historian"
    thread.start()
  }

  deinit { wake.signal() }

  /// The monotonic clock of this computer, in ms.
  public static let monotonic: @Sendable () -> Milliseconds = {
    Milliseconds(DispatchTime.now().uptimeNanoseconds / 1_000_000)
  }

  /// Takes a snapshot. Never waits, never throws; to be called by one thread.
  public func offer(_ snapshot: Snapshot) {
    for event in snapshot.events { chutes.events.offer(event) }
    chutes.scans.offer(.init(time: snapshot.time.plant, samples: snapshot.samples))
  }

  /// What has been written and what was lost so far.
  public var counters: HistorianCounters {
    var counters = counted.withLock { $0 }
    counters.scansDropped += UInt64(chutes.scans.lost)
    counters.eventsDropped += UInt64(chutes.events.lost)
    return counters
  }

  /// True when the writer has taken everything that was offered.
  var isIdle: Bool { chutes.scans.count == 0 && chutes.events.count == 0 }

  /// Writes what waits and closes the file. False when the disk hung for `deadline` ms or refused the
  /// last rows. What is offered afterwards is lost.
  @discardableResult
  public func close(within deadline: Milliseconds = 10_000) -> Bool {
    if !isClosed.exchange(true, ordering: .acquiringAndReleasing) { wake.signal() }
    let end = finished.wait(timeout: .now() + .milliseconds(Int(deadline)))
    return end == .success && !counters.isFailing
  }

  private func publish(_ counters: HistorianCounters) {
    counted.withLock { kept in
      let rounds = kept.rounds + 1
      kept = counters
      kept.rounds = rounds
    }
  }
}
