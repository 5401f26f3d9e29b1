// Plant time that ran backwards: somebody set the clock. What was noted under the old time then lies ahead,
// and a rest of fifteen minutes would last until the new time gets there, which may be a year. So such a
// moment counts as this one: a time that must pass begins anew, and none is ever taken as passed.

import Plant

/// Brings what was noted ahead of this scan back to it.
@_noAllocation
func forgetFuture(_ image: borrowing ProcessImage, state: inout ControlState) {
  let now = image.time.plant
  guard now < state.previous.plant else { return }
  for place in 0..<state.units.count {
    state.units[place].since = atMost(now, state.units[place].since)
    state.units[place].lastStart = atMost(now, state.units[place].lastStart)
    state.units[place].lastStop = atMost(now, state.units[place].lastStop)
    state.units[place].proofSince = atMost(now, state.units[place].proofSince)
    state.units[place].contradictedSince = atMost(now, state.units[place].contradictedSince)
  }
  state.ventilation.since = atMost(now, state.ventilation.since)
  state.ventilation.lastGood = atMost(now, state.ventilation.lastGood)
  state.ventilation.askedHigh = atMost(now, state.ventilation.askedHigh)
  state.ventilation.unpurgedSince = atMost(now, state.ventilation.unpurgedSince)
  state.ventilation.purgedSince = atMost(now, state.ventilation.purgedSince)
  state.permissionSince = atMost(now, state.permissionSince)
}

/// `moment`, or `now` when that is earlier; `never` stays `never`.
@_noAllocation
private func atMost(_ now: Milliseconds, _ moment: Milliseconds) -> Milliseconds {
  moment != Instant.never && moment > now ? now : moment
}
