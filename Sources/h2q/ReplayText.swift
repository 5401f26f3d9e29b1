// What a replay came to, for a terminal: one summary, the gaps one by one, and the first scan that differs.

import Foundation
import Journal
import Plant

enum ReplayText {
  /// The most gaps that are told one by one.
  private static let mostGaps = 20

  /// Scans, blocks, gaps, speed and digest.
  /// - Parameter seconds: real time that the replay took.
  static func summary(_ report: ReplayReport, seconds: Double) -> String {
    var lines: [String] = []
    if let first = report.first, let last = report.last {
      lines.append("replayed \(UTC.text(first)) to \(UTC.text(last))")
    }
    lines.append(
      "  \(report.scans) scans in \(report.blocks) blocks of \(report.runs) "
        + (report.runs == 1 ? "run" : "runs"))
    if seconds > 0 {
      let speed = Double(report.scans) / seconds
      let times = Double(report.span) / 1000 / seconds
      lines.append(
        "  \(rounded(seconds)) s: \(Int(speed)) scans/s, \(Int(times)) times real time")
    }
    let restarts = report.gaps.count { $0.isRestart }
    lines.append("  \(report.gaps.count - restarts) gaps, \(restarts) restarts")
    lines += report.gaps.prefix(mostGaps).flatMap(gap)
    if report.gaps.count > mostGaps { lines.append("    and \(report.gaps.count - mostGaps) more") }
    lines.append("  digest \(hexadecimal(report.digest))")
    return lines.joined(separator: "\n")
  }

  /// The first scan that differs.
  static func difference(_ difference: ReplayDifference) -> String {
    (["differs: \(place(difference.place))"] + difference.lines.map { "  \($0)" })
      .joined(separator: "\n")
  }

  static func place(_ place: ReplayPlace) -> String {
    "scan \(place.scan) of run \(place.run) at \(UTC.text(place.plant))"
  }

  private static func gap(_ gap: ReplayGap) -> [String] {
    let after = gap.after.map(place) ?? "the begin of the journal"
    let before = gap.before.map(place) ?? "the end of the range"
    let word = gap.isRestart ? "restart" : "gap"
    return ["    \(word) between \(after) and \(before)"] + gap.reasons.map { "      \($0)" }
  }

  private static func rounded(_ seconds: Double) -> String { String(format: "%.2f", seconds) }
}
