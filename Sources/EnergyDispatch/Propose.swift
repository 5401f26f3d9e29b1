// Dispatch: who should make, store and use energy in this scan, and why. It is called in every
// scan; set-points follow surplus and deficit at once, run and stop change only at the borders of
// its period in plant time (with 900 000 ms: at the quarter hours). Electrolysers come first, then
// fuel cells see what the running ones left.

public import Plant

/// Plant time over which one call may book, in ms: after a longer gap nothing is booked.
@_noAllocation
func booked(_ from: Milliseconds, _ to: Milliseconds) -> Milliseconds {
  let elapsed = to - from
  return elapsed > 0 && elapsed <= 3_600_000 ? elapsed : 0
}

/// Proposes run, power and reason for every unit of the site.
///
/// - Parameters:
///   - situation: prices, surplus (kW) and store of this scan.
///   - electrolysers: what each module could do, in the order of the site.
///   - fuelCells: what each fuel cell could do.
///   - settings: the economics of the site.
///   - state: the accounts; changed.
///   - electrolyserProposals: written anew, consumption in kW per module.
///   - fuelCellProposals: written anew, output in kW.
@_noAllocation
public func propose(
  for situation: Situation, electrolysers: borrowing Slots<UnitOffer>,
  fuelCells: borrowing Slots<UnitOffer>, settings: DispatchSettings,
  state: inout DispatchState, electrolyserProposals: inout Slots<UnitProposal>,
  fuelCellProposals: inout Slots<UnitProposal>
) {
  let now = situation.time.plant
  let elapsed = state.isAwake ? booked(state.lastCall, now) : 0
  let isDecision = state.isFree(at: now, period: settings.period)
  state.isAwake = true
  state.lastCall = now
  if isDecision { state.lastDecision = now }
  state.blindFor = situation.surplusIsKnown ? 0 : state.blindFor + elapsed
  var scan = UnitCase(offer: UnitOffer())
  scan.elapsed = elapsed
  scan.isDecision = isDecision
  scan.isBlind = !situation.surplusIsKnown
  scan.blindFor = state.blindFor
  let used = proposeElectrolysers(
    for: situation, scan, offers: electrolysers, settings.electrolyser, state: &state,
    proposals: &electrolyserProposals)
  proposeFuelCells(
    for: situation, scan, demand: used - situation.surplus, offers: fuelCells, settings.fuelCell,
    state: &state, proposals: &fuelCellProposals)
}

extension DispatchState {
  /// True when a border of the period lies between the last decision and `now`.
  @_noAllocation
  borrowing func isFree(at now: Milliseconds, period: Milliseconds) -> Bool {
    if !isAwake || period <= 0 { return true }
    return now / period != lastDecision / period
  }
}
