// HydrogenTally: where hydrogen went in one step. Every model returns one, the plant adds them up, and
// the books must close: made = stored + used + vented + leaked.

/// Masses of hydrogen, in kg, that crossed the border of the pipes.
struct HydrogenTally {
  var made = 0.0
  var used = 0.0
  /// Through a vent or relief valve to the open air.
  var vented = 0.0
  /// Leaked to the open air.
  var leaked = 0.0
  /// Leaked or vented into the room.
  var toRoom = 0.0
  /// Starts of a device.
  var starts = 0

  static func += (sum: inout HydrogenTally, other: HydrogenTally) {
    sum.made += other.made
    sum.used += other.used
    sum.vented += other.vented
    sum.leaked += other.leaked
    sum.toRoom += other.toRoom
    sum.starts += other.starts
  }
}
