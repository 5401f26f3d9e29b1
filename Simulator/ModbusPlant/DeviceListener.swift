// The listening socket of one device and the connections behind it. Faults close and open it again on
// the same port, so that a refused connection is refused by the kernel as a dead device's would be.

import NIOCore
import NIOPosix
import Plant
import Synchronization

final class DeviceListener: Sendable {
  private struct State {
    var server: (any Channel)?
    /// The oldest first.
    var clients: [any Channel] = []
    var port = 0
    /// Counts openings and closings, so that a planned opening knows whether it is still wanted.
    var era = 0
  }

  /// How long a device is away when a client has asked it to restart (Enapter: about 20 s).
  private static let restart: Milliseconds = 20_000

  let link: DeviceLink
  private let group: MultiThreadedEventLoopGroup
  private let host: String
  private let now: @Sendable () -> Milliseconds
  private let state = Mutex(State())

  init(
    _ link: DeviceLink, group: MultiThreadedEventLoopGroup, host: String,
    now: @escaping @Sendable () -> Milliseconds
  ) {
    self.link = link
    self.group = group
    self.host = host
    self.now = now
  }

  /// The port that the device listens on, 0 before it does.
  var port: Int { state.withLock { $0.port } }

  /// Listens on `port`; 0 for any.
  func open(port: Int) -> EventLoopFuture<Void> {
    let era = state.withLock { state in
      state.era += 1
      return state.era
    }
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 16)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelInitializer { [self] channel in welcome(channel) }
      .bind(host: host, port: port)
      .flatMap { [self] server in
        let isWanted = state.withLock { state in
          guard state.era == era else { return false }
          state.server = server
          state.port = server.localAddress?.port ?? port
          return true
        }
        return isWanted ? server.eventLoop.makeSucceededVoidFuture() : server.close()
      }
  }

  /// Stops listening and ends all connections.
  func close() -> EventLoopFuture<Void> {
    let channels = state.withLock { state in
      state.era += 1
      defer {
        state.server = nil
        state.clients = []
      }
      return (state.server.map { [$0] } ?? []) + state.clients
    }
    let closed = channels.map { channel in channel.close().recover { _ in } }
    return EventLoopFuture.andAllComplete(closed, on: group.next())
  }

  /// Switches a fault on, or off with nil.
  func set(_ fault: LinkFault?) -> EventLoopFuture<Void> {
    link.set(fault, now: now())
    switch fault {
    case .refuse: return close()
    case .reboot(let pause): return reboot(for: pause)
    case .maxClients(let most): return reopen().flatMap { [self] in shed(to: most) }
    default: return reopen()
    }
  }

  private func reopen() -> EventLoopFuture<Void> {
    let isOpen = state.withLock { $0.server != nil }
    return isOpen ? group.next().makeSucceededVoidFuture() : open(port: port)
  }

  /// The device starts anew on a client's wish.
  private func rebootOnRequest() {
    _ = set(.reboot(Self.restart))
  }

  private func reboot(for pause: Milliseconds) -> EventLoopFuture<Void> {
    link.bank.reboot(now: now())
    let closed = close()
    let era = state.withLock { $0.era }
    group.next().scheduleTask(in: .milliseconds(pause)) { [self] in
      guard state.withLock({ $0.era }) == era else { return }
      link.bank.reboot(now: now())
      link.set(nil, now: now())
      _ = open(port: port)
    }
    return closed
  }

  /// Ends the youngest connections above `most`.
  private func shed(to most: Int) -> EventLoopFuture<Void> {
    let surplus = state.withLock { Array($0.clients.dropFirst(most)) }
    let closed = surplus.map { channel in channel.close().recover { _ in } }
    return EventLoopFuture.andAllComplete(closed, on: group.next())
  }

  private func welcome(_ channel: any Channel) -> EventLoopFuture<Void> {
    guard link.admit() else { return channel.close() }
    state.withLock { $0.clients.append(channel) }
    channel.closeFuture.whenComplete { [self] _ in
      state.withLock { $0.clients.removeAll { $0 === channel } }
      link.dismiss()
    }
    return channel.eventLoop.makeCompletedFuture {
      let handler = ModbusChannelHandler(
        link, now: now, rebooted: { [self] in rebootOnRequest() })
      try channel.pipeline.syncOperations.addHandler(handler)
    }
  }
}
