// A small HTTP client over a plain socket, so that the tests see the bytes and send what no browser would.
// It waits on threads of its own, never on those of the panel.

import Foundation
import Glibc
import Plant
import Synchronization

struct ClientError: Error {
  var what: String
}

/// What came back.
struct ClientAnswer: Sendable {
  var status: Int
  var headers: [String: String]
  var body: String
}

/// Runs blocking work beside the threads that serve.
func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { waiter in
    Thread.detachNewThread { waiter.resume(with: Result { try work() }) }
  }
}

/// Asks the panel on a port.
struct Client: Sendable {
  let port: Int
  init(_ port: Int) { self.port = port }

  func get(_ target: String) async throws -> ClientAnswer {
    try await send(
      "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n")
  }

  /// Sends bytes as they are and reads to the end.
  func send(_ request: String) async throws -> ClientAnswer {
    let stream = try await onThread { [port] in try StreamClient(port, request) }
    let text = try await stream.readToEnd()
    guard let end = text.range(of: "\r\n\r\n"), let status = Int(text.dropFirst(9).prefix(3)) else {
      throw ClientError(what: "no answer: \(text.prefix(100))")
    }
    var headers: [String: String] = [:]
    for line in text[..<end.lowerBound].components(separatedBy: "\r\n").dropFirst() {
      let halves = line.split(separator: ":", maxSplits: 1)
      if halves.count == 2 {
        headers[halves[0].lowercased()] = halves[1].trimmingCharacters(in: .whitespaces)
      }
    }
    return ClientAnswer(status: status, headers: headers, body: String(text[end.upperBound...]))
  }

  /// Opens an event stream and reads its head.
  func openStream() async throws -> StreamClient {
    try await onThread { [port] in
      let stream = try StreamClient(
        port, "GET /events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
      stream.head = try stream.readNow(until: "\r\n\r\n")
      return stream
    }
  }
}

/// One connection.
final class StreamClient: @unchecked Sendable {
  private let descriptor: Int32
  private var heard: [UInt8] = []
  fileprivate(set) var head = ""

  init(_ port: Int, _ request: String) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // The end of this object closes the socket, also when it never got further than here.
    guard connected == 0 else { throw ClientError(what: "cannot connect to \(port)") }
    let bytes = Array(request.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
  }

  deinit { Glibc.close(descriptor) }

  /// Everything heard so far, once it contains `mark`.
  func read(until mark: String) async throws -> String {
    try await onThread { try self.readNow(until: mark) }
  }

  func readToEnd() async throws -> String {
    try await onThread {
      while try self.readMore() {}
      return self.text
    }
  }

  fileprivate func readNow(until mark: String) throws -> String {
    while !text.contains(mark) {
      guard try readMore() else { throw ClientError(what: "ended before '\(mark)'") }
    }
    return text
  }

  private var text: String { String(decoding: heard, as: UTF8.self) }

  private func readMore() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count >= 0 else {
      if errno == ECONNRESET { return false }
      throw ClientError(what: "nothing came: \(errno)")
    }
    heard += buffer[..<count]
    return count > 0
  }
}

/// The intents that reached the letter box.
final class Taken: Sendable {
  private let intents = Mutex<[Intent]>([])
  func add(_ intent: Intent) { intents.withLock { $0.append(intent) } }
  var all: [Intent] { intents.withLock { $0 } }
}
