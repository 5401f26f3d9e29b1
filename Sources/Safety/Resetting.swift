// Resetting: a group of latched rows is released as a whole or not at all, and only by the means that
// all of its rows accept. A reset takes latches away; it starts nothing.

import Plant

/// Releases the groups that may be released by what a person did in this scan.
@_noAllocation
func resetRows(
  keyTurned: Bool, panelReset: Bool, time: ScanTime, table: borrowing InterlockTable,
  state: inout SafetyState, decision: inout Decision
) {
  state.hasReset = false
  guard keyTurned || panelReset else { return }
  let mayResetLocal =
    keyTurned && state.room.hasBeenClear(for: table.clearFor, at: time.plant)
  for index in 0..<state.rows.count where state.rows[index].isLatched {
    let group = table.rows[index].group
    guard isFirstLatched(index, of: group, state: state, table: table) else { continue }
    let against = standing(
      against: group, from: index, mayResetLocal: mayResetLocal, state: state, table: table)
    if against > 0 {
      decision.record(
        Event(.resetRefused, subject: Int16(index), value: Double(against), at: time))
    } else {
      release(group, from: index, time: time, table: table, state: &state, decision: &decision)
    }
  }
}

/// True when `row` belongs to the group that is led by the row at `leader`.
@_noAllocation
private func belongs(
  _ row: Int, to group: Int16, ledBy leader: Int, table: borrowing InterlockTable
) -> Bool {
  group < 0 ? row == leader : table.rows[row].group == group
}

/// True when no row above this one speaks for the same group.
@_noAllocation
private func isFirstLatched(
  _ place: Int, of group: Int16, state: borrowing SafetyState, table: borrowing InterlockTable
) -> Bool {
  for index in 0..<place where belongs(index, to: group, ledBy: place, table: table) {
    if state.rows[index].isLatched { return false }
  }
  return true
}

/// How many latched rows of a group stand against its reset: their cause is there, or their reset rule
/// asks for more than what was done.
@_noAllocation
private func standing(
  against group: Int16, from leader: Int, mayResetLocal: Bool, state: borrowing SafetyState,
  table: borrowing InterlockTable
) -> Int {
  var count = 0
  for index in leader..<state.rows.count where state.rows[index].isLatched {
    guard belongs(index, to: group, ledBy: leader, table: table) else { continue }
    // A latched row with the rule `auto` contradicts itself; it is held to the strictest rule.
    var isAllowed = mayResetLocal
    if case .panel = table.rows[index].resetRule { isAllowed = true }
    if state.rows[index].isDemanded || !isAllowed { count += 1 }
  }
  return count
}

@_noAllocation
private func release(
  _ group: Int16, from leader: Int, time: ScanTime, table: borrowing InterlockTable,
  state: inout SafetyState, decision: inout Decision
) {
  for index in leader..<state.rows.count where state.rows[index].isLatched {
    guard belongs(index, to: group, ledBy: leader, table: table) else { continue }
    state.rows[index].isLatched = false
    state.rows[index].endActivity()
    decision.record(
      Event(.rowReset, subject: Int16(index), value: state.rows[index].value, at: time))
  }
  state.hasReset = true
  state.lastReset = time.plant
}
