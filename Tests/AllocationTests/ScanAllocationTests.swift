// No scan asks the heap for memory: counted at run time over the whole cycle of both sites, with trays, wishes,
// journal and gallery as in the service. What the compiler proves of the step is held here for all that
// surrounds it. Two things may allocate, because they leave the scan: latches that changed, and once in a
// minute the accounts, on their way to the disk.

import CAllocations
import Control
import Foundation

import Plant
import SiteConfiguration
import Synchronization
import Testing

@testable import Journal
@testable import ScanLoop
@testable import Scenarios

/// Counts what it is asked to keep.
private final class Keeper: StateMemory {
  let latches = LatchMemory.never
  let accounts: [UInt8]? = nil
  private(set) var kept = 0
  func keep(latches: [UInt8]) { kept += 1 }
  func keep(accounts: [UInt8]) { kept += 1 }
}

private final class Reader: SnapshotReader {
  let scans = Atomic<UInt64>(0)
  func offer(_ snapshot: Snapshot) { scans.store(snapshot.time.scan, ordering: .relaxed) }
}

@Suite(.serialized) struct ScanAllocationTests {
  private static let warmUp = 200
  private static let scans = 10_000

  @Test("The counter sees what an array asks for")
  func counter() {
    let before = allocationsOfThisThread()
    let array = [Int](repeating: 7, count: 1000 + Int.random(in: 0..<10))
    #expect(array.count >= 1000)
    #expect(allocationsOfThisThread() > before)
  }

  @Test(
    "Ten thousand scans allocate nothing, unless something is kept over a restart",
    arguments: ["ovm-lab", "wesertor"])
  func cycle(name: String) throws {
    let site = try LoadedSite.shipped(name)
    let folder = NSTemporaryDirectory() + "allocations-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let journal = try Recorder(path: folder + "/journal.sqlite", site)
    let keeper = Keeper()
    let reader = Reader()
    let box = LetterBox()
    let cycle = ScanCycle(
      description: site.description, catalogue: site.catalogue,
      field: RecordedField(try site.recording(), of: site), letterBox: box, readers: [reader],
      memory: keeper, recorder: journal)
    var guilty: [Int] = []
    var keeping = 0
    for scan in 1...(Self.warmUp + Self.scans) {
      if scan % 50 == 0 { _ = box.post(Intent(.acknowledge, source: .panel)) }
      let now = 1_000_000 + Milliseconds(scan) * 100
      let kept = keeper.kept
      let before = allocationsOfThisThread()
      cycle.run(
        real: now, plant: now + 1_750_239_000_000, civilOffset: 0, statistics: ScanStatistics())
      let allocations = allocationsOfThisThread() - before
      if keeper.kept > kept {
        keeping += 1
      } else if allocations > 0, scan > Self.warmUp {
        guilty.append(scan)
      }
      cycle.gallery.show()
      journal.wait()
    }
    #expect(guilty.count == 0, "the first is \(guilty.first ?? 0)")
    #expect(keeping < Self.scans / 100, "keeping is the exception")
    #expect(reader.scans.load(ordering: .relaxed) == UInt64(Self.warmUp + Self.scans))
    #expect(journal.writer.close())
    #expect(journal.writer.counters.scansLost == 0)
  }

  @Test("The thread around the cycle allocates nothing either, from waking to sleeping")
  func thread() {
    var site = SiteDescription()
    site.measuredPoints = 1
    let field = CountingField()
    let text = BilingualText(de: "", en: "")
    let catalogue = SiteCatalogue(
      site: "test", text: text, isSimulated: true,
      points: [PointDefinition(name: "a.b", device: "a", unit: .one)], actuators: [], units: [],
      rows: [])
    let cycle = ScanCycle(
      description: site, catalogue: catalogue, field: field, letterBox: LetterBox(),
      readers: [Reader()], memory: Keeper())
    let thread = ScanThread(
      cycle: cycle, period: 10, clock: .wall(), timeZone: "Europe/Berlin", log: "test",
      wantsPriority: false)
    thread.start()
    field.isFull.wait()
    thread.stop()
    let counts = field.counts.withLock { $0 }
    let late = counts.suffix(CountingField.scans - 20)
    #expect(late.allSatisfy { $0 == late.first })
    #expect(thread.completed >= UInt64(CountingField.scans))
  }
}

/// Notes at each scan what its thread has allocated so far.
private final class CountingField: Field {
  static let scans = 120
  let isFull = DispatchSemaphore(value: 0)
  let counts: Mutex<[UInt]>

  init() {
    var room: [UInt] = []
    room.reserveCapacity(Self.scans)
    counts = Mutex(room)
  }

  func freeze(into image: inout ProcessImage) {
    let count = allocationsOfThisThread()
    counts.withLock { counts in
      guard counts.count < Self.scans else { return }
      counts.append(count)
      if counts.count == Self.scans { isFull.signal() }
    }
  }

  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {}
}

/// The journal at the place it has in the service.
private final class Recorder: ScanRecorder {
  let writer: JournalWriter

  init(path: String, _ site: LoadedSite) throws {
    writer = try JournalWriter(
      path: path,
      identity: JournalIdentity(
        catalogue: site.catalogue, description: site.description, configuration: site.digest,
        build: "test"))
  }

  func willStep(_ state: borrowing ControlState) { writer.willStep(state) }

  func didStep(
    image: borrowing ProcessImage, intents: Span<Intent>, state: borrowing ControlState,
    decision: borrowing Decision
  ) {
    writer.didStep(image: image, intents: intents, state: state, decision: decision)
  }

  /// Virtual time is faster than any disk: waits until it has taken what was handed over.
  func wait() {
    while writer.counters.scansRecorded % 100 == 0, !writer.isIdle {
      Thread.sleep(forTimeInterval: 0.001)
    }
  }
}
