// The client against a peer on a real loopback socket. Each test scripts what the peer does and states
// what the client makes of it; the law behind them is that no answer is ever given to a request that
// it does not belong to.

import Glibc
import Testing

@testable import Modbus

@Suite("A Modbus TCP link")
struct ModbusClientTests {
  let patience: Int64 = 5_000
  let haste: Int64 = 60

  /// Runs `body` with a connected client, and ends the peer afterwards.
  func withLink(
    _ server: ScriptedServer, _ body: (ModbusClient) throws -> Void
  ) throws {
    defer { server.stop() }
    let link = try ModbusClient(ModbusAddress(host: "127.0.0.1", port: server.port))
    defer { link.close() }
    try link.connect(timeout: patience)
    try body(link)
  }

  /// The code with which a read fails; nil when it succeeds.
  func failure(of link: ModbusClient, timeout: Int64? = nil) -> ModbusError.Code? {
    do throws(ModbusError) {
      _ = try link.read(
        .holdingRegister, unit: 1, address: 0, count: 2, timeout: timeout ?? patience)
      return nil
    } catch {
      return error.code
    }
  }

  /// The two registers that a read brings; nil when it fails.
  func read(_ link: ModbusClient) -> [UInt16]? {
    try? link.read(.holdingRegister, unit: 1, address: 0, count: 2, timeout: patience)
  }

  @Test("Each table is read with its own function code and wire address")
  func readsEveryTable() throws {
    let server = ScriptedServer([
      .registers([0x4148, 0xF5C3]), .registers([9]), .bits([true, false, true]), .bits([false]),
    ])
    try withLink(server) { link in
      let holding = try link.read(
        .holdingRegister, unit: 1, address: 40_000, count: 2, timeout: patience)
      let input = try link.read(
        .inputRegister, unit: 255, address: 1_200, count: 1, timeout: patience)
      let coils = try link.read(.coil, unit: 0, address: 16, count: 3, timeout: patience)
      let discrete = try link.read(.discreteInput, unit: 1, address: 0, count: 1, timeout: patience)
      #expect(holding == [0x4148, 0xF5C3])
      #expect(input == [9])
      #expect(coils == [1, 0, 1])
      #expect(discrete == [0])
    }
    #expect(
      server.requests == [
        [3, 0x9C, 0x40, 0, 2], [4, 0x04, 0xB0, 0, 1], [1, 0, 16, 0, 3], [2, 0, 0, 0, 1],
      ])
    #expect(server.units == [1, 255, 0, 1])
  }

  @Test("Single and multiple writes use the function that the caller chose")
  func writes() throws {
    let server = ScriptedServer([.accept, .accept, .accept, .accept])
    try withLink(server) { link in
      try link.writeSingle(.holdingRegister, unit: 1, address: 7, value: 59, timeout: patience)
      try link.writeMultiple(
        .holdingRegister, unit: 1, address: 4_600, values: [0, 10], timeout: patience)
      try link.writeSingle(.coil, unit: 1, address: 3, value: 1, timeout: patience)
      try link.writeMultiple(.coil, unit: 1, address: 0, values: [1, 0, 1], timeout: patience)
    }
    #expect(
      server.requests == [
        [6, 0, 7, 0, 59], [16, 0x11, 0xF8, 0, 2, 4, 0, 0, 0, 10], [5, 0, 3, 0xFF, 0],
        [15, 0, 0, 0, 3, 1, 0b101],
      ])
  }

  @Test("An exception is an answer: its number comes through and the link stays")
  func exceptionKeepsLink() throws {
    let server = ScriptedServer([.exception(2), .exception(0x0B), .registers([1, 2])])
    try withLink(server) { link in
      #expect(failure(of: link) == .exception(2))
      #expect(link.isConnected)
      #expect(failure(of: link) == .exception(0x0B))
      #expect(read(link) == [1, 2])
    }
  }

  @Test("Silence ends in a time-out and closes the link")
  func silence() throws {
    try withLink(ScriptedServer([.silence])) { link in
      #expect(failure(of: link, timeout: haste) == .timeout)
      #expect(!link.isConnected)
      #expect(failure(of: link) == .closed)
    }
  }

  @Test("A late answer never reaches a later request")
  func lateAnswer() throws {
    let server = ScriptedServer([.late([0xDEAD, 0xDEAD])], [.registers([1, 2])])
    try withLink(server) { link in
      #expect(failure(of: link, timeout: haste) == .timeout)
      server.release()
      try link.connect(timeout: patience)
      #expect(read(link) == [1, 2])
    }
  }

  @Test("Bytes that nobody asked for close the link before the next request goes out")
  func unaskedBytes() throws {
    let server = ScriptedServer(
      [.bytes { registers([1, 2], for: $0) + registers([3, 4], for: $0) }], [.registers([5, 6])])
    try withLink(server) { link in
      #expect(read(link) == [1, 2])
      #expect(failure(of: link) == .badData)
      try link.connect(timeout: patience)
      #expect(read(link) == [5, 6])
    }
    #expect(server.requests.count == 2)
  }

  @Test("A reset and an orderly end both read as closed, and a new connection works")
  func closedByPeer() throws {
    let server = ScriptedServer([.reset], [.hangUp], [.registers([1, 2])])
    try withLink(server) { link in
      #expect(failure(of: link) == .closed)
      try link.connect(timeout: patience)
      #expect(failure(of: link) == .closed)
      try link.connect(timeout: patience)
      #expect(read(link) == [1, 2])
    }
  }

  @Test("A frame that stops half-way is a time-out, not a value")
  func shortFrame() throws {
    let half: Act = .bytes { Array(registers([1, 2], for: $0).dropLast(2)) }
    try withLink(ScriptedServer([half], [.registers([1, 2])])) { link in
      #expect(failure(of: link, timeout: haste) == .timeout)
      try link.connect(timeout: patience)
      #expect(read(link) == [1, 2])
    }
  }

  @Test(
    "Foreign frames are bad data and close the link",
    arguments: [
      "wrong transaction", "wrong function", "wrong count", "text", "oversize", "odd exception",
    ])
  func foreignFrames(kind: String) throws {
    let act: Act = .bytes { request in
      var good = registers([1, 2], for: request)
      switch kind {
      case "wrong transaction":
        good[1] &+= 1
        return good
      case "wrong function":
        good[7] = 4
        return good
      case "wrong count": return registers([1, 2, 3], for: request)
      case "text": return Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)
      case "oversize": return frame([3, 255] + [UInt8](repeating: 0, count: 255), for: request)
      default: return frame([0x83, 0x77], for: request)
      }
    }
    try withLink(ScriptedServer([act], [.registers([1, 2])])) { link in
      #expect(failure(of: link, timeout: 1_000) == .badData)
      #expect(!link.isConnected)
      try link.connect(timeout: patience)
      #expect(read(link) == [1, 2])
    }
  }

  @Test("A peer that drips bytes cannot stretch the time allowed")
  func drip() throws {
    try withLink(ScriptedServer([.drip])) { link in
      #expect(throws: ModbusError.self) {
        try link.read(.holdingRegister, unit: 1, address: 0, count: 125, timeout: 100)
      }
      #expect(!link.isConnected)
    }
  }

  @Test("A port where nobody listens is refused")
  func refused() throws {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let port = bindToLoopback(socket)
    close(socket)
    let link = try ModbusClient(ModbusAddress(host: "127.0.0.1", port: port))
    #expect(throws: ModbusError(.refused, during: "connection to 127.0.0.1:\(port)")) {
      try link.connect(timeout: patience)
    }
    #expect(!link.isConnected)
  }

  @Test("A connection that is not completed ends in a time-out")
  func connectTimeout() throws {
    // A full queue of connections makes the system ignore new ones.
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let port = bindToLoopback(listener)
    listen(listener, 0)
    let address = try ModbusAddress(host: "127.0.0.1", port: port)
    var links: [ModbusClient] = []
    defer { close(listener) }
    var code: ModbusError.Code?
    for _ in 0..<4 where code == nil {
      let link = try ModbusClient(address)
      links.append(link)
      do throws(ModbusError) { try link.connect(timeout: 100) } catch { code = error.code }
    }
    #expect(code == .timeout)
  }

  @Test("Impossible requests are refused before anything is sent")
  func impossibleRequests() throws {
    let server = ScriptedServer([.registers([1, 2])])
    try withLink(server) { link in
      func isRefused(_ body: () throws -> Void) -> Bool {
        do { try body() } catch { return (error as? ModbusError)?.code == .badRequest }
        return false
      }
      #expect(
        isRefused {
          _ = try link.read(
            .inputRegister, unit: 1, address: 0, count: 126, timeout: patience)
        })
      #expect(
        isRefused { _ = try link.read(.coil, unit: 1, address: 0, count: 0, timeout: patience) })
      #expect(
        isRefused {
          _ = try link.read(
            .holdingRegister, unit: 1, address: 65_535, count: 2, timeout: patience)
        })
      #expect(
        isRefused {
          _ = try link.read(.holdingRegister, unit: 250, address: 0, count: 1, timeout: patience)
        })
      #expect(
        isRefused {
          try link.writeSingle(.inputRegister, unit: 1, address: 0, value: 1, timeout: patience)
        })
      #expect(
        isRefused {
          try link.writeMultiple(
            .holdingRegister, unit: 1, address: 0, values: Array(repeating: 0, count: 124),
            timeout: patience)
        })
      #expect(read(link) == [1, 2])
    }
    #expect(server.requests.count == 1)
  }
}
