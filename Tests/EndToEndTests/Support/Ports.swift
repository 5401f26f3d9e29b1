// Ports of a story's own. They come in blocks on a fixed grid, from below the range in which the
// kernel gives ports away by itself. Who holds the first port of a block holds all of it: so no two
// stories, not even of two test programs, can mix their devices up.

import Foundation

/// A block of free ports, held as long as it lives.
final class PortBlock {
  /// Ports in a block.
  static let size = 300
  /// The first port that may be used.
  let first: Int
  private let mark: Int32

  init() throws {
    for place in (60..<105).shuffled() {
      let block = place * Self.size
      let mark = tcpSocket()
      if withAddress(block, { bind(mark, $0, $1) }) == 0,
        (block + 1..<block + Self.size).allSatisfy({ isFree($0) })
      {
        self.mark = mark
        first = block + 1
        return
      }
      close(mark)
    }
    throw NeverHappened(description: "a block of \(Self.size) free ports")
  }

  deinit { close(mark) }
}

private func isFree(_ port: Int) -> Bool {
  let socket = tcpSocket()
  defer { close(socket) }
  return withAddress(port) { bind(socket, $0, $1) } == 0
}

/// A socket that listens on a port as long as it lives, if nobody else does.
final class Occupant {
  private let descriptor = tcpSocket()

  init(of port: Int) {
    _ = withAddress(port) { bind(descriptor, $0, $1) }
    listen(descriptor, 1)
  }

  deinit { close(descriptor) }
}

/// True when somebody takes a connection on this port.
func answers(_ port: Int) -> Bool {
  let socket = tcpSocket()
  defer { close(socket) }
  return withAddress(port) { connect(socket, $0, $1) } == 0
}

private func tcpSocket() -> Int32 {
  socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
}

/// Calls a socket function with a port of the loopback.
private func withAddress(
  _ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
}
