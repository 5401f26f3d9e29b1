// The real sites, for figures and for proofs: how long a step takes, and whether the same journal replays to
// the same digest whatever build and processor plays it. The plant's physics may differ between machines,
// so it lives once, in `record`; what must not differ is the controller.
//
//     site-bench time SITE SCANS             p50, p99 and longest step
//     site-bench record SITE SCANS JOURNAL   scans of a site that lives, into a journal
//     site-bench digest SITE JOURNAL         one digest over all decisions and states
//
// SITE is a folder with site.yaml. It ends with 1 when a replay differs from its record.

import Control
import DeviceProfiles
import Foundation
import Journal
import Plant
import SiteConfiguration

/// A wrong call, or files that do not serve.
struct Refusal: Error, CustomStringConvertible {
  let description: String
  var code: Int32 = 64
}

@main
enum SiteBench {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      FileHandle.standardError.write(Data("site-bench: \(error)\n".utf8))
      exit((error as? Refusal)?.code ?? 70)
    }
  }

  private static func run(_ words: [String]) throws {
    switch (words.first, words.count) {
    case ("time", 3):
      let life = try SiteLife(try site(words[1]))
      var times: [Int64] = []
      try life.live(scans: try count(words[2])) { times.append($0) }
      times.sort()
      let p50 = microseconds(times[times.count / 2])
      let p99 = microseconds(times[times.count * 99 / 100])
      print(
        "step of \(life.loaded.catalogue.site), \(life.size), \(times.count) scans, "
          + "\(life.runningShare) % of them with hydrogen: "
          + "p50 \(p50), p99 \(p99), longest \(microseconds(times[times.count - 1])) us")
    case ("record", 4):
      let life = try SiteLife(try site(words[1]))
      let journal = try life.record(into: words[3])
      try life.live(scans: try count(words[2])) { _ in }
      guard journal.close(), journal.counters.scansLost == 0 else {
        throw Refusal(description: "the journal could not take every scan", code: 74)
      }
      print(
        "recorded \(journal.counters.scansRecorded) scans of \(life.loaded.catalogue.site), "
          + "\(life.runningShare) % of them with hydrogen, "
          + "in \(journal.counters.bytesWritten) bytes")
    case ("digest", 3): try printDigest(of: words[2], by: try site(words[1]))
    default: throw Refusal(description: "expected time, record or digest with their words")
    }
  }

  private static func printDigest(of path: String, by site: LoadedSite) throws {
    let replay = try Replay(
      try JournalReader(path), description: site.description, catalogue: site.catalogue,
      configuration: site.digest)
    let report = try replay.play(end: .withRange)
    let digits = String(report.digest, radix: 16)
    print("\(String(repeating: "0", count: 16 - digits.count))\(digits) \(report.scans) scans")
    guard report.differing == 0, report.gaps.isEmpty else {
      let place = report.difference.map { "the first is scan \($0.place.scan)" } ?? "gaps"
      throw Refusal(
        description: "\(report.differing) scans differ from the record; \(place)", code: 1)
    }
  }

  private static func site(_ folder: String) throws -> LoadedSite {
    let profiles = URL(filePath: folder).appending(path: "../../devices").standardized.path()
    switch loadSite(at: folder, profiles: profiles) {
    case .success(var site):
      // Virtual time scans as fast as its story wants; no scan is late.
      site.description.settings.scanPeriod = 0
      return site
    case .failure(let problems): throw Refusal(description: "\(problems)", code: 78)
    }
  }

  private static func count(_ word: String) throws -> Int {
    guard let count = Int(word), count > 0 else {
      throw Refusal(description: "'\(word)' is no number of scans")
    }
    return count
  }

  private static func microseconds(_ nanoseconds: Int64) -> Double {
    Double(nanoseconds / 10) / 100
  }
}
