// The state in its canonical form, field by field: for digests, for the journal, and for a start from a
// saved state. Offers, proposals and derived points are computed anew in every scan, but proposals stand
// between two decisions of dispatch, so they are kept too.

import EnergyDispatch
public import Plant
import Safety

extension ControlState {
  /// Writes everything that the next step depends on.
  public borrowing func encode(into writer: inout CanonicalWriter) {
    writer.write(units.count)
    for place in 0..<units.count { units[place].encode(into: &writer) }
    ventilation.encode(into: &writer)
    writer.write(permission.rawValue)
    writer.write(permissionSince)
    writer.write(bypass.detector)
    writer.write(bypass.left)
    writer.write(isFirstScan)
    writer.write(previous.scan)
    writer.write(previous.real)
    writer.write(previous.plant)
    writer.write(previous.civilOffset)
    writer.write(isConfigurationDoubted)
    safety.encode(into: &writer)
    for place in 0..<outlets.count { outlets[place].encode(into: &writer) }
    for place in 0..<boosters.count { boosters[place].encode(into: &writer) }
    dispatch.encode(into: &writer)
    encodeProposals(electrolyserProposals, into: &writer)
    encodeProposals(fuelCellProposals, into: &writer)
    memory.encode(into: &writer)
  }

  /// Takes over a state that was written for the same site. False, with the state in an unknown
  /// condition, when the bytes do not fit: the caller must then throw the state away.
  public mutating func restore(from reader: inout CanonicalReader) -> Bool {
    guard reader.read(Int.self) == units.count else { return false }
    for place in 0..<units.count {
      guard let unit = UnitState(from: &reader) else { return false }
      units[place] = unit
    }
    guard let ventilation = VentilationState(from: &reader),
      let permission = reader.read(UInt8.self).flatMap(StartPermission.init(rawValue:)),
      let since = reader.read(Milliseconds.self), let bypass = BypassState(from: &reader),
      let isFirst = reader.readBool(),
      let scan = reader.read(UInt64.self), let real = reader.read(Milliseconds.self),
      let plant = reader.read(Milliseconds.self), let offset = reader.read(Milliseconds.self),
      let isDoubted = reader.readBool(),
      safety.restore(from: &reader), restoreOutlets(from: &reader), dispatch.restore(from: &reader),
      restoreProposals(&electrolyserProposals, from: &reader),
      restoreProposals(&fuelCellProposals, from: &reader), memory.restore(from: &reader)
    else { return false }
    self.ventilation = ventilation
    self.permission = permission
    permissionSince = since
    guard Int(bypass.detector) < safety.trust.count else { return false }
    self.bypass = bypass
    isFirstScan = isFirst
    previous = ScanTime(scan: scan, real: real, plant: plant, civilOffset: offset)
    isConfigurationDoubted = isDoubted
    return true
  }
}

extension ControlState {
  /// The latched trips, which survive a restart.
  public borrowing func latches() -> [UInt8] {
    var writer = CanonicalWriter()
    encodeLatches(into: &writer)
    return writer.bytes
  }

  /// Writes the latched trips and quarantines, for whoever looks at them in every scan.
  public borrowing func encodeLatches(into writer: inout CanonicalWriter) {
    safety.encodeLatches(into: &writer)
    for place in 0..<outlets.count { writer.write(outlets[place].isQuarantined) }
  }

  /// Takes over the latches of an earlier run. When they are damaged or do not fit, everything that
  /// can latch is taken as tripped. Where no run left any, the latched start (X01) alone trips.
  public mutating func takeOver(_ latches: LatchMemory, on site: borrowing Site) {
    switch latches {
    case .never: return
    case .kept(let bytes):
      var reader = CanonicalReader(bytes)
      if safety.restoreLatches(from: &reader), restoreQuarantine(from: &reader) { return }
    case .lost: break
    }
    isConfigurationDoubted = true
    safety.latchAll(at: ScanTime(scan: 0, real: 0, plant: 0), table: site.interlocks)
  }
}

extension ControlState {
  /// The memory of dispatch in its canonical form, to be kept over a restart.
  public borrowing func accounts() -> [UInt8] {
    var writer = CanonicalWriter()
    dispatch.encode(into: &writer)
    return writer.bytes
  }

  /// Takes over the memory of dispatch of an earlier run: benefit that a site has gathered is not lost
  /// by a restart. What does not fit is left alone; then dispatch gathers anew.
  public mutating func takeOver(accounts bytes: [UInt8]) {
    var reader = CanonicalReader(bytes)
    _ = dispatch.restore(from: &reader)
  }
}

/// What is known of the latches of an earlier run.
public enum LatchMemory: Equatable, Sendable {
  /// There was no earlier run.
  case never
  /// The latches as they were kept.
  case kept([UInt8])
  /// There were some, and they cannot be read.
  case lost
}

extension UnitState {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(mode.rawValue)
    writer.write(step.rawValue)
    writer.write(since)
    writer.write(lastStart)
    writer.write(lastStop)
    writer.write(proofSince)
    writer.write(contradictedSince)
    writer.write(setpoint)
    writer.write(asked)
    writer.write(mark)
    writer.write(failedStarts)
    encodeReason(reason, into: &writer)
    encodeReason(stopReason, into: &writer)
    encodeReason(concern, into: &writer)
    writer.write(hasToldTimeOut)
  }

  init?(from reader: inout CanonicalReader) {
    guard let mode = reader.read(UInt8.self).flatMap(Mode.init(rawValue:)),
      let step = reader.read(UInt8.self).flatMap(Step.init(rawValue:)),
      let since = reader.read(Milliseconds.self), let lastStart = reader.read(Milliseconds.self),
      let lastStop = reader.read(Milliseconds.self), let proof = reader.read(Milliseconds.self),
      let contradicted = reader.read(Milliseconds.self),
      let setpoint = reader.readDouble(), let asked = reader.readDouble(),
      let mark = reader.readDouble(), let failed = reader.read(Int32.self),
      let reason = readReason(from: &reader), let stopReason = readReason(from: &reader),
      let concern = readReason(from: &reader), let told = reader.readBool()
    else { return nil }
    self.init()
    self.mode = mode
    self.step = step
    self.since = since
    self.lastStart = lastStart
    self.lastStop = lastStop
    proofSince = proof
    contradictedSince = contradicted
    self.setpoint = setpoint
    self.asked = asked
    self.mark = mark
    failedStarts = failed
    self.reason = reason
    self.stopReason = stopReason
    self.concern = concern
    hasToldTimeOut = told
  }
}

extension VentilationState {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(step.rawValue)
    writer.write(since)
    writer.write(lastGood)
    writer.write(askedHigh)
    writer.write(boostUntil)
    writer.write(purgedSince)
    writer.write(unpurgedSince)
    writer.write(afterRunUntil)
    writer.write(isInUse)
    writer.write(mayBeOff)
    writer.write(airChanges)
    writer.write(wasProven)
  }

  init?(from reader: inout CanonicalReader) {
    guard let step = reader.read(UInt8.self).flatMap(Step.init(rawValue:)),
      let since = reader.read(Milliseconds.self), let good = reader.read(Milliseconds.self),
      let asked = reader.read(Milliseconds.self), let boost = reader.read(Milliseconds.self),
      let purged = reader.read(Milliseconds.self),
      let unpurged = reader.read(Milliseconds.self),
      let afterRun = reader.read(Milliseconds.self), let inUse = reader.readBool(),
      let mayBeOff = reader.readBool(),
      let changes = reader.readDouble(),
      let proven = reader.readBool()
    else { return nil }
    self.init()
    self.step = step
    self.since = since
    lastGood = good
    askedHigh = asked
    boostUntil = boost
    purgedSince = purged
    unpurgedSince = unpurged
    afterRunUntil = afterRun
    isInUse = inUse
    self.mayBeOff = mayBeOff
    airChanges = changes
    wasProven = proven
  }
}

private func encodeReason(_ reason: Reason, into writer: inout CanonicalWriter) {
  writer.write(reason.code.rawValue)
  writer.write(reason.subject)
  writer.write(reason.value)
  writer.write(reason.limit)
}

private func readReason(from reader: inout CanonicalReader) -> Reason? {
  guard let code = reader.read(UInt16.self).flatMap(ReasonCode.init(rawValue:)),
    let subject = reader.read(Int16.self), let value = reader.readDouble(),
    let limit = reader.readDouble()
  else { return nil }
  return Reason(code, subject: subject, value: value, limit: limit)
}

private func encodeProposals(
  _ proposals: borrowing Slots<UnitProposal>, into writer: inout CanonicalWriter
) {
  for place in 0..<proposals.count {
    writer.write(proposals[place].run)
    writer.write(proposals[place].power)
    encodeReason(proposals[place].reason, into: &writer)
  }
}

private func restoreProposals(
  _ proposals: inout Slots<UnitProposal>, from reader: inout CanonicalReader
) -> Bool {
  for place in 0..<proposals.count {
    guard let run = reader.readBool(), let power = reader.readDouble(),
      let reason = readReason(from: &reader)
    else { return false }
    proposals[place].run = run
    proposals[place].power = power
    proposals[place].reason = reason
  }
  return true
}
