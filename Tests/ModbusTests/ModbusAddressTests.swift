// Addresses as people write them, and the words and advice of errors.

import Testing

@testable import Modbus

@Suite("A Modbus address and an error")
struct ModbusAddressTests {
  @Test(
    "Hosts and ports are read in every usual form",
    arguments: [
      ("10.0.0.5", "10.0.0.5:502"), ("10.0.0.5:1502", "10.0.0.5:1502"),
      ("tcp:inverter.local", "inverter.local:502"), ("tcp://inverter:5020", "inverter:5020"),
      ("[fe80::1]", "[fe80::1]:502"), ("[::1]:1502", "[::1]:1502"),
    ])
  func readable(text: String, meaning: String) throws {
    #expect(try ModbusAddress(text).description == meaning)
  }

  @Test(
    "What is no address is refused",
    arguments: ["", ":502", "host:", "host:abc", "host:0", "host:70000", "[::1]x", "a:1:2"])
  func unreadable(text: String) {
    #expect(throws: ModbusError.self) { try ModbusAddress(text) }
  }

  @Test("A serial line is read with its settings, and anything odd about it is refused with advice")
  func serialLine() throws {
    let address = try ModbusAddress("rtu:/dev/ttyUSB0:9600:8E1")
    guard case .rtu(let line) = address else {
      Issue.record("no serial line")
      return
    }
    #expect(line.path == "/dev/ttyUSB0" && line.speed == 9_600)
    #expect(line.parity == .even && line.stopBits == 1)
    #expect(address.description == "rtu:/dev/ttyUSB0:9600:8E1")
    // 3.5 characters of 11 bits at 9600 bit/s are 4.01 ms.
    #expect(line.silence == 5)
    for odd in [
      "rtu:/dev/ttyS0", "rtu:ttyS0:9600:8N1", "rtu:/dev/ttyS0:9601:8N1", "rtu:/dev/ttyS0:9600:8X1",
      "rtu:/dev/ttyS0:9600:7E1", "rtu:/dev/ttyS0:9600:8N3", "rtu:/dev/ttyS0?9600",
    ] {
      let error = #expect(throws: ModbusError.self) { try ModbusAddress(odd) }
      #expect(error?.description.contains("rtu:/dev/ttyUSB0:9600:8E1") == true)
      #expect(error?.retryHelps == false)
    }
  }

  @Test("Retrying is advised for conditions that pass, not for facts")
  func retryAdvice() {
    let passing: [ModbusError.Code] = [
      .timeout, .refused, .closed, .badData, .exception(4), .exception(6), .exception(11),
    ]
    let lasting: [ModbusError.Code] = [.badRequest, .exception(1), .exception(2), .exception(3)]
    for code in passing { #expect(ModbusError(code, during: "").retryHelps) }
    for code in lasting { #expect(!ModbusError(code, during: "").retryHelps) }
  }

  @Test("An error says what was done, with whom, and what came of it")
  func words() {
    let error = ModbusError(.exception(2), during: "read of 1 coils at 5, unit 1 of 10.0.0.5:502")
    #expect(
      error.description == "read of 1 coils at 5, unit 1 of 10.0.0.5:502: "
        + "the device refused with exception 2 (illegal data address)")
  }
}
