// One simulated device as a bank of registers: the device's state behind a lock. Event loops call it,
// and so do the thread that watches for silence and the one that sets faults.

public import DeviceProfiles
public import Plant
import Synchronization

/// The registers of one device of the plant.
public final class DeviceServer: RegisterBank {
  /// Name within the site.
  public let name: String
  private let state: Mutex<DeviceState>

  public init(_ device: ServedDevice, exchange: PlantExchange, now: Milliseconds) {
    name = device.name
    state = Mutex(DeviceState(device, exchange: exchange, now: now))
  }

  public func begin(function: UInt8, now: Milliseconds) -> ExceptionCode? {
    state.withLock { $0.notice(function: function, now) }
    return nil
  }

  public func read(_ table: RegisterTable, address: Int, count: Int, now: Milliseconds)
    -> Result<[UInt16], ExceptionCode>
  {
    state.withLock { $0.read(table, address: address, count: count, now: now) }
  }

  public func write(_ write: RegisterWrite, now: Milliseconds) -> ExceptionCode? {
    state.withLock { $0.write(write, now: now) }
  }

  /// Looks whether the device has been left alone for too long. Called a few times a second.
  public func watch(now: Milliseconds) {
    state.withLock { $0.watch(now) }
  }

  /// True while the device's own watchdog has its outputs dropped.
  public var hasWatchdogExpired: Bool {
    state.withLock { $0.watchdog.condition == .expired }
  }

  /// Registers back to their defaults, uptime from zero.
  public func reboot(now: Milliseconds) {
    state.withLock { $0.reboot(now: now) }
  }

  /// True when a client has asked for a restart.
  public var wantsReboot: Bool { state.withLock { $0.wantsReboot } }

  /// Changes the served values as `fault` says; a fault of the link alone leaves them true.
  public func distort(by fault: LinkFault?, now: Milliseconds) {
    let kind: DeviceState.Distortion =
      switch fault {
      case .frozen: .frozen
      case .wordSwap: .wordSwap
      case .nan: .missing
      case .signReversed: .signReversed
      default: .none
      }
    state.withLock { $0.distort(kind, now: now) }
  }
}
