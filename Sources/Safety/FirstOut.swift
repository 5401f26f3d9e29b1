// First-out: in a flood of messages, which trip of a group came first. The first latching row that
// becomes active in a quiet group is the first cause; all that follow are consequential, until every
// latching row of the group is quiet again. Warnings and inhibits that clear by themselves do not
// compete: a pre-alarm must not hide the trip behind it. Rows of the same scan go by their order in
// the table. A negative group is no group at all.

import Plant

/// True when no row of the group is latched and none is marked as its first cause.
@_noAllocation
func groupIsQuiet(
  _ group: Int16, state: borrowing SafetyState, table: borrowing InterlockTable
) -> Bool {
  guard group >= 0 else { return false }
  for index in 0..<state.rows.count where table.rows[index].group == group {
    if state.rows[index].isLatched || state.rows[index].isFirstOut { return false }
  }
  return true
}

/// Takes the mark of the first cause away from groups in which nothing is latched any more.
@_noAllocation
func releaseFirstOuts(table: borrowing InterlockTable, state: inout SafetyState) {
  for index in 0..<state.rows.count where state.rows[index].isFirstOut {
    if !groupActs(table.rows[index].group, state: state, table: table) {
      state.rows[index].isFirstOut = false
    }
  }
}

@_noAllocation
private func groupActs(
  _ group: Int16, state: borrowing SafetyState, table: borrowing InterlockTable
) -> Bool {
  for index in 0..<state.rows.count where table.rows[index].group == group {
    if state.rows[index].isLatched { return true }
  }
  return false
}
