// Reasons: why a decision is as it is. The core writes a code with the value and the limit that bound
// it; the sentence, German or English, is made from that code at the edge of the house.

/// The closed list of reasons that the core can give.
public enum ReasonCode: UInt16, CaseIterable, BitwiseCopyable, Sendable {
  case none
  // Modes and people
  case modeOff, modeStandby, modeTripped, keySwitchLocal, startPermissionMissing, stopRequested
  case manualSetpoint
  // Interlocks
  case interlock
  // Permissives
  case ventilationNotProven, purgeIncomplete, storeTooFull, storeTooEmpty, roomTemperature
  case deviceNotReady, deviceFault, deviceSilent, minimumDownTime, minimumUpTime, otherModuleStarts
  case gasNotClear, waterSupply, heatLoopNotReady, lockedOut
  // Sequence steps that wait
  case waitingForDevice, waitingForPressure, waitingForValve, waitingForFlow, warmingUp, leakTest
  case coolingDown, pressurising, stepTimedOut, blowingDown
  // Dispatch
  case surplusPaysStart, surplusTooSmall, lossEndsRun, runPays, hydrogenWorthLess, hydrogenWorthMore
  case gridMeterMissing, storeReserve, rampLimit, minimumLoad, maximumLoad, benefitGathering,
    noDemand
  // Limits of a running unit
  case heatDerating
  // Store valves and booster
  case supervisionMissing, gasQuality, quarantine, confirmationMissing, confirmationDiffers
  case bottleRefused, notConnected, waitingForPerson, hosePurge, filling, targetReached
  case hoseUnderPressure, massDiffers
  // What a person should look at while the sequence goes on
  case purgeOverdue, flowDeviates, coolingOverdue
  // The device holds by itself
  case heldByDevice
  // Bypass of a gas detector
  case bypassOnSiteOnly, bypassNoDetector, bypassTooLong, bypassStands, bypassNoOther,
    bypassNotShown
  case bypassNone
}

/// A reason with the numbers behind it.
public struct Reason: BitwiseCopyable, Equatable, Sendable {
  /// What binds.
  public var code: ReasonCode
  /// The interlock row, point or unit that is meant, by its place in its list; -1 for none.
  public var subject: Int16
  /// The value that was compared.
  public var value: Double
  /// The limit that it was compared with.
  public var limit: Double

  /// No reason given.
  @inlinable public static var none: Reason { Reason(.none) }

  /// Gathers a reason.
  @inlinable public init(
    _ code: ReasonCode, subject: Int16 = -1, value: Double = 0, limit: Double = 0
  ) {
    self.code = code
    self.subject = subject
    self.value = value
    self.limit = limit
  }
}
