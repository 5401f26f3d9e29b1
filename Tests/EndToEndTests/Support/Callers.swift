// Callers that connect and then say nothing: what a broken browser, a port scanner or a leak of
// connections looks like to a server.

import Foundation

/// Connections to one port of this computer, held until `hangUp`.
final class Callers {
  private var lines: [Int32] = []

  /// Connects up to `count` times; the queue of a server that takes no more ends it early.
  init(to port: Int, count: Int) {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    for _ in 0..<count {
      let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      guard line >= 0 else { return }
      let isConnected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(line, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      guard isConnected else {
        close(line)
        return
      }
      lines.append(line)
    }
  }

  /// How many got through.
  var count: Int { lines.count }

  /// Says something on every line, and hears nothing of the answer.
  func say(_ words: String) {
    let bytes = Array(words.utf8)
    for line in lines { _ = write(line, bytes, bytes.count) }
  }

  func hangUp() {
    for line in lines { close(line) }
    lines = []
  }

  deinit { hangUp() }
}
