// Runs one driver on one thread of its own: a blocking link may keep its thread waiting, and nobody else.
// The link is made on that thread and never leaves it.

import DeviceProfiles
import Dispatch
import Foundation
public import Plant
import Synchronization

/// A thread that carries out what a driver asks for.
public final class DeviceThread: Sendable {
  private enum Ending: Int { case none, close, writeFailSafe }

  /// The samples of the device.
  public let tray: DeviceTray
  /// The commands for the device.
  public let commands: CommandTray
  private let ending = Mutex(Ending.none)
  private let done = DispatchSemaphore(value: 0)
  private let hasJoined = Mutex(false)

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - driver: a driver that has not run yet, with the same trays.
  ///   - clock: monotonic real time in ms, the same clock that stamps completed scans.
  ///   - makeLink: called once, on the new thread.
  public init(
    _ driver: DeviceDriver, clock: @escaping @Sendable () -> Milliseconds,
    makeLink: @escaping @Sendable () -> any RegisterLink
  ) {
    tray = driver.tray
    commands = driver.commands
    let thread = Thread { [self] in
      run(driver, clock: clock, link: makeLink())
      done.signal()
    }
    thread.name = "device " + driver.binding.name
    thread.stackSize = 512 << 10
    thread.start()
  }

  /// Ends the thread and waits for it: at most for the request under way, and for one failed write.
  /// With `writingFailSafe` the device first gets the fail-safe value of every command.
  public func stop(writingFailSafe: Bool) {
    beginStopping(writingFailSafe: writingFailSafe)
    hasJoined.withLock { hasJoined in
      if !hasJoined { done.wait() }
      hasJoined = true
    }
  }

  /// Tells the thread to end and does not wait, so that many devices can take their leave at once;
  /// `stop` then waits for each.
  public func beginStopping(writingFailSafe: Bool) {
    ending.withLock { $0 = writingFailSafe ? .writeFailSafe : .close }
    commands.wake()
  }

  private func run(
    _ driver: DeviceDriver, clock: () -> Milliseconds, link: any RegisterLink
  ) {
    var driver = driver
    var isLeaving = false
    while !driver.isRetired {
      let ending = ending.withLock { $0 }
      if ending != .none, !isLeaving {
        driver.retire(writingFailSafe: ending == .writeFailSafe)
        isLeaving = true
      }
      let now = clock()
      let action = driver.next(now: now)
      if case .wait(let until) = action {
        if !driver.isRetired { commands.wait(atMost: max(until - now, 1)) }
        continue
      }
      let outcome = driver.carryOut(action, on: link)
      driver.finished(outcome, now: clock())
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
