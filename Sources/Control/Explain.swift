// Explanations: after everything is decided, each hydrogen unit says all that binds it. Nothing here
// decides; the same permissives and targets are asked as in the sequences, so that an answer cannot
// differ from what was done.

import EnergyDispatch
import Plant
import Safety

/// Writes the findings of this scan.
@_noAllocation
func explain(
  _ image: borrowing ProcessImage, on site: borrowing Site, _ state: borrowing ControlState,
  decision: inout Decision
) {
  decision.findingCount = 0
  for unit in 0..<state.units.count {
    decision.find(.concern, of: unit, state.units[unit].concern)
  }
  for place in 0..<site.electrolysers.count {
    let module = site.electrolysers[place]
    let unit = Int(module.unit)
    let proposal = state.electrolyserProposals[place]
    if isStanding(state.units[unit].step) {
      explainStanding(unit, proposal, image, on: site, state, decision: &decision)
      let isHeld = state.safety.unitVerdicts[unit].effect.rawValue >= Effect.hold.rawValue
      for which in 0..<electrolyserPermissives {
        // An interlock opens the contact of the module, which calls that a fault of its own.
        if isHeld, which == devicePermissive { continue }
        decision.find(
          .start, of: unit, electrolyserPermissive(which, place, image, on: site, state))
      }
    } else if isRunning(state.units[unit].step) {
      let wanted = wantedPower(state.units[unit], proposal: proposal)
      let share = state.safety.unitVerdicts[unit].share
      explainPower(
        unit, proposal, from: module.lowestPower, to: module.ratedPower,
        target: electrolyserTarget(wanted: wanted, share: share, of: module), on: site, state,
        decision: &decision)
    } else {
      decision.find(.wait, of: unit, state.units[unit].reason)
    }
    decision.find(.stop, of: unit, state.units[unit].stopReason)
  }
  for place in 0..<site.fuelCells.count {
    let cell = site.fuelCells[place]
    let unit = Int(cell.unit)
    let proposal = state.fuelCellProposals[place]
    if isStanding(state.units[unit].step) {
      explainStanding(unit, proposal, image, on: site, state, decision: &decision)
      for which in 0..<fuelCellPermissives {
        decision.find(.start, of: unit, fuelCellPermissive(which, place, image, on: site, state))
      }
    } else if isRunning(state.units[unit].step) {
      let wanted = wantedPower(state.units[unit], proposal: proposal)
      let share = state.safety.unitVerdicts[unit].share
      let heat = heatShare(cell, image, on: site)
      if heat < 1 {
        decision.find(
          .power, of: unit,
          Reason(.heatDerating, value: heat * cell.ratedPower, limit: cell.ratedPower))
      }
      explainPower(
        unit, proposal, from: cell.lowestPower, to: cell.ratedPower,
        target: fuelCellTarget(wanted: wanted, share: share, heat: heat, of: cell), on: site, state,
        decision: &decision)
    } else {
      decision.find(.wait, of: unit, state.units[unit].reason)
    }
    decision.find(.stop, of: unit, state.units[unit].stopReason)
  }
  explainFilling(image, on: site, state, decision: &decision)
}

@_noAllocation
func isRunning(_ step: Step) -> Bool { step.rawValue == Step.running.rawValue }

/// True in the steps in which nothing moves until somebody wants a start.
@_noAllocation
func isStanding(_ step: Step) -> Bool {
  switch step {
  case .idle, .permissives, .hotStandby, .coolDown, .tripped, .fault: true
  default: false
  }
}

/// Modes and people first, then the permissives that every unit shares, then what dispatch thinks.
@_noAllocation
func explainStanding(
  _ unit: Int, _ proposal: UnitProposal, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState, decision: inout Decision
) {
  switch state.units[unit].mode {
  case .off: decision.find(.start, of: unit, Reason(.modeOff))
  case .standby: decision.find(.start, of: unit, Reason(.modeStandby))
  case .tripped: decision.find(.start, of: unit, Reason(.modeTripped))
  case .manual:
    if state.units[unit].setpoint <= 0 { decision.find(.start, of: unit, Reason(.manualSetpoint)) }
  case .automatic:
    if !proposal.run, !isForced(proposal.reason) {
      decision.find(.start, of: unit, proposal.reason)
    }
  }
  if case .none = state.permission {
    let mode = state.units[unit].mode.rawValue
    let isAllowed = mode == Mode.automatic.rawValue || mode == Mode.manual.rawValue
    if !isAllowed { decision.find(.start, of: unit, Reason(.startPermissionMissing)) }
  }
  for which in 0..<commonPermissives where which != interlockPermissive {
    decision.find(.start, of: unit, commonPermissive(which, unit, image, on: site, state))
  }
  explainRows(unit, from: .hold, .start, on: site, state, decision: &decision)
}

/// Dispatch only passes on that the unit is not available; the permissives tell why.
@_noAllocation
func isForced(_ reason: Reason) -> Bool {
  switch reason.code {
  case .deviceNotReady, .interlock: true
  default: false
  }
}

/// What bounds a running unit: the wish, the rows that limit, its own range, its ramp.
@_noAllocation
func explainPower(
  _ unit: Int, _ proposal: UnitProposal, from lowest: Double, to rated: Double, target: Double,
  on site: borrowing Site, _ state: borrowing ControlState, decision: inout Decision
) {
  let wanted = wantedPower(state.units[unit], proposal: proposal)
  let asked = state.units[unit].asked
  if state.units[unit].mode.rawValue == Mode.manual.rawValue {
    decision.find(.power, of: unit, Reason(.manualSetpoint, value: wanted, limit: rated))
  } else {
    decision.find(.power, of: unit, proposal.reason)
  }
  explainRows(unit, from: .limit, .power, on: site, state, decision: &decision)
  if wanted < lowest {
    decision.find(.power, of: unit, Reason(.minimumLoad, value: wanted, limit: lowest))
  }
  let isMost = proposal.reason.code.rawValue == ReasonCode.maximumLoad.rawValue
  if wanted >= rated, !isMost {
    decision.find(.power, of: unit, Reason(.maximumLoad, value: wanted, limit: rated))
  }
  if asked != target {
    decision.find(.power, of: unit, Reason(.rampLimit, value: asked, limit: target))
  }
}

/// All active rows that do at least `weakest` to the unit, with what was compared; not only the
/// strongest.
@_noAllocation
func explainRows(
  _ unit: Int, from weakest: Effect, _ kind: FindingKind, on site: borrowing Site,
  _ state: borrowing ControlState, decision: inout Decision
) {
  for place in 0..<site.interlocks.rows.count where state.safety.rows[place].isActive {
    let row = site.interlocks.rows[place]
    for step in 0..<row.effectCount {
      let effect = site.interlocks.effects[Int(row.firstEffect + step)]
      guard case .unit = effect.target, Int(effect.index) == unit,
        effect.effect.rawValue >= weakest.rawValue
      else { continue }
      decision.find(
        kind, of: unit,
        Reason(
          .interlock, subject: Int16(truncatingIfNeeded: place),
          value: decision.rows[place].value, limit: row.threshold))
      break
    }
  }
}
