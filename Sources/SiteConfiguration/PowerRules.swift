// Rules of power: the numbers of a unit must fit each other. Watts that were written as kilowatts pass
// every range, but not the sum of what the same nameplate says twice.

import Plant
import StrictYAML

extension SiteBuilder {
  /// The lowest power of an electrolyser is near its lowest share of the rated one.
  func checkPowers() {
    for (place, unit) in site.units.enumerated() {
      let node = unitEntries[place].value
      guard let rated = unit.numbers["rated-power"], let lowest = unit.numbers["lowest-power"],
        let share = unit.numbers["lowest-share"], let key = node["lowest-power"]
      else { continue }
      // A fifth, for what the auxiliaries take besides the stack.
      let expected = rated * share / 100
      if lowest < 0.8 * expected || lowest > 1.2 * expected {
        reader.report(
          key,
          "\(shortest(lowest)) kW is not near \(shortest(share)) % of \(shortest(rated)) kW, "
            + "which is \(shortest(expected)) kW; correct the number that is wrong")
      }
    }
  }
}
