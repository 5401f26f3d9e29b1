// The scan thread: one thread of its own that wakes at absolute deadlines of the monotonic clock and
// runs one scan each time, after the timetable. Where the system permits it the thread gets real-time
// priority and what memory it touches stays locked; where not, it says so.

import Foundation
import Logging
public import Plant
import Synchronization

/// Drives a `ScanCycle` on its own thread.
public final class ScanThread: @unchecked Sendable {
  private let cycle: ScanCycle
  private let period: Milliseconds
  private let clock: PlantClock
  private let timeZone: String
  private let log: Logger
  private let lock = NSLock()
  private var isStopping = false
  private let done = DispatchSemaphore(value: 0)
  private let scans = Atomic<UInt64>(0)
  private let wantsPriority: Bool
  private let final = Mutex(ScanStatistics())

  /// Room for the stack, in bytes; scans have half of it, locked.
  private static let stack = 1 << 20

  /// Prepares the thread; `start` lets it run.
  /// - Parameters:
  ///   - period: scan period in ms of real time, 10...1000.
  ///   - timeZone: the site's civil time, for tariffs.
  ///   - wantsPriority: false leaves the thread at the priority of all others.
  public init(
    cycle: sending ScanCycle, period: Milliseconds, clock: PlantClock, timeZone: String,
    log: String, wantsPriority: Bool = true
  ) {
    self.cycle = cycle
    self.period = min(max(period, 10), 1000)
    self.clock = clock
    self.timeZone = timeZone
    self.log = Logger(label: log)
    self.wantsPriority = wantsPriority
  }

  /// Scans that have been completed: the sign of life of this thread, whatever its readers do.
  public var completed: UInt64 { scans.load(ordering: .relaxed) }

  /// How all scans went, up to the last; known after `stop`.
  public var statistics: ScanStatistics { final.withLock { $0 } }

  /// Starts to scan.
  public func start() {
    cycle.gallery.open()
    let thread = Thread { [self] in
      loop()
      done.signal()
    }
    thread.name = "scan"
    thread.stackSize = Self.stack
    thread.start()
  }

  /// Lets the running scan finish, ends the thread, and lets the readers see what was decided last.
  public func stop() {
    lock.withLock { isStopping = true }
    done.wait()
    cycle.gallery.close()
  }

  private func loop() {
    if wantsPriority { takePriority() }
    lockMemory()
    var civil = CivilOffset(timeZone)
    var statistics = ScanStatistics()
    var lateness = Histogram()
    var duration = Histogram()
    var timetable = Timetable(first: monotonicMicroseconds(), period: period * 1000)
    while !lock.withLock({ isStopping }) {
      let begin = monotonicMicroseconds()
      lateness.record(timetable.begin(at: begin))
      let real = begin / 1000
      let plant = clock.plant(at: real)
      cycle.run(real: real, plant: plant, civilOffset: civil.at(plant), statistics: statistics)
      scans.add(1, ordering: .relaxed)
      let end = monotonicMicroseconds()
      timetable.end(at: end)
      duration.record(UInt64(end - begin))
      statistics.overruns = timetable.leftOut
      statistics.lastMicroseconds = UInt64(end - begin)
      statistics.duration.longest = duration.longest
      statistics.lateness.longest = lateness.longest
      if duration.count % quantileInterval == 1 {
        statistics.lateness = lateness.quantiles
        statistics.duration = duration.quantiles
      }
      sleep(until: timetable.due)
    }
    statistics.lateness = lateness.quantiles
    statistics.duration = duration.quantiles
    final.withLock { [statistics] in $0 = statistics }
  }

  /// Scans between two renewals of the quantiles: ten seconds.
  private var quantileInterval: UInt64 { UInt64(10_000 / period) }

  private func takePriority() {
    var parameters = sched_param()
    parameters.sched_priority = 50
    if pthread_setschedparam(pthread_self(), SCHED_FIFO, &parameters) == 0 {
      log.info("scan thread runs with real-time priority 50 (SCHED_FIFO)")
    } else {
      log.notice("no real-time priority permitted; scans may be late under load")
    }
  }

  private func lockMemory() {
    // What is touched stays; what no thread ever touches, such as the rest of a stack, takes no room.
    if mlockall(Int32(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) == 0, lockStack() {
      log.info("memory is locked")
    } else {
      log.notice("memory is not locked; scans may wait for swapped pages")
    }
  }

  /// Brings the stack that scans will need into memory and keeps it there.
  private func lockStack() -> Bool {
    var here: UInt8 = 0
    return withUnsafeMutablePointer(to: &here) {
      mlock(UnsafeRawPointer($0) - Self.stack / 2, Self.stack / 2) == 0
    }
  }

  private func sleep(until microseconds: Int64) {
    var deadline = timespec(
      tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1_000)
    while clock_nanosleep(CLOCK_MONOTONIC, Int32(TIMER_ABSTIME), &deadline, nil) == EINTR {}
  }
}
