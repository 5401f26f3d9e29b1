// A peer for the client under test: it listens on a free loopback port and plays one scripted act per
// request, well-behaved or not. It knows just enough Modbus to build a correct answer.

import Foundation
import Glibc

/// What the peer does with one request.
enum Act: Sendable {
  /// A correct answer with these registers.
  case registers([UInt16])
  /// A correct answer with these bits.
  case bits([Bool])
  /// The echo that answers a write.
  case accept
  case exception(UInt8)
  /// Nothing, and the next request is waited for.
  case silence
  /// Bytes made from the request.
  case bytes(@Sendable (_ request: [UInt8]) -> [UInt8])
  /// A correct answer, sent when `release` is called.
  case late([UInt16])
  /// A correct answer of 125 registers, one byte every 20 ms.
  case drip
  /// The link is reset (RST).
  case reset
  /// The link is closed in order (FIN).
  case hangUp
}

final class ScriptedServer: @unchecked Sendable {
  let port: Int
  private let listener: Int32
  private let script: [[Act]]
  private let gate = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private let lock = NSLock()
  private var received: [[UInt8]] = []

  /// One list of acts for each connection, in the order in which they come.
  init(_ script: [Act]...) {
    self.script = script
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    port = bindToLoopback(listener)
    listen(listener, 8)
    Thread { [self] in
      run()
      done.signal()
    }.start()
  }

  /// The requests so far, from the function code on.
  var requests: [[UInt8]] { lock.withLock { received.map { Array($0.dropFirst(7)) } } }
  /// The unit identifiers of the requests so far.
  var units: [UInt8] { lock.withLock { received.map { $0[6] } } }

  /// Lets a late answer go out.
  func release() { gate.signal() }

  /// Ends the peer and waits for its thread.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    gate.signal()
    done.wait()
    close(listener)
  }

  private func run() {
    for acts in script {
      let link = accept(listener, nil, nil)
      guard link >= 0 else { return }
      play(acts, on: link)
      close(link)
    }
  }

  private func play(_ acts: [Act], on link: Int32) {
    for act in acts {
      guard let request = nextRequest(on: link) else { return }
      lock.withLock { received.append(request) }
      switch act {
      case .registers(let values): put(registers(values, for: request), on: link)
      case .bits(let values): put(frame([request[7], 1, packed(values)], for: request), on: link)
      case .accept: put(frame(Array(request[7..<12]), for: request), on: link)
      case .exception(let code): put(frame([request[7] | 0x80, code], for: request), on: link)
      case .silence: break
      case .bytes(let make): put(make(request), on: link)
      case .late(let values):
        gate.wait()
        put(registers(values, for: request), on: link)
      case .drip: drip(registers(Array(repeating: 7, count: 125), for: request), on: link)
      case .reset:
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(link, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        return
      case .hangUp: return
      }
    }
    _ = nextRequest(on: link)
  }

  private func nextRequest(on link: Int32) -> [UInt8]? {
    guard let header = take(6, from: link) else { return nil }
    guard let rest = take(Int(header[4]) << 8 | Int(header[5]), from: link) else { return nil }
    return header + rest
  }

  private func take(_ count: Int, from link: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var buffer = [UInt8](repeating: 0, count: count - bytes.count)
      let got = recv(link, &buffer, buffer.count, 0)
      guard got > 0 else { return nil }
      bytes += buffer[..<got]
    }
    return bytes
  }

  @discardableResult
  private func put(_ bytes: [UInt8], on link: Int32) -> Bool {
    send(link, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  private func drip(_ bytes: [UInt8], on link: Int32) {
    for byte in bytes {
      guard put([byte], on: link) else { return }
      var watch = pollfd(fd: link, events: Int16(POLLIN), revents: 0)
      guard poll(&watch, 1, 20) == 0 else { return }
    }
  }
}

/// A frame around `body` that answers `request`.
func frame(_ body: [UInt8], for request: [UInt8]) -> [UInt8] {
  let length = body.count + 1
  return [request[0], request[1], 0, 0, UInt8(length >> 8), UInt8(length & 0xFF), request[6]] + body
}

/// A correct answer to a request for registers.
func registers(_ values: [UInt16], for request: [UInt8]) -> [UInt8] {
  let bytes = values.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  return frame([request[7], UInt8(bytes.count)] + bytes, for: request)
}

private func packed(_ bits: [Bool]) -> UInt8 {
  bits.enumerated().reduce(0) { $0 | ($1.element ? 1 << UInt8($1.offset) : 0) }
}

/// Binds to a free port of 127.0.0.1 and returns it.
func bindToLoopback(_ socket: Int32) -> Int {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  return withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
      guard bind(socket, general, size) == 0, getsockname(socket, general, &size) == 0 else {
        return 0
      }
      return Int(
        UInt16(bigEndian: UnsafeRawPointer(general).load(fromByteOffset: 2, as: UInt16.self)))
    }
  }
}
