// What a scenario reads from a virtual site, by the names of the site file, and what it asks of it.

public import Plant
import PlantSimulation
import SiteConfiguration

extension VirtualSite {
  /// Image and decision of the last scan.
  public var snapshot: Snapshot { Snapshot(image: image, decision: decision) }

  /// Place of a unit in the site's list; -1 for an unknown one.
  public func unit(_ name: String) -> Int16 {
    Int16(loaded.catalogue.units.firstIndex { $0.name == name } ?? -1)
  }

  /// The report of a unit in the last scan.
  public func report(_ unit: String) -> UnitReport? {
    let place = Int(self.unit(unit))
    return place < 0 ? nil : decision.units[place]
  }

  /// The command of an actuator in the last scan, by its name `unit.role`.
  public func command(_ name: String) -> Double? {
    loaded.catalogue.actuators.firstIndex { $0.name == name }.map { decision.commands[$0].value }
  }

  /// Whether a row of the matrix is active in the last scan; `label` is `L02`, or `L02/part`.
  public func isActive(_ label: String) -> Bool {
    loaded.catalogue.rows.indices.contains {
      let row = loaded.catalogue.rows[$0]
      return (row.label == label || row.row == label) && decision.rows[$0].isActive
    }
  }

  /// The labels of all active rows that do more than tell: latched ones, and those that trip or
  /// stop.
  public var activeRows: [String] {
    loaded.catalogue.rows.indices.filter { decision.rows[$0].isActive }
      .map { loaded.catalogue.rows[$0].label }
  }

  /// The labels of all latched rows.
  public var latchedRows: [String] {
    loaded.catalogue.rows.indices.filter { decision.rows[$0].isLatched }
      .map { loaded.catalogue.rows[$0].label }
  }

  /// What an instrument of the plant shows.
  public func shown(_ unit: String, _ signal: Signal) -> Double? {
    plant.signal(unit: unit, signal).flatMap { plant.value($0) }
  }

  /// A point of the last scan, by its name, measured or derived; nil when it may not be used.
  public func point(_ name: String) -> Double? {
    guard let place = loaded.catalogue.points.firstIndex(where: { $0.name == name }) else {
      return nil
    }
    let measured = image.samples.count
    return place < measured
      ? image.samples[place].usable : decision.derived[place - measured].usable
  }

  /// The names of all modules and fuel cells.
  public var hydrogenUnits: [String] {
    loaded.catalogue.units.filter { $0.kind == .electrolyser || $0.kind == .fuelCell }
      .map(\.name)
  }

  /// Asks for a mode of a unit.
  public func ask(_ unit: String, _ mode: Mode) {
    ask(
      Intent(
        .setMode, unit: self.unit(unit), value: Double(mode.rawValue), source: .scenario, ticket: 1)
    )
  }

  /// Breaks something, in the words of `PlantFault`.
  public func breaks(_ fault: String) throws { try plant.apply(PlantFault(parsing: fault)) }

  /// Mends it again.
  public func mend(_ fault: String) throws { try plant.clear(PlantFault(parsing: fault)) }

  /// Digest over the decision of the last scan.
  public var digest: UInt64 {
    var writer = CanonicalWriter()
    decision.encode(into: &writer)
    return writer.digest
  }
}
