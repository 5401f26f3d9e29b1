// Faults in any order. Whatever a link does, the driver never asks for something impossible, and once
// the faults have ended everything is healthy again within a stated time.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("A driver among random faults")
struct FuzzTests {
  @Test("After any faults every sample is fresh again within 15 s", arguments: 1...40)
  func recovers(seed: Int) {
    let points = [
      point("a", .input, 10), point("b", .input, 11), point("c", .holding, 50, .f32),
      point("d", .coil, 3, .bool), point("timeout", .holding, 8, access: .readWrite),
      point("run", .holding, 20, access: .write), point("rate", .holding, 30, access: .write),
    ]
    let signs: [SilenceRule.SignOfLife?] = [.anyTraffic, .writes, nil]
    let profile = profile(points) {
      $0.silence = signs[seed % 3].map { SilenceRule(signOfLife: $0, timeout: 10_000) }
      $0.setUp = [SetUpWrite(point: "timeout", value: 10)]
    }
    let world = World(binding(profile, actuators: ["run", "rate"]), FakeDevice())
    var numbers = SeededNumbers(seed: UInt64(seed))
    let faults: [LinkError] = [
      .timeout, .closed, .garbled, .refused, .exception(1), .exception(2), .exception(3),
      .exception(4), .exception(6), .exception(11),
    ]
    let density = 2 + seed % 20
    world.device.fault = { _ in
      numbers.next(below: density) == 0 ? faults[numbers.next(below: faults.count)] : nil
    }
    for step in 1...60 {
      world.scansGoOn = numbers.next(below: 6) != 0
      world.wishes = [Double(numbers.next(below: 2)), Double(numbers.next(below: 100))]
      world.run(until: Int64(step) * 5_000)
    }
    #expect(world.device.misuses == 0)

    world.device.fault = nil
    world.scansGoOn = true
    world.wishes = [1, 77]
    let end = world.now
    world.run(until: end + 15_000)
    for sample in world.tray.samples {
      #expect(sample.quality == .good)
      #expect(sample.time > end + 12_000)
    }
    // A set-up that failed among the faults is tried again after half a minute.
    world.run(until: end + 50_000)
    #expect(world.tray.status.readOnly == nil)
    #expect(world.device.holding[20] == 1)
    #expect(world.device.holding[30] == 77)
  }
}
