// A server that takes one connection after the other and says only what it was told to say: for brokers
// that accept and then fall silent, as half-open connections do.

import Foundation
import Synchronization

final class SilentServer: Sendable {
  let port: Int
  private let listener: Int32
  private let accepted = Atomic<Int>(0)
  private let held = Mutex<[Int32]>([])

  /// - Parameter answer: sent once on each connection, after the first packet came.
  init(answer: [UInt8]) throws {
    let listener = tcpSocket()
    _ = withAddress(port: 0) { bind(listener, $0, $1) }
    listen(listener, 8)
    self.listener = listener
    port = boundPort(of: listener)
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        held.withLock { $0.append(connection) }
        accepted.add(1, ordering: .relaxed)
        var packet = [UInt8](repeating: 0, count: 1024)
        guard read(connection, &packet, packet.count) > 0, !answer.isEmpty else { continue }
        _ = write(connection, answer, answer.count)
      }
    }
  }

  /// Connections so far.
  var connections: Int { accepted.load(ordering: .relaxed) }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    held.withLock { $0.forEach { _ = close($0) } }
  }
}
