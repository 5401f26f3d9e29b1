// A Unix socket on which a running service answers its command line: one line in, one answer out. The
// socket file belongs to its owner alone (mode 0600), so the file system decides who may ask. It knows
// no plant; what a line means is the business of the handler.

import Foundation

/// What went wrong at a local socket.
public struct LocalSocketError: Error, CustomStringConvertible, Sendable {
  /// What was tried, what came back, what to do.
  public var description: String
  init(_ description: String) { self.description = description }
}

/// Listens on a Unix socket and answers each line with one text.
public final class LocalSocketServer: @unchecked Sendable {
  /// The longest request, in bytes; a longer one is cut off and answered as an error.
  public static let longestRequest = 65_536
  /// How long a client may take to send its line, in seconds.
  public static let patience = 5

  private let path: String
  private let descriptor: Int32
  private let thread: Thread
  private let lock = NSLock()
  private var isStopped = false

  /// Starts to listen. A left-over socket file of a process that is gone is replaced.
  /// - Throws: `LocalSocketError` when the path is too long, taken or not writable.
  public init(
    path: String, patience: Int = patience, handler: @escaping @Sendable (String) -> String
  ) throws {
    self.path = path
    if (try? ask("", at: path, patience: patience)) != nil {
      throw LocalSocketError("\(path) is in use by a running service; stop that one first")
    }
    unlink(path)
    let descriptor = try makeSocket()
    let bound = try withAddress(path) { bind(descriptor, $0, $1) }
    guard bound == 0, chmod(path, 0o600) == 0, listen(descriptor, 16) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw LocalSocketError("cannot listen on \(path): \(reason)")
    }
    self.descriptor = descriptor
    thread = Thread { Self.serve(descriptor, patience, handler) }
    thread.name = "local-socket"
    thread.start()
  }

  /// Stops to listen and removes the socket file. The thread that listens closes the socket itself: a
  /// number that is closed under it may already be somebody else's.
  public func stop() {
    lock.withLock {
      guard !isStopped else { return }
      isStopped = true
      shutdown(descriptor, Int32(SHUT_RDWR))
      unlink(path)
    }
  }

  private static func serve(
    _ descriptor: Int32, _ patience: Int, _ handler: @Sendable (String) -> String
  ) {
    while true {
      let client = accept(descriptor, nil, nil)
      if client < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        close(descriptor)
        return
      }
      setPatience(client, seconds: patience)
      if let line = readLine(from: client, limit: longestRequest) {
        send(handler(line), to: client)
      } else {
        send("error: a request is one line of at most \(longestRequest) bytes", to: client)
      }
      close(client)
    }
  }
}

/// Sends one line to a running service and returns its answer; waits `patience` seconds for it.
/// - Throws: `LocalSocketError` when nobody listens at `path`.
public func ask(
  _ line: String, at path: String, patience: Int = LocalSocketServer.patience
) throws -> String {
  let descriptor = try makeSocket()
  defer { close(descriptor) }
  let connected = try withAddress(path) { connect(descriptor, $0, $1) }
  guard connected == 0 else {
    let reason = String(cString: strerror(errno))
    throw LocalSocketError("no service answers at \(path) (\(reason)); is it running?")
  }
  setPatience(descriptor, seconds: patience)
  send(line + "\n", to: descriptor)
  return readAll(from: descriptor)
}
