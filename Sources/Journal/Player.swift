// The player: recorded scans through the one step, as it is built into this program. It knows nothing of
// files; it takes a state and scans, and says what this build makes of them.

import Control
import Plant

/// Plays scans of one site.
final class Player {
  private let site: Site
  private var image: ProcessImage
  private var intents: [Intent] = []
  private var canonical = CanonicalWriter()
  private(set) var state: ControlState
  private(set) var decision: Decision

  /// A player for a site, before its first scan.
  init(_ description: SiteDescription) {
    site = Site(description)
    image = ProcessImage(points: description.measuredPoints)
    state = ControlState(for: site)
    decision = Decision(
      actuators: description.actuators.count, units: description.units,
      rows: description.rows.count, derived: description.derivedPoints)
  }

  /// Goes on from a state in its canonical form. False when it is none of this site; the player must
  /// then be given another one before it plays.
  func restore(_ bytes: [UInt8]) -> Bool {
    state = ControlState(for: site)
    var reader = CanonicalReader(bytes)
    return state.restore(from: &reader) && reader.isAtEnd
  }

  /// Runs one recorded scan; `decision` and `state` are then what this build came to.
  func play(_ frame: ScanFrame) -> ScanDigests {
    image.time = frame.time
    image.samples.copy(from: frame.samples)
    intents.removeAll(keepingCapacity: true)
    for place in 0..<frame.intentCount { intents.append(frame.intents[place]) }
    step(image, intents: intents.span, on: site, state: &state, decision: &decision)
    return ScanDigests(of: decision, after: state, with: &canonical)
  }

  /// The lines in which another state differs from this one, by the names of the catalogue.
  func differences(
    from recorded: [UInt8], in catalogue: SiteCatalogue
  ) -> [String]? {
    var other = ControlState(for: site)
    var reader = CanonicalReader(recorded)
    guard other.restore(from: &reader), reader.isAtEnd else { return nil }
    let lines = zip(stateWords(other, catalogue), stateWords(state, catalogue)).compactMap {
      $0.value == $1.value ? nil : "\($0.name): journal \($0.value), this build \($1.value)"
    }
    let isSame = state.canonical(with: &canonical) == recorded
    return lines.isEmpty && !isSame ? ["a field that has no name here"] : lines
  }
}

extension ScanDigests {
  /// The digests of a scan.
  /// - Parameter canonical: a writer whose memory may be used.
  init(
    of decision: borrowing Decision, after state: borrowing ControlState,
    with canonical: inout CanonicalWriter
  ) {
    canonical.clear()
    decision.encode(into: &canonical)
    let first = Digest.of(canonical.bytes)
    self.init(decision: first, state: Digest.of(state.canonical(with: &canonical)))
  }
}

extension ControlState {
  /// The state in its canonical form.
  borrowing func canonical(with writer: inout CanonicalWriter) -> [UInt8] {
    writer.clear()
    encode(into: &writer)
    return writer.bytes
  }
}
