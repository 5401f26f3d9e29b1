// The range of a replay, and where its journal lies: one place for `replay` and for the other build that it
// may be compared with.

import ArgumentParser
import Foundation
import Journal
import Plant
import SiteConfiguration

/// The options that say what is replayed.
struct ReplayOptions: ParsableArguments {
  @OptionGroup var site: SiteOptions
  @OptionGroup var state: StateOptions

  @Option(
    help: "Begin, as 2026-06-18T09:30:00Z, or as an age before the newest scan: 90s, 15m, 2h, 1d.")
  var from: String?

  @Option(help: "End, exclusive, in the same forms; by default the newest scan.")
  var to: String?

  /// Opens the journal of the site; ends with 66 when there is none.
  func open() throws -> JournalReader {
    do {
      return try JournalReader("\(state.folder(of: site.name))/journal.sqlite")
    } catch {
      printError("\(error)")
      throw ExitCode(66)
    }
  }

  /// A replay of the site's journal by this build; ends with 66 when the journal is another site's.
  func replay(of site: LoadedSite, _ journal: JournalReader) throws -> Replay {
    do {
      return try Replay(
        journal, description: site.description, catalogue: site.catalogue,
        configuration: site.digest)
    } catch {
      printError("\(error)")
      throw ExitCode(66)
    }
  }

  /// The range in plant time, in ms: begin inclusive, end exclusive.
  func range(in journal: JournalReader) throws -> (from: Milliseconds, until: Milliseconds) {
    let newest = try journal.runs().map(\.last).max()
    let begin = try from.map { try Self.instant($0, before: newest) } ?? .min
    let end = try to.map { try Self.instant($0, before: newest) } ?? .max
    guard begin < end else {
      throw ValidationError("the range is empty: it begins at or after its end")
    }
    return (begin, end)
  }

  /// An instant from its text, or from an age before `newest`.
  static func instant(_ text: String, before newest: Milliseconds?) throws -> Milliseconds {
    if let instant = UTC.instant(text) { return instant }
    let scale: [Character: Milliseconds] = [
      "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]
    guard let unit = text.last, let factor = scale[unit],
      let count = Milliseconds(text.dropLast()), count >= 0, count < 1_000_000_000, let newest
    else {
      throw ValidationError(
        "expected a time like 2026-06-18T09:30:00Z or an age like 15m, read '\(text)'")
    }
    return newest - count * factor
  }
}

extension Replay {
  /// Plays, and turns what can go wrong into an exit code: 66 when there is nothing to play, 78 when
  /// the configuration is another one.
  func playOrExit(
    _ range: (from: Milliseconds, until: Milliseconds), end: End = .atFirstDifference,
    visit: (ReplayedScan) -> Bool = { _ in true }
  ) throws -> ReplayReport {
    do {
      return try play(from: range.from, until: range.until, end: end, visit: visit)
    } catch {
      printError("\(error)")
      throw ExitCode(error.code == .otherConfiguration ? 78 : 66)
    }
  }
}

/// Sixteen hexadecimal digits of a digest.
func hexadecimal(_ digest: UInt64) -> String {
  let digits = String(digest, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
