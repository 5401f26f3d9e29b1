// Whether a device's values count. Some devices say themselves that they do not (fault, warm-up, test),
// and some have a register that must keep moving; a device that repeats old values in good form is
// found out only by that. The points that carry this news are never withheld themselves.

import DeviceProfiles
import Plant

/// Judges a device by its validity and heartbeat rules.
struct Trust {
  private let validity: [ValidityRule]
  private let heartbeat: HeartbeatRule?
  /// By rule; nil until its point was read.
  private var isValid: [Bool?]
  private var lastBeat: Double?
  private var lastChange: Milliseconds = 0

  init(_ profile: DeviceProfile) {
    validity = profile.validity
    isValid = profile.validity.map { _ in nil }
    heartbeat = profile.heartbeat
  }

  /// Forgets what the device said of itself on an earlier link. The heartbeat is remembered: a device
  /// that is frozen does not thaw by being connected anew.
  mutating func startOver() { for place in isValid.indices { isValid[place] = nil } }

  /// Takes note of a value, if it is one of the two that matter.
  mutating func note(_ name: String, _ value: DecodedValue, at now: Milliseconds) {
    for place in validity.indices where validity[place].point == name {
      let rule = validity[place]
      let code = value.usable.flatMap { Int(exactly: $0) }
      isValid[place] = code.map { rule.allowed.contains($0 & rule.mask) } ?? false
    }
    if heartbeat?.point == name, let beat = value.usable, beat != lastBeat {
      lastBeat = beat
      lastChange = now
    }
  }

  /// Why the device's values do not count; nil when they do.
  func verdict(at now: Milliseconds) -> BadReason? {
    if isValid.contains(false) { return .deviceFault }
    if isValid.contains(nil) { return .neverRead }
    if let heartbeat {
      guard lastBeat != nil else { return .neverRead }
      if now - lastChange > heartbeat.within { return .frozen }
    }
    return nil
  }
}
