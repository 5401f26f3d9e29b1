// PlantBalance: what really happened, counted where it happened and not by any instrument. Scenarios and
// exercises are judged by it. Masses close: made = change of what is inside + used + drawn + vented +
// leaked.

/// Totals since the start of the simulation. Energies in kWh, masses in kg, money in EUR.
public struct PlantBalance: Equatable, Sendable {
  public var solarEnergy = 0.0
  /// What the sun would have given without limits.
  public var possibleSolarEnergy = 0.0
  public var loadEnergy = 0.0
  /// Dryer and booster.
  public var auxiliaryEnergy = 0.0
  public var electrolyserEnergy = 0.0
  public var fuelCellEnergy = 0.0
  public var importEnergy = 0.0
  public var exportEnergy = 0.0
  /// Heat that fuel cells and electrolysers gave to their loops.
  public var recoveredHeat = 0.0
  /// Heat that the building got, that the boiler made, that the emergency cooler threw away.
  public var deliveredHeat = 0.0
  public var boilerHeat = 0.0
  public var cooledHeat = 0.0
  public var hydrogenAtStart = 0.0
  public var hydrogenMade = 0.0
  public var hydrogenUsed = 0.0
  /// What consumers took through outlet valves.
  public var hydrogenDrawn = 0.0
  public var hydrogenVented = 0.0
  /// What leaked, outdoors and into the room.
  public var hydrogenLeaked = 0.0
  public var electrolyserStarts = 0
  public var fuelCellStarts = 0
  public var importCost = 0.0
  public var exportRevenue = 0.0

  /// Zeros.
  public init() {}

  mutating func exchange(_ archive: inout Archive) {
    for field in [
      \PlantBalance.solarEnergy, \.possibleSolarEnergy, \.loadEnergy, \.auxiliaryEnergy,
      \.electrolyserEnergy, \.fuelCellEnergy, \.importEnergy, \.exportEnergy, \.recoveredHeat,
      \.deliveredHeat, \.boilerHeat, \.cooledHeat, \.hydrogenAtStart, \.hydrogenMade,
      \.hydrogenUsed, \.hydrogenDrawn, \.hydrogenVented, \.hydrogenLeaked, \.importCost,
      \.exportRevenue,
    ] { archive.exchange(&self[keyPath: field]) }
    archive.exchange(&electrolyserStarts)
    archive.exchange(&fuelCellStarts)
  }
}
