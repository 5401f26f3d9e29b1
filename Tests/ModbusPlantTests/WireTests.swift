// The server as clients see it, over real sockets on this computer. A test that nothing comes is made
// of what comes instead: the answer to the next request.

import DeviceProfiles
import ModbusPlant
import Plant
import Testing

@Suite(.serialized) struct WireTests {
  private let exchange = PlantExchange()
  private let plant = TablePlant()
  private let clock = HandClock()

  private static func small() -> DeviceProfile {
    profile([
      point("state", .input, 0, .u16) { $0.signal = .state },
      point("flow", .input, 1, .f32) { $0.signal = .hydrogenFlow },
      point("store", .holding, 0, .u16, access: .readWrite) { $0.constant = 5 },
      point("uptime", .input, 3, .u16),
    ])
  }

  /// Serves one device `d` while `body` runs.
  private func serving(
    port: Int = 0, unit: UInt8 = 1, _ body: (PlantServer, Int) throws -> Void
  ) throws {
    let device = ServedDevice(
      name: "d", profile: Self.small(), port: port, unitIdentifier: unit, unit: "el-1")
    let server = PlantServer([device], exchange: exchange, now: { [clock] in clock.now })
    defer { server.stop() }
    let port = try #require(try server.start()["d"])
    plant.values = [.state: 3, .hydrogenFlow: 500]
    exchange.around(plant) {}
    try body(server, port)
  }

  @Test("Two clients read and write at once")
  func twoClients() throws {
    try serving { _, port in
      let one = try RawClient(port: port)
      let other = try RawClient(port: port)
      one.ask([6, 0, 0, 0, 9], transaction: 1)
      other.ask([4, 0, 0, 0, 3], transaction: 2)
      let flow = float(500).flatMap { word(Int($0)) }
      #expect(other.frame() == [0, 2, 0, 0, 0, 9, 1, 4, 6, 0, 3] + flow)
      #expect(one.frame() == [0, 1, 0, 0, 0, 6, 1, 6, 0, 0, 0, 9])
      #expect(other.registers(0, 1) == [9])
    }
  }

  @Test("Units 0, 1, 255 and its own are answered, others are not")
  func units() throws {
    try serving(unit: 126) { _, port in
      let client = try RawClient(port: port)
      for unit: UInt8 in [0, 1, 126, 255] {
        #expect(client.exchange([3, 0, 0, 0, 1], unit: unit) == [3, 2, 0, 5])
      }
      client.ask([3, 0, 0, 0, 1], unit: 2, transaction: 1)
      #expect(client.exchange([3, 0, 0, 0, 1], transaction: 2) == [3, 2, 0, 5])
    }
  }

  @Test("A frame in pieces is answered, one of an impossible length ends the connection")
  func framing() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      client.send([0, 7, 0, 0])
      client.send([0, 6, 1, 3, 0, 0, 0, 1])
      #expect(client.frame() == [0, 7, 0, 0, 0, 5, 1, 3, 2, 0, 5])
      client.send([0, 7, 0, 0, 0, 0, 1, 3])
      #expect(client.receive() == .closed)
      #expect(try server.statistics(of: "d").brokenStreams == 1)
      #expect(try RawClient(port: port).registers(0, 1) == [5])
    }
  }

  @Test("A silent device answers again when the fault is gone, without the old answers")
  func silent() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      try server.set(.silent, device: "d")
      client.ask([3, 0, 0, 0, 1], transaction: 1)
      while try server.statistics(of: "d").requests == 0 {
        #expect(client.receive(within: 1) == .nothing)
      }
      try server.set(nil, device: "d")
      #expect(client.exchange([3, 0, 0, 0, 1], transaction: 2) == [3, 2, 0, 5])
    }
  }

  @Test("A late answer comes after a younger one, with its own transaction")
  func late() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      try server.set(.late(700), device: "d")
      client.ask([3, 0, 0, 0, 1], transaction: 1)
      while try server.statistics(of: "d").requests == 0 {
        #expect(client.receive(within: 1) == .nothing)
      }
      try server.set(nil, device: "d")
      client.ask([3, 0, 0, 0, 1], transaction: 2)
      #expect(client.frame()?[1] == 2)
      #expect(client.frame()?[1] == 1)
    }
  }

  @Test("Damaged answers arrive as they are meant: wrong transaction, half, foreign, exception")
  func damaged() throws {
    try serving { server, port in
      try server.set(.wrongTransaction, device: "d")
      let client = try RawClient(port: port)
      client.ask([3, 0, 0, 0, 1], transaction: 7)
      #expect(client.frame() == [0, 8, 0, 0, 0, 5, 1, 3, 2, 0, 5])
      try server.set(.shortFrame, device: "d")
      client.ask([3, 0, 0, 0, 1], transaction: 7)
      #expect(client.receive() == .bytes([0, 7, 0, 0, 0]))
      try server.set(.garbage, device: "d")
      client.ask([3, 0, 0, 0, 1])
      guard case .bytes(let banner) = client.receive() else {
        Issue.record("nothing came")
        return
      }
      #expect(banner.starts(with: Array("HTTP/1.1".utf8)))
      try server.set(.exception(.busy), device: "d")
      let another = try RawClient(port: port)
      #expect(another.exchange([6, 0, 0, 0, 1]) == [0x86, 6])
      try server.set(nil, device: "d")
      #expect(another.registers(0, 1) == [5])
    }
  }

  @Test("A slow answer comes in pieces and is whole at last")
  func slowDrip() throws {
    try serving { server, port in
      try server.set(.slowDrip(20), device: "d")
      let client = try RawClient(port: port)
      client.ask([3, 0, 0, 0, 1])
      guard case .bytes(let first) = client.receive() else {
        Issue.record("nothing came")
        return
      }
      #expect(first.count < 11)
      var all = first
      while all.count < 11, case .bytes(let more) = client.receive() { all += more }
      #expect(all == [0, 7, 0, 0, 0, 5, 1, 3, 2, 0, 5])
    }
  }

  @Test("A reset ends the connection as a reset")
  func reset() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      #expect(client.registers(0, 1) == [5])
      try server.set(.reset, device: "d")
      client.ask([3, 0, 0, 0, 1])
      #expect(client.receive() == .reset)
    }
  }

  @Test("A refusing device ends its connections and takes none until the fault is gone")
  func refuse() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      #expect(client.registers(0, 1) == [5])
      try server.set(.refuse, device: "d")
      #expect(client.receive() == .closed)
      #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
      try server.set(nil, device: "d")
      #expect(try RawClient(port: port).registers(0, 1) == [5])
    }
  }

  @Test("A device that starts anew is away, and comes back with defaults and uptime 0")
  func reboot() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      #expect(client.write(0, 9) == 0)
      clock.advance(60_000)
      #expect(client.registers(3, 1, function: 4) == [60])
      try server.set(.reboot(300), device: "d")
      #expect(client.receive() == .closed)
      #expect(throws: RawClient.Failure.self) { try RawClient(port: port) }
      var back: RawClient?
      while back == nil { back = try? RawClient(port: port) }
      #expect(back?.registers(3, 1, function: 4) == [0])
      #expect(back?.registers(0, 1) == [5])
      #expect(server.fault(of: "d") == nil)
    }
  }

  @Test("No more clients come in than allowed, and room is given again")
  func maxClients() throws {
    try serving { server, port in
      try server.set(.maxClients(1), device: "d")
      var first: RawClient? = try RawClient(port: port)
      #expect(first?.registers(0, 1) == [5])
      #expect(try RawClient(port: port).receive() == .closed)
      #expect(first?.registers(0, 1) == [5])
      first = nil
      while try server.statistics(of: "d").clients > 0 {}
      #expect(try RawClient(port: port).registers(0, 1) == [5])
      #expect(try server.statistics(of: "d").turnedAway == 1)
    }
  }

  @Test("Frozen, swapped, missing and reversed values are seen by a client")
  func values() throws {
    try serving { server, port in
      let client = try RawClient(port: port)
      try server.set(.frozen, device: "d")
      plant.values = [.state: 4, .hydrogenFlow: 450]
      exchange.around(plant) {}
      clock.advance(5_000)
      #expect(client.registers(0, 4, function: 4) == [3] + float(500) + [0])
      try server.set(.wordSwap, device: "d")
      #expect(client.registers(0, 4, function: 4) == [4] + float(450).reversed() + [5])
      try server.set(.nan, device: "d")
      #expect(client.registers(0, 3, function: 4) == [0xFFFF, 0x7FC0, 0])
      try server.set(.signReversed, device: "d")
      #expect(client.registers(1, 2, function: 4) == float(-450))
      try server.set(nil, device: "d")
      #expect(client.registers(0, 4, function: 4) == [4] + float(450) + [5])
    }
  }

  @Test("A device without power does not answer")
  func powerless() throws {
    try serving { server, port in
      plant.values[.link] = 0
      exchange.around(plant) {}
      let client = try RawClient(port: port)
      client.ask([3, 0, 0, 0, 1], transaction: 1)
      #expect(client.receive(within: 100) == .nothing)
      plant.values[.link] = 1
      exchange.around(plant) {}
      #expect(client.exchange([3, 0, 0, 0, 1], transaction: 2) == [3, 2, 0, 5])
      #expect(try server.statistics(of: "d").requests == 1)
    }
  }

  @Test("A taken port is passed over for the next free one, and the choice is told")
  func ports() throws {
    try serving { _, taken in
      let device = ServedDevice(name: "d", profile: Self.small(), port: taken, unit: "el-1")
      let second = PlantServer([device], exchange: exchange)
      defer { second.stop() }
      let port = try #require(try second.start()["d"])
      #expect(port > taken)
      #expect(try RawClient(port: port).registers(0, 1) == [5])
    }
  }

  @Test("An unknown device is named with the ones that there are")
  func unknownDevice() throws {
    try serving { server, _ in
      let error = #expect(throws: PlantServerError.self) {
        try server.set(.silent, device: "x")
      }
      #expect(error?.description == "no device \"x\"; choose one of: d")
    }
  }

  @Test("Random bytes from many connections leave the server working")
  func noise() throws {
    try serving { _, port in
      var numbers = SeededNumbers(seed: 42)
      for _ in 0..<60 {
        let client = try RawClient(port: port)
        let count = Int.random(in: 1...300, using: &numbers)
        client.send((0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) })
      }
      var answered = false
      while !answered {
        answered = (try? RawClient(port: port).registers(0, 1)) == [5]
      }
      #expect(answered)
    }
  }
}
