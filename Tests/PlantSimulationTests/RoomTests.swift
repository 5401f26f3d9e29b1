// Gas in the room, the fan, the detectors and the hard-wired chain, all without a controller.

import Plant
import Testing

@testable import PlantSimulation

@Suite struct RoomTests {
  @Test("0.5 m3/h of hydrogen in 50 m3/h of air settle at 1 vol%, a quarter of the LEL")
  func dilution() {
    var air = RoomAir(volume: 60)
    // Cracks leak 0.3 room volumes an hour, so the fan is asked for the rest of 50 m3/h.
    for _ in 0..<72_000 { air.step(1, flow: 32, inflow: 0.5) }
    #expect(abs(air.content / 60 * 100 - 1) < 0.001)
    #expect(air.concentration(in: .source) > air.concentration(in: .ceiling))
    #expect(air.concentration(in: .ceiling) > air.concentration(in: .exhaust))
  }

  @Test("Five air changes leave e to the minus five, 18 min at 1000 m3/h in 60 m3")
  func purge() {
    var air = RoomAir(volume: 60)
    air.fill(to: 100)
    let before = air.content
    for _ in 0..<10_800 { air.step(0.1, flow: 1000 - 18, inflow: 0) }
    #expect(abs(air.content / before / 0.006_738 - 1) < 0.002)
  }

  @Test("The fan is up in 3 s and never needs a signal to run at full speed")
  func fan() throws {
    let rig = Rig(.ovmLab)
    rig.run(6)
    #expect(abs((rig["room", .airFlow] ?? 0) - 1000) < 30)
    rig.set("room", .fanHigh, 0)
    rig.run(20)
    #expect(abs((rig["room", .airFlow] ?? 0) - 250) < 15)
    try rig.fault("fan.flow lost")
    rig.run(10)
    #expect(rig["room", .flowSwitch] == 0)
    #expect(rig["room", .fanHealthy] == 1)
    #expect(rig["room", .chainClosed] == 1)
    rig.run(15)
    #expect(rig["room", .chainClosed] == 0)
  }

  @Test("A detector shows 90 % of a step after ten seconds")
  func detectorLag() throws {
    let rig = Rig(.ovmLab)
    try rig.fault("at-302.gas 10")
    rig.run(10)
    #expect(abs((rig["at-302", .concentration] ?? 0) - 9) < 0.8)
    #expect(abs(rig["at-301", .concentration] ?? 9) < 1)
  }

  @Test("At 40 % LEL the chain stops everything by itself, and the gas relay latches")
  func gas() throws {
    let rig = Rig.module(celsius: 50)
    rig.set("el-1", .run, 1)
    rig.run(120)
    #expect((rig["el-1", .power] ?? 0) > 1)
    try rig.fault("room.gas 25")
    rig.run(1)
    #expect(rig["room", .gasRelay1Healthy] == 0)
    #expect(rig["room", .chainClosed] == 1)
    try rig.fault("room.gas 45")
    rig.run(3)
    #expect(rig["room", .chainClosed] == 0)
    #expect(rig["room", .supplyContactorClosed] == 0)
    #expect(rig["el-1", .power] == 0)
    #expect(rig["tank-inlet", .closed] == 1)
    #expect(rig.plant.hornSounds)
    #expect((rig["room", .airFlow] ?? 0) > 900)

    rig.plant.press(.acknowledgeGasWarning)
    rig.run(1)
    #expect(rig["room", .gasRelay2Healthy] == 0)
    try rig.mend("room.gas")
    rig.run(900)
    #expect(rig["room", .gasRelay1Healthy] == 1)
    #expect(rig["room", .gasRelay2Healthy] == 0)
    rig.plant.press(.acknowledgeGasWarning)
    rig.run(30)
    #expect(rig["room", .chainClosed] == 1)
    // Power is back, the run command still stands, but nothing starts by itself.
    #expect(rig["el-1", .state] == 2)
    #expect((rig["el-1", .power] ?? 9) < 0.1)
  }

  @Test("The emergency stop needs no controller, and lets nothing start when it is pulled out")
  func emergencyStop() {
    let rig = Rig.module(celsius: 50)
    rig.set("el-1", .run, 1)
    rig.run(120)
    rig.plant.press(.emergencyStop(isPressed: true))
    rig.run(2)
    #expect(rig["room", .emergencyStopClosed] == 0)
    #expect(rig["el-1", .externalContactClosed] == 0)
    #expect(rig["el-1", .state] == 0)
    #expect(rig["el-1", .errorCount] == 1)
    #expect((rig["el-1", .power] ?? 9) < 0.1)
    #expect(rig["tank-inlet", .closed] == 1)
    rig.plant.press(.emergencyStop(isPressed: false))
    rig.run(60)
    #expect(rig["el-1", .state] == 2)
    rig.set("el-1", .run, 0)
    rig.run(1)
    rig.set("el-1", .run, 1)
    rig.run(60)
    #expect(rig["el-1", .state] == 5)
  }

  @Test("Without mains the fan runs on the battery, valves shut, devices are dead")
  func mains() throws {
    let rig = Rig(.ovmLab, year: KasselYear(solar: 0.5, load: 0.1))
    for role in [ActuatorRole.externalRelease, .run] { rig.set("el-1", role, 1) }
    rig.set("tank-inlet", .open, 1)
    rig.set("room", .fanHigh, 0)
    rig.run(100)
    #expect(abs((rig["pv", .power] ?? 0) - 15) < 1e-9)
    try rig.fault("grid.mains lost")
    rig.run(5)
    #expect(rig["room", .mainsPresent] == 0)
    #expect(rig["room", .upsHealthy] == 1)
    #expect((rig["room", .airFlow] ?? 0) > 900)
    #expect(rig["tank-inlet", .closed] == 1)
    #expect(rig["el-1", .link] == 0)
    #expect(rig["el-1", .state] == nil)
    #expect(rig["pv", .power] == nil)
    try rig.mend("grid.mains")
    rig.run(15)
    #expect(rig["el-1", .link] == 0)
    rig.run(10)
    #expect(rig["el-1", .link] == 1)
    #expect(rig["el-1", .runReadBack] == 0)
  }

  @Test("The reset key springs back")
  func resetKey() {
    let rig = Rig(.ovmLab)
    rig.plant.press(.resetKey(pressDuration: 1000))
    #expect(rig["room", .resetKey] == 1)
    rig.plant.step(900)
    #expect(rig["room", .resetKey] == 1)
    rig.plant.step(200)
    #expect(rig["room", .resetKey] == 0)
    rig.plant.press(.keySwitch(.maintenance))
    #expect(rig["room", .keyMaintenance] == 1)
    #expect(rig["room", .keyRemote] == 0)
  }
}
