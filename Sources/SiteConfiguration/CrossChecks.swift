// Checks between rows of one matrix, and between the matrix and the site file: the order of the gas
// alarms, voting, the fan in a fire, rows that are said not to apply.

import Plant
import Safety
import StrictYAML

extension EnvelopeCheck {
  /// The pre-alarm comes before the main alarm, or it warns nobody.
  func checkAlarmOrder() {
    let main = matrix.rows.filter { ["L02", "W02"].contains($0.id) }.map(\.row.threshold).min()
    guard let main else { return }
    for row in matrix.rows where ["L01", "W01"].contains(row.id) && row.row.threshold >= main {
      report(
        row, "threshold",
        "the pre-alarm at \(shortest(row.row.threshold)) % LEL is not below the "
          + "main alarm at \(shortest(main)) % LEL; lower it")
    }
  }

  /// Voting needs detectors that watch one air space, and three of them.
  func checkVoting() {
    let room = site.site.units.first { $0.kind == .room }
    let mayVote = room?.numbers["same-place"] == 1 && site.units(of: [.gasDetector]).count >= 3
    for row in matrix.rows where ["L02", "W02"].contains(row.id) && row.row.votes > 1 && !mayVote {
      report(row, "votes", "voting needs three detectors and 'same-place: true'; write 1oo...")
    }
  }

  /// With voting, one detector alone must still stop the plant.
  func checkSingleDetectorRow() {
    for row in matrix.rows where ["L02", "W02"].contains(row.id) && row.row.votes > 1 {
      let single = matrix.rows.first { $0.id == row.id + "a" }
      guard let single else {
        report(row, "row", "with voting the row \(row.id)a (one detector alone) is needed; add it")
        continue
      }
      if single.row.votes > 1 || single.row.threshold > row.row.threshold {
        report(single, "threshold", "one detector alone must act at the main alarm; correct it")
      }
      for name in site.units(of: Envelope.users) {
        guard let place = site.unitPlaces[name] else { continue }
        let demand = Demand(target: .unit, index: place, effect: .softStop)
        if !demand.isMet(by: single) { report(single, "effects", "'\(name)' must get S at least") }
      }
    }
  }

  /// What the fan does in a fire stands in the site file; the matrix must say the same.
  func checkFire() {
    guard let fan = site.actuatorNames.firstIndex(where: { $0.hasSuffix(".fan-high") }) else {
      return
    }
    for row in matrix.rows where ["L26", "W20"].contains(row.id) {
      let runs = Demand(target: .actuator, index: fan, effect: .trip).isMet(by: row)
      if runs != site.site.fanRunsInFire {
        report(
          row, "effects",
          "the site file says fire.fan: "
            + "\(site.site.fanRunsInFire ? "run" : "stop"), this row the opposite; correct one")
      }
    }
  }

  func checkNotApplicable() {
    let rules = Envelope.rules
    for entry in site.notApplicableEntries {
      if rules.contains(where: { $0.isEssential && $0.rows.contains(entry.key) }) {
        site.reader.report(
          entry, "the row '\(entry.key)' applies at every site; remove it from not-applicable")
      } else if matrix.rows.contains(where: { $0.id == entry.key }) {
        site.reader.report(
          entry, "the row '\(entry.key)' stands in the matrix; remove it here or there")
      }
    }
  }
}
