// The law of silence: a device acts on its own when nobody decides any more, so a driver whose scans
// have stopped must not keep it believing otherwise. The law is tried on every profile that the
// project ships.

import DeviceProfiles
import Foundation
import Plant
import Testing

@testable import Drivers

/// The profiles of `hardware/devices`.
let shippedProfiles: [DeviceProfile] = {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let library = ProfileLibrary.load(directory: root.path + "/hardware/devices").library
  return library.names.compactMap { library[$0] }
}()

@Suite("Silence when scans stop")
struct SilenceTests {
  /// A generous device that speaks the profile: every register answers, a SunSpec chain is laid out,
  /// a configuration transaction opens and commits.
  func world(_ profile: DeviceProfile) -> World {
    let actuators = profile.points.filter { $0.actuator != nil }.map(\.name)
    let world = World(binding(profile, actuators: actuators), FakeDevice())
    if profile.discovery == .sunSpec {
      for (address, words) in profile.chainFrame() {
        for (place, word) in words.enumerated() { world.device.holding[address + place] = word }
      }
    }
    for validity in profile.validity {
      guard let point = profile.point(named: validity.point) else { continue }
      let code = UInt16(validity.allowed.first ?? 0)
      if point.table == .input {
        world.device.input[point.address] = code
      } else {
        world.device.holding[point.address] = code
      }
    }
    world.device.onWrite = { address, values, device in
      guard address == 4_000 || address == 4_001 else { return }
      device.input[4_000] = address == 4_000 ? values[0] : 0
      device.input[4_001] = address == 4_000 ? values[0] : 0
    }
    return world
  }

  @Test("Every shipped profile is there")
  func shipped() { #expect(shippedProfiles.count >= 8) }

  @Test("Any shipped device hears nothing it could take for a decision, 1 s after the last scan")
  func law() {
    for profile in shippedProfiles {
      let world = world(profile)
      world.run(until: 30_000)
      #expect(world.tray.linkSample.usable == 1, "\(profile.name) was never reached")
      world.scansGoOn = false
      let lastScan = world.commands.newest.time
      world.run(until: 90_000)
      let late = world.device.requests(since: lastScan + ScanBeat.patience)
      if profile.silence?.signOfLife == .anyTraffic {
        #expect(late.isEmpty, "\(profile.name)")
        #expect(world.tray.status.state == .silent)
      } else {
        #expect(!late.contains { $0.text.hasPrefix("write") }, "\(profile.name)")
        #expect(!late.isEmpty, "\(profile.name) may still be read")
      }
      #expect(world.device.misuses == 0)
    }
  }

  @Test("Any shipped device is polled and commanded again when scans go on")
  func resumption() {
    for profile in shippedProfiles {
      let world = world(profile)
      world.run(until: 30_000)
      world.scansGoOn = false
      world.run(until: 60_000)
      world.scansGoOn = true
      world.device.forgetRecord()
      world.run(until: 75_000)
      #expect(world.tray.linkSample.time > 60_000, "\(profile.name)")
      if profile.points.contains(where: { $0.actuator != nil }), world.tray.status.readOnly == nil {
        #expect(world.device.texts.contains { $0.hasPrefix("write") }, "\(profile.name)")
      }
    }
  }

  /// A plain device with the given rule.
  func device(
    _ sign: SilenceRule.SignOfLife?, change: (inout DeviceBinding) -> Void = { _ in }
  ) -> World {
    let points = [
      point("p", .input, 10), point("beat", .holding, 7, access: .write, poll: .never),
      point("timeout", .holding, 8, access: .readWrite, poll: .never),
      point("run", .holding, 20, access: .write),
    ]
    let profile = profile(points) { profile in
      profile.silence = sign.map { SilenceRule(signOfLife: $0, timeout: 10_000) }
      if sign == .changingRegister { profile.silence?.heartbeatPoint = "beat" }
      profile.setUp = [SetUpWrite(point: "timeout", value: 10)]
    }
    return World(binding(profile, actuators: ["run"], change: change), FakeDevice())
  }

  @Test("Nothing at all is asked of a device that takes any traffic for life before the first scan")
  func beforeFirstScan() {
    let world = device(.anyTraffic)
    world.scansGoOn = false
    world.run(until: 5_000)
    #expect(world.device.texts.isEmpty)
    world.scansGoOn = true
    world.run(until: 6_000)
    #expect(world.device.texts.contains("read input 10x1"))
  }

  @Test("Not even a set-up value is written to any device before the first scan")
  func noSetUpBeforeFirstScan() {
    for sign in [SilenceRule.SignOfLife.writes, .changingRegister, nil] {
      let world = device(sign)
      world.scansGoOn = false
      world.run(until: 5_000)
      #expect(world.device.texts == ["connect", "read holding 8x1"])
    }
  }

  @Test("A scan number that is put in again does not count as another scan")
  func sameScanAgain() {
    let world = device(.anyTraffic)
    world.run(until: 2_000)
    world.scansGoOn = false
    let scan = world.commands.newest.scan
    let time = world.commands.newest.time
    let slots = Slots(repeating: Command(value: 1, origin: .dispatch), count: 1)
    for instant in stride(from: Int64(2_100), to: 6_000, by: 100) {
      world.commands.put(slots, scan: scan, time: instant)
      world.run(until: instant)
    }
    #expect(world.device.requests(since: time + 1_000).isEmpty)
  }

  @Test("The changing register moves once per refresh and only after another completed scan")
  func changingRegister() {
    let world = device(.changingRegister)
    world.run(until: 3_500)
    let beats = world.device.texts.filter { $0.hasPrefix("write6 holding 7=") }
    #expect(beats == (1...4).map { "write6 holding 7=\($0)" })
    world.scansGoOn = false
    world.run(until: 9_000)
    #expect(world.device.texts.filter { $0.hasPrefix("write6 holding 7=") }.count <= 5)
  }

  @Test("The changing register moves no more often than scans complete")
  func onePerScan() {
    let world = device(.changingRegister) { $0.timing.refresh = 50 }
    world.scanPeriod = 500
    world.run(until: 5_250)
    let beats = world.device.texts.filter { $0.hasPrefix("write6 holding 7=") }
    #expect(beats.count == Int(world.scan))
  }

  @Test("The changing register counts like the seconds of a clock")
  func wrapsRound() {
    let world = device(.changingRegister)
    world.run(until: 61_500)
    let beats = world.device.texts.filter { $0.hasPrefix("write6 holding 7=") }
    #expect(beats.contains("write6 holding 7=59"))
    #expect(beats.contains("write6 holding 7=0"))
    #expect(!beats.contains("write6 holding 7=60"))
  }

  @Test("A device that may have acted on the silence is set up anew before it is commanded")
  func setUpAgain() {
    let world = device(.anyTraffic)
    world.run(until: 2_000)
    world.scansGoOn = false
    world.run(until: 20_000)
    world.device.holding[8] = 0
    world.device.forgetRecord()
    world.scansGoOn = true
    world.run(until: 20_200)
    #expect(
      world.device.texts.prefix(4) == [
        "read holding 8x1", "write6 holding 8=10", "read holding 8x1", "write6 holding 20=0",
      ])
  }
}
