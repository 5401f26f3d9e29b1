// The electrolyser's configuration transaction, its heartbeat, and what else its table cannot say.

import DeviceProfiles
import ModbusPlant
import Plant
import Testing

@Suite struct EnapterTests {
  private func module() -> Rig {
    var rule = SilenceRule(signOfLife: .anyTraffic, timeout: 0)
    rule.timeoutPoint = "heartbeat-timeout"
    return Rig(
      profile(
        "enapter-el-2.1", maker: "Enapter", silence: rule,
        [
          point("state", .input, 1_200, .u16) { $0.signal = .state },
          point("dryer-state", .input, 6_021, .u16) { $0.constant = 257 },
          point("reboot", .holding, 4, .bool, access: .write),
          point("run", .holding, 1_000, .bool, access: .readWrite) { $0.actuator = .run },
          point("most-pressure", .holding, 4_308, .f32, unit: .barGauge, access: .readWrite) {
            $0.constant = 35
            $0.range = 0...35
          },
          point("heartbeat-timeout", .holding, 4_600, .u32, unit: .second, access: .readWrite) {
            $0.range = 0...3_600
          },
        ]))
  }

  /// Result and offender, as inputs 4002 and 4004 tell.
  private func result(_ rig: Rig) -> [UInt16]? { rig.read(.input, 4_002, 3) }

  private func configure(_ rig: Rig, seconds: UInt16) {
    rig.write(.holding, 4_000, 1)
    rig.write(.holding, 4_601, seconds)
    rig.write(.holding, 4_001, 1)
  }

  @Test("A setting is stored when the transaction is committed")
  func commit() {
    let rig = module()
    #expect(rig.read(.input, 4_000, 2) == [0, 0])
    #expect(rig.write(.holding, 4_000, 1) == nil)
    #expect(rig.read(.input, 4_000, 2) == [1, 1])
    #expect(rig.write(.holding, 4_308, float(34)[0], float(34)[1]) == nil)
    #expect(result(rig) == [0, 0, 0])
    #expect(rig.write(.holding, 4_001, 1) == nil)
    #expect(rig.read(.input, 4_000, 2) == [0, 0])
    #expect(rig.read(.holding, 4_308, 2) == float(34))
  }

  @Test("A transaction that is rolled back leaves the settings as they were")
  func rollBack() {
    let rig = module()
    rig.write(.holding, 4_000, 1)
    rig.write(.holding, 4_308, float(30)[0], float(30)[1])
    #expect(rig.write(.holding, 4_001, 0) == nil)
    #expect(rig.read(.holding, 4_308, 2) == float(35))
    #expect(rig.read(.input, 4_000) == [0])
  }

  @Test("Outside a transaction a setting is refused with access denied")
  func denied() {
    let rig = module()
    #expect(rig.write(.holding, 4_601, 10) == .illegalValue)
    #expect(result(rig) == [0, 13, 0])
    #expect(rig.write(.holding, 4_001, 1) == .illegalValue)
    #expect(rig.read(.holding, 4_600, 2) == [0, 0])
  }

  @Test("A second opening is busy, and a value out of range is named and blocks the commit")
  func invalid() {
    let rig = module()
    rig.write(.holding, 4_000, 1)
    #expect(rig.write(.holding, 4_000, 1) == .busy)
    #expect(result(rig) == [0, 16, 0])
    rig.write(.holding, 4_001, 0)
    rig.write(.holding, 4_000, 1)
    #expect(rig.write(.holding, 4_308, float(99)[0], float(99)[1]) == nil)
    #expect(result(rig) == [0, 22, 4_308])
    rig.write(.holding, 4_001, 1)
    #expect(rig.read(.input, 4_000) == [1])
    rig.write(.holding, 4_001, 0)
    #expect(rig.read(.holding, 4_308, 2) == float(35))
  }

  @Test("A transaction that nobody ends is dropped after a minute")
  func forgotten() {
    let rig = module()
    rig.write(.holding, 4_000, 1)
    rig.clock.advance(60_001)
    #expect(rig.read(.input, 4_000) == [0])
    #expect(rig.write(.holding, 4_000, 1) == nil)
  }

  @Test("Without traffic the module stops after its time-out, and comes back with run at 0")
  func heartbeat() {
    let rig = module()
    configure(rig, seconds: 10)
    #expect(rig.read(.input, 4_600) == [10])
    rig.write(.holding, 1_000, 1)
    #expect(rig.asked(.run) == 1)
    rig.clock.advance(9_000)
    _ = rig.read(.input, 1_200)
    rig.clock.advance(10_000)
    rig.bank.watch(now: rig.clock.now)
    #expect(rig.asked(.run) == 1)
    rig.clock.advance(1)
    rig.bank.watch(now: rig.clock.now)
    #expect(rig.asked(.run) == 0)
    #expect(rig.bank.hasWatchdogExpired)
    #expect(rig.read(.holding, 1_000) == [0])
    #expect(!rig.bank.hasWatchdogExpired)
    rig.write(.holding, 1_000, 1)
    #expect(rig.asked(.run) == 1)
  }

  @Test("A time-out of 0 switches the heartbeat off")
  func heartbeatOff() {
    let rig = module()
    configure(rig, seconds: 10)
    configure(rig, seconds: 0)
    rig.write(.holding, 1_000, 1)
    rig.clock.advance(3_600_000)
    rig.bank.watch(now: rig.clock.now)
    #expect(rig.asked(.run) == 1)
  }

  @Test("The dryer's registers fail while no dryer is there")
  func dryer() {
    #expect(module().readException(.input, 6_021) == .deviceFailure)
    let withDryer = Rig(
      profile(
        "enapter-el-2.1", maker: "Enapter",
        [
          point("dryer-state", .input, 6_021, .u16) { $0.constant = 257 },
          point("dryer-online", .input, 6_104, .bool) { $0.constant = 1 },
        ]))
    #expect(withDryer.read(.input, 6_021) == [257])
  }

  @Test("Settings go back to their defaults and run to 0 when the module starts anew")
  func reboot() {
    let rig = module()
    configure(rig, seconds: 10)
    rig.write(.holding, 1_000, 1)
    rig.bank.reboot(now: rig.clock.now)
    #expect(rig.asked(.run) == 0)
    #expect(rig.read(.holding, 4_600, 2) == [0, 0])
    #expect(rig.read(.holding, 4_308, 2) == float(35))
  }
}
