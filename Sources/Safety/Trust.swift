// Trust: what the vote of a gas detector is worth in a scan. A person may take one out of the votes for
// its maintenance; the others must then do with one vote less, so two of three become one of two. One
// that drifts, stands still or outlived its bypass is worth no more than a broken one, and a broken
// one votes to trip. In no case does a high value lose its vote to a doubt.

import Plant

/// How far a gas detector is trusted.
public enum Trust: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Its value counts.
  case full
  /// A person took it out of the votes for a while: neither its value nor its fault counts.
  case bypassed
  /// It counts as faulted, wherever its value does not make a demand by itself.
  case doubted
}

extension SafetyState {
  /// True when every detector is fully trusted, as on nearly every scan.
  @_noAllocation
  borrowing func trustsAll() -> Bool {
    for index in 0..<trust.count where trust[index].rawValue != Trust.full.rawValue { return false }
    return true
  }
}

/// How far an input of a row is trusted; whatever is no gas detector, fully.
@_noAllocation
func worth(
  of input: PointIndex, among detectors: borrowing Slots<PointIndex>,
  _ trust: borrowing Slots<Trust>
) -> Trust {
  let known = detectors.count < trust.count ? detectors.count : trust.count
  for index in 0..<known where detectors[index].raw == input.raw { return trust[index] }
  return .full
}
