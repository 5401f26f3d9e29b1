// Runs one driver by hand, as its thread would: carry out what it asks for, wait as long as the wire
// takes, tell the outcome, and sleep until something is due or a scan rings. Two clocks: the world's,
// which devices live by, and the controller's, which stands still while its computer sleeps.

import DeviceProfiles
import Drivers
import Plant

/// One driver on its wire, between two instants.
final class DeviceRunner {
  let tray: DeviceTray
  private let commands: CommandTray
  private let link: MemoryLink
  private let timeout: Milliseconds
  private let unit: UInt8
  private var driver: DeviceDriver
  private var inFlight: DriverOutcome?
  /// Controller time at which the driver is next called, or told the outcome.
  private var due = Milliseconds.min
  private let actuators: [Int]
  private var last: [Double] = []
  /// The driver wants to see every scan: it lives by a heartbeat or by a sign of life.
  private let followsScans: Bool
  private let isMute: Bool

  init(_ binding: DeviceBinding, over link: MemoryLink) {
    tray = DeviceTray(for: binding)
    commands = CommandTray(for: binding)
    driver = DeviceDriver(binding, tray: tray, commands: commands)
    self.link = link
    timeout = binding.timing.responseTimeout
    unit = binding.address.unit
    actuators = binding.actuators.map { Int($0.actuator.raw) }
    followsScans = binding.profile.silence?.signOfLife == .changingRegister
    // A device that is never told anything and watches nobody needs no scan to be read.
    isMute = binding.actuators.isEmpty && binding.profile.silence == nil && binding.setUp.isEmpty
  }

  /// Hands out the commands of a scan.
  func put(_ values: borrowing Slots<Command>, scan: UInt64, at now: Milliseconds) {
    guard !isMute else { return }
    commands.put(values, scan: scan, time: now)
    var hasChanged = last.isEmpty
    if hasChanged { last = actuators.map { values[$0].value } }
    for place in actuators.indices where last[place] != values[actuators[place]].value {
      last[place] = values[actuators[place]].value
      hasChanged = true
    }
    // A ring that finds nothing new to do would only be answered with the same wait.
    if inFlight == nil, hasChanged || followsScans { due = min(due, now) }
  }

  /// Lives until `end`, in controller time; `ahead` is how far the world's clock is ahead of it.
  func live(until end: Milliseconds, ahead: Milliseconds) {
    while due < end {
      let now = max(due, end - 100)
      if let outcome = inFlight {
        inFlight = nil
        driver.finished(outcome, now: now)
        continue
      }
      let action = driver.next(now: now)
      if case .wait(let until) = action {
        due = max(until, now + 1)
        continue
      }
      link.now = now + ahead
      inFlight = carryOut(action)
      due = now + max(link.waited, 1)
    }
  }

  /// What `DeviceDriver.carryOut` does, without a copy of the driver at each request.
  private func carryOut(_ action: DriverAction) -> DriverOutcome {
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
