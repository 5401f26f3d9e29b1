// One row in one scan: is it armed, is its cause there, has the cause outlived its delay, does the row
// act, and is it the first of its group. Times that run backwards never shorten a row's memory: a cause
// that stands goes on standing until it is gone.

import Plant

/// Brings the state of one row up to this scan and records what changed.
@_noAllocation
func evaluate(
  _ place: Int, image: borrowing ProcessImage, derived: borrowing Slots<RawSample>,
  table: borrowing InterlockTable, trustsAll: Bool, state: inout SafetyState,
  decision: inout Decision
) {
  let row = table.rows[place]
  let before = state.rows[place]
  let said = tally(
    row, wasValued: before.isValued, image: image, derived: derived, table: table,
    trust: state.trust, trustsAll: trustsAll)
  let isArmed = watches(image.sample(at: row.armedBy, or: derived))
  var next = before
  next.value = said.value
  next.isDemanded = isArmed && said.demands(row)
  next.isValued = next.isDemanded && (before.isValued || said.votes > 0)
  let isHeard = row.inputCount == said.bypassed || said.isHeard(row)
  next.isUnheard = next.isDemanded && !isHeard
  next.advanceDelay(of: row, from: before, at: image.time)
  next.advanceActivity(
    of: row, from: before, mayLatch: isHeard, at: image.time)
  let becameLatched = next.isLatched && !before.isLatched
  if becameLatched, groupIsQuiet(row.group, state: state, table: table) {
    next.isFirstOut = true
  }
  state.rows[place] = next

  let reason = Reason(
    .interlock, subject: Int16(place), value: next.value, limit: row.threshold)
  let subject = Int16(place)
  if next.isStanding, !before.isStanding {
    state.isSilenced = false
    decision.record(
      Event(.rowRaised, subject: subject, value: next.value, reason: reason, at: image.time))
  }
  if next.isFirstOut, !before.isFirstOut {
    decision.record(
      Event(.firstOut, subject: subject, value: next.value, reason: reason, at: image.time))
  }
  if before.isStanding, !next.isStanding {
    decision.record(
      Event(.rowCleared, subject: subject, value: next.value, reason: reason, at: image.time))
  }
}

/// True while a row with this sample of its arming point watches. What is not known does not put it to
/// sleep, and a row without an arming point knows nothing that could.
@_noAllocation
private func watches(_ sample: RawSample) -> Bool {
  guard let value = sample.usable else { return true }
  return value != 0
}

extension RowState {
  /// Counts the on-delay of the row's cause.
  @_noAllocation
  fileprivate mutating func advanceDelay(
    of row: InterlockRow, from before: RowState, at time: ScanTime
  ) {
    guard isDemanded else {
      isStanding = false
      demandedSince = 0
      return
    }
    let now = time.now(row.timeBase)
    if !before.isDemanded || now < before.demandedSince { demandedSince = now }
    isStanding = before.isStanding || now - demandedSince >= row.onDelay
  }

  /// Latches, and tells since when the row acts.
  @_noAllocation
  fileprivate mutating func advanceActivity(
    of row: InterlockRow, from before: RowState, mayLatch: Bool, at time: ScanTime
  ) {
    let isNew = !before.isStanding || (row.isLatched && !before.isLatched)
    if isStanding, mayLatch, isNew { isUnacknowledged = true }
    if isStanding, row.isLatched, mayLatch { isLatched = true }
    isActive = isStanding || isLatched
    guard isActive else {
      endActivity()
      return
    }
    if activeScan == 0 {
      activeScan = time.scan
      activeSince = time.plant
    }
    if time.plant < activeSince { activeSince = time.plant }
  }

  /// Forgets since when the row acted, and that its effects have waited.
  @_noAllocation
  mutating func endActivity() {
    isActive = false
    activeScan = 0
    activeSince = 0
    released = 0
  }
}
