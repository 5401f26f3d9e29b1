// The life of one electrolyser module, told by its registers.

import Plant
import Testing

@testable import PlantSimulation

@Suite struct ModuleTests {
  @Test("A warm module is at 60 % within 100 s")
  func warmStart() {
    let rig = Rig.module(celsius: 50)
    #expect(rig["el-1", .state] == 2)
    #expect(rig["el-1", .hydrogenFlow] == nil)
    rig.set("el-1", .run, 1)
    let steady = rig.seconds(until: "el-1", .state, within: 200) { $0 == 3 }
    #expect((60...110).contains(steady ?? 0))
    #expect(abs((rig["el-1", .hydrogenFlow] ?? 0) - 300) < 5)
    #expect(abs((rig["el-1", .power] ?? 0) - 1.46) < 0.05)
    #expect(rig.plant.balance.electrolyserStarts == 1)
  }

  @Test("A cold module needs 20 to 30 minutes to full rate")
  func coldStart() {
    let rig = Rig.module(celsius: 20)
    rig.set("el-1", .rate, 100)
    rig.set("el-1", .run, 1)
    rig.run(600)
    #expect(rig["el-1", .state] == 5)
    let steady = rig.seconds(until: "el-1", .state, within: 2400) { $0 == 3 }
    #expect((600...1200).contains(steady ?? 0), "\(600 + (steady ?? 0)) s")
    #expect((rig["el-1", .electrolyteTemperature] ?? 0) > 37)
    #expect(abs(rig.missing) < 1e-9)
  }

  @Test("A stop is obeyed within 20 s, and the gas stays inside until the blow-down")
  func stopAndBlowDown() {
    let rig = Rig.module(celsius: 50)
    rig.set("el-1", .run, 1)
    rig.run(900)
    rig.set("el-1", .run, 0)
    rig.run(5)
    #expect(rig["el-1", .state] == 2)
    #expect(rig["el-1", .hydrogenFlow] == nil)
    #expect((rig["el-1", .power] ?? 9) < 0.3)
    #expect((rig["el-1", .innerPressure] ?? 0) > 9)
    let vented = rig.plant.balance.hydrogenVented
    rig.set("el-1", .blowDown, 1)
    rig.run(2)
    #expect(rig["el-1", .state] == 6)
    let done = rig.seconds(until: "el-1", .state, within: 300) { $0 == 2 }
    #expect(done != nil)
    #expect((rig["el-1", .innerPressure] ?? 9) < 2)
    #expect(rig.plant.balance.hydrogenVented > vented + 0.0005)
    rig.run(10)
    #expect(rig["el-1", .state] == 2)
    #expect(abs(rig.missing) < 1e-9)
  }

  @Test("A full tank makes it wait at 34 bar, and it goes on by itself below 31")
  func standBy() throws {
    let rig = Rig.module(celsius: 50, tank: 33.8, volume: 0.05)
    rig.set("el-1", .run, 1)
    let full = rig.seconds(until: "el-1", .state, within: 1500) { $0 == 4 }
    #expect(full != nil)
    rig.run(10)
    #expect(rig["el-1", .hydrogenFlow] == nil)
    #expect(abs((rig["el-1", .power] ?? 0) - 0.06) < 0.001)
    #expect(rig["el-1", .warningCount] == 1)
    #expect((rig["tank", .pressure] ?? 99) < 34.3)
    try rig.fault("tank.draw 100")
    rig.set("tank-outlet", .open, 1)
    #expect(rig.seconds(until: "tank", .pressure, within: 300) { ($0 ?? 99) < 30.5 } != nil)
    // The header is behind a check valve: it keeps its pressure until the tank is lower.
    let again = rig.seconds(until: "el-1", .state, within: 600) { $0 == 5 }
    #expect(again != nil)
    #expect(rig.plant.balance.electrolyserStarts == 1)
  }

  @Test("With the inlet shut the pressure builds up and the device waits; nothing bursts")
  func closedInlet() {
    let rig = Rig.module(celsius: 50)
    rig.set("tank-inlet", .open, 0)
    rig.set("el-1", .rate, 100)
    rig.set("el-1", .run, 1)
    let full = rig.seconds(until: "el-1", .state, within: 1500) { $0 == 4 }
    #expect((300...1200).contains(full ?? 0))
    #expect((rig["el-1", .outletPressure] ?? 99) < 38)
  }

  @Test("Low load and pressure bring hydrogen into the oxygen: 0.67 vol% at 60 % and 35 bar")
  func crossover() {
    let rig = Rig.module(celsius: 50, tank: 33)
    rig.set("el-1", .run, 1)
    rig.run(1500)
    let content = rig["dryer", .hydrogenInOxygen] ?? 0
    #expect(abs(content - 0.67) < 0.06, "\(content)")
  }

  @Test("A device error stops it, and only a new start brings it back")
  func deviceError() throws {
    let rig = Rig.module(celsius: 50)
    rig.set("el-1", .run, 1)
    rig.run(150)
    try rig.fault("el-1.device-error 4746")
    rig.run(1)
    #expect(rig["el-1", .state] == 0)
    #expect(rig["el-1", .systemState] == 2)
    #expect(rig["el-1", .faultWord] == 4746)
    try rig.mend("el-1.device-error")
    rig.run(30)
    #expect(rig["el-1", .state] == 2)
    #expect(rig["el-1", .runReadBack] == 0)
  }

  @Test("A device that ignores the stop gives way to its release contact, or to the contactor")
  func disobedience() throws {
    let rig = Rig.module(celsius: 50)
    rig.set("el-1", .run, 1)
    rig.run(150)
    try rig.fault("el-1.ignores-stop 1")
    rig.set("el-1", .run, 0)
    rig.run(30)
    #expect((rig["el-1", .power] ?? 0) > 1)
    rig.set("el-1", .externalRelease, 0)
    rig.run(2)
    #expect((rig["el-1", .power] ?? 9) < 0.3)
  }

  @Test("It has no value for anything while it boots")
  func boot() throws {
    let rig = Rig.module(celsius: 50)
    try rig.fault("el-1.off")
    rig.run(1)
    #expect(rig["el-1", .link] == 0)
    #expect(rig["el-1", .innerPressure] == nil)
    try rig.mend("el-1.off")
    let awake = rig.seconds(until: "el-1", .link, within: 60) { $0 == 1 }
    #expect((15...25).contains(awake ?? 0))
  }

  @Test("At full load 17 to 19 % of its power come back as heat")
  func heatRecovery() {
    let rig = Rig.module(celsius: 56)
    rig.set("el-1", .rate, 100)
    rig.set("el-1", .run, 1)
    rig.run(2400)
    let heat = rig["el-1", .heatPower] ?? 0
    let power = rig["el-1", .power] ?? 1
    #expect((0.14...0.20).contains(heat / power), "\(heat) of \(power) kW")
    // What goes in is in the gas, in the coolant or in the air: never more.
    let gas = (rig["el-1", .hydrogenFlow] ?? 0) / 1000 * 3.542
    #expect(gas + heat < power)
  }
}
