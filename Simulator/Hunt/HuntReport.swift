// The report over many runs: how much was lived through, what came, which rows fired, and every failure
// with its seed and scan.

import Plant
import SiteConfiguration

/// What came of many runs.
public struct HuntReport: Sendable {
  /// Runs, scans, and scans in which hydrogen flowed.
  public private(set) var runs = 0
  public private(set) var scans = 0
  public private(set) var flowing = 0
  /// Runs that began in operation.
  public private(set) var inOperation = 0
  /// How often each kind of trouble came.
  public private(set) var kinds: [String: Int] = [:]
  /// By site: the labels of its rows, and how often each began to act.
  public private(set) var rows: [String: [(label: String, fired: Int)]] = [:]
  public private(set) var failures: [RunResult] = []
  /// The longest way back into service, in s.
  public private(set) var longestReturn = 0.0
  /// The digests of all runs, whatever their order.
  public private(set) var digest: UInt64 = 0

  public init() {}

  /// Adds a run of `hunter`.
  public mutating func add(_ result: RunResult, of hunter: Hunter) {
    runs += 1
    scans += result.scans
    flowing += result.flowing
    if result.startsInOperation { inOperation += 1 }
    kinds.merge(result.kinds) { $0 + $1 }
    let labels = hunter.rowLabels
    var known = rows[result.site] ?? labels.map { ($0, 0) }
    for place in known.indices where place < result.rows.count {
      known[place].fired += result.rows[place]
    }
    rows[result.site] = known
    longestReturn = max(longestReturn, result.secondsToService ?? 0)
    digest ^= result.digest &* (result.seed | 1)
    if result.breach != nil { failures.append(result) }
  }

  /// The rows that can fire and never did, as `ovm-lab L02/part`.
  public var silentRows: [String] {
    rows(fired: false).filter { row in !Unraisable.all.contains { $0.row == row } }
  }

  /// The rows that are said to be unable to fire, and did.
  public var wronglyExcused: [String] {
    rows(fired: true).filter { row in Unraisable.all.contains { $0.row == row } }
  }

  private func rows(fired: Bool) -> [String] {
    rows.keys.sorted().flatMap { site in
      (rows[site] ?? []).filter { ($0.fired > 0) == fired }.map { "\(site) \($0.label)" }
    }
  }

  /// The report as lines of text.
  public var lines: [String] {
    let begun = runs > 0 ? inOperation * 100 / runs : 0
    var lines = [
      "\(runs) runs, \(inOperation) of them (\(begun) %) from operation; \(scans) scans",
      "hydrogen flowed in \(share(of: flowing)) % of all scans",
      "longest way back into service: \(Int(longestReturn)) s; digest \(String(digest, radix: 16))",
      "", "What happened, how often:",
    ]
    lines += columns(kinds.sorted { $0.key < $1.key }.map { ($0.value, $0.key) }, of: 44)
    for site in rows.keys.sorted() {
      lines += ["", "Rows of \(site), how often each began to act:"]
      lines += columns((rows[site] ?? []).map { ($0.fired, $0.label) }, of: 26)
    }
    lines.append("")
    for known in Unraisable.all where rows.keys.contains(where: { known.row.hasPrefix($0 + " ") }) {
      lines.append("\(known.row) cannot fire here because \(known.reason)")
    }
    lines += wronglyExcused.map { "\($0) fired all the same: take it off the list" }
    let silent = silentRows
    lines.append(
      silent.isEmpty
        ? "every row that can fire did"
        : "rows that can fire and never did: \(silent.joined(separator: ", "))")
    let failed = failures.sorted { $0.seed < $1.seed }
    lines += failed.compactMap { result in
      result.breach.map { "FAILED seed \(result.seed) scan \(result.breachScan): \($0)" }
    }
    lines.append(failures.isEmpty ? "no verdict" : "\(failures.count) verdicts")
    return lines
  }

  /// A share of all scans in %, with one digit.
  private func share(of count: Int) -> Double {
    scans > 0 ? Double(count * 1000 / scans) / 10 : 0
  }

  /// Numbers with their names, side by side in columns of `width` characters, 108 in a line at most.
  private func columns(_ entries: [(Int, String)], of width: Int) -> [String] {
    let count = 108 / width
    return stride(from: 0, to: entries.count, by: count).map { begin in
      entries[begin..<min(begin + count, entries.count)].reduce(into: "") { line, entry in
        let number = "\(entry.0)"
        let text = String(repeating: " ", count: max(0, 6 - number.count)) + number + " " + entry.1
        line += text + String(repeating: " ", count: max(1, width - text.count))
      }
    }
  }
}

extension RunResult {
  /// The run in one line.
  public var summary: String {
    let share = scans > 0 ? flowing * 100 / scans : 0
    let back = secondsToService.map { ", back \(Int($0)) s after the storm" } ?? ""
    return "seed \(seed), \(site) from \(start): \(scans) scans, hydrogen in \(share) %\(back)"
  }
}

extension Hunter {
  /// The labels of the matrix, in its order: `L02`, or `L03/alarm-1`.
  var rowLabels: [String] {
    site.catalogue.rows.map { $0.part.isEmpty ? $0.row : "\($0.row)/\($0.part)" }
  }
}
