// The facts of the laboratory's electrolyser modules, and of the water and gas that they share. What a module
// does not tell while it is silent is row L22's affair: a bad value that voted would trip all four for a
// moment of silence of one. What it does not tell while it answers limits it (L12) or is told (L19).

import Plant

extension LabFacts {
  static func modules() -> [MatrixFact] {
    heat() + water() + quality() + cells() + dryer() + errorsAndSilence()
  }

  private static func heat() -> [MatrixFact] {
    (1...4).map { module in
      MatrixFact(
        "L12", part: "el-\(module)", .above(60, "degC", back: house(3)),
        on: "EL-10\(module).electrolyte-temperature", for: house(10), does: "E1.\(module) M60",
        priority: 3, reset: .auto, group: "electrolyser")
    } + [
      .init(
        "L13", part: "temperature", .above(65, "degC", back: house(5)),
        on: of("electrolyte-temperature"), bad: .isAnswered(by: "L12"), for: house(2),
        does: "E1 T, E3in C", priority: 2, reset: .panel, group: "electrolyser"),
      .init(
        "L13", part: "electronics", .closed, on: of("electronics-hot"),
        bad: .isAnswered(by: "L22"), does: "E1 T, E3in C", priority: 2, reset: .panel,
        group: "electrolyser"),
    ]
  }

  private static func water() -> [MatrixFact] {
    [
      // The lowest level that the module tells is LSL.
      .init(
        "L14", part: "level", .closed, on: of("level-low"), bad: .isAnswered(by: "L22"),
        for: house(2), does: "E1 S", priority: 2, reset: .auto, group: "electrolyser"),
      // Feed water has 1 to 4 bar. Five instruments look at one header.
      .init(
        "L14", part: "water", .below(1, "bar(g)", back: house(0.3)),
        on: "\(of("water-pressure")) PT-161", bad: .votesWhenAll, for: house(10), does: "E1 S",
        priority: 2, reset: .auto, group: "electrolyser"),
      .init(
        "L14", part: "conductivity", .above(20, "uS/cm", back: house(2)), on: "QT-160",
        for: house(60), does: "E1 S", priority: 2, reset: .auto, group: "electrolyser"),
      .init(
        "L15", part: "chassis", .closed, on: of("chassis-water"), bad: .isAnswered(by: "L22"),
        does: "E1 T, E3in C", priority: 2, reset: .panel, group: "electrolyser"),
      .init(
        "L15", part: "floor", .open, on: "LSA-162", for: house(2), does: "E1 T, E3in C",
        priority: 2, reset: .panel, group: "electrolyser"),
      .init(
        "L16", .closed, on: of("tank-pressure-switch"), bad: .isAnswered(by: "L22"),
        does: "E1 TB, E3in C, E5 X, E11b X", priority: 1, reset: .local,
        group: "electrolyser"),
    ]
  }

  /// E2, the blow-down in proven air, is written with the trip that allows it: `TB`. After L18 the outlet
  /// stays in quarantine: `CQ`.
  ///
  /// O2 in H2 (AT-151) and H2 in O2 (AT-152): stop at the first, trip at the second limit.
  private static func quality() -> [MatrixFact] {
    [("oxygen", "AT-151", 0.5), ("hydrogen", "AT-152", 1)].map { part, tag, limit in
      .init(
        "L17", part: part, .above(limit, "vol%", back: house(0.1)), on: tag, for: house(2),
        does: "E1 S, E3in C, E4 S, E5 X", priority: 2, reset: .auto, group: "gas-quality")
    }
      + [("oxygen", "AT-151", 1), ("hydrogen", "AT-152", 2)].map { part, tag, limit in
        .init(
          "L18", part: part, .above(limit, "vol%", back: house(0.2)), on: tag, for: house(5),
          does: "E1 TB, E3in C, E3out CQ, E4 T, E5 X, E11b X", priority: 1, reset: .local,
          group: "gas-quality")
      }
  }

  /// 10 % and 15 % above the 1.85 V of a new cell, rounded down. Imbalance has no input.
  private static func cells() -> [MatrixFact] {
    [
      .init(
        "L19", part: "alarm", .above(2.03, "V", back: house(0.05)),
        on: computed("cell-voltage", of: "el-", 1...4), for: house(60), does: "E1 A",
        priority: house(3), reset: .auto, group: "electrolyser")
    ]
      + (1...4).map { module in
        .init(
          "L19", part: "el-\(module)", .above(2.12, "V", back: house(0.05)),
          on: "el-\(module).cell-voltage", bad: .isAnswered(by: "L19/alarm"), for: house(2),
          does: "E1.\(module) T", priority: 2, reset: .panel, group: "electrolyser")
      }
  }

  private static func dryer() -> [MatrixFact] {
    [
      .init(
        "L20", part: "dew-point", .above(house(-40), "degC", back: house(5)), on: "AT-153",
        for: house(60), does: "E1 S, E3in C, E4 S", priority: 3, reset: .auto,
        group: "gas-quality"),
      // No dryer network is bad and votes; the delay outlasts a restart of the module that carries it.
      .init(
        "L20", part: "fault", .above(0.5, "1", back: 0), on: "DRY-105.error-count",
        for: house(30), does: "E1 S, E3in C, E4 S", priority: 3, reset: .auto,
        group: "gas-quality"),
    ]
  }

  private static func errorsAndSilence() -> [MatrixFact] {
    (1...4).map { module in
      MatrixFact(
        "L21", part: "el-\(module)", .above(0.5, "1", back: 0), on: "EL-10\(module).error-count",
        bad: .isAnswered(by: "L22"), for: house(2), .real,
        armedBy: "EL-10\(module).external-contact-closed", does: "E1.\(module) T", priority: 2,
        reset: .panel, group: "electrolyser")
    }
      + (1...4).flatMap { module in
        [("", 5, "E1.\(module) S"), ("-contact", 10, "E1.\(module)x C")].map { part, time, does in
          MatrixFact(
            "L22", part: "el-\(module)\(part)", .silent(time), on: "EL-10\(module).link", for: 0,
            .real, does: does, priority: 2, reset: .auto, group: "communication")
        }
      }
  }

  /// Power or flow 20 s after a stop: contact open, then the power of the room. The module itself is
  /// tripped, so that no sequence works against its open contact.
  static func disobedience() -> [MatrixFact] {
    (1...4).map { module in
      MatrixFact(
        "L29", part: "el-\(module)", .closed, on: "el-\(module).stop-ignored", for: 20, .real,
        does: "E1.\(module) T, E1.\(module)x C, E3 C, E11b X", priority: 1, reset: .local,
        group: "stop")
    } + [
      .init(
        "L29", part: "power", .closed, on: computed("stop-ignored", of: "el-", 1...4),
        for: house(30), .real, does: "E6 X, E3 C, E11b X", priority: 1, reset: .local, group: "stop"
      )
    ]
  }
}
