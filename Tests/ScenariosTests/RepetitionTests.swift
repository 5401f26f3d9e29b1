// The same again: a seed brings back every bit, a recording replays through the step, and sixty
// scans of a start look as they looked when their golden trace was written. To write the traces
// anew, on purpose, run the tests with H2Q_UPDATE_TRACES=1.

import Foundation
import Plant
import PlantSimulation
import Scenarios
import Testing

@Suite struct RepetitionTests {
  private func digests(seed: UInt64) throws -> [UInt64] {
    let site = try Stage.wesertor(seed: seed)
    var digests: [UInt64] = []
    var storm = Storm(seed: seed)
    site.afterScan = { digests.append($0.digest) }
    storm.blow(over: site, for: 30 * minute)
    return digests
  }

  @Test("The same seed gives the same decisions, another seed gives others")
  func sameSeed() throws {
    let first = try digests(seed: 7)
    #expect(first.count >= 1_800)
    #expect(try digests(seed: 7) == first)
    #expect(try digests(seed: 8) != first)
  }

  @Test("A site that was put aside goes on as if nothing had been")
  func saved() throws {
    let site = try Stage.wesertor()
    site.morning()
    let saved = site.saved
    site.pass(10 * minute)
    let again = try Stage.wesertor()
    try again.resume(from: saved)
    again.pass(10 * minute)
    #expect(again.digest == site.digest)
    #expect(again.controlState == site.controlState)
    #expect(again.plant.snapshotState() == site.plant.snapshotState())
    let other = try Stage.lab()
    #expect(throws: NotSameSite.self) { try other.resume(from: saved) }
  }

  @Test("A recorded minute replays to the same decisions, byte by byte", arguments: [0, 1])
  func replay(number: Int) throws {
    let site = try number == 0 ? Stage.lab() : Stage.wesertor()
    site.morning()
    site.pass(20 * minute)
    var live: [UInt64] = []
    site.isRecording = true
    site.afterScan = { live.append($0.digest) }
    for unit in site.hydrogenUnits { site.ask(unit, .manual) }
    site.pass(10 * second)
    site.ask(Intent(.setpoint, unit: site.unit(site.hydrogenUnits[0]), value: 2, source: .scenario))
    try site.breaks("room.gas 12")
    site.pass(50 * second)
    let replayed = try #require(site.recording.replayed(on: site.loaded))
    #expect(replayed.count == 60)
    #expect(replayed.map { CanonicalWriter.digest(of: $0) } == live)
    #expect(site.recording.replayed(on: site.loaded) == replayed)
    let other = try Stage.load("hardware/sites/\(number == 0 ? "wesertor" : "ovm-lab")")
    #expect(site.recording.replayed(on: other) == nil, "a recording belongs to its site")
  }

  @Test("Sixty scans of a start look as they did", arguments: ["ovm-lab", "wesertor"])
  func goldenTrace(name: String) throws {
    let site = try name == "ovm-lab" ? Stage.lab() : Stage.wesertor()
    site.morning()
    site.pass(1_050 * second)
    let first = site.hydrogenUnits[0]
    site.ask(first, .manual)
    site.ask(Intent(.setpoint, unit: site.unit(first), value: 2, source: .scenario))
    var lines: [String] = []
    site.afterScan = { lines.append($0.traceLine) }
    site.pass(60 * second)
    let text = lines.joined(separator: "\n") + "\n"
    let file = Stage.root.appending(path: "Tests/ScenariosTests/Traces/\(name).txt")
    if ProcessInfo.processInfo.environment["H2Q_UPDATE_TRACES"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(lines == golden.split(separator: "\n").map(String.init))
  }

  @Test("Numbers in a trace keep six digits and tell large from small")
  func rounding() throws {
    #expect(TraceNumber.rounded(1.000_000_1) == TraceNumber.rounded(1))
    #expect(TraceNumber.rounded(1.000_01) != TraceNumber.rounded(1))
    #expect(TraceNumber.rounded(10) != TraceNumber.rounded(1))
    #expect(TraceNumber.rounded(-2) != TraceNumber.rounded(2))
    #expect(TraceNumber.rounded(0) == 0)
  }
}
