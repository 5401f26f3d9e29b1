// Effects: what an interlock does, ordered, so that the strongest wins. What happens, when it ends, why
// it happened and who may reset it are four types, not one.

/// What an interlock does to its target, from harmless to final.
public enum Effect: UInt8, CaseIterable, Comparable, BitwiseCopyable, Sendable {
  /// Nothing.
  case none
  /// A person is told; the plant goes on. Matrix code A.
  case alarmOnly
  /// Power is limited to a share of nominal. Matrix code Mnn.
  case limit
  /// Start inhibit: what stands does not start, what runs goes on. Matrix code I.
  case hold
  /// Controlled stop through the unit's own sequence. Matrix code S.
  case softStop
  /// Stop without a ramp.
  case stop
  /// Immediate stop; every actuator takes its fail-safe value. Matrix codes T, C, X.
  case trip
  /// Trip, and the power of the room goes off. Matrix code HW on power.
  case shutdown

  /// Orders effects by strength.
  @inlinable public static func < (left: Effect, right: Effect) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Who may release a latched row once its cause is gone.
public enum ResetRule: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Nobody needs to: the row clears with its cause.
  case auto
  /// A person at the panel.
  case panel
  /// A person on site, by the key switch, when the room is proven free of gas.
  case local
}

/// Priority of an alarm: 1 is the highest.
public enum Priority: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case first = 1
  case second = 2
  case third = 3
}

/// The strongest effect that holds for a unit or an actuator in this scan, and what binds it.
public struct Verdict: BitwiseCopyable, Equatable, Sendable {
  /// What must happen.
  public var effect: Effect
  /// Share of nominal power, 0...1, that `limit` leaves; 1 when nothing limits.
  public var share: Double
  /// The row that binds, by its place in the interlock table; -1 when none does.
  public var row: Int16

  /// No interlock speaks.
  @inlinable public static var free: Verdict { Verdict(effect: .none, share: 1, row: -1) }

  /// Gathers a verdict.
  @inlinable public init(effect: Effect, share: Double = 1, row: Int16) {
    self.effect = effect
    self.share = share
    self.row = row
  }

  /// Takes over what `other` demands beyond this verdict. Only ever makes the verdict stronger.
  @inlinable public mutating func join(_ other: Verdict) {
    if other.effect > effect {
      effect = other.effect
      row = other.row
    }
    if other.share < share { share = other.share }
  }
}
