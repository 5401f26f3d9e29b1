// The chain as a SunSpec client walks it, and the power limit behind its enable register.

import DeviceProfiles
import ModbusPlant
import Plant
import Testing

/// A small inverter: common model, three-phase inverter, controls, two strings.
func inverterProfile(silence: SilenceRule? = nil) -> DeviceProfile {
  func register(
    _ model: Int, _ offset: Int, _ name: String, _ type: RegisterType, _ unit: UnitOfMeasure = .one,
    access: PointAccess = .read, _ change: @escaping (inout ProfilePoint) -> Void = { _ in }
  ) -> ProfilePoint {
    point(name, .holding, offset, type, unit: unit, access: access) {
      $0.sunSpecModel = model
      change(&$0)
    }
  }
  return profile(
    "sunspec", kind: .inverter, discovery: .sunSpec, silence: silence,
    models: [
      SunSpecModel(id: 1, length: 66), SunSpecModel(id: 103, length: 50),
      SunSpecModel(id: 123, length: 24), SunSpecModel(id: 160, length: 48),
    ],
    [
      register(1, 2, "maker", .string) {
        $0.length = 16
        $0.constantText = "Sun"
      },
      register(103, 14, "power", .s16, .watt) {
        $0.signal = .power
        $0.scaleFactor = "power-sf"
      },
      register(103, 15, "power-sf", .s16) { $0.constant = 1 },
      register(123, 5, "limit", .u16, .percent, access: .readWrite) {
        $0.actuator = .powerLimit
        $0.scaleFactor = "limit-sf"
        $0.range = 0...100
      },
      register(123, 7, "revert", .u16, .second, access: .readWrite) { $0.constant = 0 },
      register(123, 9, "limit-on", .u16, access: .readWrite) { $0.constant = 0 },
      register(123, 23, "limit-sf", .s16) { $0.constant = -2 },
      register(160, 8, "strings", .u16) { $0.constant = 2 },
    ])
}

@Suite struct SunSpecTests {
  @Test("A client that walks the chain finds every model and reads every register of it")
  func walk() throws {
    let rig = Rig(inverterProfile())
    #expect(rig.read(.holding, 40_000, 3) == [0x5375, 0x6E53, 1])
    var found: [Int: Int] = [:]
    var address = 40_002
    while let id = rig.read(.holding, address)?.first, id != 0xFFFF {
      let length = Int(try #require(rig.read(.holding, address + 1)?.first))
      found[Int(id)] = length
      for start in stride(from: address, to: address + length + 2, by: 125) {
        let count = min(125, address + length + 2 - start)
        #expect(rig.read(.holding, start, count)?.count == count)
      }
      address += length + 2
    }
    #expect(found == [1: 66, 103: 50, 123: 24, 160: 48])
    #expect(rig.read(.holding, address, 2) == [0xFFFF, 0])
    #expect(rig.readException(.holding, address + 2) == .illegalAddress)
    #expect(rig.readException(.holding, 39_999) == .illegalAddress)
  }

  @Test("What a profile leaves out answers 'not implemented' by the type of the register")
  func patterns() {
    let rig = Rig(inverterProfile())
    // Current and its phases unsigned, their scale factor signed; the energy counter zero.
    #expect(rig.read(.holding, 40_072, 5) == [0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF, 0x8000])
    #expect(rig.read(.holding, 40_070 + 24, 2) == [0, 0])
    // The second string's power and temperature.
    #expect(rig.read(.holding, 40_148 + 41) == [0xFFFF])
    #expect(rig.read(.holding, 40_148 + 46) == [0x8000])
    // A value without a number yet.
    #expect(rig.read(.holding, 40_084) == [0x8000])
  }

  @Test("Values carry their scale factor, and texts their characters")
  func values() {
    let rig = Rig(inverterProfile())
    rig.step([.power: 4.56])
    #expect(rig.read(.holding, 40_084, 2) == [456, 1])
    #expect(rig.read(.holding, 40_004, 2) == [0x5375, 0x6E00])
  }

  @Test("A power limit holds only while it is enabled")
  func limit() {
    let rig = Rig(inverterProfile())
    rig.write(.holding, 40_127, 6_000)
    #expect(rig.asked(.powerLimit) == 100)
    rig.write(.holding, 40_131, 1)
    #expect(rig.asked(.powerLimit) == 60)
    #expect(rig.read(.holding, 40_127) == [6_000])
    rig.write(.holding, 40_131, 0)
    #expect(rig.asked(.powerLimit) == 100)
    #expect(rig.write(.holding, 40_127, 10_100) == .illegalValue)
  }

  @Test("A limit that is not renewed within its revert time is lifted")
  func revert() {
    var rule = SilenceRule(signOfLife: .writes, timeout: 0)
    rule.timeoutPoint = "revert"
    let rig = Rig(inverterProfile(silence: rule))
    rig.write(.holding, 40_129, 60)
    rig.write(.holding, 40_127, 5_000)
    rig.write(.holding, 40_131, 1)
    rig.clock.advance(60_000)
    rig.bank.watch(now: rig.clock.now)
    #expect(rig.asked(.powerLimit) == 50)
    rig.clock.advance(1)
    rig.bank.watch(now: rig.clock.now)
    #expect(rig.asked(.powerLimit) == 100)
    #expect(rig.read(.holding, 40_131) == [0])
  }
}
