// Voting: what the inputs of one row say in this scan. An input that may not be used is never read as
// a number; it is a fault, and the row's fault policy says what that means. The comparison is written so
// that a limit which is no number makes a demand.

import Plant

/// What the inputs of a row say in this scan.
struct Tally: BitwiseCopyable {
  /// Inputs that speak for the demand by their value.
  var votes: Int32 = 0
  /// Inputs that may not be used.
  var faults: Int32 = 0
  /// Inputs of which nothing has been heard since the controller started, among those that speak for
  /// the demand.
  var unheard: Int32 = 0
  /// Inputs that a person took out of the votes.
  var bypassed: Int32 = 0
  /// The worst value among the usable inputs; 0 when there is none.
  var value = 0.0
  /// True when `value` was measured.
  var hasValue = false
}

/// Asks every input of `row`. While a value has spoken for the cause since it began, a value must come back
/// by the hysteresis before it stops voting. A cause that only a missing value raised ends at the plain
/// limit: nothing trembles there, and nobody ever saw the value on the wrong side of it.
@_noAllocation
func tally(
  _ row: InterlockRow, wasValued: Bool, image: borrowing ProcessImage,
  derived: borrowing Slots<RawSample>, table: borrowing InterlockTable,
  trust detectors: borrowing Slots<Trust>, trustsAll: Bool
) -> Tally {
  var tally = Tally()
  let span = wasValued && row.hysteresis > 0 ? row.hysteresis : 0
  for step in 0..<row.inputCount {
    let input = table.inputs[Int(row.firstInput + step)]
    let sample = image.sample(at: input, or: derived)
    if case .silent = row.cause {
      let silence = silence(of: sample, at: image.time.real)
      if !(silence <= row.threshold) {
        tally.votes += 1
        if isUnheard(sample) { tally.unheard += 1 }
      }
      if silence < neverHeard { tally.note(silence, isWorse: silence > tally.value) }
      continue
    }
    let trust = trustsAll ? .full : worth(of: input, among: table.detectors, detectors)
    if case .bypassed = trust {
      tally.bypassed += 1
      continue
    }
    guard sample.quality.isUsable, sample.value - sample.value == 0 else {
      tally.faults += 1
      if isUnheard(sample) { tally.unheard += 1 }
      continue
    }
    let value = sample.value
    let votes = tally.votes
    switch row.cause {
    case .above:
      if !(value <= row.threshold - span) { tally.votes += 1 }
      tally.note(value, isWorse: value > tally.value)
    case .below:
      if !(value >= row.threshold + span) { tally.votes += 1 }
      tally.note(value, isWorse: value < tally.value)
    case .open:
      if value == 0 { tally.votes += 1 }
      tally.note(value, isWorse: value < tally.value)
    case .closed:
      if value != 0 { tally.votes += 1 }
      tally.note(value, isWorse: value > tally.value)
    case .fault, .silent:
      break
    }
    if case .doubted = trust, tally.votes == votes { tally.faults += 1 }
  }
  return tally
}

extension Tally {
  /// Keeps `value` when it is the first one or worse than the one kept.
  @_noAllocation
  fileprivate mutating func note(_ value: Double, isWorse: Bool) {
    if isWorse || !hasValue { self.value = value }
    hasValue = true
  }

  /// Whether this makes a demand. A row that asks nobody always makes one. A row that asks for more
  /// votes than it has voters that count is content with all of them: when faults do not count, two of
  /// three become one of one when two have failed. Silence is a vote, never a fault, so the fault policy
  /// makes no difference to a silent row. A bypassed input takes its vote along: two of three become one
  /// of two, never two of two; a row whose inputs are all bypassed asks nobody.
  @_noAllocation
  func demands(_ row: InterlockRow) -> Bool {
    let count = row.inputCount - bypassed
    guard count > 0 else { return true }
    let wanted = row.votes - bypassed < 1 ? 1 : row.votes - bypassed
    if case .fault = row.cause { return isEnough(faults, wanted, of: count) }
    let valid = count - faults
    switch row.faultVote {
    case .demands: return isEnough(votes + faults, wanted, of: count)
    case .demandsWhenAll: return valid == 0 || isEnough(votes, wanted, of: valid)
    case .ignored: return valid > 0 && isEnough(votes, wanted, of: valid)
    }
  }
}

/// `wanted` votes, or all of them when there are fewer voters.
@_noAllocation
private func isEnough(_ votes: Int32, _ wanted: Int32, of voters: Int32) -> Bool {
  votes >= (wanted < voters ? wanted : voters)
}

/// The silence of a point that has never given a good answer, in s.
private var neverHeard: Double { 1e300 }

/// How long a point has not answered, in s of real time.
@_noAllocation
private func silence(of sample: RawSample, at now: Milliseconds) -> Double {
  switch sample.quality {
  case .bad(.neverRead), .bad(.notConfigured), .bad(.wrongDevice): neverHeard
  default: Double(now - sample.time) / 1_000
  }
}

/// True when nothing was heard of an input since the controller started.
@_noAllocation
private func isUnheard(_ sample: RawSample) -> Bool {
  if case .bad(.neverRead) = sample.quality { return true }
  return false
}

extension Tally {
  /// Whether any input that was heard speaks for the demand. Without one the row acts, but it does not
  /// latch: at every start all inputs are unheard for a moment, and what stands for that moment is the
  /// latched start itself (X01), not a smoke alarm that nobody gave.
  @_noAllocation
  func isHeard(_ row: InterlockRow) -> Bool {
    switch row.cause {
    case .silent: votes > unheard
    case .above, .below, .open, .closed, .fault: votes > 0 || faults > unheard
    }
  }
}
