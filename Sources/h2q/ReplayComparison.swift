// Two builds on the same journal: this one plays in this process, the other one is asked to print the digest
// of every scan, and both are compared scan by scan. This is how a change of dispatch is judged on real
// days: it says from which scan on the two decide differently, in what, and in how many scans. Each build
// goes on from its own state; the recorded plant does not answer to a changed decision.

import ArgumentParser
import Foundation
import Journal
import Plant

/// The digests of one scan as a line of text.
struct ScanLine: Equatable {
  var run: Int64
  var scan: UInt64
  var plant: Milliseconds
  var digests: ScanDigests

  init(_ scan: ReplayedScan) {
    run = scan.run
    self.scan = scan.time.scan
    plant = scan.time.plant
    digests = scan.digests
  }

  /// Nil for text that is no such line.
  init?(_ text: Substring) {
    let parts = text.split(separator: " ")
    guard parts.count == 5, let run = Int64(parts[0]), let scan = UInt64(parts[1]),
      let plant = Milliseconds(parts[2]), let decision = UInt64(parts[3], radix: 16),
      let state = UInt64(parts[4], radix: 16)
    else { return nil }
    self.run = run
    self.scan = scan
    self.plant = plant
    digests = ScanDigests(decision: decision, state: state)
  }

  var text: String {
    "\(run) \(scan) \(plant) \(hexadecimal(digests.decision)) \(hexadecimal(digests.state))"
  }
}

/// Compares this build with another one.
struct ReplayComparison {
  let other: String
  let options: ReplayOptions
  let replay: Replay
  let range: (from: Milliseconds, until: Milliseconds)

  func run() throws {
    let build = try OtherBuild(other, arguments + ["--each-scan"])
    defer { build.end() }
    var first: ScanLine?
    var scans = 0
    var differing = 0
    var otherDecisions = 0
    var strange: String?
    let report = try replay.playOrExit(range, end: .withRange) { scan in
      let mine = ScanLine(scan)
      guard let line = build.nextLine() else {
        strange = "it ended after \(scans) scans"
        return false
      }
      guard let theirs = ScanLine(line), theirs.run == mine.run, theirs.scan == mine.scan else {
        strange = "for scan \(mine.scan) of run \(mine.run) it said '\(line)'"
        return false
      }
      scans += 1
      if theirs != mine {
        first = first ?? mine
        differing += 1
        if theirs.digests.decision != mine.digests.decision { otherDecisions += 1 }
      }
      return true
    }
    if let strange {
      printError("\(other) cannot be compared: \(strange)")
      throw ExitCode(69)
    }
    print("compared with \(other): \(scans) scans, \(report.gaps.count) gaps and restarts")
    print("  the record differs from this build in \(report.differing) scans")
    guard let first else {
      print("identical: both builds decide the same in every scan")
      return
    }
    print("  the builds differ in \(differing) scans, in \(otherDecisions) by their decisions")
    try tell(first)
    throw ExitCode(1)
  }

  /// The same range for the other program; its own options are on the same line.
  private var arguments: [String] {
    var words = ["replay", options.site.site]
    if let profiles = options.site.profiles { words += ["--profiles", profiles] }
    if let state = options.state.state { words += ["--state", state] }
    if range.from > .min { words += ["--from", UTC.text(range.from)] }
    if range.until < .max { words += ["--to", UTC.text(range.until)] }
    return words
  }

  /// Asks both builds what they decided in a scan, and prints the lines that are not the same.
  private func tell(_ line: ScanLine) throws {
    let place = ReplayPlace(run: line.run, scan: line.scan, plant: line.plant)
    print("first: \(ReplayText.place(place))")
    let name = "\(line.run):\(line.scan)"
    let mine = try words(of: name, by: replay, range)
    let build = try OtherBuild(other, arguments + ["--words-of", name])
    defer { build.end() }
    var theirs: [String] = []
    while let line = build.nextLine() { theirs.append(String(line)) }
    let (here, there) = (Set(mine), Set(theirs))
    let lines =
      mine.filter { !there.contains($0) }.map { "  this build   \($0)" }
      + theirs.filter { !here.contains($0) }.map { "  other build  \($0)" }
    print(lines.isEmpty ? "  the decisions are the same; the states differ" : "")
    print(lines.joined(separator: "\n"))
  }
}

/// Another h2q program and what it prints.
private final class OtherBuild {
  private let process = Process()
  private let output = Pipe()
  private var lines: [Substring] = []
  private var rest = ""
  private var place = 0

  init(_ path: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    do { try process.run() } catch {
      printError("cannot run \(path): \(error.localizedDescription)")
      throw ExitCode(69)
    }
  }

  /// The next line; nil at the end.
  func nextLine() -> Substring? {
    while place >= lines.count {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty {
        defer { rest = "" }
        return rest.isEmpty ? nil : Substring(rest)
      }
      lines = (rest + String(decoding: data, as: UTF8.self))
        .split(separator: "\n", omittingEmptySubsequences: false)
      rest = String(lines.removeLast())
      place = 0
    }
    defer { place += 1 }
    return lines[place]
  }

  /// Ends the program, should it still run.
  func end() {
    if process.isRunning { kill(process.processIdentifier, SIGTERM) }
    process.waitUntilExit()
  }
}
