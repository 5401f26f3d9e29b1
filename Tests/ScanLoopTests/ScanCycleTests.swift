// One scan after the other on a field of a single gas detector and a single valve: what goes in, what
// comes out, and what survives a restart.

import Control
import Foundation
import Plant
import Safety
import Synchronization
import Testing

@testable import ScanLoop

/// A field with one point and one actuator, filled by the test.
private final class TestField: Field {
  struct Written: Equatable {
    var value: Double
    var scan: UInt64
    var real: Milliseconds
  }
  let sample = Mutex(RawSample.good(0, at: 0))
  let written = Mutex<[Written]>([])

  func freeze(into image: inout ProcessImage) {
    image.samples[0] = sample.withLock { $0 }
  }

  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {
    let value = commands[0].value
    written.withLock { $0.append(Written(value: value, scan: scan, real: real)) }
  }
}

private final class TestReader: SnapshotReader {
  let taken = Mutex<[Snapshot]>([])
  func offer(_ snapshot: Snapshot) { taken.withLock { $0.append(snapshot) } }
  var last: Snapshot? { taken.withLock { $0.last } }
}

private func description() -> SiteDescription {
  var site = SiteDescription()
  site.measuredPoints = 1
  site.units = 1
  site.actuators = [
    ActuatorLimits(failSafe: 0, lowest: 0, highest: 1, safeDirection: .down, unit: -1)
  ]
  var row = InterlockRow()
  row.cause = .above
  row.threshold = 20
  row.inputCount = 1
  row.effectCount = 1
  row.isLatched = true
  row.resetRule = .local
  var effect = RowEffect()
  effect.target = .actuator
  effect.index = 0
  effect.effect = .trip
  site.rows = [row]
  site.inputs = [PointIndex(raw: 0)]
  site.effects = [effect]
  return site
}

private func catalogue() -> SiteCatalogue {
  let text = BilingualText(de: "Prüfung", en: "Test")
  return SiteCatalogue(
    site: "test", text: text, isSimulated: true,
    points: [
      PointDefinition(
        name: "at-301.concentration", device: "at-301", unit: .percentLEL, maxAge: 2_000)
    ],
    actuators: [], units: [UnitDefinition(name: "room", kind: .room, text: text)], rows: [])
}

/// A cycle with everything that a test wants to look at.
private final class Rig {
  let field = TestField()
  let reader = TestReader()
  let box = LetterBox()
  let store: KeptState
  let cycle: ScanCycle
  var real: Milliseconds = 1_000_000

  init(latches: LatchMemory = .never) {
    let kept = KeptState(latches)
    store = kept
    cycle = ScanCycle(
      description: description(), catalogue: catalogue(), field: field, letterBox: box,
      readers: [reader], memory: kept)
  }

  func scan(_ value: Double, age: Milliseconds = 0) {
    real += 100
    field.sample.withLock { $0 = .good(value, at: real - age) }
    cycle.run(real: real, plant: real * 10, civilOffset: 0, statistics: ScanStatistics())
    cycle.gallery.show()
  }
}

private final class KeptState: StateMemory {
  let latches: LatchMemory
  var accounts: [UInt8]?
  var all: [[UInt8]] = []
  var allAccounts: [[UInt8]] = []
  init(_ latches: LatchMemory) { self.latches = latches }
  func keep(latches: [UInt8]) { all.append(latches) }
  func keep(accounts: [UInt8]) { allAccounts.append(accounts) }
}

@Suite struct ScanCycleTests {
  @Test("Every scan writes every command once, with its number and its time")
  func everyScanWrites() {
    let rig = Rig()
    for _ in 0..<5 { rig.scan(0) }
    let written = rig.field.written.withLock { $0 }
    #expect(written.map(\.scan) == [1, 2, 3, 4, 5])
    #expect(written.map(\.real) == [1_000_100, 1_000_200, 1_000_300, 1_000_400, 1_000_500])
  }

  @Test("A sample older than its point allows reaches the step as stale, not as its last value")
  func stale() {
    let rig = Rig()
    rig.scan(3, age: 2_000)
    #expect(rig.reader.last?.samples.first?.usable == 3)
    rig.scan(3, age: 2_001)
    #expect(rig.reader.last?.samples.first?.quality == .bad(.stale))
  }

  @Test("A snapshot carries the instants and the samples of its own scan")
  func snapshot() {
    let rig = Rig()
    rig.scan(7)
    #expect(rig.reader.last?.time.scan == 1)
    #expect(rig.reader.last?.time.plant == 10_001_000)
    #expect(rig.reader.last?.samples.first?.value == 7)
  }

  @Test("A trip is kept in the scan in which it latches, and only when something changes")
  func keepsLatches() {
    let rig = Rig()
    rig.scan(0)
    let before = rig.store.all.count
    rig.scan(25)
    rig.scan(25)
    rig.scan(0)
    #expect(rig.store.all.count == before + 1)
  }

  @Test("A trip that was kept stands again after a restart, without its cause")
  func restart() throws {
    let rig = Rig()
    rig.scan(25)
    let kept = try #require(rig.store.all.last)
    let next = Rig(latches: .kept(kept))
    next.scan(0)
    #expect(next.reader.last?.rows.first?.isLatched == true)
  }

  @Test("When the latches are lost everything that can latch is tripped")
  func lostLatches() {
    for lost: LatchMemory in [.lost, .kept([1, 2, 3]), .kept([])] {
      let rig = Rig(latches: lost)
      rig.scan(0)
      #expect(rig.reader.last?.rows.first?.isLatched == true)
    }
  }
}

@Suite struct LetterBoxTests {
  @Test("Wishes come out in the order in which they went in, once")
  func order() {
    let box = LetterBox()
    for ticket in 1...3 {
      let isTaken = box.post(
        Intent(.acknowledge, source: .panel, ticket: UInt32(ticket)))
      #expect(isTaken)
    }
    var wishes: [Intent] = []
    box.collect(into: &wishes)
    #expect(wishes.map(\.ticket) == [1, 2, 3])
    box.collect(into: &wishes)
    #expect(wishes.isEmpty)
  }

  @Test("A full box refuses a wish, and never a stop")
  func full() {
    let box = LetterBox()
    for _ in 0..<LetterBox.capacity { _ = box.post(Intent(.acknowledge, source: .panel)) }
    #expect(!box.post(Intent(.setMode, source: .panel)))
    #expect(box.post(Intent(.stop, source: .panel)))
    var all: [Intent] = []
    box.collect(into: &all)
    #expect(all.count == LetterBox.capacity)
    #expect(all.last?.kind == .stop)
  }

  @Test("A box full of stops takes one more without growing")
  func fullOfStops() {
    let box = LetterBox()
    for _ in 0..<(LetterBox.capacity + 5) { #expect(box.post(Intent(.stop, source: .panel))) }
    var all: [Intent] = []
    box.collect(into: &all)
    #expect(all.count == LetterBox.capacity)
  }
}

@Suite struct PlantClockTests {
  @Test("Plant time runs by its speed from its origin, also backwards")
  func speed() {
    let clock = PlantClock(realOrigin: 1_000, plantOrigin: 50_000, speed: 10)
    #expect(clock.plant(at: 1_000) == 50_000)
    #expect(clock.plant(at: 1_100) == 51_000)
    #expect(clock.plant(at: 900) == 49_000)
  }

  @Test("A clock survives being written and read")
  func text() {
    let clock = PlantClock(realOrigin: -5, plantOrigin: 1_781_775_000_000, speed: 2.5)
    #expect(PlantClock(text: clock.text) == clock)
  }

  @Test(
    "A clock that makes no sense is refused",
    arguments: ["", "1,2", "1,2,0", "1,2,-1", "1,2,1001", "a,2,1", "1,2,nan", "1,2,3,4"])
  func refused(text: String) {
    #expect(PlantClock(text: text) == nil)
  }
}
