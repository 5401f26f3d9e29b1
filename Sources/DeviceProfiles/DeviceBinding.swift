// A device binding: one device of a site, with everything that its driver needs and nothing else. The
// profile says what the model's registers mean; the binding says where this one device listens, which
// places of the site's lists its registers fill, and which commands it receives. The site file is
// read into it once, at start; drivers know no other source.

public import Plant

/// Where a device listens.
public struct DeviceAddress: Equatable, Sendable {
  /// The wire: devices with the same wire share one connection and one thread.
  public enum Wire: Hashable, Sendable {
    /// Name or number of the host, and TCP port (1...65535).
    case tcp(host: String, port: Int)
    /// A serial line with its settings: `/dev/ttyUSB0:9600:8E1`.
    case serial(String)
  }
  public var wire: Wire
  /// Modbus unit identifier, 0...255; 1...247 on a serial line.
  public var unit: UInt8
  public init(_ wire: Wire, unit: UInt8 = 1) {
    self.wire = wire
    self.unit = unit
  }
  public init(host: String, port: Int = 502, unit: UInt8 = 1) {
    self.init(.tcp(host: host, port: port), unit: unit)
  }
  /// The TCP port; nil on a serial line.
  public var port: Int? {
    if case .tcp(_, let port) = wire { return port }
    return nil
  }
}

extension DeviceAddress: CustomStringConvertible {
  /// As the site file writes it.
  public var description: String {
    switch wire {
    case .tcp(let host, let port): "tcp:\(host):\(port):\(unit)"
    case .serial(let line): "rtu:\(line):\(unit)"
    }
  }
}

/// A register of the profile and the place in the site's list of points that it fills.
public struct BoundPoint: Sendable {
  /// Place in the site's list of points.
  public var point: PointIndex
  /// Name of the point in the profile.
  public var profilePoint: String
  /// What stands on the channel, when the profile gives a bare current or voltage.
  public var scaling: AnalogScaling?
  /// Name of the profile's point that holds the status of the channel; anything but 0 is a broken
  /// wire. Nil when the channel has none.
  public var statusPoint: String?
  /// A contact swaps 0 and 1 (the wire tells the opposite); any other number changes its sign.
  public var isInverted: Bool
  /// Physical range in the unit of the site's point; a value outside is bad. Nil for no check.
  public var range: ClosedRange<Double>?

  public init(
    point: PointIndex, profilePoint: String, scaling: AnalogScaling? = nil,
    statusPoint: String? = nil, isInverted: Bool = false, range: ClosedRange<Double>? = nil
  ) {
    self.point = point
    self.profilePoint = profilePoint
    self.scaling = scaling
    self.statusPoint = statusPoint
    self.isInverted = isInverted
    self.range = range
  }
}

/// An actuator of the site and the register of the profile that receives its command.
public struct BoundActuator: Sendable {
  /// Place in the site's list of actuators.
  public var actuator: ActuatorIndex
  /// Name of the point in the profile.
  public var profilePoint: String
  /// The wire tells the opposite: a contact swaps 0 and 1, any other number changes its sign.
  public var isInverted: Bool
  /// The value taken when nothing is known, in the actuator's unit.
  public var failSafe: Double

  public init(
    actuator: ActuatorIndex, profilePoint: String, isInverted: Bool = false, failSafe: Double = 0
  ) {
    self.actuator = actuator
    self.profilePoint = profilePoint
    self.isInverted = isInverted
    self.failSafe = failSafe
  }
}

/// What a register must hold for the device to be the one that the site file names. It is read at
/// each connect; a device that answers otherwise is read, but never written.
public struct ExpectedIdentity: Equatable, Sendable {
  /// What is expected in the register.
  public enum Content: Equatable, Sendable {
    /// One of these texts, for string points.
    case text([String])
    /// One of these numbers.
    case number([Double])
  }
  /// Name of the point in the profile.
  public var profilePoint: String
  public var content: Content
  /// True when the point tells the firmware: another one is not another device, but an engineer must
  /// have looked at it first.
  public var isFirmware: Bool
  public init(profilePoint: String, content: Content, isFirmware: Bool = false) {
    self.profilePoint = profilePoint
    self.content = content
    self.isFirmware = isFirmware
  }
}

/// One device of a site.
public struct DeviceBinding: Sendable {
  /// Unique within the site: `el-1`.
  public var name: String
  public var address: DeviceAddress
  public var profile: DeviceProfile
  /// The profile's timing with what the site file changed.
  public var timing: LinkTiming
  /// The point that tells whether the link answers; `none` when the site does not watch it.
  public var link: PointIndex
  public var points: [BoundPoint]
  public var actuators: [BoundActuator]
  /// The profile's set-up writes, with the values and additions of the site, in order.
  public var setUp: [SetUpWrite]
  /// What must be read before anything may be written; empty when nothing is checked.
  public var identity: [ExpectedIdentity]
  /// True when a simulator answers instead of a device.
  public var isSimulated: Bool

  public init(
    name: String, address: DeviceAddress, profile: DeviceProfile, timing: LinkTiming? = nil,
    link: PointIndex = .none, points: [BoundPoint] = [], actuators: [BoundActuator] = [],
    setUp: [SetUpWrite]? = nil, identity: [ExpectedIdentity] = [], isSimulated: Bool = false
  ) {
    self.name = name
    self.address = address
    self.profile = profile
    self.timing = timing ?? profile.timing
    self.link = link
    self.points = points
    self.actuators = actuators
    self.setUp = setUp ?? profile.setUp
    self.identity = identity
    self.isSimulated = isSimulated
  }
}
