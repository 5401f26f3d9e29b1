// Intents: what a person or an outside system asks for. An intent is one more input of a later scan; it
// is never obeyed in a callback.

/// What is asked.
public enum IntentKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Stop the unit in an orderly way, now; with no unit, everything at the site.
  case stop
  /// Change a unit's mode; `value` is the raw value of the mode.
  case setMode
  /// Change a unit's manual set-point; `value` in the unit's own measure (kW, or kg of hydrogen
  /// in the bottles for a booster).
  case setpoint
  /// Release latched rows with the reset rule `panel`.
  case resetAtPanel
  /// Say "seen" to all alarms.
  case acknowledge
  /// Silence the horn until the next alarm.
  case silenceHorn
  /// One of two persons gives a value that both must give alike: the arrival pressure of a bottle in
  /// bar(g), for the booster; the oxygen found by analysis in vol%, for a store's outlet. Who they are
  /// stands in the log of the service; the core counts them.
  case confirm
  /// A person on site says that the next step may begin.
  case proceed
  /// Take a gas detector out of the votes for `value` minutes, for its maintenance; 0 ends that. Who asks,
  /// and why, stands in the log of the service.
  case bypass
}

/// Who asks.
public enum IntentSource: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case panel, commandLine, telemetry, scenario
}

/// One wish, as it enters the step.
public struct Intent: BitwiseCopyable, Equatable, Sendable {
  /// What is asked.
  public var kind: IntentKind
  /// The unit it is for, by its place in the site's list of units; -1 for the whole site.
  public var unit: Int16
  /// A mode, a set-point or a confirmed value, as the kind says.
  public var value: Double
  /// Who asks.
  public var source: IntentSource
  /// A number by which the asker finds the answer among the events.
  public var ticket: UInt32

  /// Gathers an intent.
  @inlinable public init(
    _ kind: IntentKind, unit: Int16 = -1, value: Double = 0, source: IntentSource,
    ticket: UInt32 = 0
  ) {
    self.kind = kind
    self.unit = unit
    self.value = value
    self.source = source
    self.ticket = ticket
  }
}
