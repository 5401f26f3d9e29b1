// A recording: everything that the step was given in some scans, and the state before the first of
// them. Played again through the same step it must give the same decisions, bit for bit.

import Control
import Plant
public import SiteConfiguration

/// What the step was given, scan by scan.
public struct Recording: Sendable {
  /// The input of one scan.
  struct Scan: Sendable {
    var time: ScanTime
    var samples: [RawSample]
    var intents: [Intent]
  }

  private(set) var scans: [Scan] = []
  private var start: [UInt8] = []

  /// How many scans it holds.
  public var count: Int { scans.count }

  /// Adds a scan; the state is kept before the first one only.
  mutating func append(
    _ image: borrowing ProcessImage, _ intents: [Intent], before state: @autoclosure () -> [UInt8]
  ) {
    if scans.isEmpty { start = state() }
    scans.append(Scan(time: image.time, samples: image.samples.array(), intents: intents))
  }

  /// Plays the recording through the step of the same site: the decisions in their canonical form.
  /// Nil when the recording belongs to another site.
  public func replayed(on loaded: LoadedSite) -> [[UInt8]]? {
    let site = Site(loaded.description)
    var state = ControlState(for: site)
    var reader = CanonicalReader(start)
    guard state.restore(from: &reader) else { return nil }
    var image = ProcessImage(points: loaded.description.measuredPoints)
    var decision = Decision(
      actuators: loaded.description.actuators.count, units: loaded.description.units,
      rows: loaded.description.rows.count, derived: loaded.description.derivedPoints)
    var decisions: [[UInt8]] = []
    for scan in scans {
      guard scan.samples.count == image.samples.count else { return nil }
      image.time = scan.time
      for place in scan.samples.indices { image.samples[place] = scan.samples[place] }
      step(image, intents: scan.intents.span, on: site, state: &state, decision: &decision)
      var writer = CanonicalWriter()
      decision.encode(into: &writer)
      decisions.append(writer.bytes)
    }
    return decisions
  }
}
