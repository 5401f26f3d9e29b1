// Modes and steps: what a person has allowed a unit to do, and where its ordered start or stop stands.

/// What a unit may do.
public enum Mode: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Nothing starts; ventilation, detectors and interlocks work on. German: Aus.
  case off
  /// Permissives are computed, devices idle. German: Bereitschaft.
  case standby
  /// Dispatch starts and stops. German: Automatik.
  case automatic
  /// A person starts, stops and sets power; everything else still holds. German: Hand.
  case manual
  /// Latched; only acknowledge and reset. German: Ausgelöst.
  case tripped

  /// The name in files, on the wire and in commands.
  public var name: String { Self.names[Int(rawValue)] }

  /// The mode of that name.
  public init?(name: String) {
    guard let place = Self.names.firstIndex(of: name), let mode = Mode(rawValue: UInt8(place))
    else { return nil }
    self = mode
  }

  private static let names = ["off", "standby", "automatic", "manual", "tripped"]
}

/// Where a unit's sequence stands. The letters are those of the step tables in hardware/README.md.
public enum Step: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case idle
  // Ventilation V
  case flowProof, prePurge, purged, boost, afterRun
  // Electrolyser E
  case permissives, wake, preheat, start, selfTest, pressurise, running, hotStandby
  case stopping, blowDown, coolDown
  // Fuel cell F
  case heatLoop, leakTestFill, leakTestHold, admit, startRequest, deviceStart, warmUp
  case deviceStop, isolate
  // Any
  case tripped, fault
  // Store valves S
  case opening, opened, closing, quarantine
  // Booster C, besides its leak tests
  case connect, purgeHose, fill, ventHose, handOver, hoseUnderPressure
  // Electrolyser E-8: the device itself holds its run, because the store is full
  case held
  // Ventilation V-7: off on purpose, by the maintenance key
  case ventilationOff
}
