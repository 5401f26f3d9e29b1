// One value to one point of a device, by a person with a screwdriver in the other hand: what the words
// mean in registers, what it may do to the plant, and whether the device holds it afterwards.

public import DeviceProfiles
public import Drivers
public import Plant

/// What a written value would do, and how carefully it must be asked for.
public struct WriteConsequence: Equatable, Sendable {
  /// True for points that start, stop, limit or watch: they need `--commissioning`.
  public var needsCommissioning: Bool
  /// In one sentence.
  public var sentence: String
}

/// What a write to this point of the profile does.
public func consequence(of point: ProfilePoint, in profile: DeviceProfile) -> WriteConsequence {
  func grave(_ sentence: String) -> WriteConsequence {
    WriteConsequence(needsCommissioning: true, sentence: sentence)
  }
  if let role = point.actuator { return grave(sentence(for: role)) }
  if point.name == profile.silence?.timeoutPoint {
    return grave("It changes after how long the device stops by itself when nobody talks to it.")
  }
  if point.name == profile.silence?.heartbeatPoint {
    return grave("The device takes it as a sign that a controller lives.")
  }
  if profile.setUp.contains(where: { $0.point == point.name }) {
    return grave("The controller sets it up at each connect; a wrong value changes a limit.")
  }
  if point.name.hasPrefix("config-") {
    return grave("It opens, commits or drops a configuration of the device.")
  }
  if point.access == .write {
    return grave("It is a command that cannot be read back.")
  }
  return WriteConsequence(
    needsCommissioning: false, sentence: "It changes a setting that this controller does not use.")
}

private func sentence(for role: ActuatorRole) -> String {
  switch role {
  case .run, .permit, .start: "It can START the machine at once."
  case .stop: "It stops the machine, or takes a stop back."
  case .rate, .powerSetpoint: "It changes the power of the machine at once."
  case .powerLimit: "It changes how much power the inverter feeds in."
  case .blowDown: "It lets hydrogen out of the machine; the room must be ventilated."
  case .preheat: "It heats the machine."
  case .open: "It moves a valve of the hydrogen line."
  case .externalRelease: "It releases a machine, or takes its release away."
  case .fanHigh: "It changes the ventilation of the room."
  default: "It moves an actuator of the plant at once."
  }
}

/// What came of a write.
public struct WriteResult: Sendable {
  /// Before the write; nil where the point cannot be read.
  public var before: PointReading?
  public var request: WriteRequest
  /// After the write; nil where the point cannot be read.
  public var after: PointReading?
  /// True when the device holds what was written; nil where nobody can tell.
  public var isHeld: Bool?
}

extension DeviceSession {
  /// Writes `value`, in the point's unit, to a point of a resolved profile and reads it back.
  ///
  /// - Parameter settle: ms between write and read-back, for devices that take their time.
  /// - Throws: `DeviceToolError` for a point or value that cannot be written, `LinkError` for a link
  ///   that failed.
  public func write(
    _ value: Double, to name: String, of profile: DeviceProfile, settle: (Milliseconds) -> Void
  ) throws -> WriteResult {
    guard let point = profile.point(named: name) else {
      throw DeviceToolError("'\(profile.name)' has no point '\(name)'")
    }
    guard point.access != .read, point.type != .string else {
      throw DeviceToolError("'\(name)' cannot be written")
    }
    if let range = point.range, !range.contains(value) {
      throw DeviceToolError(
        "'\(name)' takes \(range.lowerBound)..\(range.upperBound) \(point.unit.symbol), "
          + "read \(value); nothing was written")
    }
    let isReadable = point.access == .readWrite
    let names = [name] + (point.scaleFactor.map { [$0] } ?? [])
    let before = try readings(of: profile, names: isReadable ? names : Array(names.dropFirst()))
    let exponent = before.first { $0.point.name == point.scaleFactor }?.value?.usable
    guard
      let field = point.encode(value, scaleFactorExponent: exponent.flatMap { Int(exactly: $0) })
    else {
      throw DeviceToolError("\(value) does not fit into '\(name)'; nothing was written")
    }
    let old = before.first { $0.point.name == name }
    let words =
      isReadable && point.bits != nil
      ? point.merge(bits: field, into: old?.words ?? [])
      : field
    let isCoil = point.table == .coil
    let function = isCoil ? 5 : words.count == 1 ? profile.timing.writeSingle : 16
    let request = WriteRequest(point.table, point.address, values: words, function: function)
    try write(request)
    var result = WriteResult(before: old, request: request)
    guard isReadable else { return result }
    settle(profile.timing.responseTimeout)
    result.after = try readings(of: profile, names: [name]).first
    result.isHeld = result.after?.words == words
    return result
  }
}
