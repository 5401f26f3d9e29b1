// The hatch between plant and wire, and the words of faults.

import ModbusPlant
import Plant
import Testing

@Suite struct ExchangeTests {
  @Test("A step takes the newest command of each actuator once, and leaves the new values")
  func step() {
    let exchange = PlantExchange()
    let plant = TablePlant()
    let run = exchange.handle(unit: "el-1", role: .run)
    let state = exchange.handle(unit: "el-1", signal: .state)
    let nobody = exchange.handle(unit: "el-9", signal: .state)
    #expect(exchange.handle(unit: "el-1", signal: .state) == state)
    #expect(exchange.value(state) == nil)
    exchange.post(1, to: run)
    exchange.post(0, to: run)
    exchange.around(plant) { plant.values[.state] = plant.commands[.run] == 0 ? 7 : 8 }
    #expect(exchange.value(state) == 7)
    #expect(exchange.value(nobody) == nil)
    plant.commands = [:]
    exchange.around(plant) {}
    #expect(plant.commands.isEmpty)
  }

  @Test(
    "Every fault is read as people write it",
    arguments: [
      ("silent", .silent), ("late 1500", .late(1_500)), ("refuse", .refuse), ("reset", .reset),
      ("exception 4", .exception(.deviceFailure)), ("exception 11", .exception(.gatewayTarget)),
      ("wrong-transaction", .wrongTransaction), ("short-frame", .shortFrame),
      ("garbage", .garbage), ("slow-drip 1000", .slowDrip(1_000)), ("frozen", .frozen),
      ("word-swap", .wordSwap), ("nan", .nan), ("sign-reversed", .signReversed),
      ("reboot 20000", .reboot(20_000)), ("  max-clients   2 ", .maxClients(2)),
    ] as [(String, LinkFault)])
  func faults(text: String, fault: LinkFault) throws {
    #expect(try LinkFault(parsing: text) == fault)
  }

  @Test("An unknown fault lists the choices, a bad number says what was expected")
  func unknownFaults() throws {
    func message(_ text: String) -> String {
      do {
        _ = try LinkFault(parsing: text)
        return "accepted"
      } catch { return error.description }
    }
    #expect(message("slient").contains("silent, late <ms>, refuse"))
    #expect(message("").contains("choose one of"))
    #expect(message("late") == "link fault \"late\": expected \"late <ms>\" with 1...600000")
    #expect(message("late soon").contains("expected \"late <ms>\""))
    #expect(message("late -1").contains("1...600000"))
    #expect(message("exception 9").contains("one of 1, 2, 3, 4, 5, 6, 10, 11"))
    #expect(message("frozen 3").contains("takes no number"))
  }
}
