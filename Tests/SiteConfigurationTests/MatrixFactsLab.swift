// The facts of the laboratory: rows L01 to L37 and X01 to X09 of the signed matrix, with its set points.

import Plant

extension SiteFacts {
  static let lab = SiteFacts(
    site: "ovm-lab", rows: labRows, deviations: labDeviations,
    notBuilt: [
      "L10", "L14", "L17", "L18", "L19", "L20", "L23", "L29", "L31", "L32", "L33", "L34", "L36",
      "L37", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09",
    ],
    all: (1...37).map { $0 < 10 ? "L0\($0)" : "L\($0)" } + ["L02a"] + (1...9).map { "X0\($0)" },
    columns: [
      "E1": ["EL-101:*", "EL-102:*", "EL-103:*", "EL-104:*"],
      "E1.1": ["EL-101:*"], "E1.2": ["EL-102:*"], "E1.3": ["EL-103:*"], "E1.4": ["EL-104:*"],
      "E1.1x": ["EL-101X:*"], "E1.2x": ["EL-102X:*"], "E1.3x": ["EL-103X:*"],
      "E1.4x": ["EL-104X:*"],
      "E3": ["XV-201:*", "XV-202:*"], "E3in": ["XV-201:*"], "E3out": ["XV-202:*"],
      "E4": ["BST-401:*"], "E5": ["FAN-313:*"],
      "E11a": ["XA-008:*", "XA-009:*"], "E11b": ["XA-010:*"],
    ])
}

private let gas = "AT-301.concentration AT-302.concentration AT-303.concentration"
private let tripLab = "E1 T, E3 C, E4 T, E5 X"

private func of(_ signal: String) -> String {
  (1...4).map { "EL-10\($0).\(signal)" }.joined(separator: " ")
}

@Sendable private func labRows() -> [MatrixFact] {
  labRoom() + labTank() + labModules() + labSurroundings()
}

private func labRoom() -> [MatrixFact] {
  [
    .init(
      "L01", .above(10, "% LEL", back: 2), on: gas, bad: .isIgnored, for: 3,
      does: "E1 I, E4 I, E5 X", priority: 2, reset: .auto, group: "gas"),
    .init(
      "L02", .above(20, "% LEL", back: 2), on: gas, votes: 2, for: 1,
      does: "\(tripLab), E11a X", priority: 1, reset: .local, group: "gas"),
    // No restart before all are below 5 % LEL.
    .init(
      "L02a", .above(20, "% LEL", back: house(15)), on: gas, bad: .isIgnored, for: 1,
      does: "E1 S, E3 C, E4 T, E5 X, E11b X", priority: 1, reset: .auto, group: "gas"),
    // The gas-warning unit: alarm 1 is fan, horn and stop, alarm 2 everything.
    .init(
      "L03", part: "alarm-1", .open, on: "XA-304", does: "E1 T, E5 X, E11a X", priority: 1,
      reset: .local, group: "gas"),
    .init(
      "L03", part: "alarm-2", .open, on: "XA-305", does: "\(tripLab), E11a X", priority: 1,
      reset: .local, group: "gas"),
    .init(
      "L04", part: "detector", .fault("% LEL"), on: gas, for: 2, .real, does: "E1 I, E4 I, E5 X",
      priority: 2, reset: .auto, group: "gas"),
    .init(
      "L04", part: "unit", .open, on: "XF-306", does: "E1 I, E4 I, E5 X", priority: 2, reset: .auto,
      group: "gas"),
    .init(
      "L05", .fault("% LEL"), on: gas, votes: 2, for: 2, .real, does: "\(tripLab), E11b X",
      priority: 1, reset: .local, group: "gas"),
    // 80 % of the base flow of 250 m3/h.
    .init(
      "L06", part: "flow", .below(200, "m3/h", back: house(20)), on: "FT-310", for: 10,
      armedBy: "room.ventilation-expected", does: "\(tripLab), E11b X", priority: 1,
      reset: .local, group: "ventilation"),
    .init(
      "L06", part: "switch", .open, on: "FSL-311", for: 10, armedBy: "room.ventilation-expected",
      does: "\(tripLab), E11b X", priority: 1, reset: .local, group: "ventilation"),
    .init(
      "L06", part: "fan", .open, on: "XS-312", for: 10, armedBy: "room.ventilation-expected",
      does: "\(tripLab), E11b X", priority: 1, reset: .local, group: "ventilation"),
    .init(
      "L07", .closed, on: "room.purge-missing", does: "E1 I, E4 I, E5 X", priority: 3,
      reset: .auto, group: "ventilation"),
  ]
}

private func labTank() -> [MatrixFact] {
  [
    // High 34.0 bar, released at 31.5; 98 % of the mass, released at 92 %. One bad tap is row L30.
    .init(
      "L08", part: "pressure", .above(34, "bar(g)", back: 2.5), on: "PT-201 PT-202",
      bad: .votesWhenAll, for: house(1), does: "E1 S", priority: 3, reset: .auto, group: "tank"),
    .init(
      "L08", part: "mass", .above(98, "%", back: 6), on: "tank.fill", for: house(1), does: "E1 S",
      priority: 3, reset: .auto, group: "tank"),
    .init(
      "L09", part: "pressure", .above(38, "bar(g)", back: house(2)), on: "PT-201 PT-202",
      bad: .votesWhenAll, does: "E1 T, E3in C, E4 T, E11b X", priority: 1, reset: .local,
      group: "tank"),
    .init(
      "L09", part: "switch", .open, on: "PSHH-203", does: "E1 T, E3in C, E4 T, E11b X", priority: 1,
      reset: .local, group: "tank"),
    // The outlet opens again above 5 bar.
    .init(
      "L11", .below(2, "bar(g)", back: 3), on: "PT-201 PT-202", bad: .votesWhenAll,
      for: house(5), does: "E3out C, E4 S", priority: 3, reset: .auto, group: "tank"),
  ]
}

private func labModules() -> [MatrixFact] {
  let limits = (1...4).map { module in
    MatrixFact(
      "L12", part: "el-\(module)", .above(60, "degC", back: house(3)),
      on: "EL-10\(module).electrolyte-temperature", for: house(10), does: "E1.\(module) M60",
      priority: 3, reset: .auto, group: "electrolyser")
  }
  let errors = (1...4).map { module in
    MatrixFact(
      "L21", part: "el-\(module)", .above(0.5, "1", back: 0), on: "EL-10\(module).error-count",
      for: house(2), .real, armedBy: "EL-10\(module).external-contact-closed",
      does: "E1.\(module) T", priority: 2, reset: .panel, group: "electrolyser")
  }
  let silence = (1...4).flatMap { module in
    [("", 5, "E1.\(module) S"), ("-contact", 10, "E1.\(module)x C")].map { part, time, does in
      MatrixFact(
        "L22", part: "el-\(module)\(part)", .silent(time), on: "EL-10\(module).link", for: 0, .real,
        does: does, priority: 2, reset: .auto, group: "communication")
    }
  }
  return limits
    + [
      .init(
        "L13", part: "temperature", .above(65, "degC", back: house(5)),
        on: of("electrolyte-temperature"), for: house(2), does: "E1 T, E3in C", priority: 2,
        reset: .panel, group: "electrolyser"),
      .init(
        "L13", part: "electronics", .closed, on: of("electronics-hot"), does: "E1 T, E3in C",
        priority: 2, reset: .panel, group: "electrolyser"),
      .init(
        "L15", .closed, on: of("chassis-water"), does: "E1 T, E3in C", priority: 2,
        reset: .panel, group: "electrolyser"),
      .init(
        "L16", .closed, on: of("tank-pressure-switch"), does: "E1 T, E3in C, E5 X, E11b X",
        priority: 1, reset: .local, group: "electrolyser"),
    ] + errors + silence
}

private func labSurroundings() -> [MatrixFact] {
  [
    .init(
      "L24", part: "alarm", .open, on: "ZS-321", for: 60, does: "E1 A, E4 I, E5 X", priority: 3,
      reset: .auto, group: "room"),
    .init(
      "L24", part: "stop", .open, on: "ZS-321", for: 300, does: "E1 S, E4 I, E5 X", priority: 3,
      reset: .auto, group: "room"),
    .init(
      "L25", part: "hot", .above(45, "degC", back: house(3)), on: "TT-320", for: house(60),
      does: "E1 S, E4 S", priority: 2, reset: .auto, group: "room"),
    .init(
      "L25", part: "cold", .below(5, "degC", back: house(2)), on: "TT-320", for: house(60),
      does: "E1 S, E4 S", priority: 2, reset: .auto, group: "room"),
    .init(
      "L26", .open, on: "XS-330", does: "\(tripLab), E11a X", priority: 1, reset: .local,
      group: "fire"),
    .init(
      "L27", part: "button", .open, on: "HS-001", does: "\(tripLab), E11a X", priority: 1,
      reset: .local, group: "emergency-stop"),
    .init(
      "L27", part: "chain", .open, on: "XS-002", does: "\(tripLab), E11a X", priority: 1,
      reset: .local, group: "emergency-stop"),
    .init(
      "L28", .open, on: "XS-005", for: house(0.2), .real, does: tripLab, priority: 2,
      reset: .auto, group: "mains"),
    .init(
      "L30", part: "bad", .fault("bar(g)"), on: "PT-201 PT-202", for: 60, does: "E1 S", priority: 2,
      reset: .auto, group: "tank"),
    .init(
      "L35", .open, on: "XS-006", for: house(10), does: "E1 I, E5 X", priority: 2,
      reset: .auto, group: "mains"),
    .init(
      "X01", part: "unclean-start", .closed, on: "room.unclean-start", does: "\(tripLab), E11b X",
      priority: 1, reset: .local, group: "controller"),
    .init(
      "X01", part: "io", .silent(2), on: "io-1.link", for: 0, .real, does: "\(tripLab), E11b X",
      priority: 1, reset: .local, group: "controller"),
    .init(
      "X01", part: "watchdog", .open, on: "io-1.watchdog-healthy", for: house(1), .real,
      does: "\(tripLab), E11b X", priority: 1, reset: .local, group: "controller"),
  ]
}

@Sendable private func labDeviations() -> [MatrixDeviation] {
  let unread =
    "the facts let every bad value vote; the file leaves it to L22, which hears only a silent device"
  return [
    .init(
      "L03", "alarm-1", "effects", says: "\(tripLab), E11a X",
      why:
        "the file does for alarm 1 of the gas-warning unit what the facts ask of alarm 2: stricter"),
    .init("L13", "temperature", "faults", says: "ignore", why: unread),
    .init("L13", "electronics", "faults", says: "ignore", why: unread),
    .init("L15", "", "faults", says: "ignore", why: unread),
    .init("L16", "", "faults", says: "ignore", why: unread),
    .init("L24", "alarm", "effects", says: "E1 A, E4 I", why: "the fan is missing"),
    .init(
      "L24", "stop", "effects", says: "E1 S, E4 S",
      why: "the fan is missing; the booster stops where the facts only keep it from starting"),
    .init("L35", "", "effects", says: "E1 I", why: "the fan is missing"),
    .init(
      "X01", "io", "threshold", says: "3",
      why: "the facts give 2 s, after which the module itself drops its outputs"),
  ]
    + (1...4).flatMap { module in
      ["L12", "L21"].map { .init($0, "el-\(module)", "faults", says: "ignore", why: unread) }
    }
}
