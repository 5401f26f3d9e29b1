// The facts of the room at Wesertor and of the controller there: gas and air, doors, fire, stop, mains, clock,
// files, meters and books.

import Plant

extension WesertorFacts {
  static func air() -> [MatrixFact] { gasRows() + ventilation() }

  private static func gasRows() -> [MatrixFact] {
    [
      .init(
        "W01", .above(10, "% LEL", back: 2), on: gas, bad: .isAnswered(by: "W04/detector"), for: 3,
        does: "E7 I, E9 X", priority: 2, reset: .auto, group: "gas"),
      // Two detectors: one is enough; one fault is row W04, two are row W05.
      .init(
        "W02", .above(20, "% LEL", back: 2), on: gas, bad: .votesWhenAll, for: 1,
        does: "\(trip), E11a X", priority: 1, reset: .local, group: "gas"),
      .init(
        "W03", part: "alarm-1", .open, on: "XA-304", does: "E7 T, E9 X, E11a X", priority: 1,
        reset: .local, group: "gas"),
      .init(
        "W03", part: "alarm-2", .open, on: "XA-305", does: "\(trip), E11a X", priority: 1,
        reset: .local, group: "gas"),
      .init(
        "W04", part: "detector", .fault("% LEL"), on: gas, for: 2, .real,
        does: "E7 S, E8rest C, E9 X", priority: 2, reset: .auto, group: "gas"),
      .init(
        "W04", part: "unit", .open, on: "XF-306", does: "E7 S, E8rest C, E9 X", priority: 2,
        reset: .auto, group: "gas"),
      .init(
        "W05", .fault("% LEL"), on: gas, votes: 2, for: 2, .real, does: "\(trip), E11b X",
        priority: 1, reset: .local, group: "gas"),
    ]
      // Which one has drifted below zero; what it does as a faulted one is the part `detector`.
      + (1...2).map { number in
        .init(
          "W04", part: "at-30\(number)", .closed, on: "at-30\(number).implausible",
          bad: .isAnswered(by: "W04/detector"), for: house(0), does: "E7 A", priority: 2,
          reset: .auto,
          group: "gas")
      }
  }

  private static func ventilation() -> [MatrixFact] {
    let expected = "room.ventilation-expected"
    return [
      // 80 % of the base flow of 100 m3/h.
      .init(
        "W06", part: "flow", .below(80, "m3/h", back: house(8)), on: "FT-310", for: 10,
        armedBy: expected, does: "\(trip), E11b X", priority: 1, reset: .local,
        group: "ventilation"),
      .init(
        "W06", part: "switch", .open, on: "FSL-311", for: 10, armedBy: expected,
        does: "\(trip), E11b X", priority: 1, reset: .local, group: "ventilation"),
      .init(
        "W06", part: "fan", .open, on: "XS-312", for: 10, armedBy: expected,
        does: "\(trip), E11b X", priority: 1, reset: .local, group: "ventilation"),
      .init(
        "W07", part: "start", .closed, on: "room.purge-missing", does: "E7 I, E9 X", priority: 3,
        reset: .auto, group: "ventilation"),
      .init(
        "W07", part: "valves", .closed, on: "room.purge-missing", armedBy: "fc-1.at-rest",
        does: "E8 C", priority: 3, reset: .auto, group: "ventilation"),
    ]
  }

  static func surroundings() -> [MatrixFact] {
    [
      .init(
        "W19", part: "alarm", .open, on: "ZS-321 ZS-322", for: house(60), does: "E7 A, E9 X",
        priority: 3, reset: .auto, group: "room"),
      .init(
        "W19", part: "stop", .open, on: "ZS-321 ZS-322", for: house(300), does: "E7 S, E9 X",
        priority: 3, reset: .auto, group: "room"),
      .init(
        "W20", .open, on: "XS-330", does: "\(trip), E11a X", priority: 1, reset: .local,
        group: "fire"),
      .init(
        "W21", part: "button", .open, on: "HS-001", does: "\(trip), E11a X", priority: 1,
        reset: .local, group: "emergency-stop"),
      .init(
        "W21", part: "chain", .open, on: "XS-002", does: "\(trip), E11a X", priority: 1,
        reset: .local, group: "emergency-stop"),
    ]
  }

  static func roomHeat() -> [MatrixFact] {
    [
      .init(
        "W25", part: "hot", .above(45, "degC", back: house(3)), on: "TT-320", for: house(60),
        does: "E7 S", priority: 2, reset: .auto, group: "room"),
      // Frost: the pump runs. The room's heating is no output of the controller.
      .init(
        "W25", part: "cold", .below(5, "degC", back: house(2)), on: "TT-320", for: house(60),
        does: "E7 S, E13 X", priority: 2, reset: .auto, group: "room"),
    ]
  }

  static func controller() -> [MatrixFact] { life() + watches() }

  private static func life() -> [MatrixFact] {
    [
      .init(
        "W29", .open, on: "XS-005", for: house(0.2), .real, does: trip, priority: 2,
        reset: .auto, group: "mains"),
      .init(
        "X01", part: "unclean-start", .closed, on: "room.unclean-start", does: "\(trip), E11b X",
        priority: 1, reset: .local, group: "controller"),
      .init(
        "X01", part: "io", .silent(2), on: "io-1.link", for: 0, .real, does: "\(trip), E11b X",
        priority: 1, reset: .local, group: "controller"),
      .init(
        "X01", part: "watchdog", .open, on: "io-1.watchdog-healthy", for: house(1), .real,
        does: "\(trip), E11b X", priority: 1, reset: .local, group: "controller"),
      .init(
        "X02", part: "clock", .above(2, "s", back: 0), on: "room.clock-jump", for: 0, .real,
        does: "E7 S", priority: 2, reset: .auto, group: "controller"),
      .init(
        "X02", part: "scans", .above(3, "1", back: 0), on: "room.late-scans", for: 0, .real,
        does: "E7 S", priority: 2, reset: .auto, group: "controller"),
    ]
  }

  private static func watches() -> [MatrixFact] {
    [
      // The facts say I and C. A valve that closes under load starves the anode, so the cell is stopped in
      // order first, as in every S row; the stop bars the start as well.
      .init(
        "X03", .closed, on: "room.configuration-doubt", for: 0, .real,
        does: "E7 S, E8rest C, E9 X", priority: 2, reset: .panel, group: "configuration"),
      // Stopped or fixed: it does not start, and keeps what it gives.
      .init(
        "X04", .silent(15), on: "grid-meter.link", for: 0, .real, does: house("E7 I"), priority: 3,
        reset: .auto, group: "communication"),
      .init(
        "X06", part: "alarm", .above(100, "%", back: house(20)), on: "bundle.imbalance",
        bad: .isAnswered(by: "W09"), for: house(60), does: "E7 A, E9 X", priority: 2,
        reset: .auto, group: "books"),
      .init(
        "X08", .closed, on: "at-301.bypassed at-302.bypassed", bad: .isAnswered(by: "W04/detector"),
        for: house(2), .real, does: "E7 I", priority: 2, reset: .auto, group: "gas"),
      .init(
        "X09", .closed, on: "fc-1.foreign", bad: .isAnswered(by: "W18"), for: house(2), .real,
        does: "E7 I", priority: house(2), reset: .auto, group: "communication"),
    ]
  }
}
