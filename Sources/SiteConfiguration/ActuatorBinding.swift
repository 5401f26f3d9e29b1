// Binding of one output: the register that moves an actuator of a unit, its limits and its fail-safe value.
// Every actuator has one owner; a fail-safe value that is not safe is refused.

import DeviceProfiles
import Plant
import StrictYAML

extension SiteBuilder {
  func bindActuator(
    _ point: ProfilePoint, _ role: ActuatorRole, _ channel: Channel?, _ draft: inout DeviceDraft
  ) {
    let node = channel?.node ?? draft.entry.value
    guard let unit = channel?.unit ?? draft.unit, let unitPlace = unitPlaces[unit] else {
      reader.report(node, "the actuator '\(role.rawValue)' belongs to no unit; add 'unit: ...'")
      return
    }
    let name = "\(unit).\(role.rawValue)"
    if actuatorPlaces[name] != nil || pointPlaces[name] != nil {
      reader.report(
        node, "'\(name)' has an owner already; one register moves an actuator, keep one")
      return
    }
    let place = site.catalogue.actuators.count
    actuatorPlaces[name] = place
    let isRoom = site.units[unitPlace].kind == .room
    let limits = limits(
      of: role, point, unit: isRoom ? -1 : unitPlace, channel, rated: site.units[unitPlace])
    site.catalogue.actuators.append(
      ActuatorDefinition(
        name: name, device: draft.entry.key, tag: channel?.tag ?? "", unit: point.unit,
        limits: limits, text: channel?.text ?? point.text))
    draft.actuators.append(
      BoundActuator(
        actuator: ActuatorIndex(raw: Int16(clamping: place)), profilePoint: point.name,
        isInverted: channel?.isInverted ?? false, failSafe: limits.failSafe))
  }

  private func limits(
    of role: ActuatorRole, _ point: ProfilePoint, unit: Int, _ channel: Channel?, rated: SiteUnit
  ) -> ActuatorLimits {
    let failSafe = channel?.failSafe ?? role.failSafe
    var range = point.range ?? 0...1
    switch role {
    case .rate: range = min(rated.numbers["lowest-share"] ?? 60, 100)...100
    case .powerLimit: range = point.range ?? 0...100
    case .powerSetpoint: range = 0...min(point.range?.upperBound ?? 1e9, rated.ratedPower)
    default: if point.unit == .contact || point.type == .bool { range = 0...1 }
    }
    if let channel, channel.failSafe != nil,
      failSafe != role.safeDirection.extreme(of: range), failSafe != role.failSafe
    {
      reader.report(
        channel.node["fail-safe"] ?? channel.node,
        "\(shortest(failSafe)) is not the safe end of '\(role.rawValue)'; safe is "
          + shortest(role.safeDirection.extreme(of: range)))
    }
    return ActuatorLimits(
      failSafe: failSafe, lowest: min(range.lowerBound, failSafe),
      highest: max(range.upperBound, failSafe), safeDirection: role.safeDirection,
      unit: Int16(clamping: unit), limitedByShare: role == .powerSetpoint,
      blowsDown: role == .blowDown)
  }
}

extension SafeDirection {
  /// The safe end of a range.
  func extreme(of range: ClosedRange<Double>) -> Double {
    self == .down ? range.lowerBound : range.upperBound
  }
}

extension SiteUnit {
  /// Rated power in kW; without one nothing is limited here.
  var ratedPower: Double { numbers["rated-power"] ?? 1e9 }
}
