// The sign of life that a device wants to see change. It is moved only when another scan has completed
// since, so that a device notices within its own time-out when nobody decides any more.

import DeviceProfiles
import Plant

/// Writes the register that must keep changing.
struct HeartbeatWriter {
  /// The register counts 0...59 like the seconds of a clock unless its range says less.
  static let usualSteps = 60

  private let point: ProfilePoint
  private let pause: Milliseconds
  private let function: Int
  private let steps: Int
  private var count = 0
  private var scan: UInt64 = 0
  private var written: Milliseconds?

  /// Nil when the device wants no such register.
  init?(_ binding: DeviceBinding, plan: DevicePlan) {
    guard let silence = binding.profile.silence, silence.signOfLife == .changingRegister,
      let name = silence.heartbeatPoint, let point = plan.profile.point(named: name),
      point.access != .read
    else { return nil }
    self.point = point
    pause = max(binding.timing.refresh, 1)
    function = point.width == 1 ? binding.timing.writeSingle : 16
    let highest = point.range.map { Int($0.upperBound) } ?? Self.usualSteps - 1
    steps = min(max(highest + 1, 2), Self.usualSteps)
  }

  /// The request, when a scan has completed since the last one and its pause is over.
  func due(scan: UInt64, at now: Milliseconds) -> WriteRequest? {
    guard scan != self.scan, written.map({ now - $0 >= pause }) ?? true,
      let values = point.encode(Double((count + 1) % steps))
    else { return nil }
    return WriteRequest(point.table, point.address, values: values, function: function)
  }

  /// Notes that the device was written, whatever it answered.
  mutating func attempted(scan: UInt64, at now: Milliseconds) {
    count = (count + 1) % steps
    self.scan = scan
    written = now
  }
}
