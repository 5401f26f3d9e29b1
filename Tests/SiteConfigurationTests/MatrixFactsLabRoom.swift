// The facts of the laboratory's room: gas and air, doors, heat, fire, stop, power, and the tests that keep the
// detectors trusted.

import Plant

extension LabFacts {
  static func air() -> [MatrixFact] { gasAlarms() + detectors() + ventilation() }

  private static func gasAlarms() -> [MatrixFact] {
    [
      .init(
        "L01", .above(10, "% LEL", back: 2), on: gas, bad: .isAnswered(by: "L04/detector"), for: 3,
        does: "E1 I, E4 I, E5 X", priority: 2, reset: .auto, group: "gas"),
      .init(
        "L02", .above(20, "% LEL", back: 2), on: gas, votes: 2, for: 1,
        does: "\(trip), E11a X", priority: 1, reset: .local, group: "gas"),
      // One alone: stopped by itself, but started again only by the reset of L02, so below 5 % LEL.
      .init(
        "L02a", part: "stop", .above(20, "% LEL", back: house(15)), on: gas,
        bad: .isAnswered(by: "L04/detector"), for: 1, does: "E1 S, E3 C, E4 T, E5 X, E11b X",
        priority: 1,
        reset: .auto, group: "gas"),
      .init(
        "L02a", part: "restart", .above(20, "% LEL", back: 15), on: gas,
        bad: .isAnswered(by: "L04/detector"), for: 1, does: "E1 I, E4 I", priority: 1,
        reset: .local,
        group: "gas"),
      // The gas-warning unit: alarm 1 is fan, horn and stop, alarm 2 everything.
      .init(
        "L03", part: "alarm-1", .open, on: "XA-304", does: "E1 T, E5 X, E11a X", priority: 1,
        reset: .local, group: "gas"),
      .init(
        "L03", part: "alarm-2", .open, on: "XA-305", does: "\(trip), E11a X", priority: 1,
        reset: .local, group: "gas"),
    ]
  }

  private static func detectors() -> [MatrixFact] {
    [
      .init(
        "L04", part: "detector", .fault("% LEL"), on: gas, for: 2, .real, does: "E1 I, E4 I, E5 X",
        priority: 2, reset: .auto, group: "gas"),
      .init(
        "L04", part: "unit", .open, on: "XF-306", does: "E1 I, E4 I, E5 X", priority: 2,
        reset: .auto, group: "gas"),
      .init(
        "L05", .fault("% LEL"), on: gas, votes: 2, for: 2, .real, does: "\(trip), E11b X",
        priority: 1, reset: .local, group: "gas"),
    ]
      // Which one drifts or stands still; what it does as a faulted one is the part `detector`.
      + (1...3).map { number in
        .init(
          "L04", part: "at-30\(number)", .closed, on: "at-30\(number).implausible",
          bad: .isAnswered(by: "L04/detector"), for: house(0), does: "E1 A, E4 A", priority: 2,
          reset: .auto, group: "gas")
      }
  }

  private static func ventilation() -> [MatrixFact] {
    let lost = "\(trip), E11b X"
    let expected = "room.ventilation-expected"
    return [
      // 80 % of the base flow of 250 m3/h.
      .init(
        "L06", part: "flow", .below(200, "m3/h", back: house(20)), on: "FT-310", for: 10,
        armedBy: expected, does: lost, priority: 1, reset: .local, group: "ventilation"),
      .init(
        "L06", part: "switch", .open, on: "FSL-311", for: 10, armedBy: expected, does: lost,
        priority: 1, reset: .local, group: "ventilation"),
      .init(
        "L06", part: "fan", .open, on: "XS-312", for: 10, armedBy: expected, does: lost,
        priority: 1, reset: .local, group: "ventilation"),
      .init(
        "L07", .closed, on: "room.purge-missing", does: "E1 I, E4 I, E5 X", priority: 3,
        reset: .auto, group: "ventilation"),
    ]
  }

  static func surroundings() -> [MatrixFact] {
    [
      // The facts watch the door while something runs; at rest an alarm and an inhibit cost nothing.
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
        "L26", .open, on: "XS-330", does: "\(trip), E11a X", priority: 1, reset: .local,
        group: "fire"),
      .init(
        "L27", part: "button", .open, on: "HS-001", does: "\(trip), E11a X", priority: 1,
        reset: .local, group: "emergency-stop"),
      .init(
        "L27", part: "chain", .open, on: "XS-002", does: "\(trip), E11a X", priority: 1,
        reset: .local, group: "emergency-stop"),
      .init(
        "L28", .open, on: "XS-005", for: house(0.2), .real, does: trip, priority: 2,
        reset: .auto, group: "mains"),
    ]
  }

  static func power() -> [MatrixFact] {
    [
      .init(
        "L34", .closed, on: "XS-008", for: 2, .real, armedBy: "room.power-off-expected",
        does: "E1x C",
        priority: 1, reset: .local, group: "power"),
      // One contact tells a fault and a charge of less than 15 minutes.
      .init(
        "L35", part: "inhibit", .open, on: "XS-006", for: house(2), does: "E1 I, E4 I, E5 X",
        priority: house(2), reset: .auto, group: "ups"),
      .init(
        "L35", part: "stop", .open, on: "XS-006", for: 900, does: "E1 S, E4 S, E5 X",
        priority: house(2), reset: .auto, group: "ups"),
    ]
  }

  static func detectorTests() -> [MatrixFact] {
    let overdue = computed("test-overdue", of: "at-30", 1...3)
    return [
      .init(
        "L37", part: "alarm", .above(0, "d", back: 0), on: overdue, for: house(60), does: "E1 A",
        priority: house(3), reset: .auto, group: "test"),
      .init(
        "L37", part: "inhibit", .above(30, "d", back: 0), on: overdue, for: house(60),
        does: "E1 I, E4 I", priority: house(3), reset: .auto, group: "test"),
    ]
  }
}
