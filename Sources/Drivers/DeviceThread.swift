// Runs the drivers of one wire on one thread of its own: a blocking link may keep its thread waiting, and
// nobody else. Nearly always that is one device; the units of a serial line or behind a gateway take
// turns. The link is made on that thread and never leaves it.

import DeviceProfiles
import Dispatch
import Foundation
public import Plant
import Synchronization

/// A thread that carries out what the drivers of one wire ask for.
public final class DeviceThread: Sendable {
  private enum Ending: Int { case none, close, writeFailSafe }

  private let ending = Mutex(Ending.none)
  private let done = DispatchSemaphore(value: 0)
  private let hasJoined = Mutex(false)
  /// The tray that gets its commands last in a scan: when its bell rings, the others have theirs.
  private let bell: CommandTray

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - drivers: drivers that have not run yet, one or more, in the order in which scans put commands.
  ///   - clock: monotonic real time in ms, the same clock that stamps completed scans.
  ///   - makeLink: called once, on the new thread.
  public init(
    _ drivers: [DeviceDriver], clock: @escaping @Sendable () -> Milliseconds,
    makeLink: @escaping @Sendable () -> any RegisterLink
  ) {
    guard let last = drivers.last else { preconditionFailure("a thread needs a driver") }
    bell = last.commands
    let thread = Thread { [self] in
      run(drivers, clock: clock, link: makeLink())
      done.signal()
    }
    thread.name = "device " + drivers.map(\.binding.name).joined(separator: ", ")
    thread.stackSize = 512 << 10
    thread.start()
  }

  /// Starts a thread for one device.
  public convenience init(
    _ driver: DeviceDriver, clock: @escaping @Sendable () -> Milliseconds,
    makeLink: @escaping @Sendable () -> any RegisterLink
  ) {
    self.init([driver], clock: clock, makeLink: makeLink)
  }

  /// Ends the thread and waits for it: at most for the request under way, and for one failed write of
  /// each device. With `writingFailSafe` the devices first get the fail-safe value of every command.
  public func stop(writingFailSafe: Bool) {
    beginStopping(writingFailSafe: writingFailSafe)
    hasJoined.withLock { hasJoined in
      if !hasJoined { done.wait() }
      hasJoined = true
    }
  }

  /// Tells the thread to end and does not wait, so that many wires can take their leave at once;
  /// `stop` then waits for each.
  public func beginStopping(writingFailSafe: Bool) {
    ending.withLock { $0 = writingFailSafe ? .writeFailSafe : .close }
    bell.wake()
  }

  private func run(
    _ drivers: [DeviceDriver], clock: () -> Milliseconds, link: any RegisterLink
  ) {
    var drivers = drivers
    let shared = SharedLink(link)
    let links = drivers.count == 1 ? [link] : drivers.map { _ in shared.end() }
    var isLeaving = false
    while !drivers.allSatisfy(\.isRetired) {
      let ending = ending.withLock { $0 }
      if ending != .none, !isLeaving {
        for place in drivers.indices {
          drivers[place].retire(writingFailSafe: ending == .writeFailSafe)
        }
        isLeaving = true
      }
      // Every device gets one turn; who has nothing to do says until when.
      var soonest = Milliseconds.max
      for place in drivers.indices {
        let action = drivers[place].next(now: clock())
        if case .wait(let until) = action {
          soonest = min(soonest, until)
        } else {
          soonest = .min
          let outcome = drivers[place].carryOut(action, on: links[place])
          drivers[place].finished(outcome, now: clock())
        }
      }
      if soonest > .min, !drivers.allSatisfy(\.isRetired) {
        bell.wait(atMost: max(soonest &- clock(), 1))
      }
    }
    link.close()
  }
}

extension DeviceDriver {
  /// Carries out an action on a link and says what came of it. Each request has one deadline.
  public func carryOut(_ action: DriverAction, on link: any RegisterLink) -> DriverOutcome {
    let timeout = binding.timing.responseTimeout
    let unit = binding.address.unit
    do throws(LinkError) {
      switch action {
      case .connect: try link.connect(timeout: timeout)
      case .close: link.close()
      case .read(let request):
        return .values(
          try link.read(
            request.table, unit: unit, address: request.address, count: request.count,
            timeout: timeout))
      case .write(let request):
        try link.write(
          request.table, unit: unit, address: request.address, values: request.values,
          function: request.function, timeout: timeout)
      case .wait: break
      }
      return .done
    } catch {
      return .failed(error)
    }
  }
}
