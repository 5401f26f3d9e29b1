// The gate: the last word over every command. It knows no sequence and no wish; it may only push a
// command in the safe direction of its actuator. Whatever is proposed, what leaves the gate is finite,
// within the limits, and never less safe than what was proposed.

public import Plant

/// Passes every proposed command of the decision through the gate, and keeps what left it.
@_noAllocation
public func judge(
  _ table: borrowing InterlockTable, actuators: borrowing Slots<ActuatorLimits>, time: ScanTime,
  state: inout SafetyState, decision: inout Decision
) {
  for index in 0..<actuators.count {
    let limits = actuators[index]
    let proposal = decision.commands[index].value
    var verdict = state.actuatorVerdicts[index]
    let unit = Int(limits.unit)
    if unit >= 0, unit < state.unitVerdicts.count {
      verdict.join(
        limits.blowsDown ? state.blowDownVerdicts[unit] : state.unitVerdicts[unit])
    }

    let valid = limits.valid(proposal)
    let value = limits.bound(valid, by: verdict, last: state.lastCommands[index])
    state.lastCommands[index] = value
    guard value != proposal else { continue }
    var reason = Reason(.interlock, value: 0, limit: value)
    if proposal - proposal == 0 { reason.value = proposal }
    if value != valid, verdict.row >= 0 {
      let row = Int(verdict.row)
      reason = Reason(
        .interlock, subject: verdict.row, value: state.rows[row].value,
        limit: table.rows[row].threshold)
    }
    decision.commands[index] = Command(value: value, origin: .safety, reason: reason)
  }
}

extension ActuatorLimits {
  /// The value with the most safety in it.
  fileprivate var safest: Double {
    switch safeDirection {
    case .down: lowest
    case .up: highest
    }
  }

  /// A proposal made finite and brought within the limits. One that breaks a limit is a fault of
  /// whoever made it: the fail-safe value is taken, unless the broken limit itself is safer.
  @_noAllocation
  fileprivate func valid(_ proposal: Double) -> Double {
    if proposal > highest { return safer(failSafe, highest) }
    if proposal < lowest { return safer(failSafe, lowest) }
    return proposal - proposal == 0 ? proposal : failSafe
  }

  /// What a verdict leaves of a valid value.
  @_noAllocation
  fileprivate func bound(_ valid: Double, by verdict: Verdict, last: Double) -> Double {
    var value = valid
    if limitedByShare, verdict.share < 1 {
      let most = highest * verdict.share
      value = safer(value, most > lowest ? most : lowest)
    }
    switch verdict.effect {
    case .none, .alarmOnly, .limit: return value
    case .hold, .softStop: return safer(value, last)
    case .stop, .trip, .shutdown: return safer(value, safest)
    }
  }
}
