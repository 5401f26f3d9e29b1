// A check of the table before it is used: every list it points into is long enough, every number is a
// number, and no row contradicts itself. The machine that runs the table survives a wrong one on the
// safe side; this is how the house finds out before the plant does.

import Plant

/// What is wrong with a row of the interlock table.
public enum TableDefect: UInt8, CaseIterable, Sendable {
  /// It has no inputs, or they do not lie in the list of inputs, or the site lacks the point.
  case inputs
  /// It asks for no vote at all, or for more votes than it has inputs.
  case votes
  /// Threshold or hysteresis is no number, or the hysteresis is negative.
  case threshold
  /// The delay is negative.
  case delay
  /// It latches but names nobody who resets it.
  case resetRule
  /// Its effects do not lie in the list of effects.
  case effects
  /// An effect names a unit, an actuator or a point of rest that the site lacks.
  case target
  /// An effect leaves a share of power outside 0...1.
  case share
}

extension InterlockTable {
  /// The first defect of the row at `place` in a site of that size; nil when there is none. `points`
  /// counts measured and derived points.
  public func defect(ofRow place: Int, points: Int, units: Int, actuators: Int) -> TableDefect? {
    let row = rows[place]
    let firstInput = Int(row.firstInput)
    let inputCount = Int(row.inputCount)
    guard inputCount > 0, firstInput >= 0, firstInput + inputCount <= inputs.count else {
      return .inputs
    }
    for index in firstInput..<(firstInput + inputCount)
    where !inputs[index].exists || Int(inputs[index].raw) >= points { return .inputs }
    if Int(row.armedBy.raw) >= points { return .inputs }
    guard row.votes >= 1, Int(row.votes) <= inputCount else { return .votes }
    guard row.threshold.isFinite, row.hysteresis.isFinite, row.hysteresis >= 0 else {
      return .threshold
    }
    guard row.onDelay >= 0 else { return .delay }
    guard !row.isLatched || row.resetRule != .auto else { return .resetRule }
    let firstEffect = Int(row.firstEffect)
    let effectCount = Int(row.effectCount)
    guard effectCount >= 0, firstEffect >= 0, firstEffect + effectCount <= effects.count else {
      return .effects
    }
    for index in firstEffect..<(firstEffect + effectCount) {
      let effect = effects[index]
      let targets = effect.target == .unit ? units : actuators
      guard effect.index >= 0, Int(effect.index) < targets, Int(effect.afterRest.raw) < points
      else { return .target }
      guard effect.share >= 0, effect.share <= 1 else { return .share }
    }
    return nil
  }
}
