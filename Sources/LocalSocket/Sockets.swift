// The few system calls behind the local socket, each wrapped once.

import Foundation

func makeSocket() throws -> Int32 {
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  guard descriptor >= 0 else {
    throw LocalSocketError("cannot make a socket: \(String(cString: strerror(errno)))")
  }
  return descriptor
}

/// Calls `body` with the socket address of a path.
func withAddress(
  _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) throws -> Int32 {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let bytes = Array(path.utf8)
  let room = MemoryLayout.size(ofValue: address.sun_path) - 1
  guard bytes.count <= room else {
    throw LocalSocketError("the path \(path) has \(bytes.count) bytes, a socket takes \(room)")
  }
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
}

func setPatience(_ descriptor: Int32, seconds: Int) {
  var limit = timeval(tv_sec: seconds, tv_usec: 0)
  let size = socklen_t(MemoryLayout<timeval>.size)
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
}

/// One line without its end; nil when none came in time or it was too long.
func readLine(from descriptor: Int32, limit: Int) -> String? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4_096)
  while bytes.count <= limit {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return nil }
    if let end = buffer[..<count].firstIndex(of: UInt8(ascii: "\n")) {
      bytes += buffer[..<end]
      return bytes.count <= limit ? String(decoding: bytes, as: UTF8.self) : nil
    }
    bytes += buffer[..<count]
  }
  return nil
}

func readAll(from descriptor: Int32) -> String {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}

/// Writes all of a text; a client that went away is nobody's problem.
func send(_ text: String, to descriptor: Int32) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes {
      Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return }
    bytes = bytes.dropFirst(count)
  }
}
