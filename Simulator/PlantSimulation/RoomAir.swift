// RoomAir: hydrogen in the air of the room, in three zones: around the devices, under the ceiling, and
// before the exhaust. The fan draws from every zone by its size, so the room as a whole is diluted by
// e to the minus air changes; exchange between the zones lets detectors differ, as they do in life.

/// A zone of the room.
public enum RoomZone: Int, CaseIterable, Sendable {
  /// Around the devices and their fittings, where leaks are.
  case source
  case ceiling
  case exhaust
}

/// Hydrogen in the air of the room.
struct RoomAir: Sendable {
  /// Volume of the room, in m3.
  let volume: Double
  /// Hydrogen in each zone, in m3.
  private var source = 0.0
  private var ceiling = 0.0
  private var exhaust = 0.0

  private static let shares = (source: 0.2, ceiling: 0.5, exhaust: 0.3)
  /// Air that two neighbouring zones exchange, as room volumes per hour.
  private static let mixing = 6.0
  /// What leaves through cracks when the fan stands, as room volumes per hour.
  private static let infiltration = 0.3

  init(volume: Double) { self.volume = volume }

  /// Hydrogen in the room, in m3.
  var content: Double { source + ceiling + exhaust }

  /// Concentration in a zone, in % LEL.
  func concentration(in zone: RoomZone) -> Double {
    let share =
      switch zone {
      case .source: source / Self.shares.source
      case .ceiling: ceiling / Self.shares.ceiling
      case .exhaust: exhaust / Self.shares.exhaust
      }
    return share / volume * 100 / Hydrogen.lowerExplosiveLimit * 100
  }

  /// Moves the air for `dt`, in s, with `flow`, in m3/h, while `inflow`, in m3/h, escapes from devices.
  mutating func step(_ dt: Double, flow: Double, inflow: Double) {
    let hours = dt / 3600
    let changes = flow / volume + Self.infiltration
    let mixed = Self.mixing * hours
    let toCeiling = (source / Self.shares.source - ceiling / Self.shares.ceiling) * mixed * 0.2
    let toExhaust = (ceiling / Self.shares.ceiling - exhaust / Self.shares.exhaust) * mixed * 0.3
    let left = 1 - changes * hours + changes * hours * changes * hours / 2
    source = ((source - toCeiling) * left + inflow * hours).kept(in: 0...volume * 0.2)
    ceiling = ((ceiling + toCeiling - toExhaust) * left).kept(in: 0...volume * 0.5)
    exhaust = ((exhaust + toExhaust) * left).kept(in: 0...volume * 0.3)
  }

  /// Sets the whole room to one concentration, in % LEL.
  mutating func fill(to concentration: Double) {
    let content =
      (concentration / 100 * Hydrogen.lowerExplosiveLimit / 100).kept(in: 0...1) * volume
    source = content * Self.shares.source
    ceiling = content * Self.shares.ceiling
    exhaust = content * Self.shares.exhaust
  }

  mutating func exchange(_ archive: inout Archive) {
    archive.exchange(&source)
    archive.exchange(&ceiling)
    archive.exchange(&exhaust)
  }
}
