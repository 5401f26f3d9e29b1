// The safety state in the canonical encoding, twice: whole, for journals, replay and digests; and only
// the latches, for the small store that survives a restart. Reading is all or nothing: bytes that do not
// fit leave the state as it was, and the caller then assumes the worst with `latchAll`.

public import Plant

extension SafetyState {
  /// Writes the whole state.
  public func encode(into writer: inout CanonicalWriter) {
    writer.write(UInt32(rows.count))
    for index in 0..<rows.count { rows[index].encode(into: &writer) }
    writer.write(UInt32(unitVerdicts.count))
    for index in 0..<unitVerdicts.count { unitVerdicts[index].encode(into: &writer) }
    writer.write(UInt32(lastCommands.count))
    for index in 0..<lastCommands.count {
      actuatorVerdicts[index].encode(into: &writer)
      writer.write(lastCommands[index])
    }
    writer.write(key.position.rawValue)
    writer.write(key.since)
    writer.write(room.isClear)
    writer.write(room.since)
    writer.write(lastReset)
    writer.write(hasReset)
    writer.write(startedAt)
    writer.write(isSilenced)
  }

  /// Takes over a state that `encode` wrote for a site of the same size. False, and nothing changed,
  /// when the bytes are short, damaged or of another site.
  public mutating func restore(from reader: inout CanonicalReader) -> Bool {
    var attempt = reader
    guard
      let newRows = attempt.readList(of: rows.count, RowState.init(from:)),
      let newUnits = attempt.readList(of: unitVerdicts.count, Verdict.init(from:)),
      let newActuators = attempt.readList(of: lastCommands.count, ActuatorMemory.init(from:)),
      let position = attempt.read(UInt8.self).flatMap(KeyTracker.Position.init(rawValue:)),
      let keySince = attempt.readInstant(), let isClear = attempt.readBool(),
      let clearSince = attempt.readInstant(),
      let newReset = attempt.read(Milliseconds.self), newReset >= -1,
      let newHasReset = attempt.readBool(),
      let newStart = attempt.read(Milliseconds.self), newStart >= -1,
      let newSilenced = attempt.readBool()
    else { return false }
    for (index, row) in newRows.enumerated() { rows[index] = row }
    for (index, verdict) in newUnits.enumerated() { unitVerdicts[index] = verdict }
    for (index, memory) in newActuators.enumerated() {
      actuatorVerdicts[index] = memory.verdict
      lastCommands[index] = memory.command
    }
    key = KeyTracker(position: position, since: keySince)
    room = RoomTracker(isClear: isClear, since: clearSince)
    lastReset = newReset
    hasReset = newHasReset
    startedAt = newStart
    isSilenced = newSilenced
    reader = attempt
    return true
  }

  /// Writes which rows are latched, which was the first of its group, and what nobody has seen yet.
  public func encodeLatches(into writer: inout CanonicalWriter) {
    writer.write(UInt32(rows.count))
    for index in 0..<rows.count {
      writer.write(rows[index].isLatched)
      writer.write(rows[index].isFirstOut)
      writer.write(rows[index].isUnacknowledged)
    }
  }

  /// Takes over the latches of an earlier run with the same table. Only adds latches. False, and
  /// nothing changed, when the bytes are short, damaged or of another table.
  public mutating func restoreLatches(from reader: inout CanonicalReader) -> Bool {
    var attempt = reader
    guard let latches = attempt.readList(of: rows.count, Latch.init(from:)) else { return false }
    for (index, latch) in latches.enumerated() {
      if latch.isLatched { rows[index].takeLatch() }
      rows[index].isFirstOut = latch.isFirstOut
      rows[index].isUnacknowledged = latch.isUnacknowledged
    }
    reader = attempt
    return true
  }
}

/// What the latch store keeps of a row.
private struct Latch {
  var isLatched: Bool
  var isFirstOut: Bool
  var isUnacknowledged: Bool

  init?(from reader: inout CanonicalReader) {
    guard let isLatched = reader.readBool(), let isFirstOut = reader.readBool(),
      let isUnacknowledged = reader.readBool()
    else { return nil }
    self.isLatched = isLatched
    self.isFirstOut = isFirstOut
    self.isUnacknowledged = isUnacknowledged
  }
}

/// What is remembered of an actuator.
private struct ActuatorMemory {
  var verdict: Verdict
  var command: Double

  init?(from reader: inout CanonicalReader) {
    guard let verdict = Verdict(from: &reader), let command = reader.readDouble() else {
      return nil
    }
    self.verdict = verdict
    self.command = command
  }
}

extension RowState {
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(isDemanded)
    writer.write(isValued)
    writer.write(demandedSince)
    writer.write(isStanding)
    writer.write(isUnheard)
    writer.write(isActive)
    writer.write(isLatched)
    writer.write(isFirstOut)
    writer.write(isUnacknowledged)
    writer.write(activeScan)
    writer.write(activeSince)
    writer.write(released)
    writer.write(value)
  }

  fileprivate init?(from reader: inout CanonicalReader) {
    guard let isDemanded = reader.readBool(), let isValued = reader.readBool(),
      let demandedSince = reader.readInstant(),
      let isStanding = reader.readBool(), let isUnheard = reader.readBool(),
      let isActive = reader.readBool(),
      let isLatched = reader.readBool(), let isFirstOut = reader.readBool(),
      let isUnacknowledged = reader.readBool(), let activeScan = reader.read(UInt64.self),
      let activeSince = reader.readInstant(), let released = reader.read(UInt64.self),
      let value = reader.readDouble()
    else { return nil }
    self.isDemanded = isDemanded
    self.isValued = isValued
    self.demandedSince = demandedSince
    self.isStanding = isStanding
    self.isUnheard = isUnheard
    self.isActive = isActive
    self.isLatched = isLatched
    self.isFirstOut = isFirstOut
    self.isUnacknowledged = isUnacknowledged
    self.activeScan = activeScan
    self.activeSince = activeSince
    self.released = released
    self.value = value
  }
}

extension Verdict {
  fileprivate func encode(into writer: inout CanonicalWriter) {
    writer.write(effect.rawValue)
    writer.write(share)
    writer.write(row)
  }

  fileprivate init?(from reader: inout CanonicalReader) {
    guard let effect = reader.read(UInt8.self).flatMap(Effect.init(rawValue:)),
      let share = reader.readDouble(), let row = reader.read(Int16.self)
    else { return nil }
    self.init(effect: effect, share: share, row: row)
  }
}

extension CanonicalReader {
  /// Reads an instant; nil for one before the origin of its clock, which no scan ever had.
  fileprivate mutating func readInstant() -> Milliseconds? {
    guard let instant = read(Milliseconds.self), instant >= 0 else { return nil }
    return instant
  }

  /// Reads a list that must have exactly `count` entries.
  fileprivate mutating func readList<Entry>(
    of count: Int, _ entry: (inout CanonicalReader) -> Entry?
  ) -> [Entry]? {
    guard let written = read(UInt32.self), Int(written) == count else { return nil }
    var entries: [Entry] = []
    for _ in 0..<count {
      guard let next = entry(&self) else { return nil }
      entries.append(next)
    }
    return entries
  }
}
