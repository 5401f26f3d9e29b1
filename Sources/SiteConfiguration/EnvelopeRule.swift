// The words of the envelope: what a rule wants read, what must happen, and within which limits. The table
// of rules stands in Envelope.swift, the comparison with a site's matrix in EnvelopeCheck.swift.

import Plant
import Safety

/// What a rule of the envelope wants to see read.
enum Reads {
  /// The signal of every unit of these kinds that has it.
  case signal([UnitKind], Signal)
  /// The derived point of every unit of these kinds.
  case derived([UnitKind], String)
  /// The link of the device behind each unit of these kinds.
  case link([UnitKind])
}

/// A limit that a threshold may not pass: for `above` and `silent` from above, for `below` from below.
enum Limit {
  case none
  case number(Double)
  /// A share of the allowed pressure of the store or supply line that is read.
  case shareOfAllowedPressure(Double)
  /// A share of the base flow of the room.
  case shareOfBaseFlow(Double)
  /// A multiple of the nominal pressure of the supply line.
  case timesNominalPressure(Double)
  /// The highest fill of the store.
  case highestFill
  /// The highest temperature of the store.
  case highestTemperature
  /// A multiple of the voltage of a new cell at rated power.
  case timesNewCellVoltage(Double)
  /// So much above the lowest inlet pressure of every fuel cell, in bar.
  case aboveLowestInlet(Double)
}

/// Something that must happen.
enum Target {
  /// Every unit of these kinds, with this effect at least.
  case units([UnitKind], Effect)
  /// The unit that is read, with this effect at least.
  case ownUnit(Effect)
  /// The actuator of that role of every unit that has it.
  case role(ActuatorRole)
  /// The actuator of that role of the unit that is read.
  case ownRole(ActuatorRole)
  /// The inlet valve of every store that has one.
  case inlets
  /// The outlet valve of every store that has one.
  case outlets
}

/// One rule of the envelope.
struct EnvelopeRule {
  /// Names of the row; one of them is enough (a lab's L row, a fuel cell's W row).
  var rows: [String]
  var cause: Cause
  var reads: Reads
  var targets: [Target]
  var limit = Limit.none
  /// Longest delay, in s.
  var delay: Double
  var priority: Priority
  /// Weakest reset that is allowed; `auto` leaves it open.
  var reset = ResetRule.auto
  /// Weakest vote of a fault that is allowed.
  var faults = FaultVote.demands
  /// Most votes that a demand may need.
  var votes: Int32 = 1
  /// Derived points that may arm the row.
  var armedBy: [String] = []
  /// The rule holds only at sites with units of all these kinds.
  var sites: [UnitKind] = []
  /// A site cannot declare the row as not applicable.
  var isEssential = false
}
