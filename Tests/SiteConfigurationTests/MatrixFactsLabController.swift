// The facts of the controller at the laboratory: its own life, its clock, its files, its meters, its books,
// and whether detectors and devices are what they should be.

import Plant

extension LabFacts {
  static func controller() -> [MatrixFact] { life() + watches() }

  private static func life() -> [MatrixFact] {
    [
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
        does: "E1 S, E4 S", priority: 2, reset: .auto, group: "controller"),
      .init(
        "X02", part: "scans", .above(3, "1", back: 0), on: "room.late-scans", for: 0, .real,
        does: "E1 S, E4 S", priority: 2, reset: .auto, group: "controller"),
      // Shutting the tank shuts what it feeds.
      .init(
        "X03", .closed, on: "room.configuration-doubt", for: 0, .real,
        does: "E1 I, E3 C, E4 I, E4valves C, E5 X", priority: 2, reset: .panel,
        group: "configuration"),
    ]
  }

  private static func watches() -> [MatrixFact] {
    [
      // Fixed at the least that a module can do.
      .init(
        "X04", .silent(15), on: "grid-meter.link", for: 0, .real, does: "E1 M60", priority: 3,
        reset: .auto, group: "communication"),
      // In % of what may be missing: the tenth of the throughput, or 0.15 kg a day.
      .init(
        // A dead meter of the consumers has no row of its own: books that nobody can keep are told here.
        "X06", part: "alarm", .above(100, "%", back: house(20)), on: "tank.imbalance",
        for: house(60), does: "E1 A, E4 I, E5 X", priority: 2,
        reset: .auto, group: "books"),
      .init(
        "X06", part: "stop", .above(300, "%", back: house(60)), on: "tank.imbalance",
        bad: .isAnswered(by: "L30/bad"), for: house(60), does: "E1 S, E4 I, E5 X", priority: 2,
        reset: .auto, group: "books"),
      .init(
        "X08", .closed, on: computed("bypassed", of: "at-30", 1...3),
        bad: .isAnswered(by: "L04/detector"), for: house(2), .real, does: "E1 I, E4 I", priority: 2,
        reset: .auto, group: "gas"),
    ]
      + (1...4).map { module in
        .init(
          "X09", part: "el-\(module)", .closed, on: "el-\(module).foreign",
          bad: .isAnswered(by: "L22"), for: house(2), .real, does: "E1.\(module) I",
          priority: house(2), reset: .auto, group: "communication")
      }
  }
}
