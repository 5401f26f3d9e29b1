// Modes: what people have allowed. A stop is always taken. A start needs the permission that a reset on
// site opened; a trip closes it, and so does leaving it unused for ten minutes.

import Plant
import Safety

/// The wishes that concern the site as a whole.
struct Wishes: BitwiseCopyable {
  var reset = false
  var acknowledge = false
  var silence = false
}

/// Collects the wishes that the interlocks must see before they are assessed.
@_noAllocation
func gather(_ intents: Span<Intent>) -> Wishes {
  var wishes = Wishes()
  for place in 0..<intents.count {
    switch intents[place].kind {
    case .resetAtPanel: wishes.reset = true
    case .acknowledge: wishes.acknowledge = true
    case .silenceHorn: wishes.silence = true
    case .stop, .setMode, .setpoint, .confirm, .proceed, .bypass: break
    }
  }
  return wishes
}

/// Opens the start permission with a reset on site and closes it again when nobody uses it.
@_noAllocation
func permit(_ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState) {
  let now = image.time.plant
  if hasLatchedLocalRow(on: site, state) {
    state.permission = .none
    return
  }
  if state.safety.wasResetOnSite {
    state.permission = .open
    state.permissionSince = now
    return
  }
  guard case .open = state.permission else { return }
  let purged = state.ventilation.purgedSince
  guard purged != Instant.never else { return }
  let both = purged > state.permissionSince ? purged : state.permissionSince
  if now - both > site.settings.startPermission { state.permission = .none }
}

@_noAllocation
func hasLatchedLocalRow(on site: borrowing Site, _ state: borrowing ControlState) -> Bool {
  for place in 0..<site.interlocks.rows.count {
    if state.safety.rows[place].isLatched,
      site.interlocks.rows[place].resetRule.rawValue == ResetRule.local.rawValue
    {
      return true
    }
  }
  return false
}

/// Follows trips, the key switch and mains, then takes the intents in their order.
@_noAllocation
func changeModes(
  _ image: borrowing ProcessImage, intents: Span<Intent>, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  for place in 0..<site.electrolysers.count {
    followPlant(
      Int(site.electrolysers[place].unit), image, on: site, state: &state, decision: &decision)
  }
  for place in 0..<site.fuelCells.count {
    followPlant(
      Int(site.fuelCells[place].unit), image, on: site, state: &state, decision: &decision)
  }
  for place in 0..<site.boosters.count where site.boosters[place].unit >= 0 {
    followPlant(
      Int(site.boosters[place].unit), image, on: site, state: &state, decision: &decision)
  }
  followKey(image, on: site, state: &state, decision: &decision)
  for place in 0..<intents.count {
    take(intents[place], image, on: site, state: &state, decision: &decision)
  }
}

/// A latched trip shows as mode tripped and leaves the unit in standby once it is reset. Mains loss
/// leads to standby unless the site lets automatic operation resume.
@_noAllocation
func followPlant(
  _ unit: Int, _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  let verdict = state.safety.unitVerdicts[unit]
  let isTripped = verdict.effect.rawValue >= Effect.trip.rawValue
  let reason = Reason(.interlock, subject: verdict.row)
  let mode = state.units[unit].mode
  if isTripped, mode.rawValue != Mode.tripped.rawValue {
    let isMainsLoss = !isClosedWhereFitted(site.room.mainsPresent, image)
    if isMainsLoss, site.settings.restartsAfterMains, !hasLatchedLocalRow(on: site, state) {
      return
    }
    state.units[unit].setpoint = 0
    change(
      unit, to: .tripped, at: image.time, reason: reason, state: &state, decision: &decision)
  } else if !isTripped, mode.rawValue == Mode.tripped.rawValue {
    change(
      unit, to: .standby, at: image.time, reason: reason, state: &state, decision: &decision)
  }
}

/// Takes one intent, or refuses it with its reason.
@_noAllocation
func take(
  _ intent: Intent, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  switch intent.kind {
  case .stop:
    for unit in 0..<state.units.count where intent.unit < 0 || Int(intent.unit) == unit {
      guard isControlled(Int16(truncatingIfNeeded: unit), on: site) else { continue }
      state.units[unit].setpoint = 0
      let mode = state.units[unit].mode
      if mode.rawValue == Mode.automatic.rawValue || mode.rawValue == Mode.manual.rawValue {
        change(
          unit, to: .standby, at: image.time, reason: Reason(.stopRequested), state: &state,
          decision: &decision)
      }
    }
    answer(intent, .none, image, decision: &decision)
  case .setMode:
    let refusal = refusal(of: intent, image, on: site, state)
    if case .none = refusal.code {
      applyMode(intent, image, state: &state, decision: &decision)
    }
    answer(intent, refusal, image, decision: &decision)
  case .setpoint:
    let unit = Int(intent.unit)
    guard isControlled(intent.unit, on: site), intent.value >= 0,
      intent.value <= highestPower(of: intent.unit, on: site)
    else {
      let limit = highestPower(of: intent.unit, on: site)
      answer(
        intent, Reason(.maximumLoad, subject: intent.unit, value: intent.value, limit: limit),
        image, decision: &decision)
      return
    }
    // Nought is a stop, and that is never refused.
    guard intent.value == 0 || isKeyRemote(image, on: site) else {
      answer(intent, Reason(.keySwitchLocal), image, decision: &decision)
      return
    }
    state.units[unit].setpoint = intent.value
    answer(intent, .none, image, decision: &decision)
  case .confirm:
    let refusal = confirm(intent, image, on: site, state: &state)
    answer(intent, refusal, image, decision: &decision)
  case .proceed:
    let refusal = proceed(intent, image, on: site, state: &state, decision: &decision)
    answer(intent, refusal, image, decision: &decision)
  case .bypass:
    let refusal = bypass(intent, image, on: site, state: &state, decision: &decision)
    answer(intent, refusal, image, decision: &decision)
  case .resetAtPanel, .acknowledge, .silenceHorn:
    answer(intent, .none, image, decision: &decision)
  }
}

@_noAllocation
func applyMode(
  _ intent: Intent, _ image: borrowing ProcessImage, state: inout ControlState,
  decision: inout Decision
) {
  let unit = Int(intent.unit)
  let mode = Mode(rawValue: UInt8(intent.value)) ?? .standby
  state.units[unit].failedStarts = 0
  let isStart = mode.rawValue == Mode.automatic.rawValue || mode.rawValue == Mode.manual.rawValue
  if isStart { state.permission = .used }
  // Bumpless: manual goes on with what automatic asked for.
  state.units[unit].setpoint = mode.rawValue == Mode.manual.rawValue ? state.units[unit].asked : 0
  change(unit, to: mode, at: image.time, reason: .none, state: &state, decision: &decision)
}

/// Why a mode may not be taken; `none` when it may.
@_noAllocation
func refusal(
  of intent: Intent, _ image: borrowing ProcessImage, on site: borrowing Site,
  _ state: borrowing ControlState
) -> Reason {
  guard isControlled(intent.unit, on: site), intent.value >= 0, intent.value < 4 else {
    return Reason(.noDemand, subject: intent.unit, value: intent.value)
  }
  let unit = Int(intent.unit)
  let isStart = intent.value > 1.5
  if state.units[unit].mode.rawValue == Mode.tripped.rawValue {
    return Reason(.modeTripped, subject: state.safety.unitVerdicts[unit].row)
  }
  guard isStart else { return .none }
  if case .none = state.permission { return Reason(.startPermissionMissing) }
  if !isKeyRemote(image, on: site) { return Reason(.keySwitchLocal) }
  if needsSupervision(intent.unit, on: site), !isClosed(site.room.supervisionPresent, image) {
    return Reason(.supervisionMissing)
  }
  return .none
}

@_noAllocation
func answer(
  _ intent: Intent, _ refusal: Reason, _ image: borrowing ProcessImage, decision: inout Decision
) {
  var kind = EventKind.intentAccepted
  if refusal.code.rawValue != ReasonCode.none.rawValue { kind = .intentRefused }
  decision.record(
    Event(
      kind, subject: intent.unit, value: Double(intent.ticket), reason: refusal, at: image.time))
}
