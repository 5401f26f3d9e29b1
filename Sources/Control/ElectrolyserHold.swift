// Two things that a running module says by itself: that it holds because the store is full (step E-8), and
// how much hydrogen it makes (step E-7). A device that holds is not running, whatever it was told; and a flow
// far from its set-point for ten minutes is for a person to look at, while the module goes on.

import Plant
import Safety

/// E-8, by the device: it stands by at its highest pressure and goes on by itself below its restart pressure.
/// After an hour the module is stopped in order.
@_noAllocation
func hold(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time
  let device = image[module.state].usable
  let outlet = image[module.outletPressure].usable?.value ?? 0
  state.units[unit].reason = Reason(.heldByDevice, value: outlet)
  if stands(device, at: 4) {
    advance(unit, to: .held, at: now, state: &state, decision: &decision)
  } else if producing(device) {
    advance(unit, to: .running, at: now, state: &state, decision: &decision)
    return
  }
  // The device fell out of its hold by itself. One odd reading is no fall.
  var hasFallenOut = false
  if let device, device.value < 2.5 { hasFallenOut = true }
  if hasHeld(hasFallenOut, for: 5_000, unit: unit, at: now, state: &state) {
    failStart(unit, .deviceFault, at: now, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 3_600_000, at: now, state: &state, decision: &decision) {
    stopped(unit, to: .stopping, at: now, state: &state, decision: &decision)
  }
}

/// How long a module may take to reach its flow, and for how long the flow may then be off, in ms.
private var flowSettles: Milliseconds {
  @_noAllocation get { 120_000 }
}
private var flowDeviates: Milliseconds {
  @_noAllocation get { 600_000 }
}

/// E-7: the flow is watched from two minutes after the begin of the run. More than 15 % of the set-point off,
/// or not known, for ten minutes, is told for as long as it lasts.
@_noAllocation
func watchFlow(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time.plant
  guard module.ratedFlow > 0, module.rate.exists, now - state.units[unit].since >= flowSettles
  else { return }
  // What the gate let through in the scan before: an interlock may hold the rate below the wish.
  let told = state.safety.lastCommands[Int(module.rate.raw)]
  let expected = told / 100 * module.ratedFlow
  let flow = image[module.hydrogenFlow].usable?.value ?? 0
  let apart = flow > expected ? flow - expected : expected - flow
  guard apart > 0.15 * expected else {
    state.units[unit].contradictedSince = Instant.never
    state.units[unit].concern = .none
    return
  }
  if state.units[unit].contradictedSince == Instant.never {
    state.units[unit].contradictedSince = now
  }
  guard now - state.units[unit].contradictedSince >= flowDeviates else { return }
  state.units[unit].concern = Reason(.flowDeviates, value: flow, limit: expected)
}

/// The highest gas that any detector of the room shows, in % LEL; 0 when none can be read.
@_noAllocation
func highestGas(_ image: borrowing ProcessImage, on site: borrowing Site) -> Double {
  var highest = 0.0
  for place in 0..<site.detectors.count {
    guard let gas = image[site.detectors[place].concentration].usable else { continue }
    if gas.value > highest { highest = gas.value }
  }
  return highest
}

/// True when every detector can be read and shows less than `limit`, in % LEL; never without a detector.
@_noAllocation
func isGasKnown(_ image: borrowing ProcessImage, on site: borrowing Site, below limit: Double)
  -> Bool
{
  for place in 0..<site.detectors.count {
    guard let gas = image[site.detectors[place].concentration].usable, gas.value < limit else {
      return false
    }
  }
  return site.detectors.count > 0
}
