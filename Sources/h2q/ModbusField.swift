// The field of a real run: one thread and one connection for each wire, trays on both sides. The scan
// copies and puts; it never waits for a wire.

import DeviceProfiles
import DeviceTools
import Drivers
import Plant
import ScanLoop

/// All devices of a site over Modbus.
final class ModbusField: Field {
  private let threads: [DeviceThread]
  private let trays: [DeviceTray]
  private let commands: [CommandTray]
  private let names: [String]

  /// Starts one thread for each wire. A device that is absent is a normal state; its thread tries on.
  init(_ devices: [DeviceBinding]) throws {
    let drivers = devices.map { DeviceDriver($0) }
    trays = drivers.map(\.tray)
    commands = drivers.map(\.commands)
    names = devices.map(\.name)
    var wires: [DeviceAddress.Wire] = []
    for device in devices where !wires.contains(device.address.wire) {
      wires.append(device.address.wire)
    }
    var threads: [DeviceThread] = []
    for wire in wires {
      // The address was checked when the site was read; a link that cannot even be made is refused.
      _ = try ModbusLink(over: wire)
      let makeLink: @Sendable () -> any RegisterLink = {
        do { return try ModbusLink(over: wire) } catch { return DeadLink() }
      }
      let sharing = drivers.filter { $0.binding.address.wire == wire }
      threads.append(DeviceThread(sharing, clock: { monotonicNow() }, makeLink: makeLink))
    }
    self.threads = threads
  }

  // By place: unspecialised, as in a debug build, an iterator over objects allocates.
  func freeze(into image: inout ProcessImage) {
    for place in 0..<trays.count { trays[place].copy(into: &image) }
  }

  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {
    for place in 0..<self.commands.count {
      self.commands[place].put(commands, scan: scan, time: real)
    }
  }

  /// Ends all threads after every device got its fail-safe commands.
  func stop() {
    for thread in threads { thread.beginStopping(writingFailSafe: true) }
    for thread in threads { thread.stop(writingFailSafe: true) }
  }

  /// One line for each device: how its link is.
  var report: [(name: String, status: DeviceStatus)] {
    zip(names, trays).map { ($0, $1.status) }
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
