// Ends that hang: a server whose calls the kernel takes and nobody answers, and a pipe that nobody reads.

import Foundation
import Glibc

/// Listens on a port and never says a word.
final class MuteServer {
  let port: Int
  private let line: Int32

  init(on port: Int) throws {
    self.port = port
    line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let line = line
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(line, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isBound, listen(line, 16) == 0 else {
      throw NeverHappened(description: "port \(port) is taken")
    }
  }

  func close() { Glibc.close(line) }
}

/// A named pipe that takes words until it is filled; from then on whoever writes to it waits.
final class FullPipe {
  let path: String
  private let end: Int32

  init(at path: String) throws {
    self.path = path
    guard mkfifo(path, 0o600) == 0 else { throw NeverHappened(description: "no pipe at \(path)") }
    // Read and write at once, so that opening waits for nobody.
    end = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    guard end >= 0 else { throw NeverHappened(description: "cannot open \(path)") }
  }

  /// Writes until nothing more fits.
  func fill() {
    for size in [4_096, 1] {
      let words = [UInt8](repeating: 0x2E, count: size)
      while write(end, words, words.count) > 0 {}
    }
  }

  /// True while not one more byte fits.
  var isFull: Bool { write(end, [0x2E], 1) < 0 }

  func close() { Glibc.close(end) }
}
