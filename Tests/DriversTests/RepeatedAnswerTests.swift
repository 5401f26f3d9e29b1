// Most answers repeat the one before, and then the driver does not decode them again. What it remembers
// must never change what the scan sees: the same answers, remembered or worked out anew, give the same
// samples at the same instants, whatever changes in between.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("Answers that repeat the one before")
struct RepeatedAnswerTests {
  /// A device with all that a meaning can depend on: validity, heartbeat, a power of ten, the status of
  /// a channel in another request, a range, and a value read once.
  func device() -> World {
    let points = [
      point("status", .input, 0), point("beat", .input, 1),
      point("scaled", .input, 10, scaleFactor: "power"), point("power", .input, 11, .s16),
      point("float", .input, 12, .f32), point("bit", .input, 14, bits: 3...3),
      point("channel", .input, 100), point("channel-status", .holding, 200, poll: .slow),
      point("serial", .holding, 300, poll: .once), point("contact", .discrete, 5, .bool),
    ]
    let profile = profile(points) {
      $0.validity = [ValidityRule(point: "status", mask: 0x3, allowed: [1])]
      $0.heartbeat = HeartbeatRule(point: "beat", within: 5_000)
    }
    let bound = binding(profile) { binding in
      for place in binding.points.indices where binding.points[place].profilePoint == "channel" {
        binding.points[place].statusPoint = "channel-status"
        binding.points[place].range = 0...900
      }
    }
    let world = World(bound, FakeDevice())
    world.device.input = [0: 1, 1: 0, 10: 25, 11: 1, 100: 17]
    return world
  }

  func place(_ name: String, _ world: World) -> Int {
    let place = world.driver.value.binding.points.firstIndex { $0.profilePoint == name }
    return place ?? -1
  }

  /// Lets the heartbeat move with the seconds.
  func live(_ world: World) {
    world.device.fault = { [unowned world] _ in
      world.device.input[1] = UInt16(world.now / 1_000 % 60)
      return nil
    }
  }

  @Test("A repeated answer gives fresh samples")
  func fresh() {
    let world = device()
    live(world)
    world.run(until: 20_000)
    #expect(world.tray.value(place("channel", world)) == 17)
    #expect(world.tray.samples[place("channel", world)].time > 18_500)
  }

  @Test("A device that repeats all its registers is found frozen")
  func frozen() {
    let world = device()
    live(world)
    world.run(until: 3_000)
    world.device.fault = nil
    world.run(until: 12_000)
    #expect(world.tray.quality(place("channel", world)) == .bad(.frozen))
    #expect(world.tray.quality(place("contact", world)) == .bad(.frozen))
    #expect(world.tray.quality(place("serial", world)) == .bad(.frozen))
    live(world)
    world.run(until: 15_000)
    #expect(world.tray.value(place("channel", world)) == 17)
  }

  @Test("Another power of ten changes a value whose own register repeats")
  func powerOfTen() {
    let world = device()
    live(world)
    world.run(until: 5_000)
    #expect(world.tray.value(place("scaled", world)) == 250)
    world.device.input[11] = UInt16(bitPattern: -1)
    world.run(until: 8_000)
    #expect(world.tray.value(place("scaled", world)) == 2.5)
  }

  @Test("A channel whose status changes in another request is bad though its own register repeats")
  func channelStatus() {
    let world = device()
    live(world)
    world.run(until: 5_000)
    #expect(world.tray.value(place("channel", world)) == 17)
    world.device.holding[200] = 2
    world.run(until: 18_000)
    #expect(world.tray.quality(place("channel", world)) == .bad(.brokenWire))
    world.device.refusing = [200: 2]
    world.run(until: 31_000)
    #expect(world.tray.quality(place("channel", world)) == .bad(.refused))
    world.device.refusing = [:]
    world.device.holding[200] = 0
    world.run(until: 44_000)
    #expect(world.tray.value(place("channel", world)) == 17)
  }

  @Test("A detector that stops measuring is not believed though its value repeats")
  func validity() {
    let world = device()
    live(world)
    world.run(until: 5_000)
    world.device.input[0] = 2
    world.run(until: 8_000)
    #expect(world.tray.quality(place("channel", world)) == .bad(.deviceFault))
  }

  @Test("Remembered or worked out anew, random answers give the same samples", arguments: 1...60)
  func sameSamples(seed: Int) {
    let remembering = device()
    let forgetting = device()
    forgetting.forgetsMeanings = true
    var numbers = SeededNumbers(seed: UInt64(seed))
    let density = 2 + seed % 9
    for world in [remembering, forgetting] {
      var faults = SeededNumbers(seed: UInt64(seed + 1_000))
      let kinds: [LinkError] = [.timeout, .closed, .garbled, .exception(2), .exception(6)]
      world.device.fault = { _ in
        let chance = faults.next(below: 40)
        return chance == 0 ? kinds[faults.next(below: kinds.count)] : nil
      }
    }
    let addresses = [0, 1, 1, 1, 1, 1, 10, 11, 12, 13, 14, 100, 200, 205, 300]
    var seen: Set<String> = []
    for step in 1...240 {
      for _ in 0..<numbers.next(below: density) {
        let address = addresses[numbers.next(below: addresses.count)]
        let value =
          switch address {
          case 0: UInt16([1, 1, 1, 2].randomElement(below: &numbers))
          case 1: UInt16(step)
          case 11: UInt16(bitPattern: Int16(numbers.next(below: 5) - 2))
          case 100: UInt16(numbers.next(below: 1_000))
          case 200: UInt16([0, 0, 0, 3].randomElement(below: &numbers))
          default: UInt16(numbers.next(below: 65_536))
          }
        let refuses = numbers.next(below: 30) == 0
        for world in [remembering, forgetting] {
          if address == 205 {
            world.device.discretes[5] = value & 1
          } else if address >= 200 {
            world.device.holding[address] = value
          } else {
            world.device.input[address] = value
          }
          world.device.refusing = refuses ? [address: 2] : [:]
        }
      }
      for world in [remembering, forgetting] { world.run(until: Int64(step) * 500) }
      let samples = remembering.tray.samples
      #expect(samples == forgetting.tray.samples, "after \(step * 500) ms")
      #expect(remembering.tray.linkSample == forgetting.tray.linkSample)
      for sample in samples { seen.insert("\(sample.quality)") }
    }
    #expect(remembering.device.texts == forgetting.device.texts)
    #expect(seen.count >= 4, "too little happened: \(seen)")
  }
}

extension [Int] {
  /// One of them.
  fileprivate func randomElement(below numbers: inout SeededNumbers) -> Int {
    self[numbers.next(below: count)]
  }
}
