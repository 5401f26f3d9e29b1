// Aims: for each row of the matrix that looks at an instrument, what that instrument must show for the row
// to fire, and for how long. Chance alone seldom finds the one value that a row waits for; an aimed lie
// does, and what follows from it is judged like everything else. The aims are taken from the table, so a
// new row is hunted from the day it is written.

import Control
import Plant
import PlantSimulation
import Safety
import Scenarios
import SiteConfiguration

/// One instrument that shows what a row waits for.
struct Aim: Sendable {
  /// The row, by its place in the matrix.
  var row: Int
  var unit: String
  var kind: UnitKind
  var signal: Signal
  /// What it shows, in its own unit; nil for no value at all.
  var value: Double?
  /// The delay of the row, in ms.
  var delay: Milliseconds

  /// The fault that does it.
  var fault: PlantFault {
    if let value { return PlantFault(unit: unit, signal, .reads, value: value) }
    return PlantFault(unit: unit, signal, .lost)
  }
}

extension Aim {
  /// All aims of a site. Rows that look at derived points or at silence have none: what raises those is
  /// said in `Turn`.
  static func all(of site: LoadedSite, in plant: SimulatedPlant) -> [Aim] {
    var aims: [Aim] = []
    for (place, row) in site.description.rows.enumerated() {
      for offset in 0..<row.inputCount {
        let point = site.description.inputs[Int(row.firstInput + offset)]
        guard let source = site.signal(of: point), source.signal != .link,
          plant.signal(unit: source.unit, source.signal) != nil,
          let unit = site.units.first(where: { $0.name == source.unit })
        else { continue }
        let step = max(0.15 * abs(row.threshold), 1.2 * row.hysteresis)
        let value: Double?
        switch row.cause {
        case .above: value = row.threshold + step
        case .below: value = row.threshold - step
        case .open: value = 0
        case .closed: value = 1
        case .fault: value = nil
        case .silent: continue
        }
        aims.append(
          Aim(
            row: place, unit: source.unit, kind: unit.kind, signal: source.signal, value: value,
            delay: row.onDelay))
      }
    }
    return aims
  }
}
