// Verdicts: what all active rows together do to each unit and actuator. The strongest effect wins, and
// the lowest share of power. An effect may wait until its consumer is at rest, because a valve that
// closes under load starves a fuel cell; once it has begun it goes on until its row ends.

import Plant

/// Joins the effects of all active rows.
@_noAllocation
func joinVerdicts(
  image: borrowing ProcessImage, derived: borrowing Slots<RawSample>,
  table: borrowing InterlockTable, state: inout SafetyState
) {
  state.unitVerdicts.fill(.free)
  state.blowDownVerdicts.fill(.free)
  state.actuatorVerdicts.fill(.free)
  let isStarting = image.time.real - state.startedAt < table.quietStart
  for place in 0..<state.rows.count where state.rows[place].isActive {
    let row = table.rows[place]
    for step in 0..<row.effectCount {
      let effect = table.effects[Int(row.firstEffect + step)]
      if isQuiet(effect, of: place, isStarting: isStarting, state: state) { continue }
      if acts(effect, step: step, of: place, image: image, derived: derived, state: &state) {
        join(effect, of: place, to: &state)
      }
    }
  }
}

/// True when an effect on a horn or a beacon has nobody to tell: just after the start the inputs of its row
/// were not heard yet, or a person silenced the horn. A latched row was heard, if only before a restart.
@_noAllocation
private func isQuiet(
  _ effect: RowEffect, of place: Int, isStarting: Bool, state: borrowing SafetyState
) -> Bool {
  let row = state.rows[place]
  switch effect.signalling {
  case .none: return false
  case .horn where state.isSilenced: return true
  case .horn, .beacon: return isStarting && row.isUnheard && !row.isLatched
  }
}

/// True when an effect no longer waits. Remembers it, for as long as the row is active.
@_noAllocation
private func acts(
  _ effect: RowEffect, step: Int32, of place: Int, image: borrowing ProcessImage,
  derived: borrowing Slots<RawSample>, state: inout SafetyState
) -> Bool {
  // There is memory for 64 effects of a row; one beyond that does not wait at all.
  guard effect.afterRest.exists, step < 64 else { return true }
  let mark = UInt64(1) << UInt64(step)
  let row = state.rows[place]
  if row.released & mark != 0 { return true }
  let waited = image.time.plant - row.activeSince
  let rest = image.sample(at: effect.afterRest, or: derived)
  var isOver = waited >= effect.atLatest
  if let value = rest.usable, value - value == 0, value != 0 { isOver = true }
  if isOver { state.rows[place].released = row.released | mark }
  return isOver
}

/// Adds one effect to its target. An effect on a target that the site does not have falls on every
/// unit: a wrong table must not be a silent one.
@_noAllocation
private func join(_ effect: RowEffect, of place: Int, to state: inout SafetyState) {
  let verdict = Verdict(
    effect: effect.effect, share: effect.remainingShare, row: Int16(place))
  let target = Int(effect.index)
  switch effect.target {
  case .unit where target >= 0 && target < state.unitVerdicts.count:
    state.unitVerdicts[target].join(verdict)
    if !effect.leavesBlowDown { state.blowDownVerdicts[target].join(verdict) }
  case .actuator where target >= 0 && target < state.actuatorVerdicts.count:
    state.actuatorVerdicts[target].join(verdict)
  case .unit, .actuator:
    guard effect.effect.rawValue > Effect.alarmOnly.rawValue else { return }
    for index in 0..<state.unitVerdicts.count {
      state.unitVerdicts[index].join(verdict)
      state.blowDownVerdicts[index].join(verdict)
    }
  }
}

extension RowEffect {
  /// The share of power that this effect leaves, 0 or more; joined with others, one above 1 limits
  /// nothing. A share that is no number leaves nothing.
  fileprivate var remainingShare: Double {
    guard case .limit = effect else { return 1 }
    return share > 0 ? share : 0
  }
}
