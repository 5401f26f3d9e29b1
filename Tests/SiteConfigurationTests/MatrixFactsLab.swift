// The facts of the laboratory: rows L01 to L37 and X01 to X09 of the signed matrix, with its set points. Here
// stand its columns, the order of its rows, and where its file does not say what the facts say.

import Plant

extension SiteFacts {
  static let lab = SiteFacts(
    site: "ovm-lab", rows: labRows, deviations: labDeviations,
    // Nothing links the two sites: neither a line between them (X05) nor a carrier of deliveries (X07).
    notBuilt: ["X05", "X07"],
    all: (1...37).map { $0 < 10 ? "L0\($0)" : "L\($0)" } + ["L02a"] + (1...9).map { "X0\($0)" },
    columns: [
      "E1": ["EL-101:*", "EL-102:*", "EL-103:*", "EL-104:*"],
      "E1.1": ["EL-101:*"], "E1.2": ["EL-102:*"], "E1.3": ["EL-103:*"], "E1.4": ["EL-104:*"],
      "E1x": ["EL-101X:*", "EL-102X:*", "EL-103X:*", "EL-104X:*"],
      "E1.1x": ["EL-101X:*"], "E1.2x": ["EL-102X:*"], "E1.3x": ["EL-103X:*"],
      "E1.4x": ["EL-104X:*"],
      "E2": ["el-1.blow-down:*", "el-2.blow-down:*", "el-3.blow-down:*", "el-4.blow-down:*"],
      "E3": ["XV-201:*", "XV-202:*"], "E3in": ["XV-201:*"], "E3out": ["XV-202:*"],
      // A tripped booster shuts its fill valve and the vent of its hose.
      "E4": ["BST-401:*"], "E4 T": ["BST-401:T", "XV-401:C", "XV-402:C"],
      "E4valves": ["XV-401:*", "XV-402:*"],
      "E5": ["FAN-313:*"], "E6": ["XS-008X:*"],
      "E11a": ["XA-008:*", "XA-009:*"], "E11b": ["XA-010:*"],
    ])
}

/// Words that the rows of the laboratory share.
enum LabFacts {
  static let gas = "AT-301.concentration AT-302.concentration AT-303.concentration"
  static let trip = "E1 T, E3 C, E4 T, E5 X"

  /// A signal of all four modules.
  static func of(_ signal: String) -> String {
    (1...4).map { "EL-10\($0).\(signal)" }.joined(separator: " ")
  }

  /// A point that the controller computes for all four modules, or for all three detectors.
  static func computed(_ name: String, of unit: String, _ numbers: ClosedRange<Int>) -> String {
    numbers.map { "\(unit)\($0).\(name)" }.joined(separator: " ")
  }
}

@Sendable private func labRows() -> [MatrixFact] {
  LabFacts.air() + LabFacts.tank() + LabFacts.modules() + LabFacts.connection()
    + LabFacts.surroundings() + LabFacts.disobedience() + LabFacts.taps() + LabFacts.valves()
    + LabFacts.power() + LabFacts.boosterLimits() + LabFacts.detectorTests()
    + LabFacts.controller()
}

@Sendable private func labDeviations() -> [MatrixDeviation] {
  let trip = LabFacts.trip
  let deadMeter =
    "a dead meter would read as disobedience and open contact, tank and contactor; the flow still "
    + "speaks, but no row tells of the meter"
  return [
    .init(
      "L03", "alarm-1", "effects", says: "\(trip), E11a X",
      why:
        "the file does for alarm 1 of the gas-warning unit what the facts ask of alarm 2: stricter"),
    .init(
      "L24", "stop", "effects", says: "E1 S, E4 S, E5 X",
      why: "the booster stops where the facts only keep it from starting: stricter"),
    .init("L29", "power", "faults", says: "ignore", why: deadMeter),
    .init(
      "X02", "scans", "threshold", says: "2",
      why: "the third late scan of ten stops, where the facts wait for the fourth: stricter"),
  ] + (1...4).map { .init("L29", "el-\($0)", "faults", says: "ignore", why: deadMeter) }
}
