// How a driver takes its leave: last commands with their fail-safe values where that was asked for, then
// the link is closed for good. Scans may have stopped by then, so these words need no completed scan.

import DeviceProfiles
import Plant

extension DeviceDriver {
  /// True when the driver has closed its link after `retire` and asks for nothing more.
  public var isRetired: Bool { phase == .retired }

  /// Ends the driver's work. With `writingFailSafe` every command is first written once with its
  /// fail-safe value, if the device is connected and may be written; the first failure ends that.
  public mutating func retire(writingFailSafe: Bool) {
    let speaks = writingFailSafe && phase == .running && status.readOnly == nil
    farewell = speaks ? Array(0..<writes.count) : []
  }

  /// What remains to be said after `retire`; nil before it.
  mutating func lastWords(at now: Milliseconds) -> DriverAction? {
    guard let left = farewell else { return nil }
    switch phase {
    case .closing, .retired: return nil
    case .resting:
      phase = .retired
      return nil
    default:
      if !left.isEmpty, now < notBefore { return .wait(until: notBefore) }
    }
    var rest = left[...]
    while let index = rest.popFirst() {
      let failSafe = binding.actuators.map(\.failSafe)
      if let request = writes.request(index, failSafe, exponents: exponents) {
        farewell = Array(rest)
        pending = .farewell
        return .write(request)
      }
    }
    farewell = []
    phase = .closing
    return nil
  }
}
