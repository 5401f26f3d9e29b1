// A Modbus client of a few lines over plain sockets, so that the server is not tested with itself. It
// shows the bytes as they came, also those that no honest server sends.

import Glibc

final class RawClient {
  /// What came, or why nothing came.
  enum Arrival: Equatable { case bytes([UInt8]), closed, reset, nothing }
  struct Failure: Error { let code: Int32 }

  private let socket: Int32

  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // All fields are set, so the deinit closes the socket of a client that could not connect.
    if result != 0 {
      let code = errno
      throw Failure(code: code)
    }
  }

  deinit { close(socket) }

  func send(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes {
      Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// The next bytes, waiting for them at most that long.
  func receive(within milliseconds: Int32 = 5_000) -> Arrival {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return .nothing }
    var buffer = [UInt8](repeating: 0, count: 1_024)
    let count = recv(socket, &buffer, buffer.count, 0)
    if count < 0 { return errno == ECONNRESET ? .reset : .closed }
    return count == 0 ? .closed : .bytes(Array(buffer.prefix(count)))
  }

  /// A whole frame; nil when the connection ends or nothing more comes.
  func frame() -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < 6 || bytes.count < 6 + Int(bytes[4]) << 8 + Int(bytes[5]) {
      guard case .bytes(let more) = receive() else { return nil }
      bytes += more
    }
    return bytes
  }

  func ask(_ pdu: [UInt8], unit: UInt8 = 1, transaction: UInt8 = 7) {
    send([0, transaction, 0, 0, 0, UInt8(pdu.count + 1), unit] + pdu)
  }

  /// Function code and data of the answer; nil when its header is not the request's.
  func exchange(_ pdu: [UInt8], unit: UInt8 = 1, transaction: UInt8 = 7) -> [UInt8]? {
    ask(pdu, unit: unit, transaction: transaction)
    guard let frame = frame(), frame[0] == 0, frame[1] == transaction, frame[6] == unit else {
      return nil
    }
    return Array(frame.dropFirst(7))
  }

  /// Registers by function 3 or 4; nil when refused.
  func registers(_ address: Int, _ count: Int, function: UInt8 = 3) -> [UInt16]? {
    let pdu = [function] + word(address) + word(count)
    guard let answer = exchange(pdu), answer.first == function else { return nil }
    return stride(from: 2, to: answer.count - 1, by: 2).map {
      UInt16(answer[$0]) << 8 | UInt16(answer[$0 + 1])
    }
  }

  /// Writes one register by function 6; the exception code, 0 for none.
  func write(_ address: Int, _ value: UInt16) -> UInt8? {
    guard let answer = exchange([6] + word(address) + word(Int(value))) else { return nil }
    return answer[0] == 6 ? 0 : answer[1]
  }
}

/// Two bytes, the high one first.
func word(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)] }
