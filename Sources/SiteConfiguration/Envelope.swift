// The envelope: what every matrix must contain at least, as one table. A site may lower a limit, shorten a
// delay, latch a row, add effects and rows; it may not do the opposite. So a slip of the pen in a file
// cannot take away a protection, and the engineer sees here what is fixed for all sites.

import Plant
import Safety

/// The table.
enum Envelope {
  /// Hydrogen makers and users: what a gas alarm must stop.
  static let users: [UnitKind] = [.electrolyser, .fuelCell]
  /// What brings the plant into its safe state.
  static let allOff: [Target] = [
    .units(users, .trip), .role(.open), .role(.fanHigh),
  ]
  static let evacuation: [Target] = allOff + [.role(.horn)]
  /// A2 above this is refused, whatever the site says (quarter of the lower explosion limit).
  static let highestMainAlarm = 25.0

  static let rules: [EnvelopeRule] =
    gas + ventilation + pressure + temperature + chain + links + machines

  static let gas: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L02", "W02"], cause: .above, reads: .signal([.gasDetector], .concentration),
      targets: evacuation, limit: .number(highestMainAlarm), delay: 2, priority: .first,
      reset: .local, faults: .demandsWhenAll, votes: 2, isEssential: true),
    EnvelopeRule(
      rows: ["L03", "W03"], cause: .open, reads: .signal([.room], .gasRelay2Healthy),
      targets: evacuation, delay: 0.5, priority: .first, reset: .local, isEssential: true),
    EnvelopeRule(
      rows: ["L04", "W04"], cause: .fault, reads: .signal([.gasDetector], .concentration),
      targets: [.units(users, .hold), .role(.fanHigh)], delay: 5, priority: .second),
    EnvelopeRule(
      rows: ["L05", "W05"], cause: .fault, reads: .signal([.gasDetector], .concentration),
      targets: allOff, delay: 5, priority: .first, reset: .local, votes: 2, isEssential: true),
  ]

  static let ventilation: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L06", "W06"], cause: .below, reads: .signal([.room], .airFlow), targets: allOff,
      limit: .shareOfBaseFlow(0.8), delay: 10, priority: .first, reset: .local,
      armedBy: ["ventilation-expected"], isEssential: true),
    EnvelopeRule(
      rows: ["L06", "W06"], cause: .open, reads: .signal([.room], .flowSwitch), targets: allOff,
      delay: 10, priority: .first, reset: .local, armedBy: ["ventilation-expected"],
      isEssential: true),
    EnvelopeRule(
      rows: ["L07", "W07"], cause: .closed, reads: .derived([.room], "purge-missing"),
      targets: [.units(users, .hold), .role(.fanHigh)], delay: 0, priority: .third,
      isEssential: true),
  ]

  static let pressure: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L08"], cause: .above, reads: .signal([.store], .pressure),
      targets: [.units([.electrolyser], .softStop)], limit: .shareOfAllowedPressure(0.85),
      delay: 5, priority: .third, faults: .demandsWhenAll),
    EnvelopeRule(
      rows: ["L08"], cause: .above, reads: .derived([.store], "fill"),
      targets: [.units([.electrolyser], .softStop)], limit: .highestFill, delay: 5,
      priority: .third),
    EnvelopeRule(
      rows: ["L09"], cause: .above, reads: .signal([.store], .pressure),
      targets: [.units([.electrolyser], .trip), .inlets], limit: .shareOfAllowedPressure(0.95),
      delay: 1, priority: .first, reset: .local, faults: .demandsWhenAll),
    EnvelopeRule(
      rows: ["W08"], cause: .above, reads: .signal([.supplyLine], .pressure),
      targets: [.units([.fuelCell], .trip), .role(.open)], limit: .shareOfAllowedPressure(0.875),
      delay: 1, priority: .first, reset: .local),
    EnvelopeRule(
      rows: ["W09"], cause: .below, reads: .signal([.store], .pressure),
      targets: [.units([.fuelCell], .softStop)], limit: .timesNominalPressure(2), delay: 10,
      priority: .third),
  ]

  static let temperature: [EnvelopeRule] = [
    // A cell that does not answer has W18; what it does not measure while it answers is a fault here.
    EnvelopeRule(
      rows: ["W13"], cause: .above, reads: .signal([.fuelCell], .outletTemperature),
      targets: [.units([.fuelCell], .trip)], limit: .number(75), delay: 5, priority: .second,
      reset: .panel, faults: .ignored, armedBy: ["running"]),
    EnvelopeRule(
      rows: ["W13"], cause: .closed, reads: .derived([.fuelCell], "outlet-lost"),
      targets: [.units([.fuelCell], .trip)], delay: 5, priority: .second, reset: .panel,
      faults: .ignored, armedBy: ["running"]),
  ]

  static let chain: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L26", "W20"], cause: .open, reads: .signal([.room], .noSmoke),
      targets: [.units(users, .trip), .role(.open), .role(.horn)], delay: 2, priority: .first,
      reset: .local, isEssential: true),
    EnvelopeRule(
      rows: ["L27", "W21"], cause: .open, reads: .signal([.room], .emergencyStopClosed),
      targets: evacuation, delay: 0.5, priority: .first, reset: .local, isEssential: true),
    EnvelopeRule(
      rows: ["L28", "W29"], cause: .open, reads: .signal([.room], .mainsPresent),
      targets: [.units(users, .trip)], delay: 1, priority: .second),
    EnvelopeRule(
      rows: ["X01"], cause: .closed, reads: .derived([.room], "unclean-start"), targets: allOff,
      delay: 0, priority: .first, reset: .local, isEssential: true),
  ]

  static let links: [EnvelopeRule] = [
    EnvelopeRule(
      rows: ["L22"], cause: .silent, reads: .link([.electrolyser]), targets: [.ownUnit(.softStop)],
      limit: .number(5), delay: 0, priority: .second),
    EnvelopeRule(
      rows: ["L22"], cause: .silent, reads: .link([.electrolyser]),
      targets: [.ownRole(.externalRelease)], limit: .number(10), delay: 0, priority: .second),
    EnvelopeRule(
      rows: ["W18"], cause: .silent, reads: .link([.fuelCell]), targets: [.ownUnit(.softStop)],
      limit: .number(5), delay: 0, priority: .second),
    EnvelopeRule(
      rows: ["W18"], cause: .silent, reads: .link([.fuelCell]),
      targets: [.ownRole(.externalRelease)], limit: .number(10), delay: 0, priority: .second),
  ]
}
