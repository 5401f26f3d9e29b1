// The field of a hunt: every driver of the site run by hand on one thread, over wires in memory. It is
// what `h2q` wires with threads and sockets, driver for driver and tray for tray, so the whole path is
// lived: registers to samples, step, commands to registers, plant.

import DeviceProfiles
import Drivers
import Plant
import ScanLoop

/// All drivers of one controller process.
final class VirtualField: Field, @unchecked Sendable {
  private let runners: [DeviceRunner]
  private let sabotage: Sabotage?
  /// A running digest over every command of every scan.
  private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

  init(_ devices: [DeviceBinding], over links: [MemoryLink], sabotage: Sabotage? = nil) {
    runners = zip(devices, links).map { DeviceRunner($0, over: $1) }
    self.sabotage = sabotage
  }

  func freeze(into image: inout ProcessImage) {
    for runner in runners { runner.tray.copy(into: &image) }
  }

  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {
    guard let sabotage else { return handOut(commands, scan: scan, at: real) }
    var changed = Slots(
      repeating: Command(value: 0, origin: .failSafe), count: commands.count)
    changed.copy(from: commands)
    sabotage.tamper(&changed)
    handOut(changed, scan: scan, at: real)
  }

  private func handOut(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {
    for runner in runners { runner.put(commands, scan: scan, at: real) }
    for place in 0..<commands.count {
      digest = (digest ^ commands[place].value.bitPattern) &* 0x0000_0100_0000_01b3
    }
  }

  /// Lets all drivers live until `end`, in controller time; the world's clock is `ahead` of it.
  func live(until end: Milliseconds, ahead: Milliseconds) {
    for runner in runners { runner.live(until: end, ahead: ahead) }
  }
}
