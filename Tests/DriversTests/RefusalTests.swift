// A device that acted by itself while the link stood, and now refuses commands: it must be set up again,
// because nothing else ends its expiry. A device that refuses for other reasons must not be.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("Commands that a device refuses")
struct RefusalTests {
  /// A coupler whose watchdog has two seconds, which a write to register 6 starts anew.
  func coupler(_ sign: SilenceRule.SignOfLife? = .writes) -> World {
    let points = [
      point("p", .input, 10), point("restart", .holding, 6, access: .write),
      point("run", .holding, 20, access: .write), point("rate", .holding, 30, access: .write),
    ]
    let profile = profile(points) {
      $0.silence = sign.map { SilenceRule(signOfLife: $0, timeout: 2_000) }
      $0.timing.refresh = 500
    }
    let bound = binding(profile, actuators: ["run", "rate"]) {
      $0.setUp = [SetUpWrite(point: "restart", value: 1)]
    }
    return World(bound, FakeDevice())
  }

  /// Lets every command be refused with this exception, until the device is set up again.
  func expire(_ world: World, with code: UInt8 = 4) {
    var isExpired = true
    world.device.fault = { text in
      if text == "write6 holding 6=1" { isExpired = false }
      return isExpired && text.hasPrefix("write") ? .exception(code) : nil
    }
    world.device.forgetRecord()
  }

  func setUps(_ world: World) -> [Milliseconds] {
    world.device.record.filter { $0.text == "write6 holding 6=1" }.map(\.time)
  }

  @Test("A device that refuses all commands for its watchdog's time is set up again, then obeys")
  func setUpAgain() {
    let world = coupler()
    world.run(until: 3_000)
    expire(world)
    world.wishes = [1, 7]
    world.run(until: 8_000)
    #expect(setUps(world).count == 1)
    #expect(setUps(world).first.map { $0 >= 5_000 && $0 < 6_000 } == true)
    #expect(world.device.holding[20] == 1)
    #expect(world.device.holding[30] == 7)
    #expect(world.tray.status.readOnly == nil)
  }

  @Test("Not before the watchdog's time has passed, so that its expiry is seen before it ends")
  func notAtOnce() {
    let world = coupler()
    world.run(until: 3_000)
    expire(world)
    world.run(until: 4_900)
    #expect(setUps(world).isEmpty)
  }

  @Test("A device that takes one command and refuses the other has not expired")
  func oneOfTwo() {
    let world = coupler()
    world.run(until: 3_000)
    world.device.forgetRecord()
    world.device.refusing = [30: 4]
    world.run(until: 20_000)
    #expect(setUps(world).isEmpty)
  }

  @Test("Other exceptions, and devices without a watchdog, cause no new set-up", arguments: 1...3)
  func otherReasons(code: UInt8) {
    let world = coupler()
    world.run(until: 3_000)
    expire(world, with: code)
    world.run(until: 20_000)
    #expect(setUps(world).isEmpty)
    let plain = coupler(nil)
    plain.run(until: 3_000)
    expire(plain)
    plain.run(until: 20_000)
    #expect(setUps(plain).isEmpty)
  }

  @Test(
    "A device that refuses its set-up too is asked again twice a minute, no more, and still read")
  func staysBroken() {
    let world = coupler()
    world.run(until: 3_000)
    world.device.fault = { $0.hasPrefix("write") ? .exception(4) : nil }
    world.device.forgetRecord()
    world.run(until: 123_000)
    #expect((3...5).contains(setUps(world).count))
    #expect(world.tray.linkSample.time > 121_000)
    #expect(world.tray.status.readOnly == .setUpRefused(point: "restart", exception: 4))
  }

  @Test("Once scans stand still nothing sets the device up, however long it refuses")
  func notWithoutScans() {
    let world = coupler()
    world.run(until: 3_000)
    expire(world)
    world.run(until: 3_800)
    world.scansGoOn = false
    world.run(until: 30_000)
    #expect(setUps(world).isEmpty)
  }
}
