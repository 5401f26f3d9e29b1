// The journal of a site that lives: the laboratory from its cold start into the run, every scan recorded as
// the service records it, and replayed. A controller of its own sees the same images and wishes as the
// one of the virtual site and must come to the same decisions; it is the one that is recorded.

import Control
import Foundation
import Plant
import PlantSimulation
import SiteConfiguration
import Testing

@testable import Journal
@testable import Scenarios

/// Steps and records beside a virtual site.
private final class Shadow {
  let virtual: VirtualSite
  let journal: JournalWriter
  private let site: Site
  private var state: ControlState
  private var decision: Decision
  private var wishes: [Intent] = []
  private(set) var strayScans = 0

  init(_ virtual: VirtualSite, path: String) throws {
    self.virtual = virtual
    let description = virtual.loaded.description
    site = Site(description)
    state = ControlState(for: site)
    decision = Decision(
      actuators: description.actuators.count, units: description.units,
      rows: description.rows.count, derived: description.derivedPoints)
    journal = try JournalWriter(
      path: path,
      identity: JournalIdentity(
        catalogue: virtual.loaded.catalogue, description: description,
        configuration: virtual.loaded.digest, build: "test"))
    virtual.afterScan = { [unowned self] in follow($0) }
  }

  func ask(_ intent: Intent) {
    wishes.append(intent)
    virtual.ask(intent)
  }

  private func follow(_ virtual: VirtualSite) {
    let intents = wishes
    wishes = []
    journal.willStep(state)
    step(virtual.image, intents: intents.span, on: site, state: &state, decision: &decision)
    journal.didStep(
      image: virtual.image, intents: intents.span, state: state, decision: decision)
    var writer = CanonicalWriter()
    decision.encode(into: &writer)
    if writer.digest != virtual.digest { strayScans += 1 }
    // Virtual time is faster than any disk.
    if virtual.image.time.scan % 10 == 0 {
      while !journal.isIdle { Thread.sleep(forTimeInterval: 0.001) }
    }
  }
}

@Suite struct LabReplayTests {
  private static let top = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func lab() throws -> VirtualSite {
    let result = loadSite(
      at: Self.top.appending(path: "hardware/sites/ovm-lab").path(),
      profiles: Self.top.appending(path: "hardware/devices").path())
    let site = try VirtualSite(
      try result.get(), year: try KasselYear.load(),
      start: try #require(UTC.instant("2025-06-18T09:30:00Z")), seed: 1, isWarm: true)
    site.civilOffset = 7_200_000
    return site
  }

  @Test("From a cold start to hydrogen, every recorded scan replays to the same bits")
  func laboratory() throws {
    let folder = NSTemporaryDirectory() + "replay-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/journal.sqlite"
    let virtual = try lab()
    let shadow = try Shadow(virtual, path: path)

    virtual.run(305_000, period: 1_000)
    virtual.plant.press(.resetKey(pressDuration: 2_000))
    virtual.run(4_000, period: 1_000)
    for unit in ["el-1", "el-2", "el-3", "el-4"] {
      let place = virtual.loaded.catalogue.units.firstIndex { $0.name == unit }
      shadow.ask(
        Intent(
          .setMode, unit: Int16(try #require(place)), value: Double(Mode.automatic.rawValue),
          source: .scenario))
    }
    let runs = virtual.run(
      until: { $0.report("el-1")?.step == .running }, within: 7_200_000, period: 1_000)
    #expect(runs)
    let slow = shadow.journal.counters.scansRecorded
    let bytesBefore = shadow.journal.counters.bytesWritten
    virtual.run(40_000, period: 100)
    try virtual.breaks("room.gas 30")
    virtual.run(20_000, period: 100)
    #expect(shadow.strayScans == 0)
    #expect(shadow.journal.close())
    #expect(shadow.journal.counters.scansLost == 0)
    let scans = shadow.journal.counters.scansRecorded
    #expect(scans == slow + 600)
    // Without registers between plant and controller every number is new in every scan, to its last
    // digit: the dearest there is.
    let bytes = (shadow.journal.counters.bytesWritten - bytesBefore) / 600
    #expect(bytes < 200, "\(bytes) bytes for each scan of a running laboratory")

    let journal = try JournalReader(path)
    let replay = try Replay(
      journal, description: virtual.loaded.description, catalogue: virtual.loaded.catalogue,
      configuration: virtual.loaded.digest)
    let whole = try replay.play()
    #expect(whole.difference == nil)
    #expect(whole.scans == Int(scans))
    #expect(whole.gaps == [])

    // Also from the middle: a key frame holds all that the next step depends on.
    for begin: Milliseconds in [30_000, 700_000] {
      let part = try replay.play(from: virtual.plant.time - begin)
      #expect(part.difference == nil)
      #expect(part.scans > 0)
    }

    // A rule that was another one is found, and told by its name.
    var other = virtual.loaded.description
    other.settings.airChanges += 1
    let changed = try Replay(
      journal, description: other, catalogue: virtual.loaded.catalogue,
      configuration: virtual.loaded.digest
    ).play()
    #expect(changed.difference != nil)
    #expect(changed.scans < Int(scans))
  }
}
