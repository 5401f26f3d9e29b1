// The judge of liveness: once nothing is broken any more, the plant must come back, by itself or with
// the one person it calls. A plant in which nothing was broken, only wires, clocks and computers, comes
// back alone; one that waits for a person is helped, and must then be in service within its time.

public import PlantSimulation

/// Judges whether the plant comes back.
public struct LivenessJudge: Sendable {
  /// How long the plant may take without help, in ms: the purge or the rest after a stop, and the start of
  /// a first unit.
  public static let alone: Int64 = 3_000_000
  /// How long it may take from the first help, in ms: the same, and the starts of all units one after
  /// the other.
  public static let helped: Int64 = 3_900_000

  /// A judge that has seen nothing yet.
  public init() {}

  /// True when a unit does what it stands there for.
  public static func isInService(_ module: ModuleFacts) -> Bool {
    module.isProducing && module.share > 0.5
  }

  /// True when a unit does what it stands there for.
  public static func isInService(_ cell: FuelCellFacts) -> Bool {
    cell.isGenerating && cell.power > 0.5
  }

  /// How many units are in service.
  public func inService(_ facts: PlantFacts) -> Int {
    facts.modules.count { Self.isInService($0) } + facts.fuelCells.count { Self.isInService($0) }
  }

  /// True when every unit is.
  public func isBack(_ facts: PlantFacts) -> Bool {
    inService(facts) == facts.modules.count + facts.fuelCells.count
  }

  /// Judges a plant that was mended `span` ms ago, and that nobody had to help.
  public func verdict(on facts: PlantFacts, leftAlone span: Int64) -> Breach? {
    let isIdle = span >= Self.alone && inService(facts) == 0 && !facts.room.isAnyBeaconLit
    guard isIdle || span >= Self.helped && !isBack(facts) else { return nil }
    return Breach(
      .idleWithoutReason, at: facts.time,
      seen: "\(inService(facts)) units in service \(span / 1000) s after the mending")
  }

  /// Judges a plant whose person has done everything `span` ms ago.
  public func verdict(on facts: PlantFacts, helped span: Int64) -> Breach? {
    guard span >= Self.helped, !isBack(facts) else { return nil }
    let count = facts.modules.count + facts.fuelCells.count
    return Breach(
      .notBackInService, at: facts.time,
      seen: "\(inService(facts)) of \(count) units \(span / 1000) s after the help")
  }
}
