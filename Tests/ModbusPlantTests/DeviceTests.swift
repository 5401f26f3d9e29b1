// Points into registers and back: the plant's numbers as a client sees them, and a client's words as
// the plant is asked.

import DeviceProfiles
import ModbusPlant
import Plant
import Testing

@Suite struct DeviceTests {
  @Test("Values come out in the device's unit, type and word order")
  func encoding() {
    let rig = Rig(
      profile([
        point("flow", .input, 0, .f32, unit: .normLitrePerHour) { $0.signal = .hydrogenFlow },
        point("inner", .input, 2, .f32, unit: .barGauge) {
          $0.signal = .innerPressure
          $0.wordOrder = .lowFirst
        },
        point("outlet", .input, 4, .s16, unit: .kilopascal) {
          $0.signal = .outletPressure
          $0.scale = 0.1
        },
        point("power", .input, 5, .u32, unit: .watt) { $0.signal = .power },
        point("model", .input, 7, .string) {
          $0.length = 3
          $0.constantText = "EL21"
        },
      ]))
    rig.step([.hydrogenFlow: 500, .innerPressure: 12.5, .outletPressure: -0.5, .power: 2.4])
    #expect(rig.read(.input, 0, 2) == float(500))
    #expect(rig.read(.input, 2, 2) == float(12.5).reversed())
    #expect(rig.read(.input, 4) == [UInt16(bitPattern: -500)])
    #expect(rig.read(.input, 5, 2) == [0, 2_400])
    #expect(rig.read(.input, 7, 3) == [0x454C, 0x3231, 0])
    #expect(rig.read(.input, 1) == [float(500)[1]])
  }

  @Test("A value that the plant lacks is NaN or the register's own pattern, never a zero")
  func missing() {
    let rig = Rig(
      profile([
        point("flow", .input, 0, .f32) { $0.signal = .hydrogenFlow },
        point("state", .input, 2, .u16) { $0.signal = .state },
        point("water", .input, 3, .s16) { $0.signal = .waterPressure },
      ]))
    #expect(rig.read(.input, 0, 4) == [0x7FC0, 0, 0xFFFF, 0x8000])
  }

  @Test("A value beyond the register is held at its end")
  func saturation() {
    let rig = Rig(
      profile([
        point("state", .input, 0, .u16) { $0.signal = .state },
        point("water", .input, 1, .s16) { $0.signal = .waterPressure },
      ]))
    rig.step([.state: 1e6, .waterPressure: -1e6])
    #expect(rig.read(.input, 0, 2) == [0xFFFF, 0x8000])
    rig.step([.state: -3])
    #expect(rig.read(.input, 0) == [0])
  }

  @Test("Single bits of a register come from several points, and go to several actuators")
  func bits() {
    func bit(_ number: Int, _ change: @escaping (inout ProfilePoint) -> Void) -> ProfilePoint {
      point("b\(number)", .holding, 1, .u16, access: .readWrite) {
        $0.bits = number...number
        change(&$0)
      }
    }
    let rig = Rig(
      profile([
        bit(0) { $0.actuator = .permit }, bit(2) { $0.actuator = .start },
        bit(3) { $0.actuator = .stop },
        point("running", .holding, 51, .u16) {
          $0.bits = 2...2
          $0.signal = .running
        },
        point("state", .holding, 51, .u16) {
          $0.bits = 8...11
          $0.signal = .state
        },
        point("only-named", .holding, 51, .u16) { $0.bits = 0...3 },
      ]))
    #expect(rig.read(.holding, 1) == [0b1000])
    #expect(rig.write(.holding, 1, 0b0101) == nil)
    rig.step([.running: 1, .state: 5])
    #expect(rig.plant.commands == [.permit: 1, .start: 1, .stop: 0])
    #expect(rig.read(.holding, 51) == [0x0504])
  }

  @Test("A long value can be written word by word")
  func wordWise() {
    let rig = Rig(
      profile([
        point("time", .holding, 4_600, .u32, access: .readWrite) { $0.range = 0...100_000 },
        point("rate", .holding, 1_002, .f32, unit: .percent, access: .readWrite) {
          $0.actuator = .rate
          $0.range = 60...100
        },
      ]))
    #expect(rig.write(.holding, 4_601, 10) == nil)
    #expect(rig.read(.holding, 4_600, 2) == [0, 10])
    #expect(rig.write(.holding, 4_600, 0xFFFF) == .illegalValue)
    #expect(rig.write(.holding, 1_002, float(80)[0]) == nil)
    #expect(rig.asked(.rate) == 80)
    #expect(rig.write(.holding, 1_002, 0x7FC0, 0) == .illegalValue)
    #expect(rig.write(.holding, 1_002, float(50)[0], float(50)[1]) == .illegalValue)
    #expect(rig.read(.holding, 1_002, 2) == float(80))
  }

  @Test("An inverted relay and a transmitter are turned round at the wire")
  func bindings() {
    let fan = ServedPoint("do-0", unit: "el-1", actuator: .fanHigh).inverted(isContact: true)
    let pressure = ServedPoint(
      "ai-0", unit: "el-1", signal: .pressure, scaling: AnalogScaling(range: 0...40))
    let power = ServedPoint("p", unit: "el-1", signal: .power).converted(to: .watt)
      .inverted(isContact: false)
    var input = point("ai-0", .input, 0, .u16, unit: .milliampere)
    input.scale = 20.0 / 65_535
    let rig = Rig(
      profile([
        point("do-0", .coil, 0, .bool, access: .readWrite), input,
        point("p", .input, 1, .s16, unit: .watt),
      ]), points: [fan, pressure, power])
    #expect(rig.write(.coil, 0, 1) == nil)
    #expect(rig.asked(.fanHigh) == 0)
    #expect(rig.write(.coil, 0, 0) == nil)
    #expect(rig.asked(.fanHigh) == 1)
    rig.step([.pressure: 20, .power: 1.5])
    // 12 mA of 0-20 mA, and 1.5 kW with the meter turned round.
    #expect(rig.read(.input, 0, 2) == [39_321, UInt16(bitPattern: -1_500)])
  }

  @Test("A read-back tells what was written, unless the plant says otherwise")
  func readBack() {
    let rig = Rig(
      profile([
        point("run", .holding, 1_000, .bool, access: .readWrite) { $0.actuator = .run },
        point("run-read-back", .input, 5, .u16) { $0.signal = .runReadBack },
      ]))
    rig.write(.holding, 1_000, 1)
    #expect(rig.read(.input, 5) == [1])
    rig.step([.runReadBack: 0])
    #expect(rig.read(.input, 5) == [0])
  }

  @Test("Uptime and heartbeat count real seconds")
  func counters() {
    let rig = Rig(
      profile(
        heartbeat: HeartbeatRule(point: "beat", within: 5_000),
        [point("uptime", .input, 22, .u32), point("beat", .input, 30, .u16)]))
    rig.clock.advance(70_000 * 1_000)
    #expect(rig.read(.input, 22, 2) == [1, 4_464])
    #expect(rig.read(.input, 30) == [4_464])
    rig.bank.reboot(now: rig.clock.now)
    #expect(rig.read(.input, 22, 2) == [0, 0])
  }

  @Test("A Midas detector toggles bit 11 every two seconds and counts seconds in register 9")
  func midas() {
    let rig = Rig(
      profile(
        "honeywell-midas",
        [
          point("status", .holding, 0, .u16) { $0.constant = 1 },
          point("seconds", .holding, 9, .u16),
        ]))
    #expect(rig.read(.holding, 0) == [1])
    rig.clock.advance(2_000)
    #expect(rig.read(.holding, 0) == [0x0801])
    #expect(rig.read(.holding, 9) == [2])
    rig.clock.advance(2_000)
    #expect(rig.read(.holding, 0) == [1])
  }
}
