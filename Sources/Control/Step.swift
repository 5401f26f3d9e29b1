// The one step: image, intents and state in, decision and next state out. Its rooms have doors that
// open only forward: what the plant means (derived points, ventilation), what must not happen
// (interlocks), what people want (modes), what should happen (dispatch), the orderly way there
// (sequences), and safety once more at the end, over every command.

import EnergyDispatch
public import Plant
import Safety

/// Decides once. Pure: the same image, intents and state give the same decision, bit for bit.
/// - Parameters:
///   - image: what the plant said, frozen for this scan.
///   - intents: what people and outside systems asked for since the last scan.
///   - site: the site's layout, limits and interlock table.
///   - state: what the last step left; what this step leaves.
///   - decision: storage for the result; every command in it is written anew.
@_noAllocation
public func step(
  _ image: borrowing ProcessImage, intents: Span<Intent>, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  begin(image, on: site, state: &state, decision: &decision)
  ventilate(image, on: site, state: &state, decision: &decision)
  let wishes = gather(intents)
  if wishes.reset { closeBooks(&state) }
  followBypass(image, on: site, state: &state, decision: &decision)
  derive(image, on: site, state: &state, decision: &decision)
  restVentilation(image, on: site, state: &state)

  assess(
    image, derived: state.derived, table: site.interlocks, panelReset: wishes.reset,
    acknowledge: wishes.acknowledge, silence: wishes.silence, state: &state.safety,
    decision: &decision)
  permit(image, on: site, state: &state)
  changeModes(image, intents: intents, on: site, state: &state, decision: &decision)

  offer(image, on: site, state: &state)
  dispatch(image, on: site, state: &state)

  moveElectrolysers(image, on: site, state: &state, decision: &decision)
  moveBoosters(image, on: site, state: &state, decision: &decision)
  moveStoreValves(image, on: site, state: &state, decision: &decision)
  moveFuelCells(image, on: site, state: &state, decision: &decision)
  moveRoom(image, on: site, state: &state, decision: &decision)
  moveHeat(image, on: site, state: &state, decision: &decision)

  judge(
    site.interlocks, actuators: site.actuators, time: image.time, state: &state.safety,
    decision: &decision)
  finish(image, on: site, state: &state, decision: &decision)
}

/// Every actuator starts the scan at its fail-safe value; whoever wants another has to say so.
@_noAllocation
func begin(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  decision.time = image.time
  decision.eventCount = 0
  decision.eventsLost = 0
  for place in 0..<site.actuators.count {
    decision.commands[place] = Command(value: site.actuators[place].failSafe, origin: .failSafe)
  }
  if state.isFirstScan {
    state.previous = image.time
    for unit in 0..<state.units.count { state.units[unit].since = image.time.plant }
    decision.record(Event(.controllerStarted, at: image.time))
  }
  forgetFuture(image, state: &state)
}

/// Writes the reports of the units and keeps what the next scan compares with.
@_noAllocation
func finish(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  for place in 0..<state.units.count {
    let unit = state.units[place]
    decision.units[place].mode = unit.mode
    decision.units[place].step = unit.step
    decision.units[place].reason = unit.reason
    decision.units[place].asked = unit.asked
    decision.units[place].verdict = state.safety.unitVerdicts[place]
  }
  for place in 0..<site.electrolysers.count {
    let unit = Int(site.electrolysers[place].unit)
    decision.units[unit].wanted = wantedPower(
      state.units[unit], proposal: state.electrolyserProposals[place])
  }
  for place in 0..<site.fuelCells.count {
    let unit = Int(site.fuelCells[place].unit)
    decision.units[unit].wanted = wantedPower(
      state.units[unit], proposal: state.fuelCellProposals[place])
  }
  if site.room.unit >= 0 {
    let unit = Int(site.room.unit)
    decision.units[unit].step = state.ventilation.step
    let share = state.ventilation.airChanges / site.settings.airChanges
    decision.units[unit].progress = share < 1 ? share : 1
  }
  explain(image, on: site, state, decision: &decision)
  for place in 0..<state.derived.count {
    decision.derived[place] = state.derived[place]
  }
  state.previous = image.time
  state.isFirstScan = false
}

/// What a unit is wanted to do, in kW: dispatch's proposal in automatic, a person's in manual, else 0.
@_noAllocation
func wantedPower(_ unit: UnitState, proposal: UnitProposal) -> Double {
  switch unit.mode {
  case .automatic: proposal.run ? proposal.power : 0
  case .manual: unit.setpoint
  case .off, .standby, .tripped: 0
  }
}

/// Plant time that passed since the last scan, in ms; never negative. A step of the clock is no time that
/// passed: it purges no room and proves no run time. So no more counts than real time and the pace of the
/// clock allow, with two seconds of grace.
@_noAllocation
func elapsed(_ image: borrowing ProcessImage, _ state: borrowing ControlState) -> Milliseconds {
  guard !state.isFirstScan else { return 0 }
  let passed = image.time.plant - state.previous.plant
  guard passed > 0 else { return 0 }
  let usual = state.memory.clock.pace * Double(image.time.real - state.previous.real)
  if Double(passed) <= 2 * usual + 2_000 { return passed }
  return usual > 0 && usual <= 3_600_000 ? Milliseconds(usual) : 0
}
