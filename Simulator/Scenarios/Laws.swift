// Laws: what must hold in every scan, whatever breaks and whatever people ask. They are judged from
// the interlock table and the reports, not by the gate that they watch over.

import Control
import Plant
import PlantSimulation
import Safety
import SiteConfiguration

/// Watches a site and keeps the first few breaches of every law.
public final class LawBook {
  /// What went against a law, with the time since the start; empty on a good day.
  public private(set) var breaches: [String] = []
  private let most = 10
  private var start: Milliseconds?

  private var consequences: [Consequence] = []

  private struct Consequence {
    var row: Int
    var actuators: [(actuator: Int, safest: Double)]
  }

  public init() {}

  /// Watches every scan of `site` from now on.
  public func watch(_ site: VirtualSite) {
    consequences = Self.consequences(of: site.loaded.description)
    site.afterScan = { [unowned self] site in judge(site) }
  }

  private func judge(_ site: VirtualSite) {
    let begin = start ?? site.plant.time
    start = begin
    guard breaches.count < most else { return }
    func tell(_ text: String) {
      breaches.append("after \((site.plant.time - begin) / 1000) s: \(text)")
    }
    let description = site.loaded.description
    let names = site.loaded.catalogue
    for place in description.actuators.indices {
      let command = site.decision.commands[place]
      let limits = description.actuators[place]
      if !(command.value >= limits.lowest && command.value <= limits.highest) {
        tell("\(names.actuators[place].name) is \(command.value), outside its limits")
      }
    }
    for consequence in consequences where site.decision.rows[consequence.row].isActive {
      for place in consequence.actuators {
        if site.decision.commands[place.actuator].value != place.safest {
          let row = names.rows[consequence.row].label
          tell("\(row) acts and \(names.actuators[place.actuator].name) is not safe")
        }
      }
    }
    if site.decision.eventsLost > 0 { tell("\(site.decision.eventsLost) events were lost") }
  }

  /// What the rows that stop or trip ask of actuators. Effects that wait for rest have tests of
  /// their own.
  private static func consequences(of site: SiteDescription) -> [Consequence] {
    site.rows.indices.map { place in
      let row = site.rows[place]
      var consequence = Consequence(row: place, actuators: [])
      for step in 0..<Int(row.effectCount) {
        let effect = site.effects[Int(row.firstEffect) + step]
        guard effect.effect.rawValue >= Effect.stop.rawValue, !effect.afterRest.exists else {
          continue
        }
        for actuator in site.actuators.indices {
          let limits = site.actuators[actuator]
          let isMeant =
            effect.target == .unit ? limits.unit == effect.index : actuator == effect.index
          let safest = limits.safeDirection == .down ? limits.lowest : limits.highest
          // A row may leave the blow-down of a unit that it trips to the unit's sequence.
          if effect.leavesBlowDown, limits.blowsDown { continue }
          if isMeant { consequence.actuators.append((actuator, safest)) }
        }
      }
      return consequence
    }
  }
}

extension VirtualSite {
  /// What the books of hydrogen miss, in kg.
  public var missingHydrogen: Double {
    let books = plant.balance
    return books.hydrogenAtStart + books.hydrogenMade - books.hydrogenUsed - books.hydrogenDrawn
      - books.hydrogenVented - books.hydrogenLeaked - plant.hydrogenInside
  }

  /// What the books of electricity miss, in kWh.
  public var missingEnergy: Double {
    let books = plant.balance
    return books.solarEnergy + books.fuelCellEnergy + books.importEnergy - books.exportEnergy
      - books.loadEnergy - books.auxiliaryEnergy - books.electrolyserEnergy
  }
}
