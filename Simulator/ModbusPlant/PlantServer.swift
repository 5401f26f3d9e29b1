// The simulated plant on the wire: one listener a device, one event loop for all, and a look at every
// device's watchdog a few times a second. Started and stopped by `h2q-sim`; faults may be switched
// from any thread but the event loop's own.

import Glibc
import NIOCore
import NIOPosix
public import Plant

/// Why the plant could not be served.
public struct PlantServerError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

/// Serves the devices of a plant over Modbus TCP.
public final class PlantServer: Sendable {
  /// How far above the wanted port a free one is looked for.
  private static let ports = 200
  /// Real time between two looks at the watchdogs.
  private static let watch = TimeAmount.milliseconds(100)

  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let listeners: [DeviceListener]
  private let now: @Sendable () -> Milliseconds

  /// Monotonic real time of this computer, in ms.
  public static let monotonic: @Sendable () -> Milliseconds = {
    Milliseconds(NIODeadline.now().uptimeNanoseconds / 1_000_000)
  }

  /// Prepares the devices. `now` is real time in ms; watchdogs and heartbeats count in it.
  public init(
    _ devices: [ServedDevice], exchange: PlantExchange, host: String = "127.0.0.1",
    now: @escaping @Sendable () -> Milliseconds = PlantServer.monotonic
  ) {
    self.now = now
    let group = group
    listeners = devices.map { device in
      DeviceListener(
        DeviceLink(device, exchange: exchange, now: now()), group: group, host: host, now: now)
    }
  }

  /// Opens all ports; each device takes its wanted one or the next free.
  /// - Returns: the port of each device.
  /// - Throws: `PlantServerError` when a device finds none; nothing listens then.
  @discardableResult
  public func start() throws -> [String: Int] {
    let wanted = Set(listeners.map(\.link.device.port))
    do {
      for listener in listeners { try open(listener, apartFrom: wanted) }
    } catch {
      for listener in listeners { try? listener.close().wait() }
      throw error
    }
    let listeners = listeners
    let now = now
    group.next().scheduleRepeatedTask(initialDelay: Self.watch, delay: Self.watch) { _ in
      for listener in listeners { listener.link.bank.watch(now: now()) }
    }
    return ports
  }

  private func open(_ listener: DeviceListener, apartFrom wanted: Set<Int>) throws {
    let device = listener.link.device
    let candidates =
      device.port == 0
      ? [0]
      : [device.port]
        + (device.port + 1...device.port + Self.ports).filter {
          $0 <= 65_535 && !wanted.contains($0)
        }
    var last = ""
    for port in candidates {
      do {
        try listener.open(port: port).wait()
        return
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        last = "in use"
      } catch {
        last = "\(error)"
        break
      }
    }
    throw PlantServerError(
      description: """
        device "\(device.name)": no port from \(device.port) on can be opened (\(last)); \
        choose another base port
        """)
  }

  /// The port that each device listens on.
  public var ports: [String: Int] {
    Dictionary(listeners.map { ($0.link.device.name, $0.port) }) { first, _ in first }
  }

  /// Switches a fault of one device on, replacing the one before; nil switches it off.
  /// - Throws: `PlantServerError` when no device has that name, or its port is gone.
  public func set(_ fault: LinkFault?, device: String) throws {
    let listener = try listener(of: device)
    do {
      try listener.set(fault).wait()
    } catch {
      throw PlantServerError(
        description: "device \"\(device)\": port \(listener.port) cannot be opened again (\(error))"
      )
    }
  }

  /// The fault that is switched on at a device; nil for none.
  public func fault(of device: String) -> LinkFault? {
    try? listener(of: device).link.fault
  }

  /// What a device's link has seen.
  public func statistics(of device: String) throws -> LinkStatistics {
    try listener(of: device).link.statistics
  }

  /// The registers of a device, for looking at its watchdog.
  public func bank(of device: String) throws -> DeviceServer {
    try listener(of: device).link.bank
  }

  private func listener(of device: String) throws -> DeviceListener {
    if let found = listeners.first(where: { $0.link.device.name == device }) { return found }
    let names = listeners.map(\.link.device.name).joined(separator: ", ")
    throw PlantServerError(description: "no device \"\(device)\"; choose one of: \(names)")
  }

  /// Ends all connections and the event loop. A server that was stopped cannot be started again.
  public func stop() {
    for listener in listeners { try? listener.close().wait() }
    try? group.syncShutdownGracefully()
  }
}
