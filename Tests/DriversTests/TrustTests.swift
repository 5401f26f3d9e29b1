// Values that come in good form and still do not count.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("Trust in a device")
struct TrustTests {
  let points = [
    point("gas", .input, 1), point("status", .input, 40), point("beat", .input, 80),
    point("peak", .input, 120, poll: .slow),
  ]

  func detector() -> World {
    let profile = profile(points) {
      $0.validity = [ValidityRule(point: "status", mask: 0x3F, allowed: [1])]
      $0.heartbeat = HeartbeatRule(point: "beat", within: 5_000)
    }
    let world = World(binding(profile), FakeDevice())
    world.device.input = [1: 7, 40: 0x41, 80: 0]
    world.device.fault = { [unowned world] _ in
      world.device.input[80] = UInt16(world.now / 1_000 % 60)
      return nil
    }
    return world
  }

  @Test("A detector that measures and moves its heartbeat is believed")
  func believed() {
    let world = detector()
    world.run(until: 20_000)
    #expect(world.tray.value(0) == 7)
  }

  @Test("Values of a detector in warm-up or fault do not count, its status does")
  func invalid() {
    let world = detector()
    world.run(until: 2_500)
    world.device.input[40] = 0x42
    world.run(until: 3_600)
    #expect(world.tray.quality(0) == .bad(.deviceFault))
    #expect(world.tray.value(1) == 0x42)
    // What was read long ago is withdrawn too, not only what is read now.
    #expect(world.tray.quality(3) == .bad(.deviceFault))
    world.device.input[40] = 0x01
    world.run(until: 5_600)
    #expect(world.tray.value(0) == 7)
  }

  @Test("Of several conditions every one must hold, and the one that is broken is told first")
  func severalConditions() {
    let profile = profile(points) {
      $0.validity = [
        ValidityRule(point: "status", mask: 0x3, allowed: [1, 2]),
        ValidityRule(point: "beat", mask: 0xFF, allowed: [3]),
      ]
    }
    let world = World(binding(profile), FakeDevice())
    world.device.input = [1: 7, 40: 1, 80: 3]
    world.run(until: 2_500)
    #expect(world.tray.value(0) == 7)
    world.device.input[80] = 2
    world.run(until: 3_600)
    #expect(world.tray.quality(0) == .bad(.deviceFault))
    world.device.input[80] = 3
    world.device.input[40] = 0
    world.run(until: 5_600)
    #expect(world.tray.quality(0) == .bad(.deviceFault))
    world.device.input[40] = 2
    world.run(until: 7_600)
    #expect(world.tray.value(0) == 7)
  }

  @Test("A detector whose status cannot be read is not believed")
  func statusRefused() {
    let world = detector()
    world.device.refusing = [40: 2]
    world.run(until: 2_500)
    #expect(world.tray.quality(0) == .bad(.deviceFault))
  }

  @Test("A heartbeat that stands still freezes the device's values, not its link")
  func frozen() {
    let world = detector()
    world.run(until: 3_500)
    world.device.fault = nil
    world.run(until: 8_000)
    #expect(world.tray.value(0) == 7)
    world.run(until: 11_000)
    #expect(world.tray.quality(0) == .bad(.frozen))
    #expect(world.tray.linkSample.time > 9_000)
  }

  @Test("A new connection does not thaw a frozen device")
  func stillFrozen() {
    let world = detector()
    world.run(until: 3_500)
    var breaks = 1
    world.device.fault = { [unowned world] _ in
      guard world.now > 11_000, breaks > 0 else { return nil }
      breaks -= 1
      return .closed
    }
    world.run(until: 14_000)
    #expect(world.tray.quality(0) == .bad(.frozen))
  }
}
