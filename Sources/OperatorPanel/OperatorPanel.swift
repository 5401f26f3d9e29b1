// The operator panel: a page per site that shows what the plant does and takes a few wishes of a person.
// It stands in the gallery: snapshots are dropped in, wishes go to the letter box, and the scan never
// waits for a browser.

import Foundation
import Logging
import NIOCore
public import Plant
import Synchronization

/// Serves the pages of one site on this computer.
public final class OperatorPanel: Sendable {
  /// How many ports are tried when the wanted one is taken.
  static let portsTried = 20
  /// The event streams get at most two messages per second of real time.
  static let pace = Duration.milliseconds(500)
  static let reminderPace = Duration.seconds(3)

  private let catalogue: SiteCatalogue
  private let configuration: PanelConfiguration
  private let post: @Sendable (Intent) -> Bool
  private let log: Logger
  private let bulletin = Bulletin()
  private let hub = EventHub()
  private let bell: AsyncStream<Void>.Continuation
  private let rings: AsyncStream<Void>
  private let tasks = Mutex<[Task<Void, Never>]>([])

  /// Prepares a panel; nothing listens before `start`.
  /// - Parameter post: puts an intent into the letter box of the scan; false when that is full.
  public init(
    catalogue: SiteCatalogue, configuration: PanelConfiguration,
    post: @escaping @Sendable (Intent) -> Bool
  ) {
    self.catalogue = catalogue
    self.configuration = configuration
    self.post = post
    log = Logger(label: "h2q.\(catalogue.site).panel")
    (rings, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Binds the first free port and serves in the background.
  /// - Returns: the port that was bound.
  /// - Throws: `PanelError` for a host that is not loopback, when no port is free, and when the pages
  ///   are not installed.
  public func start() async throws -> Int {
    guard tasks.withLock({ $0.isEmpty }) else {
      throw PanelError(code: .alreadyRunning, description: "the panel runs already")
    }
    guard let host = configuration.loopbackAddress else {
      throw PanelError.notLoopback(configuration.host)
    }
    let desk = Desk(catalogue, try Pages(catalogue), bulletin, log, post: post)
    let server = PanelServer(desk: desk, hub: hub, log: log)
    let port = try await bind(server, host)
    let publisher = Task { [hub, rings] in
      for await _ in rings {
        hub.publish { desk.message($0) }
        try? await Task.sleep(for: Self.pace)
      }
    }
    // While the scan is silent the old snapshot is sent again, with the length of the silence: pages hear
    // why nothing changes, and the places of pages that were closed are found free.
    let reminder = Task { [hub, bulletin] in
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.reminderPace)
        guard let newest = bulletin.newest, newest.silence > Self.reminderPace else { continue }
        hub.publish { desk.message($0) }
      }
    }
    tasks.withLock { $0 += [publisher, reminder] }
    log.info("panel without login, on this computer only: http://\(Self.written(host)):\(port)/")
    return port
  }

  /// Takes the snapshot of a scan; never waits.
  public func offer(_ snapshot: Snapshot) {
    bulletin.offer(snapshot)
    bell.yield()
  }

  /// Ends the event streams and stops to listen.
  public func stop() async {
    let running = tasks.withLock { tasks in
      defer { tasks.removeAll() }
      return tasks
    }
    hub.closeAll()
    for task in running { task.cancel() }
    for task in running { await task.value }
  }

  /// `start` for callers without concurrency; must not be called from an async function.
  public func startBlocking() throws -> Int {
    let box = OutcomeBox()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      do {
        let port = try await self.start()
        box.outcome.withLock { $0 = .success(port) }
      } catch {
        box.outcome.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    guard let result = box.outcome.withLock({ $0 }) else {
      throw PanelError(code: .serverFailed, description: "the panel did not start")
    }
    return try result.get()
  }

  /// `stop` for callers without concurrency; must not be called from an async function.
  public func stopBlocking() {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await self.stop()
      done.signal()
    }
    done.wait()
  }

  private func bind(_ server: PanelServer, _ host: String) async throws -> Int {
    let wanted = configuration.port
    let last = wanted == 0 ? 0 : min(wanted + Self.portsTried, 65_535)
    for port in wanted...max(wanted, last) {
      let (bound, isBound) = AsyncThrowingStream.makeStream(of: Int.self)
      let task = Task { [log] in
        do {
          try await server.run(host: host, port: port) { isBound.yield($0) }
          isBound.finish()
        } catch {
          isBound.finish(throwing: error)
          if (error as? IOError)?.errnoCode != EADDRINUSE { log.error("panel ended: \(error)") }
        }
      }
      do {
        for try await actual in bound {
          tasks.withLock { $0.append(task) }
          return actual
        }
        throw PanelError(code: .serverFailed, description: "the panel's server ended at start")
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        log.notice("port \(port) is taken, trying the next one")
      }
    }
    throw PanelError.portsTaken(wanted...max(wanted, last))
  }

  private static func written(_ host: String) -> String { host == "::1" ? "[::1]" : host }
}

private final class OutcomeBox: Sendable {
  let outcome = Mutex<Result<Int, any Error>?>(nil)
}
