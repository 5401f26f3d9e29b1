// The facts of the laboratory's tank and of the booster that draws from it: pressure, mass, tightness,
// temperature, valves, relief, and what a filling of bottles may not do.

import Plant

extension LabFacts {
  static func tank() -> [MatrixFact] {
    let high = "E1 T, E3in C, E4 T, E11b X"
    return [
      // High 34.0 bar, released at 31.5; 98 % of the mass, released at 92 %. One bad tap is row L30.
      .init(
        "L08", part: "pressure", .above(34, "bar(g)", back: 2.5), on: "PT-201 PT-202",
        bad: .votesWhenAll, for: house(1), does: "E1 S", priority: 3, reset: .auto, group: "tank"),
      .init(
        "L08", part: "mass", .above(98, "%", back: 6), on: "tank.fill", for: house(1), does: "E1 S",
        priority: 3, reset: .auto, group: "tank"),
      .init(
        "L09", part: "pressure", .above(38, "bar(g)", back: house(2)), on: "PT-201 PT-202",
        bad: .votesWhenAll, does: high, priority: 1, reset: .local, group: "tank"),
      .init(
        "L09", part: "switch", .open, on: "PSHH-203", does: high, priority: 1, reset: .local,
        group: "tank"),
      // 0.05 kg in 10 min trip, 0.02 kg in 4 h are told. Without a pressure there is no mass.
      .init(
        "L10", part: "trip", .above(0.05, "kg", back: house(0.02)), on: "tank.loss",
        bad: .isAnswered(by: "L09/pressure"), for: house(5), does: "\(trip), E11b X", priority: 1,
        reset: .local, group: "tank"),
      .init(
        "L10", part: "slow", .above(0.02, "kg", back: house(0.01)), on: "tank.slow-loss",
        bad: .isAnswered(by: "L09/pressure"), for: house(60), does: "E1 A", priority: house(2),
        reset: .auto, group: "tank"),
      // The outlet opens again above 5 bar.
      .init(
        "L11", .below(2, "bar(g)", back: 3), on: "PT-201 PT-202", bad: .votesWhenAll,
        for: house(5), does: "E3out C, E4 S", priority: 3, reset: .auto, group: "tank"),
    ]
  }

  static func taps() -> [MatrixFact] { pressureTaps() + temperatureTaps() }

  private static func pressureTaps() -> [MatrixFact] {
    [
      .init(
        "L30", part: "bad", .fault("bar(g)"), on: "PT-201 PT-202", for: 60, does: "E1 S",
        priority: house(2), reset: .auto, group: "tank"),
      .init(
        "L30", part: "alarm", .above(1, "bar(d)", back: house(0.3)), on: "tank.pressure-difference",
        bad: .isAnswered(by: "L30/bad"), for: house(1), does: "E1 A", priority: house(2),
        reset: .auto, group: "tank"),
      .init(
        "L30", part: "stop", .above(1, "bar(d)", back: house(0.3)), on: "tank.pressure-difference",
        bad: .isAnswered(by: "L30/bad"), for: 60, does: "E1 S", priority: house(2),
        reset: .auto, group: "tank"),
      .init(
        "L30", part: "bad-alarm", .fault("bar(g)"), on: "PT-201 PT-202", for: house(2),
        does: "E1 A", priority: house(2), reset: .auto, group: "tank"),
    ]
  }

  private static func temperatureTaps() -> [MatrixFact] {
    [
      .init(
        "L31", part: "high", .above(50, "degC", back: house(3)), on: "TT-204 TT-205",
        bad: .isAnswered(by: "L31/bad"), for: house(10), does: "E1 S", priority: house(2),
        reset: .auto, group: "tank"),
      .init(
        "L31", part: "very-high", .above(60, "degC", back: house(5)), on: "TT-204 TT-205",
        bad: .isAnswered(by: "L31/bad"), for: house(5), does: "E1 T, E3in C", priority: house(2),
        reset: .panel, group: "tank"),
      .init(
        "L31", part: "bad", .fault("degC"), on: "TT-204 TT-205", for: house(60), does: "E1 S",
        priority: house(2), reset: .auto, group: "tank"),
    ]
  }

  static func valves() -> [MatrixFact] {
    // A segment is what feeds the valve, or draws through it, and the tank's valve of that side.
    let segments = [
      ("tank-inlet", "E1 T, E3in C"), ("tank-outlet", "E4 T, E3out C"),
      ("fill-valve", "E4 T, E3out C"), ("hose-vent", "E4 T, E3out C"),
    ]
    return segments.map { valve, does in
      .init(
        "L32", part: valve, .closed, on: "\(valve).mismatch", for: 5, .real, does: does,
        priority: 1,
        reset: .local, group: "valves")
    } + [
      .init(
        "L33", .open, on: "XS-207", does: "E1 T, E3in C, E4 T, E5 X, E11b X", priority: 1,
        reset: .local, group: "tank")
    ]
  }

  /// Wrong connection, open door, discharge far too high, no earth.
  static func connection() -> [MatrixFact] {
    func row(_ part: String, _ cause: MatrixFact.Cause, _ tag: String, for delay: Double = 0)
      -> MatrixFact
    {
      .init(
        "L23", part: part, cause, on: tag, for: delay, armedBy: "booster.in-use",
        does: "E3out C, E4 T", priority: 2, reset: .panel, group: "booster")
    }
    return [
      row("door", .open, "BST-401D"), row("earth", .open, "XS-405"),
      row("coupling", .open, "XS-406"), row("parked", .closed, "XS-407"),
      row("fault", .open, "BST-401F"),
      row("pressure", .above(210, "bar(g)", back: house(5)), "PT-403", for: house(1)),
    ]
  }

  static func boosterLimits() -> [MatrixFact] {
    func row(
      _ part: String, _ cause: MatrixFact.Cause, _ point: String, for delay: Double,
      bad: MatrixFact.Bad = .votes, armedBy: String = "booster.in-use"
    ) -> MatrixFact {
      .init(
        "L36", part: part, cause, on: point, bad: bad, for: delay, armedBy: armedBy, does: "E4 T",
        priority: house(2), reset: .panel, group: "booster")
    }
    return [
      row("suction", .below(3, "bar(g)", back: house(1)), "PT-402", for: house(5)),
      row("temperature", .above(120, "degC", back: house(10)), "TT-404", for: house(5)),
      row("target", .above(5, "bar(d)", back: house(2)), "booster.over-target", for: house(2)),
      row("pressure", .above(210, "bar(g)", back: house(5)), "PT-403", for: house(1)),
      row("rate", .above(10, "bar/min", back: house(3)), "booster.fill-rate", for: house(5)),
      // Held for 120 s it may lose 0.2 bar. A bad PT-403 bars the booster as soon as it is used.
      row(
        "hose", .above(0.2, "bar(d)", back: house(0.05)), "booster.hose-fall", for: house(2),
        bad: .isAnswered(by: "L36/pressure"), armedBy: ""),
      row("oxygen", .above(0.1, "vol%", back: house(0.05)), "AT-151", for: house(5)),
    ]
  }
}
