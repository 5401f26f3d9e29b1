// Quarantine of a store (step S-5): after a row that says so in the matrix, nothing leaves the store until two
// persons gave the result of one analysis. It outlives the reset of the row, and a restart.

import Plant
import Safety

/// Locks the outlet while a row acts that asks for an analysis.
@_noAllocation
func followQuarantine(_ place: Int, on site: borrowing Site, state: inout ControlState) {
  let outlet = site.valves[Int(site.stores[place].outlet)].open
  guard outlet.exists else { return }
  for index in 0..<site.interlocks.rows.count where state.safety.rows[index].isActive {
    let row = site.interlocks.rows[index]
    for step in 0..<row.effectCount {
      let effect = site.interlocks.effects[Int(row.firstEffect + step)]
      guard effect.needsAnalysis, case .actuator = effect.target, effect.index == outlet.raw else {
        continue
      }
      state.outlets[place].isQuarantined = true
      state.outlets[place].analysis = Confirmation()
    }
  }
}

/// Takes the result of an analysis, in vol% of oxygen, from one person; the second one ends the
/// quarantine if the gas is good.
@_noAllocation
func confirmAnalysis(
  _ place: Int, _ oxygen: Double, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState
) -> Reason {
  guard state.outlets[place].isQuarantined else { return Reason(.noDemand) }
  let limit = site.settings.oxygenForBottles
  guard oxygen >= 0, oxygen <= limit else {
    state.outlets[place].analysis = Confirmation()
    return Reason(.gasQuality, value: oxygen, limit: limit)
  }
  let refusal = state.outlets[place].analysis.take(
    oxygen, at: image.time.plant, within: site.settings.confirmation)
  if state.outlets[place].analysis.persons == 2 {
    state.outlets[place].isQuarantined = false
    state.outlets[place].analysis = Confirmation()
  }
  return refusal
}

/// The store whose outlet is this unit; -1 for none.
@_noAllocation
func store(withOutlet unit: Int16, on site: borrowing Site) -> Int {
  for place in 0..<site.stores.count where site.stores[place].outlet >= 0 {
    if site.valves[Int(site.stores[place].outlet)].unit == unit { return place }
  }
  return -1
}
