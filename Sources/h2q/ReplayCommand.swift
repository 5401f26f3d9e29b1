// `h2q replay`: plays the journal of a site through the step of this build and says whether it decides as it
// was decided then, to the last bit; or compares this build with another one on the same days.

import ArgumentParser
import Foundation
import Journal
import Plant

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Plays recorded scans again and compares every decision to the last bit.",
    discussion: """
      Ends with 0 when everything is as recorded, with 1 at the first scan that differs, with 66 when
      there is nothing to play, and with 78 when the site's files have changed since. What is missing
      in the journal is told; the replay goes on at the next key frame.
      """)

  @OptionGroup var options: ReplayOptions

  @Option(
    help: ArgumentHelp(
      "Compare with this other h2q program instead of the record.", valueName: "program"))
  var against: String?

  @Flag(help: "Print only one digest over all decisions and states of the range.")
  var digest = false

  @Flag(help: "Print the first scan of the range in words: what it was given, what it decided.")
  var show = false

  @Flag(help: ArgumentHelp("Print the digests of every scan.", visibility: .hidden))
  var eachScan = false

  @Option(help: ArgumentHelp("Print what was decided in RUN:SCAN.", visibility: .hidden))
  var wordsOf: String?

  func run() throws {
    let site = try options.site.load()
    let journal = try options.open()
    let range = try options.range(in: journal)
    let replay = try options.replay(of: site, journal)
    if let against {
      try ReplayComparison(other: against, options: options, replay: replay, range: range).run()
    } else if eachScan {
      _ = try replay.playOrExit(range, end: .withRange) {
        say(ScanLine($0).text)
        return true
      }
    } else if let wordsOf {
      print(try words(of: wordsOf, by: replay, range).joined(separator: "\n"))
    } else if show {
      try printFirst(replay, range)
    } else {
      try compare(replay, range)
    }
  }

  private func compare(
    _ replay: Replay, _ range: (from: Milliseconds, until: Milliseconds)
  ) throws {
    let clock = ContinuousClock()
    let begin = clock.now
    let report = try replay.playOrExit(range, end: digest ? .withRange : .atFirstDifference)
    let seconds = (clock.now - begin) / .seconds(1)
    if digest {
      print(hexadecimal(report.digest))
    } else {
      print(ReplayText.summary(report, seconds: seconds))
    }
    if let difference = report.difference {
      let text = ReplayText.difference(difference)
      if digest { printError(text) } else { print(text) }
      let begin = UTC.text(difference.place.plant)
      printError("the scan in words: h2q replay \(options.site.site) --from \(begin) --show")
      throw ExitCode(1)
    }
    if !digest { print("identical: every command, event and state is as it was recorded") }
  }

  private func printFirst(
    _ replay: Replay, _ range: (from: Milliseconds, until: Milliseconds)
  ) throws {
    _ = try replay.playOrExit(range, end: .withRange) { scan in
      print("scan \(scan.time.scan) of run \(scan.run) at \(UTC.text(scan.time.plant))")
      print((replay.inputs + replay.words).joined(separator: "\n"))
      if !scan.isAsRecorded { print("this build differs from the record in this scan") }
      return false
    }
  }
}

/// What was decided in one scan, given as RUN:SCAN.
func words(
  of place: String, by replay: Replay, _ range: (from: Milliseconds, until: Milliseconds)
) throws -> [String] {
  let parts = place.split(separator: ":")
  guard parts.count == 2, let run = Int64(parts[0]), let number = UInt64(parts[1]) else {
    throw ValidationError("expected RUN:SCAN, read '\(place)'")
  }
  var words: [String] = []
  _ = try replay.playOrExit(range, end: .withRange) { scan in
    guard scan.run == run, scan.time.scan == number else { return true }
    words = replay.words
    return false
  }
  return words
}
