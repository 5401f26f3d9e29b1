// The assessment: at the beginning of every step, in every mode, all rows of the interlock table are
// held against the process image. It reads like the rules: take note of who has seen what, ask every
// row, follow key and room, reset what may be reset, and join what is left into verdicts.

public import Plant

/// Evaluates every row of the table and fills the verdicts of the state and the row reports of the
/// decision.
///
/// - Parameters:
///   - image: the measured points of this scan, with its instants.
///   - derived: the points that the step computed itself; they follow the measured ones.
///   - panelReset: a person asked at the panel for a reset.
///   - acknowledge: a person said "seen" to all alarms raised before this scan.
///   - silence: a person silenced the horn, until the next row comes.
@_noAllocation
public func assess(
  _ image: borrowing ProcessImage, derived: borrowing Slots<RawSample>,
  table: borrowing InterlockTable, panelReset: Bool, acknowledge: Bool, silence: Bool,
  state: inout SafetyState, decision: inout Decision
) {
  if state.startedAt < 0 { state.startedAt = image.time.real }
  if silence { state.isSilenced = true }
  if acknowledge {
    for index in 0..<state.rows.count { state.rows[index].isUnacknowledged = false }
  }
  let trustsAll = state.trustsAll()
  for index in 0..<state.rows.count {
    evaluate(
      index, image: image, derived: derived, table: table, trustsAll: trustsAll, state: &state,
      decision: &decision)
  }
  state.room.follow(image, derived: derived, table: table, trustsAll: trustsAll)
  let keyTurned = state.key.follow(
    image.sample(at: table.resetKey, or: derived), at: image.time.real,
    shortest: table.shortestKeyTurn, longest: table.longestKeyTurn)
  state.wasResetOnSite =
    keyTurned && state.room.hasBeenClear(for: table.clearFor, at: image.time.plant)
  resetRows(
    keyTurned: keyTurned, panelReset: panelReset, time: image.time, table: table, state: &state,
    decision: &decision)
  releaseFirstOuts(table: table, state: &state)
  joinVerdicts(image: image, derived: derived, table: table, state: &state)
  for index in 0..<state.rows.count { decision.rows[index] = state.rows[index].report }
}

extension RowState {
  /// What people are told about the row.
  fileprivate var report: RowReport {
    var report = RowReport()
    report.isDemanded = isDemanded
    report.isActive = isActive
    report.isLatched = isLatched
    report.isFirstOut = isFirstOut
    report.isUnacknowledged = isUnacknowledged
    report.value = value
    report.since = activeScan
    return report
  }
}
