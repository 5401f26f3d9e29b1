// The bypass of one gas detector, for its maintenance: a person on site takes it out of the votes for a
// while. Four hours at most, one detector of a site at a time, and only where others watch the same air;
// never while anything stands that the detector could have raised. When its time is over it does not
// come back by itself: it counts as faulted, which is a vote to trip, until a person says that it is
// well. A new start of the controller knows of no bypass.

public import Plant
import Safety

/// The bypass of a site.
public struct BypassState: BitwiseCopyable, Sendable {
  /// Place of the detector among those of the site; -1 when none is bypassed.
  public var detector: Int16 = -1
  /// How long it goes on, in ms; 0 when its time is over and nobody has ended it.
  public var left: Milliseconds = 0
  public init() {}
}

/// The longest bypass, in minutes: what a shift can watch over. No site may allow more.
var longestBypass: Double {
  @_noAllocation get { 240 }
}

/// Takes one scan from the time that is left, by the clock that ran farther: a step of one of them may
/// shorten a bypass and never lengthens it.
@_noAllocation
func followBypass(
  _ image: borrowing ProcessImage, on site: borrowing Site, state: inout ControlState,
  decision: inout Decision
) {
  guard state.bypass.detector >= 0, state.bypass.left > 0 else { return }
  let real = image.time.real - state.previous.real
  let plant = image.time.plant - state.previous.plant
  let longer = real > plant ? real : plant
  if longer > 0 { state.bypass.left -= longer }
  guard state.bypass.left <= 0 else { return }
  state.bypass.left = 0
  let unit = site.detectors[Int(state.bypass.detector)].unit
  decision.record(Event(.bypassExpired, subject: unit, at: image.time))
}

/// Begins or ends a bypass, or says why not.
@_noAllocation
func bypass(
  _ intent: Intent, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) -> Reason {
  let detector = detector(ofUnit: intent.unit, on: site)
  guard detector >= 0 else { return Reason(.bypassNoDetector, subject: intent.unit) }
  if intent.value == 0 {
    guard state.bypass.detector == detector else {
      return Reason(.bypassNone, subject: intent.unit)
    }
    state.bypass = BypassState()
    decision.record(Event(.bypassEnded, subject: intent.unit, at: image.time))
    return .none
  }
  let refusal = refusal(ofBypass: intent, of: detector, image, on: site, state)
  guard refusal.code.rawValue == ReasonCode.none.rawValue else { return refusal }
  state.bypass.detector = detector
  state.bypass.left = Milliseconds(intent.value * 60_000)
  decision.record(Event(.bypassBegan, subject: intent.unit, value: intent.value, at: image.time))
  return .none
}

/// Why a bypass may not begin; `none` when it may.
@_noAllocation
private func refusal(
  ofBypass intent: Intent, of detector: Int16, _ image: borrowing ProcessImage,
  on site: borrowing Site, _ state: borrowing ControlState
) -> Reason {
  // Nothing that trips is forced from afar: the person stands at the plant.
  switch intent.source {
  case .commandLine, .scenario: break
  case .panel, .telemetry: return Reason(.bypassOnSiteOnly)
  }
  if state.bypass.detector >= 0 {
    let unit = site.detectors[Int(state.bypass.detector)].unit
    return Reason(.bypassStands, subject: unit)
  }
  // The comparison is written so that what is no number is refused.
  guard intent.value >= 1, intent.value <= longestBypass else {
    return Reason(.bypassTooLong, subject: intent.unit, value: intent.value, limit: longestBypass)
  }
  guard site.room.isOnePlace, site.detectors.count > 1 else {
    return Reason(.bypassNoOther, subject: intent.unit)
  }
  // No bypass while gas is possible, and none while another detector cannot watch in its place.
  guard isAirClean(image, on: site) else { return Reason(.gasNotClear) }
  for place in 0..<site.detectors.count {
    let isTrusted = state.safety.trust[place].rawValue == Trust.full.rawValue
    guard isTrusted, isWatching(place, image, on: site, state) else {
      return Reason(.bypassNoOther, subject: site.detectors[place].unit)
    }
  }
  return rowsAgainst(bypassOf: detector, on: site, state)
}

/// A row that reads the detector must be at rest, or the bypass would take away what it does; it must
/// have another detector to ask; and one row must tell people of the bypass.
@_noAllocation
private func rowsAgainst(
  bypassOf detector: Int16, on site: borrowing Site, _ state: borrowing ControlState
) -> Reason {
  let gas = site.detectors[Int(detector)].concentration.index
  let mark = site.detectors[Int(detector)].watch.bypassed.index
  var isShown = false
  for place in 0..<site.interlocks.rows.count {
    let row = site.interlocks.rows[place]
    for step in 0..<row.inputCount {
      let input = site.interlocks.inputs[Int(row.firstInput + step)]
      if mark.exists, input.raw == mark.raw { isShown = true }
      guard input.raw == gas.raw else { continue }
      if state.safety.rows[place].isDemanded || state.safety.rows[place].isActive {
        return Reason(.interlock, subject: Int16(truncatingIfNeeded: place))
      }
      if row.inputCount < 2 {
        return Reason(.bypassNoOther, subject: site.detectors[Int(detector)].unit)
      }
    }
  }
  return isShown ? .none : Reason(.bypassNotShown, subject: site.detectors[Int(detector)].unit)
}

/// Place of a unit among the detectors; -1 for none.
@_noAllocation
private func detector(ofUnit unit: Int16, on site: borrowing Site) -> Int16 {
  guard unit >= 0 else { return -1 }
  for place in 0..<site.detectors.count where site.detectors[place].unit == unit {
    return Int16(truncatingIfNeeded: place)
  }
  return -1
}

extension BypassState {
  /// The bypass as `encode` of the state wrote it; nil for one that no step ever left.
  init?(from reader: inout CanonicalReader) {
    guard let detector = reader.read(Int16.self), detector >= -1,
      let left = reader.read(Milliseconds.self), left >= 0
    else { return nil }
    self.init()
    self.detector = detector
    self.left = left
  }
}
