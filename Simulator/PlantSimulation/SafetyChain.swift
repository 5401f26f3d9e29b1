// SafetyChain: what is hard-wired and works with the controller switched off. The gas-warning unit
// pulls its relays at 20 and 40 % LEL; the second one latches until a person acknowledges it at the
// panel once the gas is below 20 %. The chain is closed while all its contacts are; when it opens, the
// modules lose their release, valves their feed, the fan runs at full speed and the horn sounds. It
// closes again by itself with its contacts, but nothing starts: every device wants a new start.

/// The hard-wired chain and the gas-warning unit.
struct SafetyChain: Sendable {
  /// The emergency stop is pressed in.
  var emergencyStopPressed = false
  /// The gas-warning unit is below its first and its second threshold, in % LEL.
  private(set) var relay1Healthy = true
  private(set) var relay2Healthy = true
  /// The whole chain is closed.
  private(set) var isClosed = true
  /// The chain has cut the power of what is not explosion-proof.
  private(set) var cutsPower = false
  /// The highest concentration that the unit sees, in % LEL.
  private var highest = 0.0

  private static let first = 20.0
  private static let second = 40.0
  private static let hysteresis = 2.0
  /// How long the flow switch may be open, in s.
  private static let flowDelay = 15.0

  /// Judges the contacts as they are now.
  mutating func step(
    gas: Double, gasUnitHealthy: Bool, pressureHealthy: Bool, noSmoke: Bool, flowLostFor: Double
  ) {
    highest = gas
    if gas >= Self.first {
      relay1Healthy = false
    } else if gas < Self.first - Self.hysteresis {
      relay1Healthy = true
    }
    if gas >= Self.second { relay2Healthy = false }
    isClosed =
      relay2Healthy && gasUnitHealthy && pressureHealthy && noSmoke && !emergencyStopPressed
      && flowLostFor < Self.flowDelay
    cutsPower = !relay2Healthy || !noSmoke
  }

  /// A person acknowledges the gas-warning unit at its panel. It does nothing while gas is there.
  mutating func acknowledge() {
    if highest < Self.first { relay2Healthy = true }
  }

  mutating func exchange(_ archive: inout Archive) {
    archive.exchange(&emergencyStopPressed)
    archive.exchange(&relay1Healthy)
    archive.exchange(&relay2Healthy)
    archive.exchange(&isClosed)
    archive.exchange(&cutsPower)
    archive.exchange(&highest)
  }
}
