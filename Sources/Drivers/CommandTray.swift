// The back door: the newest commands for one device, with the number of the last completed scan. Only a
// scan that completed puts something in, so a number that stands still tells the device's thread that
// nobody decides any more. Old commands are not kept: newest wins here too.

public import DeviceProfiles
public import Plant
import Synchronization

/// What the last completed scan asks of one device.
public struct Orders: Equatable, Sendable {
  /// One value for each bound actuator, in the binding's order and in the actuator's unit.
  public var values: [Double]
  /// Number of the last completed scan; 0 before the first.
  public var scan: UInt64
  /// Real time of that scan, in ms.
  public var time: Milliseconds
}

/// The commands for one device, shared by the scan and the device's thread.
public final class CommandTray: Sendable {
  private let actuators: [ActuatorIndex]
  private let orders: Mutex<Orders>
  private let bell = Bell()

  /// A tray that holds the fail-safe values, and no scan.
  public init(for binding: DeviceBinding) {
    actuators = binding.actuators.map(\.actuator)
    orders = Mutex(Orders(values: binding.actuators.map(\.failSafe), scan: 0, time: 0))
  }

  /// Takes over the commands of a completed scan and wakes the device's thread. Called once for each
  /// completed scan. `time` is monotonic real time in ms, of the clock that the driver is given.
  public func put(
    _ commands: borrowing Slots<Command>, scan: UInt64, time: Milliseconds
  ) {
    orders.withLock { orders in
      for place in actuators.indices {
        let index = Int(actuators[place].raw)
        if index >= 0, index < commands.count { orders.values[place] = commands[index].value }
      }
      orders.scan = scan
      orders.time = time
    }
    bell.ring()
  }

  /// The newest orders.
  public var newest: Orders { orders.withLock { $0 } }

  /// Waits until something is put in or `wake` is called, `milliseconds` at most.
  func wait(atMost milliseconds: Milliseconds) { bell.wait(atMost: milliseconds) }

  /// Ends a wait early.
  func wake() { bell.ring() }
}
