// What devices do when nobody talks to them, by a clock that is moved by hand.

import DeviceProfiles
import ModbusPlant
import Plant
import Testing

@Suite struct SilenceTests {
  private func coupler() -> Rig {
    var rule = SilenceRule(signOfLife: .writes, timeout: 0)
    rule.timeoutPoint = "watchdog-time"
    let points =
      [
        point("watchdog-time", .holding, 0x1000, .u16, unit: .millisecond, access: .readWrite) {
          $0.scale = 100
          $0.constant = 10_000
        }
      ]
      + (0..<4).flatMap { number in
        [
          point("do-\(number)", .coil, number, .bool, access: .write),
          point("do-\(number)-read-back", .coil, 0x200 + number, .bool),
        ]
      }
    return Rig(
      profile("wago-750", maker: "WAGO", kind: .ioModule, silence: rule, points),
      points: [
        ServedPoint("do-0", unit: "el-1", actuator: .open),
        ServedPoint("do-1", unit: "el-1", actuator: .fanHigh).inverted(isContact: true),
      ])
  }

  /// Two seconds, signs of life are the functions 5, 6, 15 and 16.
  private func setUp(_ rig: Rig) {
    #expect(rig.write(.holding, 0x1007, 1) == nil)
    #expect(rig.write(.holding, 0x1008, 0x55AA) == nil)
    #expect(rig.write(.holding, 0x1000, 20) == nil)
    #expect(rig.write(.holding, 0x1001, 0b1100_0000_0011_0000) == nil)
    #expect(rig.write(.holding, 0x1003, 1) == nil)
  }

  private func wait(_ rig: Rig, _ milliseconds: Milliseconds) {
    rig.clock.advance(milliseconds)
    rig.bank.watch(now: rig.clock.now)
  }

  @Test("A WAGO coupler drops its outputs after two silent seconds and keeps them dropped")
  func wago() {
    let rig = coupler()
    #expect(rig.read(.holding, 0x1006) == [0])
    setUp(rig)
    rig.write(.coil, 0, 1)
    rig.write(.coil, 1, 1)
    #expect(rig.read(.coil, 0x200, 4) == [1, 1, 0, 0])
    #expect(rig.read(.holding, 0x1006) == [1])
    #expect(rig.asked(.open) == 1)
    #expect(rig.asked(.fanHigh) == 0)
    wait(rig, 2_000)
    #expect(rig.read(.holding, 0x1006) == [1])
    wait(rig, 1)
    #expect(rig.read(.holding, 0x1006) == [2])
    #expect(rig.read(.coil, 0x200, 2) == [0, 0])
    #expect(rig.asked(.open) == 0)
    #expect(rig.asked(.fanHigh) == 1)
    #expect(rig.write(.coil, 0, 1) == .deviceFailure)
    #expect(rig.asked(.open) == 0)
  }

  @Test("Reading does not feed a WAGO watchdog whose mask names the write functions only")
  func mask() {
    let rig = coupler()
    setUp(rig)
    wait(rig, 1_500)
    _ = rig.read(.holding, 0x1006)
    wait(rig, 501)
    #expect(rig.bank.hasWatchdogExpired)
  }

  @Test("A WAGO coupler works again after its restart register or a new set-up")
  func restart() {
    let rig = coupler()
    setUp(rig)
    #expect(rig.write(.holding, 0x1000, 30) == .deviceFailure)
    wait(rig, 2_001)
    #expect(rig.write(.holding, 0x1007, 1) == nil)
    #expect(rig.write(.coil, 0, 1) == nil)
    #expect(rig.asked(.open) == 1)
    wait(rig, 2_001)
    #expect(rig.write(.coil, 0, 1) == .deviceFailure)
    setUp(rig)
    #expect(rig.write(.coil, 0, 1) == nil)
  }

  @Test("A stopped WAGO watchdog does not bite")
  func stopped() {
    let rig = coupler()
    setUp(rig)
    rig.write(.coil, 0, 1)
    #expect(rig.write(.holding, 0x1008, 0x1111) == .illegalValue)
    #expect(rig.write(.holding, 0x1008, 0x55AA) == nil)
    #expect(rig.read(.holding, 0x1006) == [0])
    wait(rig, 60_000)
    #expect(rig.read(.coil, 0x200) == [1])
  }

  @Test("A fuel cell whose heartbeat register stands still asks itself to stop")
  func changingRegister() {
    var rule = SilenceRule(signOfLife: .changingRegister, timeout: 10_000)
    rule.heartbeatPoint = "ems-seconds"
    let rig = Rig(
      profile(
        "h2rex", kind: .fuelCell, silence: rule,
        [
          point("start", .holding, 1, .u16, access: .readWrite) {
            $0.bits = 2...2
            $0.actuator = .start
          },
          point("stop", .holding, 1, .u16, access: .readWrite) {
            $0.bits = 3...3
            $0.actuator = .stop
          },
          point("ems-seconds", .holding, 7, .u16, access: .readWrite),
        ]))
    rig.write(.holding, 7, 1)
    rig.write(.holding, 1, 0b0100)
    #expect(rig.asked(.stop) == 0)
    wait(rig, 9_000)
    rig.write(.holding, 7, 1)
    wait(rig, 1_001)
    #expect(rig.asked(.stop) == 1)
    #expect(rig.asked(.start) == 0)
    #expect(rig.read(.holding, 1) == [0b1000])
    // While it takes its master for lost, commands are not carried out.
    rig.write(.holding, 1, 0b0100)
    #expect(rig.asked(.start) == 0)
    rig.write(.holding, 7, 2)
    #expect(!rig.bank.hasWatchdogExpired)
    rig.write(.holding, 1, 0b0100)
    #expect(rig.asked(.start) == 1)
  }
}
