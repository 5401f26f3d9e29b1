// The envelope of fuel cells, their supply lines, and of the controller itself.

import Plant
import Safety

extension Envelope {
  static let fuelCell: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["W09a"], cause: .below, reads: .signal([.supplyLine], .pressure),
      targets: [.units([.fuelCell], .trip), .role(.open)], limit: .aboveLowestInlet(0.3), delay: 2,
      priority: .second, reset: .panel, armedBy: ["running", "generating"]),
    EnvelopeRule(
      rows: ["W11"], cause: .below, reads: .signal([.fuelCell], .minimumCellVoltage),
      targets: [.ownUnit(.trip)], limit: .number(0.4), delay: 1, priority: .second, reset: .panel,
      faults: .ignored, armedBy: ["generating"]),
    EnvelopeRule(
      rows: ["W14"], cause: .closed, reads: .signal([.fuelCell], .purgeMissed),
      targets: [.ownUnit(.trip)], delay: 1, priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["W14"], cause: .closed, reads: .signal([.fuelCell], .fuelOnNoVolts),
      targets: [.ownUnit(.trip)], delay: 1, priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["W14"], cause: .closed, reads: .signal([.fuelCell], .airBlocked),
      targets: [.ownUnit(.trip)], delay: 1, priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["W16"], cause: .open, reads: .signal([.heatLoop], .overTemperatureHealthy),
      targets: [.units([.fuelCell], .trip)], delay: 1, priority: .second, reset: .panel),
    EnvelopeRule(
      rows: ["W16"], cause: .above, reads: .signal([.heatLoop], .bufferTop),
      targets: [.units([.fuelCell], .trip)], limit: .number(95), delay: 10, priority: .second,
      reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["W17"], cause: .open, reads: .signal([.fuelCell], .gridProtectionHealthy),
      targets: [.ownUnit(.trip)], delay: 0.5, priority: .second),
    EnvelopeRule(
      rows: ["W28"], cause: .closed, reads: .derived([.fuelCell], "stop-ignored"),
      targets: [.ownRole(.externalRelease)], delay: 60, priority: .first, reset: .local,
      faults: .ignored),
  ]

  static let supply: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["W10"], cause: .above, reads: .derived([.supplyLine], "isolated-fall"),
      targets: [.units([.fuelCell], .trip), .role(.open), .role(.fanHigh)], limit: .number(0.3),
      delay: 10, priority: .first, reset: .local, faults: .ignored),
    EnvelopeRule(
      rows: ["W10"], cause: .above, reads: .derived([.supplyLine], "unmetered"),
      targets: [.units([.fuelCell], .trip), .role(.open), .role(.fanHigh)], limit: .number(0.1),
      delay: 60, priority: .first, reset: .local, faults: .ignored),
    EnvelopeRule(
      rows: ["W24"], cause: .above, reads: .signal([.store], .temperature),
      targets: [.units([.fuelCell], .trip), .outlets], limit: .highestTemperature, delay: 10,
      priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["W24"], cause: .above, reads: .derived([.store], "fill"),
      targets: [.units([.fuelCell], .trip), .outlets], limit: .number(100), delay: 10,
      priority: .second, reset: .panel, faults: .ignored),
    EnvelopeRule(
      rows: ["W26"], cause: .above, reads: .derived([.supplyLine], "flow-share"),
      targets: [.units([.fuelCell], .trip), .role(.open)], limit: .number(130), delay: 2,
      priority: .first, reset: .local, armedBy: ["running"]),
    EnvelopeRule(
      rows: ["W27"], cause: .above, reads: .derived([.supplyLine], "creep"),
      targets: [.units([.fuelCell], .hold), .role(.open)], limit: .number(0.5), delay: 10,
      priority: .second, faults: .ignored),
  ]

  static let controller: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["X02"], cause: .above, reads: .derived([.room], "clock-jump"),
      targets: [.units(users, .softStop)], limit: .number(2), delay: 0, priority: .second),
    EnvelopeRule(
      rows: ["X02"], cause: .above, reads: .derived([.room], "late-scans"),
      targets: [.units(users, .softStop)], limit: .number(3), delay: 0, priority: .second),
    EnvelopeRule(
      rows: ["X03"], cause: .closed, reads: .derived([.room], "configuration-doubt"),
      targets: [.units(users, .hold), .role(.open), .role(.fanHigh)], delay: 0, priority: .second,
      reset: .panel),
    EnvelopeRule(
      rows: ["X04"], cause: .silent, reads: .link([.gridMeter]),
      targets: [.units(users, .limit)], limit: .number(15), delay: 0, priority: .third),
    EnvelopeRule(
      rows: ["X06"], cause: .above, reads: .derived([.store], "imbalance"),
      targets: [.units(users, .alarmOnly), .role(.fanHigh)], limit: .number(100), delay: 60,
      priority: .second, faults: .ignored),
    EnvelopeRule(
      rows: ["X08"], cause: .closed, reads: .derived([.gasDetector], "bypassed"),
      targets: [.units(users, .hold)], delay: 5, priority: .second, faults: .ignored),
    EnvelopeRule(
      rows: ["X09"], cause: .closed, reads: .derived([.electrolyser, .fuelCell], "foreign"),
      targets: [.ownUnit(.hold)], delay: 10, priority: .second, faults: .ignored),
  ]
}
