// Behind the chute: takes finished blocks and commits each with one fsync. After any disk error the
// connection counts as poisoned: it is closed and the file opened and checked anew, because a failed
// fsync cannot be repeated. The block waits meanwhile, and those behind it in the chute, until no memory
// is left and the scan counts what it loses. Time is an argument; the thread around it is below.

import Chute
import Foundation
import GRDB
import Plant
import Synchronization

/// How the journal lives, for status pages and tests.
public struct JournalCounters: Equatable, Sendable {
  /// Scans that were coded; the last ones may still wait for their block to be full.
  public var scansRecorded: UInt64 = 0
  /// Scans that found no free memory, or did not fit.
  public var scansLost: UInt64 = 0
  /// Blocks and bytes that are safely on disk.
  public var blocksWritten: UInt64 = 0
  public var bytesWritten: UInt64 = 0
  /// Blocks that the disk refused for good.
  public var blocksLost: UInt64 = 0
  /// Old blocks that made room.
  public var blocksDeleted: UInt64 = 0
  /// Commits that failed.
  public var diskErrors: UInt64 = 0
  /// True from a failed commit to the next good one.
  public var isFailing = false
  /// Zeros.
  public init() {}
}

/// What a log should tell about the journal.
public enum JournalReport: Equatable, Sendable {
  /// A corrupt journal was renamed to this path and a new one started.
  case corruptFileSetAside(String)
  /// A commit failed; the block waits.
  case diskError(String)
  /// A commit succeeded after a failure.
  case recovered
  /// Scans were lost for want of memory, so many since the last report; the journal has a gap there.
  case scansLost(UInt64)
}

/// The way of the buffers: full ones to the disk, empty ones back.
final class JournalChutes: Sendable {
  let full: Chute<BlockBuffer>
  let empty: Chute<BlockBuffer>
  let scansRecorded = Atomic<UInt64>(0)
  let scansLost = Atomic<UInt64>(0)

  init(buffers: Int, capacity: Int) {
    full = Chute(capacity: buffers)
    empty = Chute(capacity: buffers)
    for _ in 0..<buffers { empty.offer(BlockBuffer(capacity: capacity)) }
  }
}

/// Owned by one thread.
struct JournalStore {
  private let path: String
  private let identity: JournalIdentity
  private let limits: JournalLimits
  private let chutes: JournalChutes
  private let run: UInt64
  private let report: @Sendable (JournalReport) -> Void
  private var file: JournalFile?
  private var waiting: BlockBuffer?
  private var retryAt: Milliseconds = .min
  private var pause: Milliseconds = 1000
  private var lostTold: UInt64 = 0
  private(set) var counters = JournalCounters()

  init(
    file: JournalFile, path: String, identity: JournalIdentity, limits: JournalLimits,
    chutes: JournalChutes, report: @escaping @Sendable (JournalReport) -> Void
  ) {
    self.file = file
    self.path = path
    self.identity = identity
    self.limits = limits
    self.chutes = chutes
    self.report = report
    run = file.run
  }

  /// Commits all blocks that have come; after an error not before its pause is over, unless `isLast`.
  mutating func pump(now: Milliseconds, isLast: Bool = false) {
    guard now >= retryAt || isLast else { return }
    while let block = waiting ?? chutes.full.take() {
      waiting = block
      do {
        try commit(block)
      } catch {
        poisoned(by: error, at: now)
        return
      }
      chutes.empty.offer(block)
      waiting = nil
    }
  }

  /// Counts what could not be written as lost and closes.
  mutating func finish() {
    counters.blocksLost += UInt64(chutes.full.count) + (waiting == nil ? 0 : 1)
    close()
  }

  private mutating func commit(_ block: BlockBuffer) throws {
    if file == nil {
      file = try JournalFile(path: path, identity: identity, limits: limits, continuing: run)
      if let moved = file?.setAside { report(.corruptFileSetAside(moved)) }
    }
    guard let deleted = try file?.append(block) else { return }
    if counters.isFailing { report(.recovered) }
    counters.isFailing = false
    counters.blocksWritten += 1
    counters.bytesWritten += UInt64(block.count)
    counters.blocksDeleted += UInt64(deleted)
    pause = 1000
    retryAt = .min
    let lost = chutes.scansLost.load(ordering: .relaxed)
    if lost > lostTold { report(.scansLost(lost - lostTold)) }
    lostTold = lost
  }

  private mutating func poisoned(by error: any Error, at now: Milliseconds) {
    counters.diskErrors += 1
    counters.isFailing = true
    report(.diskError(JournalError.text(of: error)))
    retryAt = now + pause
    pause = min(pause * 2, 30_000)
    // A row that the schema refuses would stand in the way of all others for ever.
    if (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT, let block = waiting {
      counters.blocksLost += 1
      chutes.empty.offer(block)
      waiting = nil
    }
    close()
  }

  private mutating func close() {
    file?.close()
    file = nil
  }
}

/// The thread around a store.
final class JournalThread: Sendable {
  private let counted = Mutex(JournalCounters())
  private let isClosed = Atomic<Bool>(false)
  private let wake = DispatchSemaphore(value: 0)
  private let finished = DispatchGroup()

  /// Starts the thread. It looks for blocks five times a second, so that the scan need not wake it.
  init(store: JournalStore, lock: FileLock, now: @escaping @Sendable () -> Milliseconds) {
    finished.enter()
    let (wake, finished) = (wake, finished)
    let thread = Thread { [weak self] in
      var store = store
      var isLast = false
      while !isLast {
        isLast = wake.wait(timeout: .now() + .milliseconds(200)) == .success
        store.pump(now: now(), isLast: isLast)
        if isLast { store.finish() }
        let counters = store.counters
        self?.counted.withLock { $0 = counters }
      }
      lock.release()
      finished.leave()
    }
    thread.name = "journal"
    thread.start()
  }

  var counters: JournalCounters { counted.withLock { $0 } }

  /// Asks the thread to write what has come and to end.
  func end() {
    if !isClosed.exchange(true, ordering: .acquiringAndReleasing) { wake.signal() }
  }

  /// Ends the thread and waits for it. False when that took longer than `deadline` ms, or when the
  /// last blocks were refused.
  func close(within deadline: Milliseconds) -> Bool {
    end()
    let end = finished.wait(timeout: .now() + .milliseconds(Int(deadline)))
    return end == .success && !counters.isFailing
  }
}
