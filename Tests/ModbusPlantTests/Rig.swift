// Small profiles and a plant of two dictionaries, so that each test sees all of what it stands on.

import DeviceProfiles
import ModbusPlant
import Plant
import Synchronization

/// A plant that tells what it is given and remembers what it was asked.
final class TablePlant: PlantPort {
  var values: [Signal: Double] = [:]
  var commands: [ActuatorRole: Double] = [:]

  func value(unit: String, signal: Signal) -> Double? { unit == "el-1" ? values[signal] : nil }
  func command(unit: String, role: ActuatorRole, value: Double) { commands[role] = value }
}

/// A clock that stands until it is moved.
final class HandClock: Sendable {
  private let time = Mutex<Milliseconds>(1_000)
  var now: Milliseconds { time.withLock { $0 } }
  func advance(_ milliseconds: Milliseconds) { time.withLock { $0 += milliseconds } }
}

func point(
  _ name: String, _ table: RegisterTable, _ address: Int, _ type: RegisterType,
  unit: UnitOfMeasure = .one, access: PointAccess = .read,
  _ change: (inout ProfilePoint) -> Void = { _ in }
) -> ProfilePoint {
  var point = ProfilePoint(
    name: name, table: table, address: address, type: type, unit: unit, access: access)
  change(&point)
  return point
}

func profile(
  _ name: String, maker: String = "Nobody", kind: UnitKind = .electrolyser,
  discovery: Discovery = .fixed, silence: SilenceRule? = nil, heartbeat: HeartbeatRule? = nil,
  models: [SunSpecModel] = [], _ points: [ProfilePoint]
) -> DeviceProfile {
  var profile = DeviceProfile(
    name: name, maker: maker, model: "T1", kind: kind, text: BilingualText(de: "", en: ""),
    discovery: discovery, silence: silence, heartbeat: heartbeat, points: points)
  profile.models = models
  return profile
}

/// A device of no make.
func profile(heartbeat: HeartbeatRule? = nil, _ points: [ProfilePoint]) -> DeviceProfile {
  profile("tiny", heartbeat: heartbeat, points)
}

/// One device without a wire, with its clock and its plant.
final class Rig {
  let plant = TablePlant()
  let exchange = PlantExchange()
  let clock = HandClock()
  let bank: DeviceServer

  init(_ profile: DeviceProfile, points: [ServedPoint]? = nil) {
    var device = ServedDevice(name: "d", profile: profile, unit: "el-1")
    if let points { device.points = points }
    bank = DeviceServer(device, exchange: exchange, now: clock.now)
  }

  /// Lets the plant take commands and show these values.
  func step(_ values: [Signal: Double] = [:]) {
    exchange.around(plant) { plant.values.merge(values) { _, new in new } }
  }

  func read(_ table: RegisterTable, _ address: Int, _ count: Int = 1) -> [UInt16]? {
    _ = bank.begin(function: 3, now: clock.now)
    return try? bank.read(table, address: address, count: count, now: clock.now).get()
  }

  func readException(_ table: RegisterTable, _ address: Int, _ count: Int = 1) -> ExceptionCode? {
    switch bank.read(table, address: address, count: count, now: clock.now) {
    case .success: nil
    case .failure(let code): code
    }
  }

  @discardableResult
  func write(_ table: RegisterTable, _ address: Int, _ words: UInt16...) -> ExceptionCode? {
    _ = bank.begin(function: table == .coil ? 5 : 16, now: clock.now)
    return bank.write(
      RegisterWrite(table: table, address: address, words: words), now: clock.now)
  }

  /// What the plant has been asked for, after one step.
  func asked(_ role: ActuatorRole) -> Double? {
    step()
    return plant.commands[role]
  }
}

/// The high and low word of a float.
func float(_ value: Float) -> [UInt16] {
  [UInt16(value.bitPattern >> 16), UInt16(value.bitPattern & 0xFFFF)]
}

/// Numbers that repeat from a seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
