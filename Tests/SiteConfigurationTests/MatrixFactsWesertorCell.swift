// The facts of Wesertor's fuel cell and its heat: cells, temperatures, what the device says of itself, the
// heat loop, grid protection, silence and obedience. What the cell does not tell while it is silent is row
// W18's affair; what it does not tell while it answers trips (W13) or is told (W11).

import Plant

extension WesertorFacts {
  static func cell() -> [MatrixFact] { cells() + temperatures() + diagnosis() }

  private static func cells() -> [MatrixFact] {
    let generating = "fc-1.generating"
    return [
      .init(
        "W11", part: "alarm", .below(0.55, "V", back: house(0.05)),
        on: "FC-601.minimum-cell-voltage", for: house(5), armedBy: generating, does: "E7 A",
        priority: house(3), reset: .auto, group: "fuel-cell"),
      .init(
        "W11", part: "cell", .below(0.4, "V", back: house(0.05)),
        on: "FC-601.minimum-cell-voltage", bad: .isAnswered(by: "W11/alarm"), for: 1,
        armedBy: generating, does: "E7 T, E8 C", priority: 2, reset: .panel, group: "fuel-cell"),
      .init(
        "W11", part: "stack", .below(house(24), "V", back: house(2)), on: "FC-601.stack-voltage",
        bad: .isAnswered(by: "W18"), for: house(1), armedBy: generating, does: "E7 T, E8 C",
        priority: 2, reset: .panel, group: "fuel-cell"),
    ]
  }

  private static func temperatures() -> [MatrixFact] {
    [
      .init(
        "W12", .above(70, "degC", back: house(5)), on: "FC-601.outlet-temperature",
        bad: .isAnswered(by: "W13/sensor"), for: house(10), does: "E7 M50", priority: 3,
        reset: .auto, group: "fuel-cell"),
      .init(
        "W13", part: "temperature", .above(75, "degC", back: house(5)),
        on: "FC-601.outlet-temperature", bad: .isAnswered(by: "W13/sensor"), for: house(2),
        armedBy: "fc-1.running", does: tripHot, priority: 2, reset: .panel, group: "fuel-cell"),
      .init(
        "W13", part: "flow", .below(house(0.1), "m3/h", back: 0.05), on: "FT-705", for: house(10),
        armedBy: "fc-1.running", does: tripHot, priority: 2, reset: .panel, group: "fuel-cell"),
      // The vote of a bad outlet temperature, while the cell answers.
      .init(
        "W13", part: "sensor", .closed, on: "fc-1.outlet-lost", bad: .isAnswered(by: "W18"),
        for: house(2), armedBy: "fc-1.running", does: tripHot, priority: 2, reset: .panel,
        group: "fuel-cell"),
    ]
  }

  private static func diagnosis() -> [MatrixFact] {
    [
      ("purge", "purge-missed"), ("fuel", "fuel-on-no-volts"), ("air", "air-blocked"),
    ].map { part, signal in
      .init(
        "W14", part: part, .closed, on: "FC-601.\(signal)", bad: .isAnswered(by: "W13/sensor"),
        does: trip, priority: 2, reset: .panel, group: "fuel-cell")
    }
  }

  static func heat() -> [MatrixFact] {
    let off = "\(tripHot), E14 C"
    return [
      // A line from full power at 55 to a fifth at 60 degC; here its end.
      .init(
        "W15", part: "derate", .above(55, "degC", back: house(3)), on: "TT-704", for: house(30),
        does: "E7 M20, cooler X", priority: 3, reset: .auto, group: "heat"),
      .init(
        "W15", part: "stop", .above(60, "degC", back: house(5)), on: "TT-704", for: house(30),
        does: "E7 S, cooler X", priority: 3, reset: .auto, group: "heat"),
      .init(
        "W16", part: "limiter", .open, on: "TSHH-707", does: off, priority: 2, reset: .panel,
        group: "heat"),
      // High is 85, so far it must fall.
      .init(
        "W16", part: "buffer", .above(95, "degC", back: 10), on: "TT-701", for: house(5),
        does: off, priority: 2, reset: .panel, group: "heat"),
      // A start needs 1.0 to 2.5 bar.
      .init(
        "W16", part: "pressure-low", .below(1, "bar(g)", back: house(0.2)), on: "PT-706",
        for: house(10), does: off, priority: 2, reset: .panel, group: "heat"),
      .init(
        "W16", part: "pressure-high", .above(2.5, "bar(g)", back: house(0.2)), on: "PT-706",
        for: house(10), does: off, priority: 2, reset: .panel, group: "heat"),
    ]
  }

  static func mainsAndSilence() -> [MatrixFact] {
    func silent(_ part: String, _ seconds: Double, _ does: String) -> MatrixFact {
      .init(
        "W18", part: part, .silent(seconds), on: "fuel-cell-1.link", for: 0, .real, does: does,
        priority: 2, reset: .auto, group: "communication")
    }
    return [
      .init(
        "W17", part: "trip", .open, on: "XS-603", does: "E7 T", priority: 2, reset: .auto,
        group: "mains"),
      // By itself again after 60 s.
      .init(
        "W17", part: "return", .open, on: "fc-1.grid-settled", does: "E7 I", priority: 2,
        reset: .auto, group: "mains"),
      silent("stop", 5, "E7 S"), silent("contact", 10, "E7x C"), silent("valves", 30, "E8 C"),
    ]
  }

  /// As the lab's modules: contact first, then the power of the room. The valves wait 10 s for rest.
  static func disobedience() -> [MatrixFact] {
    [
      .init(
        "W28", part: "contact", .closed, on: "fc-1.stop-ignored", bad: .isAnswered(by: "W18"),
        for: 60, does: "E7 S, E7x C, E8soon C, E11b X", priority: 1, reset: .local,
        group: "stop"),
      .init(
        "W28", part: "power", .closed, on: "fc-1.stop-ignored", bad: .isAnswered(by: "W18"),
        for: house(70), does: "E10 X, E8 C, E11b X", priority: 1, reset: .local, group: "stop"),
    ]
  }
}
