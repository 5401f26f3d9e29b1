// A small device, a plant of two dictionaries, and patience: what the tests of the field share.

import DeviceProfiles
import Dispatch
import ModbusPlant
import Plant

/// A plant that tells what it is given and remembers what it was asked.
final class TablePlant: PlantPort {
  var values: [Signal: Double] = [:]
  var commands: [ActuatorRole: Double] = [:]

  func value(unit: String, signal: Signal) -> Double? { values[signal] }
  func command(unit: String, role: ActuatorRole, value: Double) { commands[role] = value }
}

enum Small {
  /// A device that tells a flow and takes a number.
  static let profile: DeviceProfile = {
    var flow = ProfilePoint(
      name: "flow", table: .input, address: 1, type: .f32, unit: .normLitrePerHour)
    flow.signal = .hydrogenFlow
    var store = ProfilePoint(
      name: "store", table: .holding, address: 0, type: .u16, access: .readWrite)
    store.constant = 5
    return DeviceProfile(
      name: "small", maker: "Nobody", model: "S1", kind: .electrolyser,
      text: BilingualText(de: "klein", en: "small"), points: [flow, store])
  }()

  /// A device of a site with that profile; its first point is the flow.
  static func binding(_ address: DeviceAddress) -> DeviceBinding {
    DeviceBinding(
      name: "small", address: address, profile: profile, link: PointIndex(raw: 1),
      points: [BoundPoint(point: PointIndex(raw: 0), profilePoint: "flow")])
  }
}

/// Waits until `condition` holds; false after twenty seconds.
func soon(_ condition: () -> Bool) -> Bool {
  let never = DispatchSemaphore(value: 0)
  for _ in 0..<2_000 {
    if condition() { return true }
    _ = never.wait(timeout: .now() + .milliseconds(10))
  }
  return false
}
