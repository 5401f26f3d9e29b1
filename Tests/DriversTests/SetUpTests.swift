// Set-up values: written where they differ, proven by reading back, and in a configuration transaction
// in the exact order that the device asks for.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("Setting a device up")
struct SetUpTests {
  func plain() -> DeviceBinding {
    let points = [
      point("p", .input, 10), point("timeout", .holding, 4, access: .readWrite, poll: .never),
      point("mask", .holding, 5, access: .readWrite, poll: .never, bits: 4...7),
      point("go", .holding, 6, access: .write), point("run", .holding, 20, access: .write),
    ]
    return binding(profile(points), actuators: ["run"]) {
      $0.setUp = [
        SetUpWrite(point: "timeout", value: 20), SetUpWrite(point: "mask", value: 3),
        SetUpWrite(point: "go", value: 1),
      ]
    }
  }

  /// The electrolyser's way: values that are written between an opening and a commit.
  func electrolyser() -> DeviceBinding {
    let points = [
      point("p", .input, 10),
      point("pressure", .holding, 4_308, .f32, access: .readWrite, poll: .never),
      point("heartbeat", .holding, 4_600, .u32, access: .readWrite, poll: .never),
      point("run", .holding, 1_000, access: .write),
    ]
    return binding(profile(points), actuators: ["run"]) {
      $0.points = [BoundPoint(point: PointIndex(raw: 0), profilePoint: "p")]
      $0.setUp = [
        SetUpWrite(point: "pressure", value: 34, inTransaction: true),
        SetUpWrite(point: "heartbeat", value: 10, inTransaction: true),
      ]
    }
  }

  /// Lets a fake behave like the electrolyser's configuration.
  func teachTransaction(_ device: FakeDevice, result: UInt16 = 0) {
    device.onWrite = { address, values, device in
      switch (address, values) {
      case (4_000, [1]):
        device.input[4_000] = 1
        device.input[4_001] = 1
      case (4_001, _):
        device.input[4_000] = 0
        device.input[4_001] = 0
      default: device.input[4_003] = result
      }
    }
  }

  func upToFirstPoll(_ device: FakeDevice) -> [String] {
    Array(device.texts.prefix { $0 != "read input 10x1" }.filter { $0 != "connect" })
  }

  @Test("Values that differ are written in order and read back before any command")
  func plainSetUp() {
    let world = World(plain(), FakeDevice())
    world.device.holding[5] = 0x0F0F
    world.run(until: 500)
    #expect(
      upToFirstPoll(world.device) == [
        "read holding 4x1", "read holding 5x1", "write6 holding 4=20",
        "write6 holding 5=\(0x0F3F)", "write6 holding 6=1", "read holding 4x1", "read holding 5x1",
        "write6 holding 20=0",
      ])
    #expect(world.tray.status.readOnly == nil)
  }

  @Test("Values that agree already are not written")
  func agreesAlready() {
    let world = World(plain(), FakeDevice())
    world.device.holding = [4: 20, 5: 0x0030]
    world.run(until: 500)
    #expect(
      upToFirstPoll(world.device) == [
        "read holding 4x1", "read holding 5x1", "write6 holding 6=1", "write6 holding 20=0",
      ])
  }

  @Test("A slow device may take two seconds until a value reads back")
  func slowReadBack() {
    let world = World(plain(), FakeDevice())
    world.device.onWrite = { address, _, device in
      if address == 4 { device.holding[4] = 0 }
    }
    var reads = 0
    world.device.fault = { text in
      if text == "read holding 4x1" { reads += 1 }
      if reads == 4 { world.device.holding[4] = 20 }
      return nil
    }
    world.run(until: 5_000)
    #expect(world.tray.status.readOnly == nil)
    #expect(world.device.texts.contains("write6 holding 20=0"))
  }

  @Test("A value that does not read back makes the device read-only, and is tried again later")
  func differs() {
    let world = World(plain(), FakeDevice())
    world.device.onWrite = { address, _, device in
      if address == 4 { device.holding[4] = 19 }
    }
    world.run(until: 20_000)
    #expect(world.tray.status.readOnly == .setUpDiffers(point: "timeout"))
    #expect(world.tray.samples[0].time > 18_000)
    #expect(!world.device.texts.contains("write6 holding 20=0"))
    world.device.onWrite = nil
    world.run(until: 40_000)
    #expect(world.tray.status.readOnly == nil)
    #expect(world.device.texts.contains("write6 holding 20=0"))
  }

  @Test("A refused value makes the device read-only and says which it was")
  func refused() {
    let world = World(plain(), FakeDevice())
    world.device.refusing = [5: 3]
    world.run(until: 2_000)
    #expect(world.tray.status.readOnly == .setUpRefused(point: "mask", exception: 3))
  }

  @Test("The configuration transaction keeps the order 4000, 4000, 4001, values, 4002, 4001")
  func transactionOrder() {
    let world = World(electrolyser(), FakeDevice())
    teachTransaction(world.device)
    world.run(until: 500)
    #expect(
      upToFirstPoll(world.device) == [
        "read holding 4308x2", "read holding 4600x2", "read input 4000x1",
        "write6 holding 4000=1", "read input 4001x1", "write16 holding 4308=16904,0",
        "write16 holding 4600=0,10", "read input 4002x2", "write6 holding 4001=1",
        "read holding 4308x2", "read holding 4600x2", "write6 holding 1000=0",
      ])
  }

  @Test("No transaction is opened when all values agree already")
  func noTransaction() {
    let world = World(electrolyser(), FakeDevice())
    world.device.holding = [4_308: 0x4208, 4_309: 0, 4_600: 0, 4_601: 10]
    world.run(until: 500)
    #expect(!world.device.texts.contains { $0.contains("4000") || $0.contains("4001") })
  }

  @Test("A configuration that the device rejects is rolled back and the device only read")
  func rejected() {
    let world = World(electrolyser(), FakeDevice())
    teachTransaction(world.device, result: 22)
    world.run(until: 5_000)
    #expect(world.tray.status.readOnly == .configurationRejected(code: 22))
    #expect(world.device.texts.contains("write6 holding 4001=0"))
    #expect(!world.device.texts.contains("write6 holding 4001=1"))
    #expect(!world.device.texts.contains("write6 holding 1000=0"))
    #expect(world.tray.samples[0].time > 3_900)
  }

  @Test("A configuration that somebody else holds open is left alone")
  func busy() {
    let world = World(electrolyser(), FakeDevice())
    world.device.input[4_000] = 1
    world.run(until: 5_000)
    #expect(world.tray.status.readOnly == .configurationBusy)
    #expect(!world.device.texts.contains { $0.hasPrefix("write") })
  }

  @Test("A configuration that does not open for Modbus is rolled back")
  func notOpened() {
    let world = World(electrolyser(), FakeDevice())
    world.run(until: 2_000)
    #expect(world.tray.status.readOnly == .configurationNotOpened)
    #expect(world.device.texts.contains("write6 holding 4001=0"))
  }

  @Test("A transaction that broke off with its link is closed and done again on the next one")
  func leftOpen() {
    let world = World(electrolyser(), FakeDevice())
    teachTransaction(world.device)
    var breaks = true
    world.device.fault = { text in
      guard breaks, text.hasPrefix("write16 holding 4600") else { return nil }
      breaks = false
      return .closed
    }
    world.run(until: 3_000)
    #expect(world.tray.status.readOnly == nil)
    #expect(world.device.texts.contains("write6 holding 4001=0"))
    #expect(world.device.texts.last { $0.contains("holding 4001=") } == "write6 holding 4001=1")
  }

  @Test("A value that fits no register is named before anything is written")
  func impossible() {
    let world = World(plain(), FakeDevice())
    let binding = plain()
    var changed = binding
    changed.setUp[0].value = 1e6
    let other = World(changed, FakeDevice())
    world.run(until: 500)
    other.run(until: 500)
    #expect(other.tray.status.readOnly == .setUpImpossible(point: "timeout"))
    #expect(!other.device.texts.contains { $0.hasPrefix("write") })
  }
}
