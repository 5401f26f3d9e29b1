// The scan thread: one thread of its own that wakes at absolute deadlines of the monotonic clock and
// runs one scan each time. A scan that comes too late is counted and not made up for. Where the system
// permits it the thread gets real-time priority and the memory is locked; where not, it says so.

import Foundation
import Logging
public import Plant

/// Drives a `ScanCycle` on its own thread.
public final class ScanThread: @unchecked Sendable {
  private let cycle: ScanCycle
  private let period: Milliseconds
  private let clock: PlantClock
  private let timeZone: TimeZone
  private let log: Logger
  private let lock = NSLock()
  private var isStopping = false
  private let done = DispatchSemaphore(value: 0)

  /// Prepares the thread; `start` lets it run.
  /// - Parameters:
  ///   - period: scan period in ms of real time, 10...1000.
  ///   - timeZone: the site's civil time, for tariffs.
  public init(
    cycle: sending ScanCycle, period: Milliseconds, clock: PlantClock, timeZone: String,
    log: String
  ) {
    self.cycle = cycle
    self.period = min(max(period, 10), 1000)
    self.clock = clock
    self.timeZone = TimeZone(identifier: timeZone) ?? .gmt
    self.log = Logger(label: log)
  }

  /// Starts to scan.
  public func start() {
    let thread = Thread { [self] in
      loop()
      done.signal()
    }
    thread.name = "scan"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Lets the running scan finish and ends the thread.
  public func stop() {
    lock.withLock { isStopping = true }
    done.wait()
  }

  private func loop() {
    takePriority()
    var statistics = ScanStatistics()
    var lateness = Histogram()
    var duration = Histogram()
    let step = period * 1000
    var deadline = monotonicMicroseconds()
    while !lock.withLock({ isStopping }) {
      let begin = monotonicMicroseconds()
      if begin - deadline >= step {
        // Late by a whole period or more: count the missed ones and go on from here.
        statistics.overruns += UInt64((begin - deadline) / step)
        lateness.record(UInt64(begin - deadline))
        deadline += (begin - deadline) / step * step
      } else {
        lateness.record(UInt64(max(begin - deadline, 0)))
      }
      let real = begin / 1000
      let plant = clock.plant(at: real)
      let date = Date(timeIntervalSince1970: Double(plant) / 1000)
      cycle.run(
        real: real, plant: plant,
        civilOffset: Milliseconds(timeZone.secondsFromGMT(for: date)) * 1000,
        statistics: statistics)
      let taken = UInt64(monotonicMicroseconds() - begin)
      duration.record(taken)
      statistics.lastMicroseconds = taken
      statistics.duration.longest = duration.longest
      statistics.lateness.longest = lateness.longest
      if duration.count % quantileInterval == 1 {
        statistics.lateness = lateness.quantiles
        statistics.duration = duration.quantiles
      }
      deadline += step
      sleep(until: deadline)
    }
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
    if mlockall(Int32(MCL_CURRENT | MCL_FUTURE)) == 0 {
      log.info("memory is locked")
    } else {
      log.notice("memory is not locked; scans may wait for swapped pages")
    }
  }

  private func sleep(until microseconds: Int64) {
    var deadline = timespec(
      tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1_000)
    while clock_nanosleep(CLOCK_MONOTONIC, Int32(TIMER_ABSTIME), &deadline, nil) == EINTR {}
  }
}
