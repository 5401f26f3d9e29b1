// The numbers of the economic rule: what a start costs, what hydrogen is worth, what a unit makes
// of a kilowatt hour. All of them come from the site file; the defaults are those of the dispatch
// benchmark.

public import Plant

/// The economics of a group of equal electrolyser modules.
public struct ElectrolyserEconomics: BitwiseCopyable, Sendable {
  /// Lowest and highest consumption of one module, in kW.
  public var lowestPower = 1.46
  public var highestPower = 2.40
  /// Hydrogen made: `yield` kg per kWh less `yieldLoss` kg per hour of a running module.
  public var yield = 0.0191234
  public var yieldLoss = 0.0009562
  /// Value of a kilogram in the store, in EUR.
  public var hydrogenValue = 5.8
  /// Kilograms that should always be in the store, and what one is worth when none is left; between
  /// the two the value falls in a line. A reserve of 0 kg leaves `hydrogenValue` alone.
  public var reserve = 0.0
  public var reserveValue = 8.0
  /// Wear of a running module, in EUR/h.
  public var wear = 0.04
  /// Cost of a start: a warm one, and what a cold one costs more (EUR, kWh and kg).
  public var warmStart = 0.02
  public var coldStart = 0.12
  public var coldEnergy = 0.25
  public var coldLoss = 0.003
  /// Share of the start cost that must be gathered before a start, and share of the next start's
  /// cost that must be lost before a stop. Below 1 because a stretch of sun or cloud that has begun
  /// mostly goes on. Chosen on the other weeks of the benchmark's year from April to October.
  public var startShare = 0.5
  public var stopShare = 0.2
  /// Shortest run and shortest rest, in ms of plant time.
  public var minimumUp: Milliseconds = 3_600_000
  public var minimumDown: Milliseconds = 900_000
  @inlinable public init() {}
}

/// The economics of a fuel cell.
public struct FuelCellEconomics: BitwiseCopyable, Sendable {
  /// Lowest and highest net output, in kW.
  public var lowestPower = 1.0
  public var highestPower = 5.0
  /// Fuel (kW, lower heating value) is the larger of two lines `slope * output + offset`.
  public var slope1 = 1.811321
  public var offset1 = 0.188679
  public var slope2 = 2.279874
  public var offset2 = -0.982704
  /// Share of the fuel that becomes useful heat.
  public var heatShare = 0.36
  /// Value of a kilogram in the store, in EUR, and of a kilowatt hour of heat, in EUR.
  public var hydrogenValue = 6.0
  public var heatValue = 0.11
  /// Wear of a running cell, in EUR/h; cost of a start in EUR and kg.
  public var wear = 0.15
  public var start = 0.25
  public var startLoss = 0.008
  /// Share of the start cost that must be gathered before a start, and share of the next start's
  /// cost that must be lost before a stop. Low because price bands last for hours, which makes the
  /// benefit of a run nearly sure. Chosen on the other winter weeks of the benchmark's year.
  public var startShare = 0.1
  public var stopShare = 0.05
  /// Shortest run and shortest rest, in ms of plant time.
  public var minimumUp: Milliseconds = 3_600_000
  public var minimumDown: Milliseconds = 900_000
  @inlinable public init() {}
}

/// All settings of a site's dispatch.
public struct DispatchSettings: BitwiseCopyable, Sendable {
  public var electrolyser = ElectrolyserEconomics()
  public var fuelCell = FuelCellEconomics()
  /// How often dispatch may change its mind, in ms of plant time; 0 is every scan.
  public var period: Milliseconds = 60_000
  @inlinable public init() {}
}
