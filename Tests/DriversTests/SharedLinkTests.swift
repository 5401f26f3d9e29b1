// Several devices on one wire: they take turns on one connection, and one that is dead does not take the
// wire from the others.

import DeviceProfiles
import Plant
import Testing

@testable import Drivers

/// A line with units behind it, in memory; one request at a time.
private final class Line: RegisterLink {
  var isOpen = false
  var dead: Set<UInt8> = []
  var connects = 0
  var answered: [UInt8: Int] = [:]

  func connect(timeout: Milliseconds) {
    isOpen = true
    connects += 1
  }
  func close() { isOpen = false }
  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16] {
    if !isOpen { throw .closed }
    if dead.contains(unit) { throw .timeout }
    answered[unit, default: 0] += 1
    return Array(repeating: UInt16(unit), count: count)
  }
  func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) throws(LinkError) {
    if unit == 9 { throw .exception(2) }
  }
}

@Suite("A wire that devices share")
struct SharedLinkTests {
  @Test("The units of a line share one connection, and a dead one does not take it from the others")
  func deadUnit() throws {
    let line = Line()
    line.dead = [2]
    let shared = SharedLink(line)
    let ends = (0..<3).map { _ in shared.end() }
    for end in ends { try end.connect(timeout: 100) }
    #expect(line.connects == 1)
    for _ in 0..<10 {
      for (place, end) in ends.enumerated() {
        let unit = UInt8(place + 1)
        let values = try? end.read(.holding, unit: unit, address: 0, count: 1, timeout: 100)
        #expect(values == (unit == 2 ? nil : [UInt16(unit)]))
      }
    }
    #expect(line.answered == [1: 10, 3: 10])
    // The time-out closed the wire each time, and the next request opened it again.
    #expect(line.connects == 11)
  }

  @Test("An exception is an answer and closes nothing; one end cannot close the wire of the others")
  func exceptions() throws {
    let line = Line()
    let shared = SharedLink(line)
    let (one, two) = (shared.end(), shared.end())
    try one.connect(timeout: 100)
    #expect(throws: LinkError.exception(2)) {
      try one.write(.holding, unit: 9, address: 0, values: [1], function: 6, timeout: 100)
    }
    one.close()
    #expect(try two.read(.input, unit: 4, address: 0, count: 2, timeout: 100) == [4, 4])
    #expect(line.connects == 1)
  }

  @Test("Drivers of one wire each poll their own unit, and the dead one is tried less and less")
  func drivers() {
    let line = Line()
    line.dead = [2]
    let shared = SharedLink(line)
    var drivers = (1...3).map { unit in
      DeviceDriver(
        binding(profile([point("p", .holding, 0)])) { $0.address.unit = UInt8(unit) })
    }
    let ends = drivers.map { _ in shared.end() }
    var now: Milliseconds = 0
    while now < 30_000 {
      for place in drivers.indices {
        let action = drivers[place].next(now: now)
        if case .wait = action { continue }
        let outcome = drivers[place].carryOut(action, on: ends[place])
        if outcome == .failed(.timeout) { now += 1_000 }
        drivers[place].finished(outcome, now: now)
      }
      now += 20
    }
    #expect(drivers[0].tray.value(0) == 1 && drivers[2].tray.value(0) == 3)
    #expect(drivers[1].tray.quality(0) == .bad(.neverRead))
    // Polled every second, less what the dead unit's time-outs hold up.
    #expect((line.answered[1] ?? 0) > 20 && (line.answered[3] ?? 0) > 20)
    #expect(drivers[1].status.counters.timeouts < 10)
  }
}
