// The course of a replay: what was played, what was missing, and whether it goes on. It has no step and no
// file; it only judges how one block follows the other.

public import Plant

/// One scan of the journal, as a place.
public struct ReplayPlace: Equatable, Sendable {
  public var run: Int64
  public var scan: UInt64
  /// Plant time, in ms.
  public var plant: Milliseconds

  /// Gathers a place.
  public init(run: Int64, scan: UInt64, plant: Milliseconds) {
    self.run = run
    self.scan = scan
    self.plant = plant
  }
}

/// Something that is missing in the journal.
public struct ReplayGap: Equatable, Sendable {
  /// The last scan before; nil at the begin of what is kept.
  public var after: ReplayPlace?
  /// The scan at which the replay goes on; nil when it does not.
  public var before: ReplayPlace?
  /// True when the controller was started anew, and nothing is missing but the time between.
  public var isRestart = false
  /// What is known of the blocks between.
  public var reasons: [String] = []
}

/// The first scan in which this build differs from the journal.
public struct ReplayDifference: Equatable, Sendable {
  public var place: ReplayPlace
  /// What differs, in words.
  public var lines: [String]

  init(_ scan: ReplayedScan, lines: [String]) {
    place = ReplayPlace(run: scan.run, scan: scan.time.scan, plant: scan.time.plant)
    self.lines = lines
  }
}

/// Where a replay stands.
struct ReplayCourse {
  var report = ReplayReport()
  var isOver = false
  private let from: Milliseconds
  private let until: Milliseconds
  private let end: Replay.End
  private var last: ReplayPlace?
  private var lastSequence: UInt64?
  private var lastReal: Milliseconds?
  private var gap: ReplayGap?
  private var digestOfBlock = Digest.start
  private var isStopping = false
  private var isBlockCounted = false

  init(from: Milliseconds, until: Milliseconds, end: Replay.End) {
    self.from = from
    self.until = until
    self.end = end
  }

  /// True when the block follows the last one that was played to its end.
  func follows(_ entry: BlockEntry) -> Bool {
    guard gap == nil, let last, let lastSequence else { return false }
    return last.run == entry.run && lastSequence &+ 1 == entry.label.sequence
  }

  /// True when a difference was found and the block's state may tell more about it.
  func isLookingForState(before entry: BlockEntry) -> Bool { isStopping && follows(entry) }

  /// Notes that a block could not be played; nil for one that only has lost its predecessor.
  mutating func miss(_ entry: BlockEntry, _ reason: String?) {
    if isStopping { return finishStopping("the journal breaks off before the next key frame") }
    if gap == nil {
      gap = ReplayGap(after: last)
      noteMissing(before: entry)
    }
    lastSequence = entry.label.sequence
    if let reason {
      gap?.reasons.append(
        "scans \(entry.label.firstScan) to \(entry.label.lastScan) of run \(entry.run): \(reason)")
    }
  }

  /// Says how many blocks were never recorded, or lost, before this one.
  private mutating func noteMissing(before entry: BlockEntry) {
    let isSameRun = last?.run == entry.run
    let expected = isSameRun ? (lastSequence ?? 0) &+ 1 : 0
    guard last != nil, entry.label.sequence > expected else { return }
    gap?.reasons.append(
      "\(entry.label.sequence - expected) blocks of run \(entry.run) are not in the journal")
  }

  /// The player goes on from the state of this block: closes the gap before it.
  mutating func resume(at entry: BlockEntry) {
    if isStopping { return finishStopping("the journal breaks off before the next key frame") }
    let label = entry.label
    digestOfBlock = Digest.start
    isBlockCounted = false
    lastReal = nil
    guard gap != nil || last != nil else { return }
    if gap == nil {
      gap = ReplayGap(after: last)
      gap?.isRestart = last?.run != entry.run && label.sequence == 0
      noteMissing(before: entry)
    }
    gap?.before = ReplayPlace(run: entry.run, scan: label.firstScan, plant: label.firstPlant)
    // What retention deleted at the begin of the journal is no gap.
    if let gap, gap.after != nil || !gap.reasons.isEmpty { report.gaps.append(gap) }
    gap = nil
  }

  /// True for a scan that differs and belongs to the range, or to the way to its begin.
  func counts(_ scan: ReplayedScan) -> Bool { !scan.isAsRecorded && scan.time.plant < until }

  /// Counts a played scan. True when it lies in the range.
  mutating func take(_ scan: ReplayedScan) -> Bool {
    last = ReplayPlace(run: scan.run, scan: scan.time.scan, plant: scan.time.plant)
    digestOfBlock = scan.digests.folded(into: digestOfBlock)
    let passed = lastReal.map { scan.time.real &- $0 } ?? 0
    lastReal = scan.time.real
    let plant = scan.time.plant
    if counts(scan), !isStopping {
      report.differing += 1
      if end == .atFirstDifference { isStopping = true }
    }
    guard plant >= from, plant < until, !isStopping || report.difference?.place == last else {
      return false
    }
    if !isBlockCounted { report.blocks += 1 }
    isBlockCounted = true
    report.scans += 1
    report.span += max(0, passed)
    report.first = report.first ?? plant
    report.last = plant
    report.digest = scan.digests.folded(into: report.digest)
    return true
  }

  /// A block was played to its end.
  mutating func close(_ entry: BlockEntry, digest: UInt64) {
    lastSequence = entry.label.sequence
    isBlockCounted = false
    // Scans are compared by half a digest each; what that could miss shows here.
    if digestOfBlock != digest, report.difference == nil, entry.label.lastPlant < until, let last {
      report.differing += 1
      report.difference = ReplayDifference(
        ReplayedScan(
          run: entry.run, time: ScanTime(scan: last.scan, real: 0, plant: last.plant),
          digests: ScanDigests(decision: 0, state: 0), isAsRecorded: false),
        lines: ["the block that ends with this scan differs, in a scan that is not known"])
      if end == .atFirstDifference { isOver = true }
    }
    digestOfBlock = Digest.start
  }

  /// Adds what the next key frame says about a difference, and ends.
  mutating func explain(_ lines: [String]?, at label: BlockLabel) {
    let head = "the state before scan \(label.firstScan), the next that the journal keeps whole,"
    guard let lines else { return finishStopping("\(head) cannot be read") }
    guard !lines.isEmpty else { return finishStopping("\(head) is the same again") }
    let most = 40
    report.difference?.lines.append("\(head) differs in \(lines.count) fields:")
    report.difference?.lines += lines.prefix(most).map { "  \($0)" }
    isOver = true
  }

  private mutating func finishStopping(_ line: String) {
    report.difference?.lines.append(line)
    isOver = true
  }

  /// The range is at its end.
  mutating func finish() {
    if isStopping, !isOver {
      report.difference?.lines.append("the range ends before the next key frame")
    }
    if let gap { report.gaps.append(gap) }
  }
}
