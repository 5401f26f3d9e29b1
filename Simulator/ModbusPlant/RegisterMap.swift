// The registers of a device, address by address: which points fill each, and what it holds when none
// does. Made once from the profile; where no cell is, the device has a gap.

import DeviceProfiles
import Plant

/// A place in one of the four tables, as one number.
struct RegisterKey: Hashable {
  let raw: Int
  init(_ table: RegisterTable, _ address: Int) {
    let place =
      switch table {
      case .coil: 0
      case .discrete: 1
      case .input: 2
      case .holding: 3
      }
    raw = place << 16 | (address & 0xFFFF)
  }
}

/// A profile point at its wire address, with what stands behind it.
struct MappedPoint {
  var point: ProfilePoint
  /// Wire address.
  var address: Int
  /// SunSpec power of ten.
  var exponent = 0
  var served: ServedPoint?
  var signal: PlantExchange.SignalHandle?
  var actuator: PlantExchange.ActuatorHandle?
  /// The written point that this one reads back, when the plant has nothing to say about it.
  var echo: Int?
  /// Wire address of the register that must be 1 for the command to hold (SunSpec limits).
  var enable: Int?
  /// Where its words lie.
  let keys: [RegisterKey]
  /// The bits of each word that belong to the point.
  let masks: [UInt16]
  /// A number that a fault of the values can change: no text, no single bit, no power of ten.
  var isNumber = false
  /// It counts the time that the device has been up.
  var isCounter = false

  init(point: ProfilePoint, address: Int) {
    self.point = point
    self.address = address
    keys = (0..<max(1, point.width)).map { RegisterKey(point.table, address + $0) }
    masks = point.masks
  }

  /// True when something stands behind the point.
  var hasSource: Bool {
    signal != nil || isWritable || echo != nil || point.constant != nil
      || point.constantText != nil || isCounter
  }

  var isWritable: Bool { point.access != .read }
}

/// All registers of a device.
struct RegisterMap {
  /// A word of a point.
  struct Part {
    var point: Int
    var word: Int
  }
  /// One register or coil.
  struct Cell {
    var parts: [Part] = []
    /// The parts that speak, in the order in which they are laid over each other: those with a source
    /// where any has one; whole points first, then single bits over them.
    var layers: [Part] = []
    /// What it answers where no point speaks.
    var fill: UInt16 = 0
    var isReadable = false
    var isWritable = false
  }

  private(set) var points: [MappedPoint] = []
  /// Places of the points that command something.
  private(set) var commandPoints: [Int] = []
  /// Place of the point that holds the time-out of the device's watchdog; nil where none does.
  private(set) var timeoutPoint: Int?
  private(set) var cells: [RegisterKey: Cell] = [:]

  init(_ device: ServedDevice, exchange: PlantExchange) {
    let isChain = device.profile.discovery == .sunSpec
    let chain = isChain ? SunSpecChain(of: device.profile) : nil
    for (address, word) in chain?.fill ?? [:] {
      cells[RegisterKey(.holding, address)] = Cell(fill: word, isReadable: true)
    }
    for point in device.profile.points {
      add(Self.mapped(point, of: device, chain: chain, exchange: exchange))
    }
    for index in points.indices { link(index) }
    let ordered = cells.mapValues { layers(of: $0.parts) }
    for (key, layers) in ordered { cells[key]?.layers = layers }
    commandPoints = points.indices.filter {
      points[$0].actuator != nil && points[$0].served != nil
    }
    let name = device.profile.silence?.timeoutPoint
    timeoutPoint = name.flatMap { name in points.firstIndex { $0.point.name == name } }
  }

  private func layers(of parts: [Part]) -> [Part] {
    // A point without a source leaves its bits to those that have one.
    let sourced = parts.filter { points[$0.point].hasSource }
    let speaking = sourced.isEmpty ? parts : sourced
    return speaking.filter { points[$0.point].point.bits == nil }
      + speaking.filter { points[$0.point].point.bits != nil }
  }

  private static func mapped(
    _ point: ProfilePoint, of device: ServedDevice, chain: SunSpecChain?, exchange: PlantExchange
  ) -> MappedPoint {
    let start = point.sunSpecModel.flatMap { chain?.starts[$0] } ?? 0
    var mapped = MappedPoint(point: point, address: start + point.address)
    mapped.served = device.points.first { $0.profilePoint == point.name }
    if let served = mapped.served {
      if let signal = served.signal {
        mapped.signal = exchange.handle(unit: served.unit, signal: signal)
      }
      if let role = served.actuator {
        mapped.actuator = exchange.handle(unit: served.unit, role: role)
      }
    }
    let factors = device.profile.points.compactMap(\.scaleFactor)
    mapped.isNumber =
      point.type != .string && point.type != .bool && point.bits == nil
      && !factors.contains(point.name)
    mapped.isCounter =
      point.name == device.profile.heartbeat?.point || point.name.hasSuffix("uptime")
    if let factor = point.scaleFactor, let holder = device.profile.point(named: factor) {
      mapped.exponent = Int(holder.constant ?? 0)
    }
    if let offset = SunSpecLimit.enableOffset(of: point) { mapped.enable = start + offset }
    return mapped
  }

  private mutating func add(_ mapped: MappedPoint) {
    let index = points.count
    points.append(mapped)
    for (word, key) in mapped.keys.enumerated() {
      var cell = cells[key] ?? Cell()
      cell.parts.append(Part(point: index, word: word))
      cell.isReadable = cell.isReadable || mapped.point.access != .write
      cell.isWritable = cell.isWritable || mapped.isWritable
      cells[key] = cell
    }
  }

  /// Finds what a read-back reads back: the point of the same name, or of the role that it tells.
  private mutating func link(_ index: Int) {
    let suffix = "-read-back"
    let point = points[index].point
    guard point.access == .read else { return }
    var twin: Int?
    if point.name.hasSuffix(suffix) {
      let name = String(point.name.dropLast(suffix.count))
      twin = points.firstIndex { $0.point.name == name && $0.isWritable }
    }
    if twin == nil, let signal = points[index].served?.signal {
      let role: ActuatorRole? =
        signal == .runReadBack ? .run : signal == .rateReadBack ? .rate : nil
      twin = role.flatMap { role in points.firstIndex { $0.served?.actuator == role } }
    }
    points[index].echo = twin
  }
}

/// SunSpec limits hold only while their enable register is 1 (models 123 and 704).
enum SunSpecLimit {
  /// Offset of the enable register that belongs to the power limit `point`; nil for other points.
  static func enableOffset(of point: ProfilePoint) -> Int? {
    switch (point.sunSpecModel, point.address) {
    case (123, 5): 9
    case (704, 15): 14
    default: nil
    }
  }
}
