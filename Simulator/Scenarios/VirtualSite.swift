// A site in virtual time: the same step as in the service, on a simulated plant without wires
// between them. A week passes in seconds; the same seed and the same intents give the same bits.

import Control
public import Plant
public import PlantSimulation
public import SiteConfiguration

/// One site with its plant and its controller, stepped by hand.
public final class VirtualSite {
  /// What stands there.
  public let loaded: LoadedSite
  public let plant: SimulatedPlant
  private let site: Site
  private let wiring: PlantWiring
  var image: ProcessImage
  private var state: ControlState
  var decision: Decision
  private var waiting: [Intent] = []
  private var scan: UInt64 = 0
  private var real: Milliseconds = 0
  /// Everything that happened, oldest first.
  public private(set) var events: [Event] = []
  /// Offset of the site's civil time from UTC, in ms; the Kassel year runs on CET.
  public var civilOffset: Milliseconds = 3_600_000
  /// Called after every scan, for laws that must hold at all times.
  public var afterScan: ((VirtualSite) -> Void)?
  /// Everything that the step was given, while `isRecording`.
  public private(set) var recording = Recording()
  public var isRecording = false

  /// Builds plant and controller at `start`, plant time in ms since 1970 UTC; `isWarm` for a plant
  /// that ran this morning, `keepsPeriod` for scans that are late when they come slower than the site's
  /// period. Throws `NotSimulated` for a site without a plant.
  public init(
    _ loaded: LoadedSite, year: KasselYear, start: Milliseconds, seed: UInt64,
    isWarm: Bool = false, keepsPeriod: Bool = false
  ) throws {
    // In virtual time a scan lasts as long as its story wants; none is ever late.
    var loaded = loaded
    if !keepsPeriod { loaded.description.settings.scanPeriod = 0 }
    self.loaded = loaded
    let description = try loaded.plantDescription()
    plant = SimulatedPlant(
      isWarm ? description.warmed() : description, year: year, start: start, seed: seed)
    site = Site(loaded.description)
    wiring = PlantWiring(loaded, to: plant)
    image = ProcessImage(points: loaded.description.measuredPoints)
    state = ControlState(for: site)
    decision = Decision(
      actuators: loaded.description.actuators.count, units: loaded.description.units,
      rows: loaded.description.rows.count, derived: loaded.description.derivedPoints)
  }

  /// Drops a wish in for the next scan.
  public func ask(_ intent: Intent) { waiting.append(intent) }

  /// Lets `duration` pass in scans of `period`; plant and real time run alike.
  public func run(_ duration: Milliseconds, period: Milliseconds = 100) {
    var left = duration
    while left > 0 {
      let passed = min(period, left)
      left -= passed
      plant.step(passed)
      real += passed
      scanOnce()
    }
  }

  /// Runs until `condition` holds; false when it does not within `limit`.
  public func run(
    until condition: (VirtualSite) -> Bool, within limit: Milliseconds, period: Milliseconds = 100
  ) -> Bool {
    let end = plant.time + limit
    while plant.time < end {
      run(period, period: period)
      if condition(self) { return true }
    }
    return false
  }

  private func scanOnce() {
    scan += 1
    image.time = ScanTime(scan: scan, real: real, plant: plant.time, civilOffset: civilOffset)
    wiring.freeze(plant, into: &image)
    let intents = waiting
    waiting = []
    if isRecording { recording.append(image, intents, before: controlState) }
    step(image, intents: intents.span, on: site, state: &state, decision: &decision)
    wiring.write(decision, to: plant)
    for place in 0..<decision.eventCount { events.append(decision.events[place]) }
    afterScan?(self)
  }

  /// The site as it is now, to be taken up again later.
  public var saved: SavedSite {
    SavedSite(
      plant: plant.snapshotState(), control: controlState, samples: image.samples.array(),
      time: image.time, events: events)
  }

  /// Goes on from a saved state of the same site and seed. Throws when it is from another one; the
  /// site must then be thrown away.
  public func resume(from saved: SavedSite) throws {
    var reader = CanonicalReader(saved.control)
    guard saved.samples.count == image.samples.count, state.restore(from: &reader) else {
      throw NotSameSite()
    }
    try plant.restore(from: saved.plant)
    for place in saved.samples.indices { image.samples[place] = saved.samples[place] }
    image.time = saved.time
    scan = saved.time.scan
    real = saved.time.real
    events = saved.events
  }

  /// The memory of dispatch, as a controller keeps it over a restart.
  public var accounts: [UInt8] { state.accounts() }

  /// Takes over the memory of dispatch of an earlier run.
  public func takeOver(accounts: [UInt8]) { state.takeOver(accounts: accounts) }

  /// Says that the configuration that runs may not be the one that was signed.
  public func doubtConfiguration() { state.isConfigurationDoubted = true }

  /// The controller's state in its canonical form.
  public var controlState: [UInt8] {
    var writer = CanonicalWriter()
    state.encode(into: &writer)
    return writer.bytes
  }
}
