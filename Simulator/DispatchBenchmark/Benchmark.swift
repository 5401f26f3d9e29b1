// The benchmark itself: dispatch plays a week on the linear plant in virtual time, one call for
// each quarter of an hour with that quarter's average power, and its cost is set against a plant
// without hydrogen (0 %) and against perfect foresight (100 %).

public import EnergyDispatch
import Foundation
import Plant

/// What a week came to.
public struct BenchmarkResult: Sendable {
  public var name: String
  /// Cost of the week under dispatch, without hydrogen, and of perfect foresight, in EUR.
  public var total: Double
  public var noHydrogenTotal: Double
  public var optimumTotal: Double
  /// Starts of modules and fuel cells; cold ones of modules.
  public var starts: Int
  public var coldStarts: Int
  /// Hydrogen made, missed by lessons, and left in the tank, in kg.
  public var hydrogenMade: Double
  public var hydrogenMissed: Double
  public var tank: Double
  /// Energy from the fuel cell, in kWh.
  public var fuelCellEnergy: Double
  /// Share of the site's load that was not imported.
  public var selfSufficiency: Double
  /// True when the tank left its bounds.
  public var wasOutOfBounds: Bool
  /// What was done in each step, and why (unit by unit, electrolysers first).
  public var actions: [StepAction]
  public var proposals: [[UnitProposal]]
  /// Digest over all proposals and the final state of dispatch.
  public var digest: UInt64

  /// Share of what perfect foresight gains over a plant without hydrogen.
  public var capturedShare: Double {
    (noHydrogenTotal - total) / (noHydrogenTotal - optimumTotal)
  }
}

/// Plays one of `BenchmarkCase.all` with the economic rule. Throws `BenchmarkError`.
public func runBenchmark(named name: String) throws -> BenchmarkResult {
  run(try BenchmarkCase.named(name).load())
}

/// Plays a week; `settings` nil takes the week's own.
public func run(
  _ week: DispatchCase, settings: DispatchSettings? = nil
) -> BenchmarkResult {
  var player = WeekPlayer(week, settings: settings ?? week.settings)
  var actions: [StepAction] = []
  var proposals: [[UnitProposal]] = []
  for row in week.rows {
    let (action, proposed) = player.play(row)
    actions.append(action)
    proposals.append(proposed)
  }
  let plant = player.plant
  return BenchmarkResult(
    name: week.name, total: plant.total, noHydrogenTotal: total(of: week) { _ in StepAction() },
    optimumTotal: week.optimumTotal, starts: plant.starts, coldStarts: plant.coldStarts,
    hydrogenMade: plant.hydrogenMade, hydrogenMissed: plant.hydrogenMissed, tank: plant.tank,
    fuelCellEnergy: plant.cellEnergy, selfSufficiency: plant.selfSufficiency,
    wasOutOfBounds: plant.wasOutOfBounds, actions: actions, proposals: proposals,
    digest: player.digest)
}

/// Cost of a week under fixed actions, in EUR.
public func total(
  of week: DispatchCase, _ action: (BenchmarkRow) -> StepAction
) -> Double {
  var plant = LinearPlant(week)
  for row in week.rows { _ = plant.step(row, action(row)) }
  return plant.total
}

extension BenchmarkResult: CustomStringConvertible {
  /// A line for people.
  public var description: String {
    func text(_ value: Double, _ digits: Int) -> String {
      String(format: "%.\(digits)f", value)
    }
    return """
      \(name): \(text(total, 3)) EUR (without hydrogen \(text(noHydrogenTotal, 3)), \
      optimum \(text(optimumTotal, 3))), captured \(text(capturedShare * 100, 1)) %, \
      \(starts) starts (\(coldStarts) cold), hydrogen made \(text(hydrogenMade, 2)) kg, \
      fuel cell \(text(fuelCellEnergy, 1)) kWh, \
      self-sufficiency \(text(selfSufficiency, 3))
      """
  }
}
