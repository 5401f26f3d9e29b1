// The journal's side of the scan: called before and after every step, on the scan's own thread. It codes
// the scan into memory that was allocated at start, and every ten seconds hands a block to a thread of
// its own through a chute without a lock. When the disk is so slow that no memory is free, scans are
// lost and counted, and the next block is a key frame: the gap is visible, the scan never waits.
// Create it from an ordinary thread: a thread born of a real-time thread would inherit its priority.

import Chute
public import Control
import Foundation
public import Plant
import Synchronization

/// Who writes the journal, and of what.
public struct JournalIdentity: Equatable, Sendable {
  /// Name of the site, and whether a simulated plant stands behind it.
  public var site: String
  public var isSimulated: Bool
  /// Sizes of the image and of the decision.
  public var points: Int
  public var actuators: Int
  /// Digest of the site's configuration: a replay needs the same.
  public var configuration: UInt64
  /// The program that decides, for people: `0.1.0`.
  public var build: String

  /// Gathers an identity.
  public init(
    catalogue: SiteCatalogue, description: SiteDescription, configuration: UInt64, build: String
  ) {
    site = catalogue.site
    isSimulated = catalogue.isSimulated
    points = description.measuredPoints
    actuators = description.actuators.count
    self.configuration = configuration
    self.build = build
  }
}

/// Records every scan of one run into a SQLite file.
public final class JournalWriter: @unchecked Sendable {
  /// Real time that one block spans, in ms: what a crash can cost.
  static let blockSpan: Milliseconds = 10_000
  /// A key frame opens every so many blocks: a replay can start there.
  static let blocksPerKey: UInt64 = 6
  /// Blocks of memory; all but one may wait for the disk.
  static let buffers = 8

  private let writer: BlockWriter
  private let chutes: JournalChutes
  private let thread: JournalThread
  private let reserve: Int

  // Owned by the scan's thread.
  private var canonical = CanonicalWriter()
  private var current: BlockBuffer?
  private var spare: BlockBuffer?
  private var hasGap = false
  private var sequence: UInt64 = 0
  private var blocksToKey: UInt64 = 0
  private var blockBegan: Milliseconds = 0
  private var lastReal: Milliseconds = 0

  /// Opens or creates the journal of a site and starts its thread.
  ///
  /// - Parameters:
  ///   - now: a monotonic clock in ms; it paces retries on a failing disk, nothing else.
  ///   - report: called on the journal's thread, or from here for a corrupt file.
  /// - Throws: `JournalError` when the file cannot serve; a corrupt one is no error, it is renamed.
  public init(
    path: String, identity: JournalIdentity, limits: JournalLimits = JournalLimits(),
    now: @escaping @Sendable () -> Milliseconds = JournalWriter.monotonic,
    report: @escaping @Sendable (JournalReport) -> Void = { _ in }
  ) throws(JournalError) {
    let lock = try FileLock(for: path)
    let file = try JournalFile(path: path, identity: identity, limits: limits)
    if let moved = file.setAside { report(.corruptFileSetAside(moved)) }
    writer = BlockWriter(
      points: identity.points, actuators: identity.actuators, run: file.run,
      configuration: identity.configuration)
    reserve = writer.reserve
    let capacity = max(1 << 18, 8 * reserve)
    chutes = JournalChutes(buffers: Self.buffers, capacity: capacity)
    let store = JournalStore(
      file: file, path: path, identity: identity, limits: limits, chutes: chutes, report: report)
    thread = JournalThread(store: store, lock: lock, now: now)
  }

  deinit { thread.end() }

  /// The monotonic clock of this computer, in ms.
  public static let monotonic: @Sendable () -> Milliseconds = {
    Milliseconds(DispatchTime.now().uptimeNanoseconds / 1_000_000)
  }

  /// To be called right before the step: opens a block when none is open, with the state where the
  /// block is a key frame. Never waits, never throws.
  public func willStep(_ state: borrowing ControlState) {
    guard current == nil, let buffer = spare ?? chutes.empty.take() else { return }
    spare = nil
    var bytes: [UInt8]?
    if hasGap || blocksToKey == 0 {
      bytes = state.canonical(with: &canonical)
      blocksToKey = Self.blocksPerKey
      hasGap = false
    }
    blocksToKey -= 1
    writer.begin(in: buffer, sequence: sequence, state: bytes)
    sequence += 1
    current = buffer
  }

  /// To be called right after the step, with what went in and what came out. Never waits, never throws.
  public func didStep(
    image: borrowing ProcessImage, intents: Span<Intent>, state: borrowing ControlState,
    decision: borrowing Decision
  ) {
    guard let buffer = current else {
      // The block that would have held this scan is missing from the numbers, and a key frame follows.
      if !hasGap { sequence += 1 }
      hasGap = true
      chutes.scansLost.add(1, ordering: .relaxed)
      return
    }
    guard writer.frame.take(image, intents, decision) else { return giveUp(buffer) }
    writer.frame.digests = ScanDigests(of: decision, after: state, with: &canonical)
    do throws(BlockError) { try writer.append() } catch { return giveUp(buffer) }
    chutes.scansRecorded.add(1, ordering: .relaxed)
    let real = image.time.real
    if buffer.label.scans == 1 { blockBegan = real }
    let period = buffer.label.scans == 1 ? 0 : real - lastReal
    lastReal = real
    if real - blockBegan + period >= Self.blockSpan || buffer.room < reserve { handOver(buffer) }
  }

  private func handOver(_ buffer: BlockBuffer) {
    guard writer.finish() else { return giveUp(buffer) }
    current = nil
    // There are as many places as buffers, so this never fails.
    chutes.full.offer(buffer)
  }

  /// Throws the open block away: something did not fit.
  private func giveUp(_ buffer: BlockBuffer) {
    chutes.scansLost.add(UInt64(buffer.label.scans) + 1, ordering: .relaxed)
    chutes.scansRecorded.subtract(UInt64(buffer.label.scans), ordering: .relaxed)
    current = nil
    spare = buffer
    hasGap = true
  }

  /// What has been written and what was lost so far.
  public var counters: JournalCounters {
    var counters = thread.counters
    counters.scansRecorded = chutes.scansRecorded.load(ordering: .relaxed)
    counters.scansLost = chutes.scansLost.load(ordering: .relaxed)
    return counters
  }

  /// True when the disk has taken every block that was handed over.
  public var isIdle: Bool { chutes.full.count == 0 }

  /// Writes the open block too and closes the file. To be called after the last scan. False when the
  /// disk hung for `deadline` ms or refused the last blocks.
  @discardableResult
  public func close(within deadline: Milliseconds = 10_000) -> Bool {
    if let buffer = current, buffer.label.scans > 0 { handOver(buffer) }
    return thread.close(within: deadline)
  }
}
