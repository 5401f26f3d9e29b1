// How a driver keeps its link: when it polls, when it gives a link up, and when it tries again.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

@Suite("A driver and its link")
struct LinkTests {
  let two = profile([point("a", .input, 10), point("b", .input, 11), point("c", .holding, 50)])

  @Test("Points that touch are one request, and the tray holds their newest values")
  func polls() {
    let world = World(binding(two), FakeDevice())
    world.device.input = [10: 7, 11: 8]
    world.device.holding = [50: 9]
    world.run(until: 100)
    #expect(world.device.texts == ["connect", "read input 10x2", "read holding 50x1"])
    #expect([0, 1, 2].map { world.tray.value($0) } == [7, 8, 9])
    world.device.input[10] = 70
    world.run(until: 1_100)
    #expect(world.tray.value(0) == 70)
    #expect(world.device.requests().count == 4)
  }

  @Test("The scan copies the samples and the link to their places in the image")
  func copiesIntoImage() {
    let world = World(binding(two), FakeDevice())
    world.device.input = [10: 7]
    world.run(until: 100)
    var image = ProcessImage(points: 4)
    world.tray.copy(into: &image)
    #expect(image.samples[0].usable == 7)
    #expect(image.samples[3] == .good(1, at: 15))
  }

  @Test("Attempts to connect follow at once, then after 1, 2, 5 and 10 s")
  func backOff() {
    let world = World(binding(two), FakeDevice())
    world.device.latency = 0
    world.device.fault = { _ in .refused }
    world.run(until: 40_000)
    #expect(
      world.device.record.map(\.time) == [0, 0, 1_000, 3_000, 8_000, 18_000, 28_000, 38_000])
    #expect(world.tray.status.counters.refusals == 8)
  }

  @Test("A link that fails after it has proven itself is connected anew at once")
  func reconnectsAtOnce() {
    for error in [LinkError.timeout, .closed, .garbled] {
      let world = World(binding(two), FakeDevice())
      world.run(until: 5_500)
      world.device.forgetRecord()
      var failures = 1
      world.device.fault = { _ in
        failures -= 1
        return failures >= 0 ? error : nil
      }
      world.run(until: 8_000)
      #expect(
        world.device.texts.prefix(5) == [
          "read input 10x2", "close", "connect", "read input 10x2", "read holding 50x1",
        ])
      #expect(world.tray.status.counters.connections == 2)
    }
  }

  @Test("The pauses start over once a link has proven itself")
  func startsOver() {
    let world = World(binding(two), FakeDevice())
    world.device.fault = { [unowned world] _ in
      world.now < 15_000 || (30_000...30_999).contains(world.now) ? .closed : nil
    }
    world.run(until: 29_900)
    world.device.forgetRecord()
    world.run(until: 33_000)
    let connects = world.device.record.filter { $0.text == "connect" }.map(\.time)
    // Once at once, once after 1 s; without starting over the pauses would be 10 s by now.
    #expect(connects.count >= 2)
    #expect(world.tray.linkSample.time > 31_000)
  }

  @Test("A device that accepts connections and then fails is not stormed")
  func noStorm() {
    let world = World(binding(two), FakeDevice())
    world.device.fault = { $0.hasPrefix("read holding") ? .closed : nil }
    world.run(until: 60_000)
    #expect(world.device.texts.filter { $0 == "connect" }.count <= 10)
  }

  @Test("An exception marks the point, keeps the link and spares its neighbours")
  func exceptionKeepsLink() {
    let world = World(binding(two), FakeDevice())
    world.device.input = [10: 7]
    world.device.refusing = [11: 2]
    world.run(until: 3_000)
    #expect(world.tray.quality(1) == .bad(.refused))
    #expect(world.tray.value(0) == 7)
    #expect(world.device.texts.filter { $0 == "connect" }.count == 1)
    world.device.refusing = [:]
    world.device.input[11] = 8
    world.run(until: 5_000)
    #expect(world.tray.value(1) == 8)
  }

  @Test("A busy device keeps its samples, which grow old; a gateway's exception is no sign of life")
  func passingExceptions() {
    let world = World(binding(two), FakeDevice())
    world.device.input = [10: 7]
    world.run(until: 1_500)
    let before = world.tray.samples[0]
    world.device.fault = { _ in .exception(6) }
    world.run(until: 4_000)
    #expect(world.tray.samples[0] == before)
    #expect(world.tray.linkSample.time > 3_000)
    world.device.fault = { _ in .exception(0x0B) }
    world.run(until: 8_000)
    #expect(world.tray.linkSample.time < 4_100)
    #expect(!world.device.texts.contains("close"))
  }

  @Test("A silent device leaves its samples in the tray with their old time")
  func silentDevice() {
    let world = World(binding(two), FakeDevice())
    world.device.input = [10: 7]
    world.run(until: 1_500)
    world.device.fault = { _ in .timeout }
    world.run(until: 20_000)
    #expect(world.tray.value(0) == 7)
    #expect(world.tray.samples[0].time < 1_500)
    #expect(world.tray.samples[0].aged(at: world.now, maxAge: 5_000).quality == .bad(.stale))
    #expect(world.tray.linkSample.aged(at: world.now, maxAge: 3_000).quality == .bad(.stale))
  }

  @Test("Polls that were missed are skipped, not made up for")
  func noBunching() {
    let world = World(binding(two), FakeDevice())
    world.run(until: 1_900)
    world.device.forgetRecord()
    // Nobody runs the driver for ten periods.
    world.pass(to: 12_000)
    world.run(until: 12_900)
    #expect(world.device.requests().map(\.text) == ["read input 10x2", "read holding 50x1"])
  }

  @Test("The slow class is read at its own pace and not starved by a slow link")
  func slowClass() {
    let points = [point("a", .input, 10), point("s", .input, 90, poll: .slow)]
    let world = World(binding(profile(points)), FakeDevice())
    world.device.latency = 1_500
    world.run(until: 60_000)
    let slow = world.device.texts.filter { $0 == "read input 90x1" }.count
    #expect((5...7).contains(slow))
  }

  @Test("The pause that the profile asks for lies between two requests")
  func gap() {
    let world = World(
      binding(two) { $0.timing.gap = 100 }, FakeDevice())
    world.run(until: 900)
    #expect(world.device.requests().map(\.time) == [5, 110])
  }

  @Test("An answer of the wrong length ends the link")
  func wrongLength() {
    final class Short: RegisterLink {
      func connect(timeout: Milliseconds) {}
      func close() {}
      func read(
        _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
      ) -> [UInt16] { [] }
      func write(
        _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
        timeout: Milliseconds
      ) {}
    }
    let world = World(binding(two), FakeDevice())
    world.completeScan()
    let link = Short()
    for _ in 0..<2 {
      let action = world.driver.value.next(now: 0)
      world.driver.value.finished(world.driver.value.carryOut(action, on: link), now: 0)
    }
    #expect(world.tray.status.counters.garbled == 1)
    #expect(world.driver.value.next(now: 0) == .close)
  }

  @Test("A contact is turned round and a meter changes its sign where the site says so")
  func inversion() {
    let points = [
      point("door", .discrete, 3, .bool, unit: .contact),
      point("p", .holding, 5, .s16, unit: .watt),
    ]
    let world = World(
      binding(profile(points)) {
        $0.points[0].isInverted = true
        $0.points[1].isInverted = true
      }, FakeDevice())
    world.device.discretes = [3: 1]
    world.device.holding = [5: 120]
    world.run(until: 100)
    #expect(world.tray.samples[0].usable == 0)
    #expect(world.tray.samples[1].usable == -120)
  }

  @Test("A channel with a live zero means its transmitter's range, and a status is a broken wire")
  func analogChannel() {
    var input = point("ai", .input, 0)
    input.scale = 20.0 / 65_535
    let points = [input, point("ai-status", .input, 60)]
    let world = World(
      binding(profile(points)) {
        $0.points[0].scaling = AnalogScaling(range: 0...60)
        $0.points[0].statusPoint = "ai-status"
      }, FakeDevice())
    world.device.input = [0: 39_321, 60: 0]
    world.run(until: 2_500)
    #expect(abs((world.tray.value(0) ?? 0) - 30) < 0.01)
    world.device.input[60] = 1
    world.run(until: 4_500)
    #expect(world.tray.quality(0) == .bad(.brokenWire))
    world.device.input = [0: 6_554, 60: 0]
    world.run(until: 6_500)
    #expect(world.tray.quality(0) == .bad(.brokenWire))
  }

  @Test("A value outside the range of the site's point is bad, not clipped")
  func outOfRange() {
    let world = World(binding(two) { $0.points[0].range = 0...100 }, FakeDevice())
    world.device.input = [10: 101]
    world.run(until: 100)
    #expect(world.tray.quality(0) == .bad(.outOfRange))
  }
}
