// What safety remembers survives being written and read: the whole state, and the latches alone.

import Plant
import Testing

@testable import Safety

/// A bench after a troubled day.
private func troubled() -> Bench {
  var dice = Dice(seed: 11)
  let plan = Plan.random(&dice)
  let bench = Bench(plan)
  for moment in randomDay(&dice, length: 40, actuators: plan.actuators) { bench.live(moment) }
  return bench
}

@Suite("Saved safety states")
struct EncodingTests {
  @Test("A state that is cut short anywhere is refused and changes nothing")
  func shortState() {
    let saved = troubled()
    let bytes = saved.encodedState
    let fresh = Bench(saved.plan)
    let before = fresh.encodedState
    for length in 0..<bytes.count {
      #expect(!fresh.restore(Array(bytes.prefix(length))))
    }
    #expect(fresh.encodedState == before)
    #expect(fresh.restore(bytes))
    #expect(fresh.encodedState == bytes)
  }

  @Test("Latches that are cut short anywhere are refused and change nothing")
  func shortLatches() {
    let saved = troubled()
    let bytes = saved.encodedLatches
    let fresh = Bench(saved.plan)
    let before = fresh.encodedState
    for length in 0..<bytes.count {
      #expect(!fresh.restoreLatches(Array(bytes.prefix(length))))
    }
    #expect(fresh.encodedState == before)
    #expect(fresh.restoreLatches(bytes))
    #expect(fresh.encodedLatches == bytes)
  }

  @Test("A state of a larger or smaller table is refused")
  func otherTable() {
    let saved = troubled()
    var plan = saved.plan
    plan.add(.above, [0], over: 20)
    let other = Bench(plan)
    #expect(!other.restore(saved.encodedState))
    #expect(!other.restoreLatches(saved.encodedLatches))
    #expect(!saved.restoreLatches(other.encodedLatches))
    #expect(!saved.restore(other.encodedState))
  }

  @Test("What was written behind a state or its latches can be read on")
  func readOn() {
    let saved = troubled()
    var reader = CanonicalReader(saved.encodedState + saved.encodedLatches + [7])
    let fresh = Bench(saved.plan)
    let isRestored = fresh.state.restore(from: &reader)
    let hasLatches = fresh.state.restoreLatches(from: &reader)
    let behind = reader.read(UInt8.self)
    #expect(isRestored && hasLatches && behind == 7)
  }

  @Test("A byte that is neither true nor false is refused")
  func damagedByte() {
    let saved = troubled()
    var bytes = saved.encodedLatches
    bytes[5] = 7
    #expect(!Bench(saved.plan).restoreLatches(bytes))
    bytes = saved.encodedState
    bytes[bytes.count - 1] = 2
    #expect(!Bench(saved.plan).restore(bytes))
  }

  @Test("An instant before the origin of its clock is refused")
  func negativeInstant() {
    for change in [
      { (bench: Bench) in bench.state.rows[0].demandedSince = -1 },
      { bench in bench.state.rows[0].activeSince = -1 },
      { bench in bench.state.key = KeyTracker(position: .turned, since: -1) },
      { bench in bench.state.room = RoomTracker(isClear: true, since: -1) },
      { bench in bench.state.lastReset = -2 },
    ] {
      let saved = troubled()
      change(saved)
      #expect(!Bench(saved.plan).restore(saved.encodedState))
    }
  }

  @Test("Every part of the state reaches the encoding")
  func everyPart() {
    let changes: [(Bench) -> Void] = [
      { $0.state.rows[0].isDemanded.toggle() },
      { $0.state.rows[0].isValued.toggle() },
      { $0.state.rows[0].demandedSince += 1 },
      { $0.state.rows[0].isStanding.toggle() },
      { $0.state.rows[0].isActive.toggle() },
      { $0.state.rows[0].isLatched.toggle() },
      { $0.state.rows[0].isFirstOut.toggle() },
      { $0.state.rows[0].isUnacknowledged.toggle() },
      { $0.state.rows[0].activeScan += 1 },
      { $0.state.rows[0].activeSince += 1 },
      { $0.state.rows[0].released ^= 4 },
      { $0.state.rows[0].value += 1 },
      { $0.state.unitVerdicts[1] = Verdict(effect: .hold, share: 0.123, row: 3) },
      { $0.state.actuatorVerdicts[1] = Verdict(effect: .hold, share: 0.123, row: 3) },
      { $0.state.lastCommands[2] += 0.5 },
      { $0.state.key = KeyTracker(position: .turned, since: 5) },
      { $0.state.room = RoomTracker(isClear: true, since: 6) },
      { $0.state.lastReset = 99 },
      { $0.state.hasReset.toggle() },
    ]
    let plain = troubled().encodedState
    for (number, change) in changes.enumerated() {
      let changed = troubled()
      change(changed)
      #expect(changed.encodedState != plain, "change \(number)")
      let restored = Bench(changed.plan)
      #expect(restored.restore(changed.encodedState))
      #expect(restored.encodedState == changed.encodedState)
    }
  }

  @Test("A first cause that did not latch is forgotten after the restart")
  func firstOutWithoutLatch() {
    var plan = Plan(measured: 1)
    plan.add(.above, [0], over: 20)
    let first = Bench(plan)
    _ = first.play([0: "H"])
    let second = Bench(plan)
    #expect(second.restoreLatches(first.encodedLatches))
    _ = second.play([0: "."])
    #expect(!second.row(0).isFirstOut && !second.row(0).isActive)
  }
}
