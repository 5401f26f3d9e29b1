// The fuel cell with its supply line, its heat and its protection.

import Plant
import Testing

@testable import PlantSimulation

@Suite struct FuelCellTests {
  @Test("Regulator and line come to 5 bar(g) once the valves are open")
  func supply() {
    let rig = Rig.fuelCell()
    #expect(abs((rig["supply", .pressure] ?? 0) - 5) < 0.3)
    #expect(rig["bank-a", .opened] == 1)
    #expect(rig["fc-1", .status] == 1)
  }

  @Test("It generates two minutes after its start, and follows its setpoint slowly")
  func start() {
    let rig = Rig.fuelCell()
    rig.set("fc-1", .powerSetpoint, 2)
    rig.set("fc-1", .start, 1)
    rig.run(2)
    #expect(rig["fc-1", .status] == 2)
    let ready = rig.seconds(until: "fc-1", .status, within: 300) { $0 == 4 }
    #expect((115...125).contains(ready ?? 0))
    rig.run(5)
    #expect((rig["fc-1", .power] ?? 9) < 0.9)
    rig.run(60)
    #expect(abs((rig["fc-1", .power] ?? 0) - 2) < 0.01)
    #expect((rig["fc-1", .minimumCellVoltage] ?? 0) > 0.55)
    #expect((rig["supply", .flow] ?? 0) > 1000)
    #expect(abs((rig["fc-meter", .power] ?? 0) - 2) < 0.01)
    #expect(rig.plant.balance.fuelCellStarts == 1)
    #expect(abs(rig.missing) < 1e-9)
  }

  @Test("A held START does not start again; the stop runs its own sequence")
  func stop() {
    let rig = Rig.fuelCell()
    rig.startFuelCell()
    rig.set("fc-1", .stop, 1)
    rig.run(10)
    #expect(rig["fc-1", .status] == 8)
    #expect(rig["fc-1", .power] == 0)
    let done = rig.seconds(until: "fc-1", .status, within: 200) { $0 == 1 }
    #expect((55...90).contains(done ?? 0))
    rig.set("fc-1", .stop, 0)
    rig.run(30)
    #expect(rig["fc-1", .status] == 1)
  }

  @Test("A valve that closes under load starves the anode within seconds")
  func starvation() {
    let rig = Rig.fuelCell()
    rig.set("fc-1", .powerSetpoint, 5)
    rig.set("fc-1", .start, 1)
    rig.run(200)
    rig.set("house-valve", .open, 0)
    let fault = rig.seconds(until: "fc-1", .status, within: 20) { $0 == 16 }
    #expect((2...10).contains(fault ?? 0))
    #expect(rig["fc-1", .faultWord] == 16)
    #expect(rig["fc-1", .faultRelayHealthy] == 0)
    #expect(rig["fc-1", .power] == 0)
    rig.set("fc-1", .permit, 0)
    rig.set("fc-1", .start, 0)
    rig.run(15)
    #expect(rig["fc-1", .faultWord] == 0)
  }

  @Test("A heat loop that leaked stays short of water until a person fills it")
  func fillHeatLoop() throws {
    let rig = Rig.fuelCell()
    let full = try #require(rig["heat", .loopPressure])
    try rig.plant.apply(PlantFault(unit: "heat", .loopLeak, value: 60))
    rig.run(30)
    try rig.plant.clear(PlantFault(unit: "heat", .loopLeak))
    rig.run(60)
    #expect((rig["heat", .loopPressure] ?? 9) < full - 0.4)
    rig.plant.press(.fillHeatLoop)
    rig.run(1)
    #expect(rig["heat", .loopPressure] == full)
  }

  @Test("Without permit, contact, pressure or heat loop there is no start")
  func inhibited() {
    for (unit, role, value) in [
      ("fc-1", ActuatorRole.permit, 0.0), ("fc-1", .externalRelease, 0), ("heat", .pump, 0),
    ] {
      let rig = Rig.fuelCell()
      rig.set(unit, role, value)
      rig.run(10)
      rig.startFuelCell()
      #expect(rig.plant.balance.fuelCellStarts == 0, "\(unit).\(role.rawValue)")
    }
  }

  @Test("The hard-wired chain takes the load off at once")
  func emergencyStop() {
    let rig = Rig.fuelCell()
    rig.startFuelCell()
    #expect((rig["fc-1", .power] ?? 0) > 1)
    rig.plant.press(.emergencyStop(isPressed: true))
    rig.plant.step(100)
    #expect(rig["fc-1", .power] == 0)
    rig.run(3)
    #expect(rig["house-valve", .closed] == 1)
    #expect(rig["bank-a", .closed] == 1)
  }

  @Test("Its heat reaches the buffer")
  func heat() {
    let rig = Rig.fuelCell()
    let before = rig["heat", .bufferTop] ?? 0
    rig.set("fc-1", .powerSetpoint, 5)
    rig.set("fc-1", .start, 1)
    rig.run(1200)
    let outlet = rig["fc-1", .outletTemperature] ?? 0
    #expect(outlet > 45 && outlet < 75, "\(outlet)")
    let heat = rig["fc-heat", .heatPower] ?? 0
    #expect(heat > 3.2 && heat < 5, "\(heat)")
    #expect(rig.plant.balance.recoveredHeat > 0.5)
    #expect(rig["heat", .bufferTop] != before)
  }

  @Test("A worn regulator creeps up to the relief valve and no further")
  func creep() throws {
    let rig = Rig.fuelCell()
    rig.set("house-valve", .open, 0)
    try rig.fault("supply.creep 200")
    rig.run(600)
    #expect(rig["supply", .overpressureSwitchHealthy] == 0)
    #expect((rig["supply", .pressure] ?? 99) <= 8 + 1e-6)
    #expect(abs(rig.missing) < 1e-9)
  }
}
