// The replay: blocks of a journal through the player, scan by scan, until the first scan in which this
// build comes to another decision or another state than the one that was recorded. A gap is told and
// never bridged: the player goes on from the next key frame.

public import Control
public import Plant

/// What a replay came to.
public struct ReplayReport: Sendable {
  /// Scans and blocks that were played within the range.
  public var scans = 0
  public var blocks = 0
  /// Runs of the controller that the range touches.
  public var runs = 0
  /// Real time that the played scans span, in ms, without gaps.
  public var span: Milliseconds = 0
  /// Plant time of the first and the last scan in the range.
  public var first: Milliseconds?
  public var last: Milliseconds?
  /// Where something is missing, in order.
  public var gaps: [ReplayGap] = []
  /// One digest over all decisions and states of this build, in the range.
  public var digest: UInt64 = Digest.start
  /// Scans in which this build differs; at most one when the replay stops at the first.
  public var differing = 0
  /// The first of them, in words.
  public var difference: ReplayDifference?
}

/// One scan of a replay, as it was decided by this build.
public struct ReplayedScan: Sendable {
  /// Number of the run in the journal.
  public var run: Int64
  public var time: ScanTime
  /// What this build came to.
  public var digests: ScanDigests
  /// True when that is what was recorded.
  public var isAsRecorded: Bool
}

/// Plays a range of a journal.
public final class Replay {
  /// When to end.
  public enum End: Sendable {
    /// At the first scan that differs.
    case atFirstDifference
    /// With the range, differences or not.
    case withRange
  }

  let journal: JournalReader
  let catalogue: SiteCatalogue
  let player: Player
  let blocks: BlockReader
  let configuration: UInt64

  /// A replay of a site's journal.
  /// - Parameter configuration: the digest of the site's files as they are now.
  /// - Throws: `otherSite` when the journal belongs to another site.
  public init(
    _ journal: JournalReader, description: SiteDescription, catalogue: SiteCatalogue,
    configuration: UInt64
  ) throws(JournalError) {
    guard journal.site == catalogue.site else {
      throw JournalError(
        .otherSite,
        "journal \(journal.path) belongs to the site \(journal.site), not to "
          + catalogue.site)
    }
    self.journal = journal
    self.catalogue = catalogue
    self.configuration = configuration
    player = Player(description)
    blocks = BlockReader(
      points: description.measuredPoints, actuators: description.actuators.count)
  }

  /// What this build decided in the scan that `visit` was just called for, one line for each command,
  /// unit, row, derived point and event.
  public var words: [String] { decisionWords(player.decision, catalogue) }

  /// What that scan was given: one line for each measured point, then the intents.
  public var inputs: [String] { inputWords(blocks.frame, catalogue) }

  /// Plays all scans from `from` (inclusive) to `until` (exclusive), in plant time.
  /// - Parameter visit: called after each scan of the range; false ends the replay.
  /// - Throws: `empty` when nothing in the range can be played, `otherConfiguration` when it was recorded
  ///   with another configuration, or what reading throws.
  public func play(
    from: Milliseconds = .min, until: Milliseconds = .max, end: End = .atFirstDifference,
    visit: (ReplayedScan) -> Bool = { _ in true }
  ) throws(JournalError) -> ReplayReport {
    let entries = try journal.blocks(from: from, until: until)
    guard !entries.isEmpty else { throw try nothing(from: from, until: until) }
    try demandConfiguration(of: Set(entries.map(\.run)))
    var course = ReplayCourse(from: from, until: until, end: end)
    course.report.runs = Set(entries.map(\.run)).count
    for entry in entries where !course.isOver { try play(entry, &course, visit) }
    course.finish()
    guard course.report.scans > 0 || course.report.difference != nil else {
      let reasons = course.report.gaps.flatMap(\.reasons)
      throw JournalError(
        .empty,
        (["journal \(journal.path) holds nothing in this range that can be played"] + reasons)
          .joined(separator: "\n  "))
    }
    return course.report
  }

  private func play(
    _ entry: BlockEntry, _ course: inout ReplayCourse, _ visit: (ReplayedScan) -> Bool
  ) throws(JournalError) {
    guard let bytes = try journal.bytes(of: entry) else {
      return course.miss(entry, "deleted while it was read")
    }
    do throws(BlockError) {
      let header = try blocks.open(bytes)
      guard header.run == UInt64(bitPattern: entry.run), header.configuration == configuration
      else { throw BlockError(.damaged, "the block lies in the wrong place") }
      guard try prepare(entry, &course) else { return }
      while !course.isOver, try blocks.next() { playScan(of: entry, &course, visit) }
      course.close(entry, digest: blocks.recordedDigest)
    } catch {
      course.miss(entry, error.code == .noKeyFrame ? nil : error.description)
    }
  }

  /// Makes the player ready for an opened block. False when the block cannot be played.
  private func prepare(
    _ entry: BlockEntry, _ course: inout ReplayCourse
  ) throws(BlockError) -> Bool {
    if let state = blocks.state, course.isLookingForState(before: entry) {
      course.explain(player.differences(from: state, in: catalogue), at: entry.label)
      return false
    }
    if course.follows(entry) { return true }
    guard let state = blocks.state else {
      throw BlockError(.noKeyFrame, "the block goes on from one that is not there")
    }
    guard player.restore(state) else {
      throw BlockError(.damaged, "its state is none of this site, or of another version")
    }
    course.resume(at: entry)
    return true
  }

  private func playScan(
    of entry: BlockEntry, _ course: inout ReplayCourse, _ visit: (ReplayedScan) -> Bool
  ) {
    let digests = player.play(blocks.frame)
    let recorded = blocks.frame.digests
    let isAsRecorded = digests.agrees(with: recorded)
    let scan = ReplayedScan(
      run: entry.run, time: blocks.frame.time, digests: digests, isAsRecorded: isAsRecorded)
    if course.counts(scan), course.report.difference == nil {
      course.report.difference = ReplayDifference(
        scan,
        lines: differences(
          isSameDecision: digests.agreesInDecision(with: recorded),
          isSameState: digests.agreesInState(with: recorded)))
    }
    if course.take(scan), !visit(scan) { course.isOver = true }
  }
}
