// One device of the simulated plant: a profile, a place to listen, and which signals and actuators of
// the plant stand behind its registers. It is the simulator's mirror of a driver's binding.

public import DeviceProfiles
public import Plant

/// What stands behind one point of a profile. The wire carries `plant value * gain + bias` in the
/// profile point's unit, so one pair of numbers says inversion, sign and unit.
public struct ServedPoint: Sendable {
  /// Name of the point in the profile.
  public var profilePoint: String
  /// The plant's unit that the signal or actuator belongs to.
  public var unit: String
  public var signal: Signal?
  public var actuator: ActuatorRole?
  /// Wire value of one plant unit; never 0.
  public var gain: Double
  /// Wire value of zero.
  public var bias: Double
  /// The transmitter between the plant and the channel, when the register holds its current.
  public var scaling: AnalogScaling?
  /// What the actuator takes when the device's watchdog runs out, in the plant's unit. A coil drops
  /// instead, because a relay knows nothing but its spring.
  public var failSafe: Double?

  public init(
    _ profilePoint: String, unit: String, signal: Signal? = nil, actuator: ActuatorRole? = nil,
    gain: Double = 1, bias: Double = 0, scaling: AnalogScaling? = nil, failSafe: Double? = nil
  ) {
    self.profilePoint = profilePoint
    self.unit = unit
    self.signal = signal
    self.actuator = actuator
    self.gain = gain == 0 ? 1 : gain
    self.bias = bias
    self.scaling = scaling
    self.failSafe = failSafe
  }

  /// The same with the wire telling the opposite: a contact swaps 0 and 1, a number its sign.
  public func inverted(isContact: Bool) -> ServedPoint {
    var point = self
    point.gain = -gain
    point.bias = isContact ? 1 - bias : -bias
    return point
  }

  /// The same in the device's unit instead of the plant's.
  public func converted(to unit: UnitOfMeasure) -> ServedPoint {
    let conversion = UnitConversion(to: unit)
    var point = self
    point.gain = gain * conversion.gain
    point.bias = bias * conversion.gain + conversion.bias
    return point
  }

  func wire(_ plant: Double) -> Double {
    if let scaling { return scaling.milliamps(value: plant) }
    return plant * gain + bias
  }

  func plant(_ wire: Double) -> Double { (wire - bias) / gain }
}

/// One device that the simulator serves.
public struct ServedDevice: Sendable {
  /// Unique within the site: `el-1`.
  public var name: String
  public var profile: DeviceProfile
  /// Wanted TCP port; 0 for any.
  public var port: Int
  /// Unit identifier that is answered besides 0, 1 and 255.
  public var unitIdentifier: UInt8
  public var points: [ServedPoint]
  /// Connections that the device takes at once.
  public var mostClients: Int
  /// The plant's unit whose `link` signal says whether the device answers; nil when it always does.
  public var linkUnit: String?

  public init(
    name: String, profile: DeviceProfile, port: Int = 0, unitIdentifier: UInt8 = 1,
    points: [ServedPoint] = [], mostClients: Int = 8,
    linkUnit: String? = nil
  ) {
    self.name = name
    self.profile = profile
    self.port = port
    self.unitIdentifier = unitIdentifier
    self.points = points
    self.mostClients = mostClients
    self.linkUnit = linkUnit
  }

  /// A device whose every signal and actuator belongs to one unit of the plant.
  public init(
    name: String, profile: DeviceProfile, port: Int = 0, unitIdentifier: UInt8 = 1,
    unit: String
  ) {
    let points = profile.points.filter { $0.signal != nil || $0.actuator != nil }.map {
      ServedPoint($0.name, unit: unit, signal: $0.signal, actuator: $0.actuator)
        .converted(to: $0.unit)
    }
    self.init(
      name: name, profile: profile, port: port, unitIdentifier: unitIdentifier, points: points,
      linkUnit: unit)
  }
}

extension ServedDevice {
  /// What a point of a site's list is in the plant.
  public typealias Source = @Sendable (PointIndex) -> (unit: String, signal: Signal)?
  /// What an actuator of a site's list is in the plant.
  public typealias Target = @Sendable (ActuatorIndex) -> (unit: String, role: ActuatorRole)?

  /// The mirror of a driver's binding: what it reads is served, what it writes is taken.
  public init(
    _ binding: DeviceBinding, port: Int? = nil, linkUnit: String? = nil,
    source: Source, target: Target
  ) {
    func placed(_ point: ServedPoint, inverted: Bool) -> ServedPoint {
      guard let register = binding.profile.point(named: point.profilePoint) else { return point }
      let own = point.converted(to: register.unit)
      return inverted ? own.inverted(isContact: register.isContact) : own
    }
    var points: [ServedPoint] = []
    for bound in binding.points {
      guard let (unit, signal) = source(bound.point) else { continue }
      let point = ServedPoint(
        bound.profilePoint, unit: unit, signal: signal, scaling: bound.scaling)
      points.append(placed(point, inverted: bound.isInverted))
    }
    for bound in binding.actuators {
      guard let (unit, role) = target(bound.actuator) else { continue }
      let point = ServedPoint(
        bound.profilePoint, unit: unit, actuator: role, failSafe: bound.failSafe)
      if let index = points.firstIndex(where: { $0.profilePoint == bound.profilePoint }) {
        points[index].actuator = role
        points[index].failSafe = bound.failSafe
      } else {
        points.append(placed(point, inverted: bound.isInverted))
      }
    }
    // Registers that the site does not read are there for other clients.
    for register in binding.profile.points where register.signal != nil {
      guard let linkUnit, !points.contains(where: { $0.profilePoint == register.name }) else {
        continue
      }
      points.append(
        placed(
          ServedPoint(register.name, unit: linkUnit, signal: register.signal), inverted: false))
    }
    self.init(
      name: binding.name, profile: binding.profile, port: port ?? binding.address.port ?? 0,
      unitIdentifier: binding.address.unit, points: points, linkUnit: linkUnit)
  }
}

extension ProfilePoint {
  /// True for a single bit, which an inversion swaps instead of changing its sign.
  var isContact: Bool { type == .bool || unit == .contact || bits?.count == 1 }
}
