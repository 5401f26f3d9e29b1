// A device profile: one device model as data, read from `hardware/devices/<vendor-model>.yaml`. The
// driver walks the table forwards (registers to samples, commands to registers), the simulator walks
// the same table backwards. A profile knows no socket and no site.

public import Plant

/// One device model.
public struct DeviceProfile: Sendable {
  /// The file's name without its ending: `enapter-el-2.1`.
  public var name: String
  public var maker: String
  public var model: String
  public var kind: UnitKind
  /// What the device is, for people.
  public var text: BilingualText
  public var discovery: Discovery
  public var timing: LinkTiming
  /// What the device does when nobody talks to it; nil when it does nothing.
  public var silence: SilenceRule?
  /// The conditions under which the device's measured values may be trusted, all of them; none when
  /// always.
  public var validity: [ValidityRule]
  /// A register that must keep changing; nil when the device has none.
  public var heartbeat: HeartbeatRule?
  /// Values written once at each connect, in this order (time-outs, watchdog set-up), each read back.
  public var setUp: [SetUpWrite]
  /// Wire address that the file's addresses are counted from; 0 where they are wire addresses. Devices
  /// whose block can be moved have one, and the site says where it stands (`moved(toBase:)`).
  public var base = 0
  /// What the device must say of itself before it is written, unless the site expects something else.
  public var identity: [ExpectedIdentity] = []
  /// SunSpec: the models of the device in the order of its chain, as the simulator serves them; a
  /// real device may have others between them.
  public var models: [SunSpecModel] = []
  /// All registers, in the order of the file.
  public var points: [ProfilePoint]

  /// The point of that name.
  public func point(named name: String) -> ProfilePoint? { points.first { $0.name == name } }

  public init(
    name: String, maker: String, model: String, kind: UnitKind, text: BilingualText,
    discovery: Discovery = .fixed, timing: LinkTiming = LinkTiming(), silence: SilenceRule? = nil,
    validity: [ValidityRule] = [], heartbeat: HeartbeatRule? = nil, setUp: [SetUpWrite] = [],
    points: [ProfilePoint]
  ) {
    self.name = name
    self.maker = maker
    self.model = model
    self.kind = kind
    self.text = text
    self.discovery = discovery
    self.timing = timing
    self.silence = silence
    self.validity = validity
    self.heartbeat = heartbeat
    self.setUp = setUp
    self.points = points
  }

  /// The same device with its block of registers standing elsewhere.
  public func moved(toBase base: Int) -> DeviceProfile {
    var moved = self
    for place in moved.points.indices { moved.points[place].address += base - self.base }
    moved.base = base
    return moved
  }
}

/// How the addresses of the points are found.
public enum Discovery: Equatable, Sendable {
  /// `address` is the wire address.
  case fixed
  /// `address` is the offset from the ID register of model `ProfilePoint.sunSpecModel`; the chain is
  /// found by walking from the marker at 40000, 0 or 50000.
  case sunSpec
}

/// One model in the chain of a SunSpec device.
public struct SunSpecModel: Equatable, Sendable {
  /// The model's number: 103.
  public var id: Int
  /// Registers after the ID and the length, as the length register says.
  public var length: Int
  /// Models of the same layout that may stand in its place (101 and 102 for 103).
  public var alternatives: [Int]
  /// The device may lack the model; its points are then not implemented.
  public var isOptional: Bool
  public init(id: Int, length: Int, alternatives: [Int] = [], isOptional: Bool = false) {
    self.id = id
    self.length = length
    self.alternatives = alternatives
    self.isOptional = isOptional
  }

  /// True when a model with that number serves.
  public func accepts(_ number: Int) -> Bool { number == id || alternatives.contains(number) }
}

/// A Modbus table.
public enum RegisterTable: String, CaseIterable, Sendable {
  case coil, discrete, input, holding
}

/// How a value lies in its registers.
public enum RegisterType: String, CaseIterable, Sendable {
  case bool, u16, s16, u32, s32, u64, f32, f64, string

  /// How many registers (or coils) one value takes; strings say so themselves.
  public var width: Int {
    switch self {
    case .bool, .u16, .s16: 1
    case .u32, .s32, .f32: 2
    case .u64, .f64: 4
    case .string: 0
    }
  }
}

/// Which word of a long value comes first.
public enum WordOrder: String, CaseIterable, Sendable {
  /// High word first (ABCD).
  case highFirst = "high-first"
  /// Low word first (CDAB).
  case lowFirst = "low-first"
}

/// What may be done with a point.
public enum PointAccess: String, CaseIterable, Sendable {
  case read, write
  case readWrite = "read-write"
}

/// How often a point is polled.
public enum PollClass: String, CaseIterable, Sendable {
  /// Every `LinkTiming.fast`.
  case fast
  /// Every `LinkTiming.slow`.
  case slow
  /// Once after each connect.
  case once
  /// Not polled: written only, or served by the simulator for other clients.
  case never
}

/// One register (or a bit of one) of a device.
public struct ProfilePoint: Sendable {
  /// Unique within the profile, kebab-case: `hydrogen-flow`.
  public var name: String
  public var table: RegisterTable
  /// Wire address (0-based), or the offset within a SunSpec model.
  public var address: Int
  public var type: RegisterType
  public var wordOrder: WordOrder
  /// Registers taken by a string.
  public var length: Int
  /// value = raw * scale + offset; a SunSpec raw value first times ten to the power of `scaleFactor`
  /// (such a point has no offset).
  public var scale: Double
  public var offset: Double
  /// SunSpec: the name of the point that holds the power of ten.
  public var scaleFactor: String?
  /// SunSpec: the model that holds the point.
  public var sunSpecModel: Int?
  /// The bits of the register that belong to this point; nil for all. The value is shifted down.
  public var bits: ClosedRange<Int>?
  public var unit: UnitOfMeasure
  public var access: PointAccess
  public var poll: PollClass
  /// Physical range in `unit`.
  public var range: ClosedRange<Double>?
  /// What the point means to its unit; nil for points that are only shown.
  public var signal: Signal?
  /// What writing it means; nil for points that are not commanded in every scan.
  public var actuator: ActuatorRole?
  /// What the simulator serves when no signal or actuator stands behind the point.
  public var constant: Double?
  /// The text that the simulator serves for a string.
  public var constantText: String?
  /// What the maker's codes mean in the words of this project: raw code to value. A code that is not
  /// listed is bad; empty when the number is taken as it is.
  public var codes: [Int: Double]
  /// Meanings of codes, for people: value to text.
  public var symbols: [Int: BilingualText]
  public var text: BilingualText
  /// Where the fact comes from (manual, register page), or `project-defined`.
  public var source: String

  public init(
    name: String, table: RegisterTable, address: Int, type: RegisterType,
    unit: UnitOfMeasure = .one,
    access: PointAccess = .read, poll: PollClass = .fast
  ) {
    self.name = name
    self.table = table
    self.address = address
    self.type = type
    self.unit = unit
    self.access = access
    self.poll = poll
    wordOrder = .highFirst
    length = 0
    scale = 1
    offset = 0
    scaleFactor = nil
    sunSpecModel = nil
    bits = nil
    range = nil
    signal = nil
    actuator = nil
    constant = nil
    constantText = nil
    codes = [:]
    symbols = [:]
    text = BilingualText(de: "", en: "")
    source = ""
  }

  /// Registers or coils that the point takes on the wire.
  public var width: Int { type == .string ? length : type.width }
}

/// The pace of a link. All times are real time.
public struct LinkTiming: Equatable, Sendable {
  /// Longest wait for an answer, in ms.
  public var responseTimeout: Milliseconds = 1_000
  /// Shortest pause between two requests, in ms.
  public var gap: Milliseconds = 0
  /// Poll periods of the two classes, in ms.
  public var fast: Milliseconds = 1_000
  public var slow: Milliseconds = 10_000
  /// Most registers in one read request.
  public var mostRegisters: Int = 125
  /// Function code for writing one register: 6 or 16. Longer values always use 16.
  public var writeSingle: Int = 6
  /// Commands are written again after this time even when they did not change, in ms.
  public var refresh: Milliseconds = 1_000
  public init() {}
}

/// What a device takes as a sign of life, and what it does when that stays away. Real time.
public struct SilenceRule: Equatable, Sendable {
  public enum SignOfLife: String, CaseIterable, Sendable {
    /// Any Modbus request (Enapter 4600).
    case anyTraffic = "any-traffic"
    /// A write function code (WAGO with the mask set so).
    case writes
    /// A register whose value changes (H2Rex register 7).
    case changingRegister = "changing-register"
  }
  public var signOfLife: SignOfLife
  /// The time-out, in ms, when no register holds it.
  public var timeout: Milliseconds
  /// The point that holds the time-out (its unit says s or ms; 0 switches the watchdog off); nil
  /// when the time-out is fixed.
  public var timeoutPoint: String?
  /// For `changingRegister`: the point that must change.
  public var heartbeatPoint: String?
  public init(signOfLife: SignOfLife, timeout: Milliseconds) {
    self.signOfLife = signOfLife
    self.timeout = timeout
    timeoutPoint = nil
    heartbeatPoint = nil
  }
}

/// The device's measured values count only while `point` masked with `mask` is one of `allowed`;
/// otherwise they are bad (deviceFault).
public struct ValidityRule: Equatable, Sendable {
  public var point: String
  public var mask: Int
  public var allowed: [Int]
  public init(point: String, mask: Int, allowed: [Int]) {
    self.point = point
    self.mask = mask
    self.allowed = allowed
  }
}

/// A point that must change at least once within `within` ms of real time; otherwise the device's
/// values are bad (frozen).
public struct HeartbeatRule: Equatable, Sendable {
  public var point: String
  public var within: Milliseconds
  public init(point: String, within: Milliseconds) {
    self.point = point
    self.within = within
  }
}

/// A value written at each connect and read back.
public struct SetUpWrite: Equatable, Sendable {
  public var point: String
  public var value: Double
  /// Part of a configuration transaction of the device (Enapter 4xxx): the driver opens it before the
  /// first and commits it after the last such write.
  public var inTransaction: Bool
  public init(point: String, value: Double, inTransaction: Bool = false) {
    self.point = point
    self.value = value
    self.inTransaction = inTransaction
  }
}
