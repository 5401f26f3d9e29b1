// The field of a real run: one thread and one connection for each device, trays on both sides. The scan
// copies and puts; it never waits for a wire.

import DeviceProfiles
import Drivers
import Plant
import ScanLoop

/// All devices of a site over Modbus.
final class ModbusField: Field {
  private let threads: [DeviceThread]
  private let names: [String]

  /// Starts one thread for each device. A device that is absent is a normal state; its thread tries on.
  init(_ devices: [DeviceBinding]) throws {
    var threads: [DeviceThread] = []
    for binding in devices {
      let driver = DeviceDriver(binding)
      let address = binding.address
      // The address was checked when the site was read; a link that cannot even be made is refused.
      _ = try ModbusLink(to: address)
      let makeLink: @Sendable () -> any RegisterLink = {
        do { return try ModbusLink(to: address) } catch { return DeadLink() }
      }
      threads.append(
        DeviceThread(driver, clock: { monotonicNow() }, makeLink: makeLink))
    }
    self.threads = threads
    names = devices.map(\.name)
  }

  // By place: unspecialised, as in a debug build, an iterator over objects allocates.
  func freeze(into image: inout ProcessImage) {
    for place in 0..<threads.count { threads[place].tray.copy(into: &image) }
  }

  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {
    for place in 0..<threads.count {
      threads[place].commands.put(commands, scan: scan, time: real)
    }
  }

  /// Ends all threads after every device got its fail-safe commands.
  func stop() {
    for thread in threads { thread.beginStopping(writingFailSafe: true) }
    for thread in threads { thread.stop(writingFailSafe: true) }
  }

  /// One line for each device: how its link is.
  var report: [(name: String, status: DeviceStatus)] {
    zip(names, threads).map { ($0, $1.tray.status) }
  }
}

/// A link to nowhere, for a device whose address cannot be used.
private final class DeadLink: RegisterLink {
  func connect(timeout: Milliseconds) throws(LinkError) { throw .refused }
  func close() {}
  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16] { throw .closed }
  func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) throws(LinkError) { throw .closed }
}
