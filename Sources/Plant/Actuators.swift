// Actuators: everything the controller can move. Each has a fail-safe value, which it takes when
// nothing is known, and one safe direction, in which the safety gate may push it. Values here mean what
// they say (fan 1 = full speed); how the wire codes it (a normally closed relay) is the site file's
// business.

/// The place of an actuator in the site's list. `none` is an actuator that the site lacks.
public struct ActuatorIndex: BitwiseCopyable, Hashable, Sendable {
  /// Position in the list, or -1.
  public let raw: Int16
  /// An actuator that the site does not have.
  @inlinable public static var none: ActuatorIndex { ActuatorIndex(raw: -1) }
  /// Names the actuator at position `raw`.
  @inlinable public init(raw: Int16) { self.raw = raw }
  /// True when the site has this actuator.
  @inlinable public var exists: Bool { raw >= 0 }
}

/// The direction in which an actuator gets safer.
public enum SafeDirection: UInt8, BitwiseCopyable, Sendable {
  /// Power, feed, valve: lower, off, closed.
  case down
  /// Fan, pump, horn, beacon, stop request: on.
  case up
}

/// What the core must know about an actuator.
public struct ActuatorLimits: BitwiseCopyable, Sendable {
  /// The value taken when nothing is known.
  public var failSafe: Double
  /// Lowest value a command may have.
  public var lowest: Double
  /// Highest value a command may have.
  public var highest: Double
  /// The direction in which safety may move it.
  public var safeDirection: SafeDirection
  /// The unit it belongs to, by its place in the site's list of units; -1 for the room's own.
  public var unit: Int16
  /// True for powers and rates that an interlock of the kind `limit` may bind: then the highest value
  /// is the interlock's share of `highest`.
  public var limitedByShare: Bool
  /// True for the one actuator that lets the pressure out of a unit: a row may leave it to the unit's
  /// sequence while it stops all else.
  public var blowsDown: Bool

  /// Gathers the limits of an actuator.
  @inlinable public init(
    failSafe: Double, lowest: Double, highest: Double, safeDirection: SafeDirection, unit: Int16,
    limitedByShare: Bool = false, blowsDown: Bool = false
  ) {
    self.failSafe = failSafe
    self.lowest = lowest
    self.highest = highest
    self.safeDirection = safeDirection
    self.unit = unit
    self.limitedByShare = limitedByShare
    self.blowsDown = blowsDown
  }

  /// The safer of two values.
  @inlinable public func safer(_ one: Double, _ other: Double) -> Double {
    switch safeDirection {
    case .down: one < other ? one : other
    case .up: one > other ? one : other
    }
  }
}

/// What the house knows about an actuator besides its command.
public struct ActuatorDefinition: Sendable {
  /// Unique within the site: `unit.role` (`el-1.run`).
  public var name: String
  /// The device that receives the command.
  public var device: String
  /// Label on the drawings (`XV-201`), empty where there is none.
  public var tag: String
  /// Unit of the value.
  public var unit: UnitOfMeasure
  /// What the core must know.
  public var limits: ActuatorLimits
  /// What the actuator is, for people.
  public var text: BilingualText

  /// Describes an actuator.
  public init(
    name: String, device: String, tag: String = "", unit: UnitOfMeasure, limits: ActuatorLimits,
    text: BilingualText = .init(de: "", en: "")
  ) {
    self.name = name
    self.device = device
    self.tag = tag
    self.unit = unit
    self.limits = limits
    self.text = text
  }
}

/// Which room of the house set a command.
public enum CommandOrigin: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Nothing asked for anything: the fail-safe value.
  case failSafe
  /// A start, stop or waiting step.
  case sequence
  /// Dispatch, through the unit's sequence.
  case dispatch
  /// A person, in manual mode, through the unit's sequence.
  case manual
  /// The safety gate changed what was asked.
  case safety
}

/// What the controller asks of an actuator in this scan.
public struct Command: BitwiseCopyable, Equatable, Sendable {
  /// The value, in the actuator's unit.
  public var value: Double
  /// Who set it.
  public var origin: CommandOrigin
  /// Why, as a code with the numbers that bound it.
  public var reason: Reason

  /// Gathers a command.
  @inlinable public init(value: Double, origin: CommandOrigin, reason: Reason = .none) {
    self.value = value
    self.origin = origin
    self.reason = reason
  }
}
