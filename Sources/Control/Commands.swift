// Small tools of the sequences: writing a command, changing a step, reading a contact.

import Plant

/// Writes the command of an actuator; one that the site lacks is passed over.
@_noAllocation
func command(
  _ actuator: ActuatorIndex, _ value: Double, _ origin: CommandOrigin, _ reason: Reason,
  _ decision: inout Decision
) {
  guard actuator.exists else { return }
  decision.commands[Int(actuator.raw)] = Command(value: value, origin: origin, reason: reason)
}

/// Takes a unit to another step and tells it; staying in the same step is nothing new.
@_noAllocation
func advance(
  _ unit: Int, to step: Step, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) {
  guard state.units[unit].step.rawValue != step.rawValue else { return }
  state.units[unit].step = step
  state.units[unit].since = time.plant
  state.units[unit].proofSince = Instant.never
  state.units[unit].contradictedSince = Instant.never
  state.units[unit].hasToldTimeOut = false
  decision.record(
    Event(
      .stepChanged, subject: Int16(truncatingIfNeeded: unit), value: Double(step.rawValue),
      reason: state.units[unit].reason, at: time))
}

/// Changes a unit's mode and tells it.
@_noAllocation
func change(
  _ unit: Int, to mode: Mode, at time: ScanTime, reason: Reason, state: inout ControlState,
  decision: inout Decision
) {
  guard state.units[unit].mode.rawValue != mode.rawValue else { return }
  state.units[unit].mode = mode
  decision.record(
    Event(
      .modeChanged, subject: Int16(truncatingIfNeeded: unit), value: Double(mode.rawValue),
      reason: reason, at: time))
}

/// True when the present step has lasted longer than `limit`; tells it once.
@_noAllocation
func isOverdue(
  _ unit: Int, after limit: Milliseconds, at time: ScanTime, state: inout ControlState,
  decision: inout Decision
) -> Bool {
  guard time.plant - state.units[unit].since > limit else { return false }
  if !state.units[unit].hasToldTimeOut {
    state.units[unit].hasToldTimeOut = true
    decision.record(
      Event(
        .stepTimedOut, subject: Int16(truncatingIfNeeded: unit),
        value: Double(state.units[unit].step.rawValue), reason: state.units[unit].reason, at: time))
  }
  return true
}

/// True when `proof` has held without a break for `duration` of plant time.
@_noAllocation
func hasHeld(
  _ proof: Bool, for duration: Milliseconds, unit: Int, at time: ScanTime,
  state: inout ControlState
) -> Bool {
  guard proof else {
    state.units[unit].proofSince = Instant.never
    return false
  }
  if state.units[unit].proofSince == Instant.never { state.units[unit].proofSince = time.plant }
  return time.plant - state.units[unit].proofSince >= duration
}

/// True only when the contact is known to be closed.
@_noAllocation
func isClosed(_ point: Point<Contact>, _ image: borrowing ProcessImage) -> Bool {
  guard let contact = image[point].usable else { return false }
  return contact.isClosed
}

/// True when the site lacks the point, or when the contact is known to be closed.
@_noAllocation
func isClosedWhereFitted(_ point: Point<Contact>, _ image: borrowing ProcessImage) -> Bool {
  !point.exists || isClosed(point, image)
}

/// Moves `value` towards `target` by at most `rate` per second of plant time.
@_noAllocation
func ramped(_ value: Double, towards target: Double, rate: Double, for elapsed: Milliseconds)
  -> Double
{
  let most = rate * Double(elapsed) / 1000
  if target > value + most { return value + most }
  if target < value - most { return value - most }
  return target
}
