// The laboratory as these tests see it from outside: `h2q-sim serve` on one side of the wire, `h2q
// run` on the other, and the verbs with which a person talks to both. Plant time runs sixty times
// as fast; silence and time-outs count in real time, as they always do.

import Foundation
import LocalSocket
import Testing

/// Simulator and controller of the laboratory, in the premises of one test.
final class Laboratory {
  let premises: Premises
  let site: SiteCopy
  private(set) var simulator: Program?
  private(set) var controller: Program?
  /// Other options for `h2q run`.
  var options: [String] = ["--without-telemetry"]
  /// A program, with its words, that starts the controller in other surroundings.
  var surroundings: [String] = []

  static let speed = 60.0

  init(in premises: Premises) throws {
    self.premises = premises
    site = try .laboratory(in: premises)
  }

  /// Folder of the controller's state.
  var state: String { "\(premises.folder)/\(site.name)" }
  private var endpoints: String { "\(premises.folder)/endpoints.json" }
  private var simulatorSocket: String { "\(premises.folder)/sim.sock" }

  /// Starts the simulated plant and waits until it listens.
  func startSimulator(at instant: String? = nil) throws {
    let begin = instant.map { ["--start", "\(site.name)=\($0)"] } ?? []
    simulator = try premises.start(
      "h2q-sim",
      [
        "serve", site.folder, "--profiles", SiteCopy.profiles, "--speed", "\(Self.speed)", "--warm",
        "--socket", simulatorSocket, "--endpoints", endpoints,
      ] + begin)
    try premises.wait(for: "the simulator listens") {
      FileManager.default.fileExists(atPath: endpoints)
    }
  }

  /// Starts the controller and waits until it has scanned. Without a clock of its own it takes that
  /// of the running simulator.
  func startController(clock: String? = nil) throws {
    let words =
      surroundings + [
        "\(builtFolder)/h2q", "run", site.folder, "--profiles", SiteCopy.profiles, "--state",
        premises.folder, "--clock", try clock ?? simulatorClock(),
      ] + options
    let program = try premises.start(words[0], Array(words.dropFirst()))
    controller = program
    try premises.wait(for: "the controller scans") {
      try #require(program.isRunning, premises.comment)
      return (try? view())?.scan ?? 0 > 0
    }
  }

  private func simulatorClock() throws -> String {
    struct Clocks: Decodable { var clocks: [String: String] }
    let data = try Data(contentsOf: URL(fileURLWithPath: endpoints))
    return try #require(JSONDecoder().decode(Clocks.self, from: data).clocks[site.name])
  }

  /// The controller's newest snapshot.
  func view() throws -> SiteView {
    try JSONDecoder().decode(
      SiteView.self, from: Data(ask("snapshot", at: "\(state)/control.sock").utf8))
  }

  func counts() throws -> Counts {
    try JSONDecoder().decode(
      Counts.self, from: Data(ask("counts", at: "\(state)/control.sock").utf8))
  }

  /// Waits until the controller's snapshot says so.
  func wait(
    for what: String, within seconds: Double = 60, _ condition: (SiteView) -> Bool
  ) throws {
    var last: SiteView?
    try premises.wait(for: what, within: seconds, details: { last?.told ?? "" }) {
      last = try? view()
      return last.map(condition) ?? false
    }
  }

  /// Waits until the controller has made so many more scans.
  func letScan(_ count: UInt64) throws -> SiteView {
    let before = try view().scan
    try wait(for: "\(count) scans") { $0.scan >= before + count }
    return try view()
  }

  /// `h2q VERB SITE WORDS...`, which must be taken.
  func h2q(_ verb: String, _ words: String...) throws -> String {
    let result = try premises.run(
      "h2q",
      [verb, site.folder] + words + ["--profiles", SiteCopy.profiles, "--state", premises.folder])
    try #require(result.code == 0, "h2q \(verb) \(words): \(result.output)")
    return result.output
  }

  /// `h2q-sim VERB WORDS...`, which must be taken.
  @discardableResult
  func sim(_ verb: String, _ words: String...) throws -> String {
    let result = try premises.run("h2q-sim", [verb] + words + ["--socket", simulatorSocket])
    try #require(result.code == 0, "h2q-sim \(verb) \(words): \(result.output)")
    return result.output
  }

  /// What a person does after a trip: waits for clean air and turns the key on site, again and
  /// again, until nothing is latched.
  func reset() throws {
    var nextTurn = ContinuousClock.now
    try wait(for: "the key releases everything") { view in
      if view.latched.isEmpty { return true }
      if ContinuousClock.now >= nextTurn {
        _ = try? sim("press", "reset-key")
        // The turn itself takes a second; a turn in a turn would be too long a one.
        nextTurn = ContinuousClock.now + .milliseconds(1_500)
      }
      return false
    }
  }

  /// A person asks for automatic, with another turn of the key if the permission has lapsed.
  func askForAutomatic(_ unit: String) throws {
    var nextTurn = ContinuousClock.now + .milliseconds(1_500)
    try premises.wait(for: "\(unit) is taken into automatic") {
      let answer = try ask("mode \(unit) automatic", at: "\(state)/control.sock")
      if answer != "accepted", ContinuousClock.now >= nextTurn {
        try sim("press", "reset-key")
        nextTurn = ContinuousClock.now + .milliseconds(1_500)
      }
      return answer == "accepted"
    }
  }

  /// Everything from the first start to a module that delivers.
  func run(_ unit: String) throws {
    try reset()
    try askForAutomatic(unit)
    try wait(for: "\(unit) runs") { $0.step(unit) == "running" }
  }
}
