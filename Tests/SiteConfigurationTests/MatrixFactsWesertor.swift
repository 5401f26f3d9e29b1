// The facts of Wesertor: rows W01 to W29 and X01 to X09 of the signed matrix, with its set points. A valve
// closes only when the fuel cell rests, wherever the cell is stopped and not tripped: closing under load
// starves the anode.

import Plant

extension SiteFacts {
  static let wesertor = SiteFacts(
    site: "wesertor", rows: wesertorRows, deviations: wesertorDeviations,
    notBuilt: [
      "W09a", "W10", "W11", "W14", "W23", "W24", "W26", "W27", "W28", "X02", "X03", "X04", "X05",
      "X06", "X07", "X08", "X09",
    ],
    all: (1...29).map { $0 < 10 ? "W0\($0)" : "W\($0)" } + ["W09a"] + (1...9).map { "X0\($0)" },
    columns: [
      "E7": ["FC-601:*"], "E7x": ["XS-602X:*"],
      "E8": ["XV-501:*", "XV-502:*", "XV-503:*"],
      "E8rest": [
        "XV-501:*(after fc-1 180s)", "XV-502:*(after fc-1 180s)", "XV-503:*(after fc-1 180s)",
      ],
      "E9": ["FAN-313:*"], "E11a": ["XA-008:*", "XA-009:*"], "E11b": ["XA-010:*"],
      "E13": ["P-701:*"], "E14": ["BLR-702:*"], "cooler": ["HV-703:*"],
    ])
}

private let gas = "AT-301.concentration AT-302.concentration"
private let tripCell = "E7 T, E8 C, E9 X"
private let tripHot = "E7 T, E8 C, E13 X, cooler X"

@Sendable private func wesertorRows() -> [MatrixFact] {
  wesertorRoom() + supply() + cell() + wesertorSurroundings()
}

private func wesertorRoom() -> [MatrixFact] {
  [
    .init(
      "W01", .above(10, "% LEL", back: 2), on: gas, bad: .isIgnored, for: 3,
      does: "E7 I, E9 X", priority: 2, reset: .auto, group: "gas"),
    // Two detectors: one is enough; one fault is row W04, two are row W05.
    .init(
      "W02", .above(20, "% LEL", back: 2), on: gas, bad: .votesWhenAll, for: 1,
      does: "\(tripCell), E11a X", priority: 1, reset: .local, group: "gas"),
    .init(
      "W03", part: "alarm-1", .open, on: "XA-304", does: "E7 T, E9 X, E11a X", priority: 1,
      reset: .local, group: "gas"),
    .init(
      "W03", part: "alarm-2", .open, on: "XA-305", does: "\(tripCell), E11a X", priority: 1,
      reset: .local, group: "gas"),
    .init(
      "W04", part: "detector", .fault("% LEL"), on: gas, for: 2, .real,
      does: "E7 S, E8rest C, E9 X",
      priority: 2, reset: .auto, group: "gas"),
    .init(
      "W04", part: "unit", .open, on: "XF-306", does: "E7 S, E8rest C, E9 X", priority: 2,
      reset: .auto, group: "gas"),
    .init(
      "W05", .fault("% LEL"), on: gas, votes: 2, for: 2, .real, does: "\(tripCell), E11b X",
      priority: 1, reset: .local, group: "gas"),
    // 80 % of the base flow of 100 m3/h.
    .init(
      "W06", part: "flow", .below(80, "m3/h", back: house(8)), on: "FT-310", for: 10,
      armedBy: "room.ventilation-expected", does: "\(tripCell), E11b X", priority: 1,
      reset: .local, group: "ventilation"),
    .init(
      "W06", part: "switch", .open, on: "FSL-311", for: 10, armedBy: "room.ventilation-expected",
      does: "\(tripCell), E11b X", priority: 1, reset: .local, group: "ventilation"),
    .init(
      "W06", part: "fan", .open, on: "XS-312", for: 10, armedBy: "room.ventilation-expected",
      does: "\(tripCell), E11b X", priority: 1, reset: .local, group: "ventilation"),
    .init(
      "W07", part: "start", .closed, on: "room.purge-missing", does: "E7 I, E9 X", priority: 3,
      reset: .auto, group: "ventilation"),
    .init(
      "W07", part: "valves", .closed, on: "room.purge-missing", armedBy: "fc-1.at-rest",
      does: "E8 C", priority: 3, reset: .auto, group: "ventilation"),
  ]
}

private func supply() -> [MatrixFact] {
  [
    .init(
      "W08", part: "pressure", .above(7, "bar(g)", back: house(1)), on: "PT-504", for: house(0.5),
      does: "E7 T, E8 C, E11b X", priority: 1, reset: .local, group: "supply"),
    .init(
      "W08", part: "switch", .open, on: "PSHH-505", does: "E7 T, E8 C, E11b X", priority: 1,
      reset: .local, group: "supply"),
    .init(
      "W08", part: "high", .above(6, "bar(g)", back: house(0.5)), on: "PT-504", bad: .isIgnored,
      for: house(5), does: "E7 A", priority: house(2), reset: .auto, group: "supply"),
    // Empty at 10 bar, a start needs 12.
    .init(
      "W09", .below(10, "bar(g)", back: 2), on: "PT-501", for: house(5),
      does: "E7 S, E8rest C", priority: 3, reset: .auto, group: "supply"),
  ]
}

private func cell() -> [MatrixFact] {
  [
    .init(
      "W12", .above(70, "degC", back: house(5)), on: "FC-601.outlet-temperature",
      bad: .isIgnored, for: house(10), does: "E7 M50", priority: 3, reset: .auto,
      group: "fuel-cell"),
    .init(
      "W13", part: "temperature", .above(75, "degC", back: house(5)),
      on: "FC-601.outlet-temperature", for: house(2), armedBy: "fc-1.running", does: tripHot,
      priority: 2, reset: .panel, group: "fuel-cell"),
    .init(
      "W13", part: "flow", .below(house(0.1), "m3/h", back: 0.05), on: "FT-705", for: house(10),
      armedBy: "fc-1.running", does: tripHot, priority: 2, reset: .panel, group: "fuel-cell"),
    // The facts derate along a line from 55 to 60 degC; the matrix knows steps only.
    .init(
      "W15", part: "derate", .above(55, "degC", back: house(3)), on: "TT-704", for: house(30),
      does: "E7 M50, cooler X", priority: 3, reset: .auto, group: "heat"),
    .init(
      "W15", part: "stop", .above(60, "degC", back: house(5)), on: "TT-704", for: house(30),
      does: "E7 S, cooler X", priority: 3, reset: .auto, group: "heat"),
    .init(
      "W16", part: "limiter", .open, on: "TSHH-707", does: "\(tripHot), E14 C", priority: 2,
      reset: .panel, group: "heat"),
    .init(
      "W17", .open, on: "XS-603", does: "E7 T", priority: 2, reset: .auto, group: "mains"),
    .init(
      "W18", part: "stop", .silent(5), on: "fuel-cell-1.link", for: 0, .real, does: "E7 S",
      priority: 2, reset: .auto, group: "communication"),
    .init(
      "W18", part: "contact", .silent(10), on: "fuel-cell-1.link", for: 0, .real, does: "E7x C",
      priority: 2, reset: .auto, group: "communication"),
    .init(
      "W18", part: "valves", .silent(30), on: "fuel-cell-1.link", for: 0, .real, does: "E8 C",
      priority: 2, reset: .auto, group: "communication"),
  ]
}

private func wesertorSurroundings() -> [MatrixFact] {
  [
    .init(
      "W19", part: "alarm", .open, on: "ZS-321 ZS-322", for: house(60), does: "E7 A, E9 X",
      priority: 3, reset: .auto, group: "room"),
    .init(
      "W19", part: "stop", .open, on: "ZS-321 ZS-322", for: house(300), does: "E7 S, E9 X",
      priority: 3, reset: .auto, group: "room"),
    .init(
      "W20", .open, on: "XS-330", does: "\(tripCell), E11a X", priority: 1, reset: .local,
      group: "fire"),
    .init(
      "W21", part: "button", .open, on: "HS-001", does: "\(tripCell), E11a X", priority: 1,
      reset: .local, group: "emergency-stop"),
    .init(
      "W21", part: "chain", .open, on: "XS-002", does: "\(tripCell), E11a X", priority: 1,
      reset: .local, group: "emergency-stop"),
    .init(
      "W22", part: "start", .open, on: "XS-506", does: "E7 I, E9 X", priority: 3, reset: .auto,
      group: "supply"),
    .init(
      "W22", part: "valves", .open, on: "XS-506", armedBy: "fc-1.at-rest", does: "E8 C",
      priority: 3,
      reset: .auto, group: "supply"),
    .init(
      "W25", part: "hot", .above(45, "degC", back: house(3)), on: "TT-320", for: house(60),
      does: "E7 S", priority: 2, reset: .auto, group: "room"),
    // Frost: the pump runs. The room's heating is no output of the controller.
    .init(
      "W25", part: "cold", .below(5, "degC", back: house(2)), on: "TT-320", for: house(60),
      does: "E7 S, E13 X", priority: 2, reset: .auto, group: "room"),
    .init(
      "W29", .open, on: "XS-005", for: house(0.2), .real, does: tripCell, priority: 2,
      reset: .auto, group: "mains"),
    .init(
      "X01", part: "unclean-start", .closed, on: "room.unclean-start", does: "\(tripCell), E11b X",
      priority: 1, reset: .local, group: "controller"),
    .init(
      "X01", part: "io", .silent(2), on: "io-1.link", for: 0, .real, does: "\(tripCell), E11b X",
      priority: 1, reset: .local, group: "controller"),
    .init(
      "X01", part: "watchdog", .open, on: "io-1.watchdog-healthy", for: house(1), .real,
      does: "\(tripCell), E11b X", priority: 1, reset: .local, group: "controller"),
  ]
}

@Sendable private func wesertorDeviations() -> [MatrixDeviation] {
  let unread = "the facts let every bad value vote; no other row answers for a bad TT-704"
  return [
    .init(
      "W03", "alarm-1", "effects", says: "\(tripCell), E11a X",
      why:
        "the file does for alarm 1 of the gas-warning unit what the facts ask of alarm 2: stricter"),
    .init("W15", "derate", "faults", says: "ignore", why: unread),
    .init("W15", "stop", "faults", says: "ignore", why: unread),
    .init(
      "X01", "io", "threshold", says: "3",
      why: "the facts give 2 s, after which the module itself drops its outputs"),
  ]
}
