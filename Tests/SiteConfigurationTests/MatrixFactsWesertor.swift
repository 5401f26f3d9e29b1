// The facts of Wesertor: rows W01 to W29 and X01 to X09 of the signed matrix, with its set points. A valve
// closes only when the fuel cell rests, wherever the cell is stopped and not tripped: closing under load
// starves the anode. Here stand its columns, the order of its rows, and where its file does not say what the
// facts say.

import Plant

extension SiteFacts {
  static let wesertor = SiteFacts(
    site: "wesertor", rows: wesertorRows, deviations: wesertorDeviations,
    // Nothing links the two sites: neither a line between them (X05) nor a carrier of deliveries (X07).
    notBuilt: ["X05", "X07"],
    all: (1...29).map { $0 < 10 ? "W0\($0)" : "W\($0)" } + ["W09a"]
      + (1...9).map { "X0\($0)" },
    columns: [
      "E7": ["FC-601:*"], "E7x": ["XS-602X:*"],
      "E8": ["XV-501:*", "XV-502:*", "XV-503:*"],
      "E8rest": [
        "XV-501:*(after fc-1 180s)", "XV-502:*(after fc-1 180s)", "XV-503:*(after fc-1 180s)",
      ],
      "E8b": ["XV-502:*"],
      "E8soon": [
        "XV-501:*(after fc-1 10s)", "XV-502:*(after fc-1 10s)", "XV-503:*(after fc-1 10s)",
      ],
      "E9": ["FAN-313:*"], "E10": ["XS-008X:*"],
      "E11a": ["XA-008:*", "XA-009:*"], "E11b": ["XA-010:*"],
      "E13": ["P-701:*"], "E14": ["BLR-702:*"], "cooler": ["HV-703:*"],
    ])
}

/// Words that the rows of Wesertor share.
enum WesertorFacts {
  static let gas = "AT-301.concentration AT-302.concentration"
  static let trip = "E7 T, E8 C, E9 X"
  /// Heat leaves the cell, whatever trips.
  static let tripHot = "E7 T, E8 C, E13 X, cooler X"
}

@Sendable private func wesertorRows() -> [MatrixFact] {
  WesertorFacts.air() + WesertorFacts.supply() + WesertorFacts.cell() + WesertorFacts.heat()
    + WesertorFacts.mainsAndSilence() + WesertorFacts.surroundings() + WesertorFacts.hoses()
    + WesertorFacts.bundle() + WesertorFacts.roomHeat() + WesertorFacts.line()
    + WesertorFacts.disobedience() + WesertorFacts.controller()
}

@Sendable private func wesertorDeviations() -> [MatrixDeviation] {
  [
    .init(
      "W03", "alarm-1", "effects", says: "\(WesertorFacts.trip), E11a X",
      why:
        "the file does for alarm 1 of the gas-warning unit what the facts ask of alarm 2: stricter"),
    .init(
      "W15", "derate", "effects", says: "E7 M50, cooler X",
      why:
        "one step to a half, because the matrix knows no lines; the line itself is step F-8 of the "
        + "cell's sequence, and the lower of the two counts"),
    .init(
      "X02", "scans", "threshold", says: "2",
      why: "the third late scan of ten stops, where the facts wait for the fourth: stricter"),
  ]
}
