// Blow-down of a module (step E-10), one at a time and only into proven air. On a trip it happens by itself
// only where the matrix says so for every row that trips (L16, L18), and once; else the module stays
// pressurised and isolated.

import Plant
import Safety

/// E-10: until the inner pressure is below 2 bar(g). Lost air ends it; one that does not end within ten
/// minutes is not repeated without a person.
@_noAllocation
func blowDown(
  _ place: Int, isAtRest: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time
  let inner = image[module.innerPressure].usable?.value ?? 999
  state.units[unit].reason = Reason(.blowingDown, value: inner, limit: 2)
  if inner < 2, isAtRest {
    advance(unit, to: .coolDown, at: now, state: &state, decision: &decision)
  } else if !isAirClean(image, on: site) || !isAirFlowHigh(image, on: site) {
    state.units[unit].reason = Reason(.gasNotClear)
    advance(unit, to: .hotStandby, at: now, state: &state, decision: &decision)
  } else if isOverdue(unit, after: 600_000, at: now, state: &state, decision: &decision) {
    state.units[unit].failedStarts = 2
    advance(unit, to: .fault, at: now, state: &state, decision: &decision)
  }
}

/// Blows a tripped module down where every row that trips it leaves that open. `mark` keeps that it was
/// tried: a second time is for a person.
/// - Returns: true while it goes on.
@_noAllocation
func blowsDownTripped(
  _ place: Int, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) -> Bool {
  let module = site.electrolysers[place]
  let unit = Int(module.unit)
  let now = image.time
  let isLeftOpen =
    module.blowDown.exists && isKeyRemote(image, on: site)
    && state.safety.blowDownVerdicts[unit].effect.rawValue < Effect.hold.rawValue
  let inner = image[module.innerPressure].usable?.value ?? 0
  let isProven = isAirClean(image, on: site) && isAirFlowHigh(image, on: site)
  switch state.units[unit].step {
  case .blowDown:
    guard isLeftOpen, isProven, inner >= 2,
      !isOverdue(unit, after: 600_000, at: now, state: &state, decision: &decision)
    else { return false }
    state.units[unit].reason = Reason(.blowingDown, value: inner, limit: 2)
    return true
  case .tripped:
    // The mark was cleared by whatever tripped it.
    let rest = derivedSample(module.atRest.index, on: site, state)
    let isAtRest = rest.quality.isUsable && rest.value != 0
    guard isLeftOpen, isProven, isAtRest, inner >= 2, state.units[unit].mark == 0,
      isStartSlotFree(for: place, image, on: site, state)
    else { return false }
    state.units[unit].mark = 1
    advance(unit, to: .blowDown, at: now, state: &state, decision: &decision)
    return true
  default:
    state.units[unit].mark = 0
    return false
  }
}
