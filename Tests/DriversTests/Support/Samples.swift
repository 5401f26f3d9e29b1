// Small profiles, bindings and register banks that the driver tests share.

import DeviceProfiles
import Plant

@testable import Drivers

func point(
  _ name: String, _ table: RegisterTable, _ address: Int, _ type: RegisterType = .u16,
  access: PointAccess = .read, poll: PollClass = .fast, bits: ClosedRange<Int>? = nil,
  unit: UnitOfMeasure = .one, model: Int? = nil, scaleFactor: String? = nil
) -> ProfilePoint {
  var point = ProfilePoint(
    name: name, table: table, address: address, type: type, unit: unit, access: access, poll: poll)
  point.bits = bits
  point.sunSpecModel = model
  point.scaleFactor = scaleFactor
  return point
}

func profile(_ points: [ProfilePoint], change: (inout DeviceProfile) -> Void = { _ in })
  -> DeviceProfile
{
  var profile = DeviceProfile(
    name: "test", maker: "none", model: "test", kind: .ioModule,
    text: BilingualText(de: "Probe", en: "sample"), points: points)
  change(&profile)
  return profile
}

/// Binds every readable point in order, the actuators by name, and the link behind the points.
func binding(
  _ profile: DeviceProfile, actuators: [String] = [], identity: [ExpectedIdentity] = [],
  change: (inout DeviceBinding) -> Void = { _ in }
) -> DeviceBinding {
  let names = profile.points.filter { $0.access != .write && $0.type != .string }.map(\.name)
  var binding = DeviceBinding(
    name: "device", address: DeviceAddress(host: "127.0.0.1"), profile: profile,
    link: PointIndex(raw: Int16(names.count)),
    points: names.enumerated().map {
      BoundPoint(point: PointIndex(raw: Int16($0.offset)), profilePoint: $0.element)
    },
    actuators: actuators.enumerated().map {
      BoundActuator(actuator: ActuatorIndex(raw: Int16($0.offset)), profilePoint: $0.element)
    }, identity: identity)
  change(&binding)
  return binding
}

extension DeviceTray {
  /// The usable value at a place, or nil.
  func value(_ place: Int) -> Double? { samples[place].usable }
  /// The quality at a place.
  func quality(_ place: Int) -> Quality { samples[place].quality }
}

/// Numbers that repeat with their seed.
struct SeededNumbers {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }
}
