// Our client and our units on a real serial line, which here is a pair of pseudo-terminals: what
// arrives, what a broken frame does, and that a line survives a unit that is not there.

import DeviceProfiles
import DeviceTools
import Drivers
import Modbus
import ModbusPlant
import Plant
import Testing

@Suite("A serial line", .serialized)
struct SerialTests {
  private let exchange = PlantExchange()
  private let plant = TablePlant()

  /// A unit whose flow the plant tells.
  private func unit(_ number: UInt8) -> ServedDevice {
    ServedDevice(
      name: "unit-\(number)", profile: Small.profile, unitIdentifier: number, unit: "el-1")
  }

  /// Serves units 1 and 121 while `body` runs with the address of the line.
  private func serving(
    _ body: (SerialServer, ModbusAddress) throws -> Void
  ) throws {
    let server = try SerialServer([unit(1), unit(121)], exchange: exchange)
    defer { server.stop() }
    plant.values = [.hydrogenFlow: 500]
    exchange.around(plant) {}
    try body(server, try ModbusAddress("rtu:\(server.path):9600:8E1"))
  }

  @Test("Two units of one line are read and written")
  func twoUnits() throws {
    try serving { _, address in
      let link = try ModbusClient(address)
      try link.connect(timeout: 1_000)
      for unit: UInt8 in [1, 121, 1] {
        let words = try link.read(.inputRegister, unit: unit, address: 1, count: 2, timeout: 1_000)
        #expect(words == [0x43FA, 0])
      }
      try link.writeSingle(.holdingRegister, unit: 121, address: 0, value: 77, timeout: 1_000)
      try link.writeMultiple(.holdingRegister, unit: 1, address: 0, values: [9], timeout: 1_000)
      let first = try link.read(.holdingRegister, unit: 1, address: 0, count: 1, timeout: 1_000)
      let second = try link.read(.holdingRegister, unit: 121, address: 0, count: 1, timeout: 1_000)
      #expect(first == [9] && second == [77])
    }
  }

  @Test("An exception is an answer, and the line stays open")
  func exceptions() throws {
    try serving { _, address in
      let link = try ModbusClient(address)
      try link.connect(timeout: 1_000)
      let error = #expect(throws: ModbusError.self) {
        try link.read(.inputRegister, unit: 1, address: 99, count: 1, timeout: 1_000)
      }
      #expect(error?.code == .exception(2) && link.isConnected)
      #expect(try link.read(.holdingRegister, unit: 1, address: 0, count: 1, timeout: 1_000) == [5])
    }
  }

  @Test("A unit that is not there costs its time-out, and the others answer after a new opening")
  func absentUnit() throws {
    try serving { _, address in
      let link = try ModbusClient(address)
      try link.connect(timeout: 1_000)
      let error = #expect(throws: ModbusError.self) {
        try link.read(.holdingRegister, unit: 7, address: 0, count: 1, timeout: 100)
      }
      #expect(error?.code == .timeout && !link.isConnected)
      try link.connect(timeout: 1_000)
      #expect(try link.read(.holdingRegister, unit: 1, address: 0, count: 1, timeout: 1_000) == [5])
    }
  }

  @Test(
    "M27: a broken, foreign or late frame is never taken for an answer, and the next request is answered",
    arguments: [
      "short-frame", "wrong-transaction", "garbage", "late 220", "silent", "slow-drip 60",
    ])
  func brokenFrames(fault: String) throws {
    try serving { server, address in
      let link = try ModbusClient(address)
      try link.connect(timeout: 1_000)
      try server.set(LinkFault(parsing: fault), device: "unit-1")
      for _ in 0..<3 {
        #expect(throws: ModbusError.self) {
          try link.read(.holdingRegister, unit: 1, address: 0, count: 1, timeout: 150)
        }
        try link.connect(timeout: 1_000)
      }
      try server.set(nil, device: "unit-1")
      // What was still under way may spoil one more answer, no further one.
      var answers: [[UInt16]] = []
      for _ in 0..<6 where answers.count < 3 {
        if !link.isConnected { try link.connect(timeout: 1_000) }
        let unit: UInt8 = answers.count == 1 ? 121 : 1
        if let words = try? link.read(
          .holdingRegister, unit: unit, address: 0, count: 1, timeout: 1_000)
        {
          answers.append(words)
        }
      }
      #expect(answers == [[5], [5], [5]])
    }
  }

  @Test("A line that does not exist is refused with its name")
  func noLine() throws {
    let link = try ModbusClient(ModbusAddress("rtu:/dev/ttyNothing:9600:8E1"))
    let error = #expect(throws: ModbusError.self) { try link.connect(timeout: 100) }
    #expect(error?.code == .refused && error?.description.contains("/dev/ttyNothing") == true)
  }

  @Test("Drivers of two units share the line, and both devices tell their values")
  func drivers() throws {
    try serving { server, address in
      guard case .rtu(let line) = address else { return }
      let wire = DeviceAddress.Wire.serial(line.description)
      let drivers = [UInt8(1), 121].map { unit in
        DeviceDriver(Small.binding(DeviceAddress(wire, unit: unit)))
      }
      let thread = DeviceThread(drivers, clock: PlantServer.monotonic) {
        guard let link = try? ModbusLink(over: wire) else { preconditionFailure("no line") }
        return link
      }
      defer { thread.stop(writingFailSafe: false) }
      #expect(soon { drivers.allSatisfy { $0.tray.samples[0].usable == 500 } })
    }
  }
}
