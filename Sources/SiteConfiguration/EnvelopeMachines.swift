// The envelope of the machines: stores, electrolysers, booster, fuel cell, supply. Like the other rules they
// say the least that a row must do, and the limit that no site may pass. Where a number belongs to the
// make of a device it is left to the site, and only the row itself is asked for.

import Plant
import Safety

extension Envelope {
  static let machines: [EnvelopeRule] =
    store + electrolyser + gasQuality + booster + fuelCell + supply + controller

  private static let store: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L10"], cause: .above, reads: .derived([.store], "loss"),
      targets: [.units([.electrolyser], .trip), .inlets, .outlets, .role(.fanHigh)],
      limit: .number(0.05), delay: 60, priority: .first, reset: .local, faults: .ignored),
    EnvelopeRule(
      rows: ["L30"], cause: .above, reads: .derived([.store], "pressure-difference"),
      targets: [.units([.electrolyser], .softStop)], limit: .number(1), delay: 60,
      priority: .second, faults: .ignored),
    EnvelopeRule(
      rows: ["L31"], cause: .above, reads: .signal([.store], .temperature),
      targets: [.units([.electrolyser], .trip), .inlets], limit: .number(60), delay: 10,
      priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["L32", "W23"], cause: .closed, reads: .derived([.valve], "mismatch"),
      targets: [.ownRole(.open)], delay: 5, priority: .first, reset: .local),
    EnvelopeRule(
      rows: ["L33"], cause: .open, reads: .signal([.store], .reliefHealthy),
      targets: [.units([.electrolyser], .trip), .inlets, .role(.fanHigh)], delay: 1,
      priority: .first, reset: .local),
  ]

  private static let electrolyser: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L13"], cause: .above, reads: .signal([.electrolyser], .electrolyteTemperature),
      targets: [.ownUnit(.trip)], limit: .number(65), delay: 5, priority: .second, reset: .panel,
      faults: .ignored),
    EnvelopeRule(
      rows: ["L14"], cause: .closed, reads: .signal([.electrolyser], .levelLow),
      targets: [.ownUnit(.softStop)], delay: 10, priority: .second, faults: .ignored),
    EnvelopeRule(
      rows: ["L15"], cause: .closed, reads: .signal([.electrolyser], .chassisWater),
      targets: [.ownUnit(.trip)], delay: 1, priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["L16"], cause: .closed, reads: .signal([.electrolyser], .tankPressureSwitch),
      targets: [.ownUnit(.trip), .inlets, .role(.fanHigh)], delay: 1, priority: .first,
      reset: .local, faults: .ignored),
    EnvelopeRule(
      rows: ["L19"], cause: .above, reads: .derived([.electrolyser], "cell-voltage"),
      targets: [.ownUnit(.trip)], limit: .timesNewCellVoltage(1.15), delay: 5, priority: .second,
      reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["L29"], cause: .closed, reads: .derived([.electrolyser], "stop-ignored"),
      targets: [.ownRole(.externalRelease)], delay: 20, priority: .first, reset: .local,
      faults: .ignored),
    EnvelopeRule(
      rows: ["L34"], cause: .closed, reads: .signal([.room], .supplyContactorClosed),
      targets: [.role(.externalRelease)], delay: 2, priority: .first, reset: .local,
      armedBy: ["power-off-expected"], sites: [.electrolyser]),
    EnvelopeRule(
      rows: ["L37"], cause: .above, reads: .derived([.gasDetector], "test-overdue"),
      targets: [.units([.electrolyser], .hold)], limit: .number(30), delay: 3_600,
      priority: .third),
  ]

  private static let gasQuality: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L17"], cause: .above, reads: .signal([.dryer], .oxygenInHydrogen),
      targets: [.units([.electrolyser], .softStop), .inlets], limit: .number(0.5), delay: 10,
      priority: .second),
    EnvelopeRule(
      rows: ["L17"], cause: .above, reads: .signal([.dryer], .hydrogenInOxygen),
      targets: [.units([.electrolyser], .softStop), .inlets], limit: .number(1), delay: 10,
      priority: .second),
    EnvelopeRule(
      rows: ["L18"], cause: .above, reads: .signal([.dryer], .oxygenInHydrogen),
      targets: [.units([.electrolyser], .trip), .inlets, .outlets, .role(.fanHigh)],
      limit: .number(1), delay: 5, priority: .first, reset: .local),
    EnvelopeRule(
      rows: ["L18"], cause: .above, reads: .signal([.dryer], .hydrogenInOxygen),
      targets: [.units([.electrolyser], .trip), .inlets, .outlets, .role(.fanHigh)],
      limit: .number(2), delay: 5, priority: .first, reset: .local),
  ]

  private static let booster: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L23"], cause: .open, reads: .signal([.booster], .earthProven),
      targets: [.ownUnit(.trip), .outlets], delay: 1, priority: .second, reset: .panel,
      armedBy: ["in-use"]),
    EnvelopeRule(
      rows: ["L23"], cause: .open, reads: .signal([.booster], .couplingLocked),
      targets: [.ownUnit(.trip), .outlets], delay: 1, priority: .second, reset: .panel,
      armedBy: ["in-use"]),
    EnvelopeRule(
      rows: ["L36"], cause: .above, reads: .signal([.booster], .pressure2),
      targets: [.ownUnit(.trip)], limit: .number(210), delay: 2, priority: .second, reset: .panel,
      armedBy: ["in-use"]),
    EnvelopeRule(
      rows: ["L36"], cause: .above, reads: .signal([.booster], .temperature),
      targets: [.ownUnit(.trip)], limit: .number(120), delay: 10, priority: .second,
      reset: .panel, armedBy: ["in-use"]),
    EnvelopeRule(
      rows: ["L36"], cause: .below, reads: .signal([.booster], .pressure),
      targets: [.ownUnit(.trip)], limit: .number(3), delay: 10, priority: .second, reset: .panel,
      armedBy: ["in-use"]),
  ]
}
