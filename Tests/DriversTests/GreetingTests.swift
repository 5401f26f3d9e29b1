// What a driver does between the connection and the first poll: find the models of a SunSpec device,
// and make sure that it is the device that the site file names.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("Greeting a device")
struct GreetingTests {
  /// An inverter with a power and its scale factor in model 103, and a limit in model 123.
  func inverter() -> DeviceProfile {
    profile([
      point("power", .holding, 14, .s16, unit: .watt, model: 103, scaleFactor: "power-factor"),
      point("power-factor", .holding, 15, .s16, model: 103),
      point(
        "limit", .holding, 5, access: .readWrite, poll: .slow, unit: .percent, model: 123,
        scaleFactor: "limit-factor"),
      point("limit-factor", .holding, 23, .s16, poll: .never, model: 123),
    ]) { $0.discovery = .sunSpec }
  }

  /// Lays a chain of models (number, length) behind the marker.
  func lay(
    _ chain: [(id: Int, length: Int)], at base: Int, on device: FakeDevice, ends: Bool = true
  ) {
    device.isGenerous = false
    device.holding[base] = 0x5375
    device.holding[base + 1] = 0x6E53
    var address = base + 2
    for model in chain {
      for offset in 0..<model.length + 2 { device.holding[address + offset] = 0 }
      device.holding[address] = UInt16(model.id)
      device.holding[address + 1] = UInt16(model.length)
      address += model.length + 2
    }
    if ends { device.holding[address] = 0xFFFF }
  }

  @Test("A SunSpec map is found at 40000, 0 and 50000", arguments: [40_000, 0, 50_000])
  func findsMap(base: Int) {
    let world = World(binding(inverter(), actuators: ["limit"]), FakeDevice())
    lay([(1, 66), (103, 50), (99, 7), (123, 24)], at: base, on: world.device)
    let power = base + 2 + 68 + 14
    world.device.holding[power] = 231
    world.device.holding[power + 1] = UInt16(bitPattern: 1)
    world.wishes = [40]
    let limit = base + 2 + 68 + 52 + 9
    world.device.holding[limit + 23] = UInt16(bitPattern: -2)
    world.run(until: 3_000)
    #expect(world.tray.value(0) == 2_310)
    // 40 % with a factor of -2: the limit is written scaled.
    #expect(world.device.holding[limit + 5] == 4_000)
    #expect(world.tray.status.readOnly == nil)
  }

  @Test("A value never travels without its scale factor, and a factor that changes is followed")
  func scaleFactorTravels() {
    let world = World(binding(inverter()), FakeDevice())
    lay([(1, 66), (103, 50), (123, 24)], at: 40_000, on: world.device)
    world.device.holding[40_084] = 500
    world.run(until: 900)
    #expect(world.tray.value(0) == 500)
    world.device.holding[40_085] = UInt16(bitPattern: -1)
    world.device.holding[40_084] = 5_001
    world.run(until: 2_500)
    #expect(world.tray.value(0) == 500.1)
    #expect(world.device.texts.contains("read holding 40084x2"))
    #expect(!world.device.texts.contains("read holding 40084x1"))
  }

  @Test("The end of the chain is read alone, and a chain that breaks off counts as far as it goes")
  func truncatedChain() {
    let world = World(binding(inverter()), FakeDevice())
    lay([(1, 66), (103, 50)], at: 40_000, on: world.device, ends: false)
    world.device.holding[40_084] = 77
    world.run(until: 3_000)
    #expect(world.tray.value(0) == 77)
    #expect(world.tray.quality(2) == .bad(.notImplemented))
    #expect(world.device.texts.contains("read holding 40122x1"))
    #expect(world.device.texts.filter { $0 == "connect" }.count == 1)
  }

  @Test("A model that is shorter than the profile thinks lacks its last points, and no others")
  func shortModel() {
    let world = World(binding(inverter()), FakeDevice())
    lay([(103, 50), (123, 10)], at: 40_000, on: world.device)
    world.device.holding[40_002 + 14] = 77
    world.run(until: 3_000)
    #expect(world.tray.value(0) == 77)
    #expect(world.tray.quality(3) == .bad(.notImplemented))
  }

  @Test("A device that answers wrong addresses with silence is asked elsewhere on the next link")
  func silentAtWrongBase() {
    let world = World(binding(inverter()), FakeDevice())
    lay([(103, 50), (123, 24)], at: 50_000, on: world.device)
    world.device.holding[50_002 + 14] = 77
    world.device.fault = { $0.contains(" 40000x") || $0.contains(" 0x") ? .timeout : nil }
    world.run(until: 20_000)
    #expect(world.tray.value(0) == 77)
  }

  @Test("Without a marker the device is the wrong one, and it is looked for again")
  func noMarker() {
    let world = World(binding(inverter()), FakeDevice())
    world.device.isGenerous = false
    world.run(until: 30_000)
    #expect(world.tray.status.readOnly == .noSunSpec)
    #expect(world.tray.quality(0) == .bad(.wrongDevice))
    lay([(103, 50), (123, 24)], at: 40_000, on: world.device)
    world.device.holding[40_002 + 14] = 77
    world.run(until: 45_000)
    #expect(world.tray.value(0) == 77)
    #expect(world.tray.status.readOnly == nil)
  }

  func named(_ texts: [String]) -> DeviceBinding {
    var model = point("model", .input, 0, .string, poll: .once)
    model.length = 2
    let points = [model, point("p", .input, 10), point("run", .holding, 20, access: .write)]
    return binding(
      profile(points), actuators: ["run"],
      identity: [ExpectedIdentity(profilePoint: "model", content: .text(texts))])
  }

  @Test("The device that the site file names is read and written")
  func rightDevice() {
    let world = World(named(["EL20", "EL21"]), FakeDevice())
    world.device.input = [0: 0x454C, 1: 0x3231, 10: 5]
    world.run(until: 2_000)
    #expect(world.tray.value(0) == 5)
    #expect(world.device.texts.contains("write6 holding 20=0"))
  }

  @Test("Another device is polled but never written, and its values do not count")
  func wrongDevice() {
    let world = World(named(["EL21"]), FakeDevice())
    world.device.input = [0: 0x454C, 1: 0x3430, 10: 5]
    world.run(until: 5_000)
    #expect(world.tray.quality(0) == .bad(.wrongDevice))
    #expect(world.tray.status.readOnly == .wrongIdentity(point: "model", found: "EL40"))
    #expect(!world.device.texts.contains { $0.hasPrefix("write") })
    #expect(world.device.texts.filter { $0 == "read input 10x1" }.count >= 4)
    #expect(world.tray.linkSample.time > 4_000)
  }

  @Test("A device that does not tell who it is counts as another one")
  func namelessDevice() {
    let world = World(named(["EL21"]), FakeDevice())
    world.device.refusing = [0: 2]
    world.run(until: 3_000)
    #expect(world.tray.status.readOnly == .wrongIdentity(point: "model", found: "nothing"))
    #expect(!world.device.texts.contains { $0.hasPrefix("write") })
  }

  @Test("An unknown firmware is read and believed, but not written before somebody looked at it")
  func unknownFirmware() {
    func world(_ known: [Double]) -> World {
      let points = [
        point("firmware", .input, 0, poll: .once), point("p", .input, 10),
        point("run", .holding, 20, access: .write),
      ]
      let world = World(
        binding(
          profile(points), actuators: ["run"],
          identity: [
            ExpectedIdentity(profilePoint: "firmware", content: .number(known), isFirmware: true)
          ]), FakeDevice())
      world.device.input = [0: 774, 10: 5]
      world.run(until: 3_000)
      return world
    }
    let strange = world([265])
    #expect(strange.tray.status.readOnly == .unknownFirmware(point: "firmware", found: "774.0"))
    #expect(strange.tray.value(1) == 5)
    #expect(!strange.device.texts.contains { $0.hasPrefix("write") })
    let accepted = world([265, 774])
    #expect(accepted.tray.status.readOnly == nil)
    #expect(accepted.device.texts.contains("write6 holding 20=0"))
  }

  @Test("A model of the same layout serves in the place of the one that the profile names")
  func alternativeModel() {
    var kin = inverter()
    kin.models = [SunSpecModel(id: 103, length: 50, alternatives: [101, 102])]
    let world = World(binding(kin), FakeDevice())
    lay([(1, 66), (101, 50), (123, 24)], at: 40_000, on: world.device)
    world.device.holding[40_084] = 500
    world.run(until: 900)
    #expect(world.tray.value(0) == 500)
  }

  @Test("A point that is read once stays fresh while the link answers")
  func onceStaysFresh() {
    let points = [point("rating", .input, 0, poll: .once), point("p", .input, 10)]
    let world = World(binding(profile(points)), FakeDevice())
    world.device.input = [0: 42, 10: 5]
    world.run(until: 10_000)
    #expect(world.tray.value(0) == 42)
    #expect(world.tray.samples[0].time > 8_900)
    #expect(world.device.texts.filter { $0 == "read input 0x1" }.count == 1)
  }
}
