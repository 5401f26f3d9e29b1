// What binds a booster and the outlet of a store, for people who ask why. As in the other explanations the same
// permissives are asked as in the sequences.

import Plant
import Safety

/// Writes the findings of boosters and outlets.
@_noAllocation
func explainFilling(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState,
  decision: inout Decision
) {
  for place in 0..<site.boosters.count where site.boosters[place].unit >= 0 {
    let unit = Int(site.boosters[place].unit)
    switch state.units[unit].step {
    case .idle, .permissives, .tripped:
      if !isAllowed(unit, state) { decision.find(.start, of: unit, modeReason(unit, state)) }
      for which in 0..<commonPermissives where which != interlockPermissive {
        decision.find(.start, of: unit, commonPermissive(which, unit, image, on: site, state))
      }
      explainRows(unit, from: .hold, .start, on: site, state, decision: &decision)
      for which in 0..<boosterPermissives {
        decision.find(.start, of: unit, boosterPermissive(which, place, image, on: site, state))
      }
      if state.units[unit].reason.code.rawValue == ReasonCode.confirmationMissing.rawValue {
        decision.find(.start, of: unit, state.units[unit].reason)
      }
    default: decision.find(.wait, of: unit, state.units[unit].reason)
    }
    decision.find(.stop, of: unit, state.units[unit].stopReason)
  }
  for place in 0..<site.stores.count where site.stores[place].outlet >= 0 {
    let valve = site.valves[Int(site.stores[place].outlet)]
    guard valve.unit >= 0 else { continue }
    let unit = Int(valve.unit)
    switch state.units[unit].step {
    case .opened: break
    case .opening, .closing: decision.find(.wait, of: unit, state.units[unit].reason)
    default:
      if !isAllowed(unit, state) { decision.find(.start, of: unit, modeReason(unit, state)) }
      decision.find(
        .start, of: unit, outletRefusal(place, isReleased: true, image, on: site, state))
    }
    decision.find(.stop, of: unit, state.units[unit].stopReason)
  }
}
