// One scan, as the sentence says it: freeze what the plant says into the image, decide once with safety
// last, write every command, publish one snapshot. It has no clock of its own: the instants come in. It
// allocates nothing, except when there is something to keep over a restart: a latch that changed, and
// once a minute the accounts.

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
  private let memory: any StateMemory
  private let recorder: (any ScanRecorder)?
  private var latches = CanonicalWriter()
  private var keptLatches = CanonicalWriter()
  private var wishes: [Intent] = []
  private var accountsKept: Milliseconds?
  private var scan: UInt64 = 0
  /// Where the snapshots go.
  let gallery: Gallery

  /// Real time between two writings of the accounts, in ms: no more than this is lost in a crash.
  private static let accountInterval: Milliseconds = 60_000

  /// Sets up a cycle; nothing runs yet.
  /// - Parameters:
  ///   - description: the site for the core.
  ///   - catalogue: names and ages of its points, in the same order.
  ///   - memory: what an earlier run left; when the latches were lost, everything that can latch is
  ///     taken as tripped. It is told the latches when they change and the accounts once a minute.
  public init(
    description: SiteDescription, catalogue: SiteCatalogue, field: any Field, letterBox: LetterBox,
    readers: [any SnapshotReader], memory: any StateMemory, recorder: (any ScanRecorder)? = nil
  ) {
    site = Site(description)
    image = ProcessImage(points: description.measuredPoints)
    state = ControlState(for: site)
    decision = Decision(for: description)
    maxAges = catalogue.points.prefix(description.measuredPoints).map(\.maxAge)
    self.field = field
    self.letterBox = letterBox
    gallery = Gallery(description, readers: readers)
    wishes.reserveCapacity(LetterBox.capacity)
    self.memory = memory
    self.recorder = recorder
    state.takeOver(memory.latches, on: site)
    if let accounts = memory.accounts { state.takeOver(accounts: accounts) }
    // Room for both, so that no scan makes it; nothing counts as kept yet.
    state.encodeLatches(into: &latches)
    state.encodeLatches(into: &keptLatches)
    keptLatches.clear()
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
    letterBox.collect(into: &wishes)
    recorder?.willStep(state)
    step(image, intents: wishes.span, on: site, state: &state, decision: &decision)
    field.write(decision.commands, scan: scan, at: real)
    recorder?.didStep(image: image, intents: wishes.span, state: state, decision: decision)
    keepLatchesIfChanged()
    keepAccounts(at: real)
    gallery.take(image, decision, statistics)
  }

  private func freeze(_ time: ScanTime) {
    image.time = time
    field.freeze(into: &image)
    for place in 0..<image.samples.count {
      image.samples[place] = image.samples[place].aged(at: time.real, maxAge: maxAges[place])
    }
  }

  private func keepLatchesIfChanged() {
    latches.clear()
    state.encodeLatches(into: &latches)
    guard latches.bytes != keptLatches.bytes else { return }
    swap(&latches, &keptLatches)
    memory.keep(latches: keptLatches.bytes)
  }

  private func keepAccounts(at real: Milliseconds) {
    if let accountsKept, real - accountsKept < Self.accountInterval { return }
    // The first scan only starts the interval: what was taken over is not written back at once.
    if accountsKept != nil { memory.keep(accounts: state.accounts()) }
    accountsKept = real
  }
}

extension ScanCycle {
  /// The state of the controller in its canonical form, to be gone on from elsewhere.
  public var controlState: [UInt8] {
    var writer = CanonicalWriter()
    state.encode(into: &writer)
    return writer.bytes
  }

  /// Shows every reader what waits. For a world that lives on one thread; a `ScanThread` has a thread of its
  /// own for it.
  public func show() { gallery.show() }

  /// Goes on from a state that a controller of the same site left, instead of a start. False when the
  /// bytes do not fit; the cycle must then be thrown away.
  public func resume(from bytes: [UInt8]) -> Bool {
    var reader = CanonicalReader(bytes)
    guard state.restore(from: &reader) else { return false }
    scan = state.previous.scan
    return true
  }
}
