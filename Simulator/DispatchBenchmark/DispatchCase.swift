// One week of the benchmark: inputs of each quarter of an hour, the perfect-foresight optimum
// beside them, and the few parameters in which the two weeks differ. What both share (the units of
// the plant and their costs) are the defaults of `DispatchSettings` and the constants of
// `LinearPlant`.

public import EnergyDispatch
public import Plant

/// Inputs and optimum of one step of 15 minutes. Power is the average of the step, in kW.
public struct BenchmarkRow: Sendable {
  /// Civil time (CET) of the step's begin, for people.
  public var label = ""
  public var solar = 0.0
  public var load = 0.0
  public var heat = 0.0
  /// Prices in EUR/kWh.
  public var importPrice = 0.0
  public var exportPrice = 0.0
  /// Hydrogen that lessons take, in kg.
  public var draw = 0.0
  /// What perfect foresight does.
  public var optimum = StepAction()
  /// Where that leads: grid and boiler in kW, tank in kg and buffer in kWh at the end of the step.
  public var optimumOutcome = StepOutcome()
}

/// A week with its parameters.
public struct DispatchCase: Sendable {
  public var name: String
  /// Begin of the first step, in ms since 1970 UTC.
  public var start: Milliseconds
  public var modules: Int
  public var fuelCells: Int
  /// Tank content at the start, and its bounds, in kg.
  public var tankStart: Double
  public var tankLowest: Double
  public var tankHighest: Double
  /// Value of the hydrogen left at the end, in EUR/kg.
  public var hydrogenValue: Double
  /// Published totals of perfect foresight and of a plant without hydrogen, in EUR.
  public var optimumTotal: Double
  public var noHydrogenTotal: Double
  public var rows: [BenchmarkRow]

  /// Length of a step, in ms.
  public static let step: Milliseconds = 900_000

  /// The dispatch settings under which the rule plays this week.
  public var settings: DispatchSettings {
    var settings = DispatchSettings()
    settings.electrolyser.hydrogenValue = hydrogenValue
    settings.fuelCell.hydrogenValue = hydrogenValue
    settings.period = Self.step
    return settings
  }
}
