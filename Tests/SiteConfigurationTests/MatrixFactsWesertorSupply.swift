// The facts of Wesertor's hydrogen: regulator, bundle, hoses, valves, and a line that must neither leak, nor
// tear, nor creep.

import Plant

extension WesertorFacts {
  static func supply() -> [MatrixFact] { regulator() + leaks() }

  private static func regulator() -> [MatrixFact] {
    let high = "E7 T, E8 C, E11b X"
    return [
      .init(
        "W08", part: "pressure", .above(7, "bar(g)", back: house(1)), on: "PT-504", for: house(0.5),
        does: high, priority: 1, reset: .local, group: "supply"),
      .init(
        "W08", part: "switch", .open, on: "PSHH-505", does: high, priority: 1, reset: .local,
        group: "supply"),
      .init(
        "W08", part: "high", .above(6, "bar(g)", back: house(0.5)), on: "PT-504",
        bad: .isAnswered(by: "W08/pressure"), for: house(5), does: "E7 A", priority: house(2),
        reset: .auto, group: "supply"),
      // The facts name no limit. The cell tells it in the same block as its outlet temperature.
      .init(
        "W08", part: "anode", .above(house(1), "bar(g)", back: house(0.3)),
        on: "FC-601.anode-pressure", bad: .isAnswered(by: "W13/sensor"), for: house(0.5),
        does: high, priority: 1, reset: .local, group: "supply"),
      // Empty at 10 bar, a start needs 12. Too little behind the regulator is row W09a.
      .init(
        "W09", .below(10, "bar(g)", back: 2), on: "PT-501", for: house(5),
        does: "E7 S, E8rest C", priority: 3, reset: .auto, group: "supply"),
      // 0.3 bar above the 2.0 bar that the cell needs.
      .init(
        "W09a", .below(2.3, "bar(g)", back: house(0.5)), on: "PT-504", for: house(1),
        armedBy: "fc-1.running", does: "E7 T, E8 C", priority: 2, reset: .panel,
        group: "fuel-cell"),
    ]
  }

  private static func leaks() -> [MatrixFact] {
    let leak = "\(trip), E11b X"
    return [
      // Isolated it may lose 0.3 bar in 10 min.
      .init(
        "W10", part: "shut", .above(0.3, "bar(d)", back: house(0.1)), on: "supply.isolated-fall",
        bad: .isAnswered(by: "W08/pressure"), for: house(2), does: leak, priority: 1,
        reset: .local, group: "supply"),
      // 5 % of what the cell takes in 10 min are 3 g, a tenth of what PT-501 and TT-503 can tell: the
      // tank's 50 g in 10 min stand here too.
      .init(
        "W10", part: "balance", .above(house(0.05), "kg", back: house(0.02)),
        on: "supply.unmetered", bad: .isAnswered(by: "W09 W24/bad W26"), for: house(10),
        does: leak, priority: 1, reset: .local, group: "supply"),
    ]
  }

  static func hoses() -> [MatrixFact] {
    [
      .init(
        "W22", part: "start", .open, on: "XS-506", does: "E7 I, E9 X", priority: 3, reset: .auto,
        group: "supply"),
      .init(
        "W22", part: "valves", .open, on: "XS-506", armedBy: "fc-1.at-rest", does: "E8 C",
        priority: 3, reset: .auto, group: "supply"),
      // Bank B has a hose of its own; without a carriage it is never released.
      .init(
        "W22", part: "bank-b", .open, on: "XS-507", does: "E8b C", priority: 3, reset: .auto,
        group: "supply"),
    ]
      + ["bank-a", "bank-b", "house-valve"].map { valve in
        .init(
          "W23", part: valve, .closed, on: "\(valve).mismatch", for: 5, .real, does: "E7 T, E8 C",
          priority: 1, reset: .local, group: "valves")
      }
  }

  /// As the lab's tank: 60 degC and 100 % trip, a bad temperature stops.
  static func bundle() -> [MatrixFact] {
    [
      .init(
        "W24", part: "temperature", .above(60, "degC", back: house(5)), on: "TT-503",
        bad: .isAnswered(by: "W24/bad"), for: house(5), does: "E7 T, E8 C", priority: house(2),
        reset: .panel, group: "bundle"),
      .init(
        "W24", part: "mass", .above(100, "%", back: house(2)), on: "bundle.fill",
        bad: .isAnswered(by: "W09"), for: house(10), does: "E7 T, E8 C", priority: house(2),
        reset: .panel, group: "bundle"),
      .init(
        "W24", part: "bad", .fault("degC"), on: "TT-503", for: house(60), does: "E7 S, E8rest C",
        priority: house(2), reset: .auto, group: "bundle"),
    ]
  }

  static func line() -> [MatrixFact] {
    [
      // A torn hose is a leak: the fan, which the facts name at W10 only, belongs to it.
      .init(
        "W26", .above(130, "%", back: house(20)), on: "supply.flow-share", for: 2, .real,
        armedBy: "fc-1.running", does: "\(trip), E11b X", priority: house(1), reset: .local,
        group: "supply"),
      .init(
        "W27", .above(0.5, "bar(d)", back: house(0.3)), on: "supply.creep",
        bad: .isAnswered(by: "W08/pressure"), for: house(2), does: "E7 I, E8 C",
        priority: house(2), reset: .auto, group: "supply"),
    ]
  }
}
