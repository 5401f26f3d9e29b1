// Commands on their way to the device: at once when they changed, all of them again at every refresh,
// together where they share a register.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("Commands of a driver")
struct CommandTests {
  let two = [
    point("p", .input, 10), point("run", .holding, 20, access: .write),
    point("rate", .holding, 30, .f32, access: .write),
  ]

  func writes(_ world: World, since: Milliseconds = .min) -> [String] {
    world.device.requests(since: since).map(\.text).filter { $0.hasPrefix("write") }
  }

  @Test("Writes go before reads, and nothing is written before a scan has completed")
  func writesFirst() {
    let world = World(binding(profile(two), actuators: ["run", "rate"]), FakeDevice())
    world.scansGoOn = false
    world.run(until: 500)
    #expect(world.device.texts == ["connect", "read input 10x1"])
    world.scansGoOn = true
    world.device.forgetRecord()
    world.run(until: 1_600)
    #expect(
      world.device.texts.prefix(3) == [
        "write6 holding 20=0", "write16 holding 30=0,0", "read input 10x1",
      ])
  }

  @Test("A changed command is written at once, the others wait for their refresh")
  func changed() {
    let world = World(
      binding(profile(two), actuators: ["run", "rate"]) { $0.timing.refresh = 60_000 },
      FakeDevice())
    world.run(until: 2_100)
    world.device.forgetRecord()
    world.wishes = [1, 0]
    world.run(until: 2_400)
    #expect(writes(world) == ["write6 holding 20=1"])
    #expect(world.device.record.first.map { $0.time - 2_250 < 10 } == true)
  }

  @Test("Every command is written again at every refresh, changed or not")
  func refresh() {
    let world = World(binding(profile(two), actuators: ["run", "rate"]), FakeDevice())
    world.run(until: 10_500)
    #expect((9...11).contains(writes(world).filter { $0 == "write6 holding 20=0" }.count))
    #expect((9...11).contains(writes(world).filter { $0.contains("holding 30") }.count))
  }

  @Test("A refused command is not repeated before its refresh, and the link stays")
  func refused() {
    let world = World(binding(profile(two), actuators: ["run", "rate"]), FakeDevice())
    world.device.refusing = [20: 3]
    world.run(until: 3_500)
    #expect((3...4).contains(writes(world).filter { $0 == "write6 holding 20=0" }.count))
    #expect(world.device.texts.filter { $0 == "connect" }.count == 1)
  }

  @Test("Commands that change with every scan do not keep the polls waiting")
  func noStarvation() {
    let world = World(binding(profile(two), actuators: ["run", "rate"]), FakeDevice())
    world.device.latency = 300
    for step in 1...80 {
      world.wishes = [Double(step % 2), Double(step)]
      world.run(until: Int64(step) * 250)
    }
    #expect(world.tray.samples[0].time > 17_000)
  }

  @Test("Single bits of one register travel together, beside the bits that the profile fixes")
  func bitMerge() {
    var fixed = point("enable", .holding, 1, access: .write, bits: 15...15)
    fixed.constant = 1
    let bits = [
      point("permit", .holding, 1, access: .write, bits: 0...0),
      point("start", .holding, 1, access: .write, bits: 2...2),
      point("stop", .holding, 1, access: .write, bits: 3...3), fixed,
    ]
    let world = World(
      binding(profile(bits), actuators: ["stop", "permit", "start"]), FakeDevice())
    world.wishes = [0, 1, 1]
    world.run(until: 100)
    #expect(writes(world) == ["write6 holding 1=\(0x8005)"])
    world.wishes = [1, 0, 0]
    world.run(until: 400)
    #expect(writes(world).last == "write6 holding 1=\(0x8008)")
  }

  @Test("Neighbouring coils travel together, and inverted relays are turned round")
  func coils() {
    let coils = [0, 1, 2, 8].map { point("do\($0)", .coil, $0, .bool, access: .write) }
    let world = World(
      binding(profile(coils), actuators: ["do0", "do1", "do2", "do8"]) {
        $0.actuators[1].isInverted = true
      }, FakeDevice())
    world.wishes = [1, 1, 0, 1]
    world.run(until: 100)
    #expect(writes(world) == ["write15 coil 0=1,0,0", "write5 coil 8=1"])
  }

  @Test("The profile chooses the function for a single register")
  func function() {
    let world = World(
      binding(profile(two), actuators: ["run"]) { $0.timing.writeSingle = 16 }, FakeDevice())
    world.run(until: 100)
    #expect(writes(world) == ["write16 holding 20=0"])
  }

  @Test("A command is held within the range of its register")
  func range() {
    var rate = two[2]
    rate.range = 60...100
    let world = World(binding(profile([rate]), actuators: ["rate"]), FakeDevice())
    world.wishes = [10]
    world.run(until: 100)
    #expect(writes(world) == ["write16 holding 30=\(0x4270),0"])
  }

  @Test("After a new connection every command is written again")
  func rewritten() {
    let world = World(
      binding(profile(two), actuators: ["run", "rate"]) { $0.timing.refresh = 60_000 },
      FakeDevice())
    world.run(until: 1_500)
    world.device.forgetRecord()
    var breaks = true
    world.device.fault = { _ in
      defer { breaks = false }
      return breaks ? .closed : nil
    }
    world.run(until: 3_000)
    #expect(writes(world) == ["write6 holding 20=0", "write16 holding 30=0,0"])
  }

  @Test("A farewell writes every fail-safe value once and closes the link")
  func farewell() {
    let world = World(
      binding(profile(two), actuators: ["run", "rate"]) { $0.actuators[1].failSafe = 60 },
      FakeDevice())
    world.wishes = [1, 80]
    world.run(until: 1_500)
    world.device.forgetRecord()
    world.driver.value.retire(writingFailSafe: true)
    world.run(until: 3_000)
    #expect(
      world.device.texts == ["write6 holding 20=0", "write16 holding 30=\(0x4270),0", "close"])
    #expect(world.driver.value.isRetired)
  }

  @Test("A farewell to a device that is not there ends at once")
  func lonelyFarewell() {
    let world = World(binding(profile(two), actuators: ["run"]), FakeDevice())
    world.device.fault = { _ in .refused }
    world.run(until: 5_000)
    world.device.forgetRecord()
    world.driver.value.retire(writingFailSafe: true)
    _ = world.driver.value.next(now: world.now)
    #expect(world.driver.value.isRetired)
    #expect(world.device.texts.isEmpty)
  }
}
