// One scan, as the sentence says it: freeze what the plant says into the image, decide once with safety
// last, write every command, publish one snapshot. It has no clock of its own: the instants come in.

public import Control
public import Plant

/// Runs scans of one site, one after the other, on whatever thread calls it.
public final class ScanCycle {
  private let site: Site
  private var image: ProcessImage
  private var state: ControlState
  private var decision: Decision
  private let maxAges: [Milliseconds]
  private let field: any Field
  private let letterBox: LetterBox
  private let readers: [any SnapshotReader]
  private var latches: [UInt8] = []
  private let keepLatches: ([UInt8]) -> Void
  private var scan: UInt64 = 0

  /// Sets up a cycle; nothing runs yet.
  /// - Parameters:
  ///   - description: the site for the core.
  ///   - catalogue: names and ages of its points, in the same order.
  ///   - latches: what the latch store holds; when it was lost, everything that can latch is taken as
  ///     tripped.
  ///   - keepLatches: called after a scan in which the latches changed.
  public init(
    description: SiteDescription, catalogue: SiteCatalogue, field: any Field, letterBox: LetterBox,
    readers: [any SnapshotReader], latches: LatchMemory, keepLatches: @escaping ([UInt8]) -> Void
  ) {
    site = Site(description)
    image = ProcessImage(points: description.measuredPoints)
    state = ControlState(for: site)
    decision = Decision(
      actuators: description.actuators.count, units: description.units,
      rows: description.rows.count, derived: description.derivedPoints)
    maxAges = catalogue.points.prefix(description.measuredPoints).map(\.maxAge)
    self.field = field
    self.letterBox = letterBox
    self.readers = readers
    self.keepLatches = keepLatches
    state.takeOver(latches, on: site)
  }

  /// Runs one scan at the given instants.
  /// - Parameters:
  ///   - real: monotonic real time, in ms.
  ///   - plant: plant time, in ms since 1970.
  ///   - civilOffset: offset of the site's civil time from UTC, in ms.
  ///   - statistics: how the loop has lived so far, for the snapshot.
  public func run(
    real: Milliseconds, plant: Milliseconds, civilOffset: Milliseconds,
    statistics: ScanStatistics
  ) {
    scan += 1
    freeze(ScanTime(scan: scan, real: real, plant: plant, civilOffset: civilOffset))
    let intents = letterBox.collect()
    step(image, intents: intents.span, on: site, state: &state, decision: &decision)
    field.write(decision.commands, scan: scan, at: real)
    keepLatchesIfChanged()
    publish(statistics)
  }

  private func freeze(_ time: ScanTime) {
    image.time = time
    field.freeze(into: &image)
    for place in 0..<image.samples.count {
      image.samples[place] = image.samples[place].aged(at: time.real, maxAge: maxAges[place])
    }
  }

  private func keepLatchesIfChanged() {
    let now = state.latches()
    guard now != latches else { return }
    latches = now
    keepLatches(latches)
  }

  private func publish(_ statistics: ScanStatistics) {
    let snapshot = Snapshot(image: image, decision: decision, statistics: statistics)
    for reader in readers { reader.offer(snapshot) }
  }
}
