// The far end of one wire: a simulated device with its registers, its watchdog and its power supply. It
// is the same register server that `h2q-sim serve` puts on a socket, asked without one.

import DeviceProfiles
import Drivers
import ModbusPlant
import Plant
import PlantSimulation
import Scenarios
import SiteConfiguration

/// One device of the plant, as a client finds it.
final class DeviceEnd {
  let name: String
  let responseTimeout: Milliseconds
  private let server: DeviceServer
  private let handler: RequestHandler
  private let exchange = PlantExchange()
  private let door: PlantDoor
  private let plant: SimulatedPlant
  /// What says whether the device has power; nil for one that always has.
  private let power: SignalHandle?
  private(set) var isPowered = true
  /// Plant time at which the values were fetched last.
  private var fetched = Milliseconds.min
  /// World time until which a restart goes on.
  private var awayUntil = Milliseconds.min
  /// World time of the last request of each kind, to know when the watchdog deserves a look.
  private var lastRequest: Milliseconds
  private let silence: SilenceRule.SignOfLife?
  /// Answers that hold as long as nothing has changed that they tell.
  private var memory: [Remembered] = []
  private var bootTime: Milliseconds
  private var wasExpired = false

  /// An answer, with the second of the device's own time in which it was given.
  private struct Remembered {
    var table: RegisterTable
    var address: Int
    var count: Int
    var second: Milliseconds
    var words: [UInt16]
  }

  /// How long a device is away when a client or its power makes it start anew, in ms.
  private static let restart: Milliseconds = 5_000
  /// A watchdog of at least two seconds needs no look sooner after a request.
  private static let patience: Milliseconds = 1_500

  init(
    _ binding: DeviceBinding, of site: LoadedSite, in plant: SimulatedPlant, at now: Milliseconds
  ) {
    name = binding.name
    responseTimeout = binding.timing.responseTimeout
    self.plant = plant
    door = PlantDoor(plant)
    let device = ServedDevice(
      binding, source: { site.signal(of: $0) }, target: { site.role(of: $0) })
    server = DeviceServer(device, exchange: exchange, now: now)
    handler = RequestHandler(server)
    lastRequest = now
    bootTime = now
    silence = binding.profile.silence?.signOfLife
    power = plant.signal(unit: site.powered(by: binding), .link)
    exchange.publish(from: door)
  }

  /// True while the device takes connections and answers.
  func isPresent(at now: Milliseconds) -> Bool { isPowered && now >= awayUntil }

  /// Fetches the plant's values when it has moved since; forgets answers that are no longer true.
  private func fetch() {
    if fetched != plant.time {
      exchange.publish(from: door)
      fetched = plant.time
    }
    if door.hasChanged {
      memory.removeAll(keepingCapacity: true)
      door.hasChanged = false
    }
  }

  /// The words of a table, or the exception with which the device refuses. An answer that must be the
  /// same as the last one is remembered instead of worked out; counters of seconds make it new.
  func read(
    _ table: RegisterTable, address: Int, count: Int, at now: Milliseconds
  ) throws(LinkError) -> [UInt16] {
    fetch()
    let second = (now - bootTime) / 1_000
    for known in memory
    where known.address == address && known.count == count && known.second == second
      && known.table == table
    {
      lastRequest = now
      if silence == .anyTraffic { _ = server.begin(function: 3, now: now) }
      return known.words
    }
    let answer = answer(to: readRequest(table, address: address, count: count), at: now)
    guard answer.first ?? 0x80 < 0x80 else { throw .exception(answer.count > 1 ? answer[1] : 4) }
    let words = words(of: table, in: answer, count: count)
    memory.removeAll { $0.address == address && $0.table == table && $0.count == count }
    memory.append(
      Remembered(table: table, address: address, count: count, second: second, words: words))
    return words
  }

  /// The answer to a request that has come in.
  func answer(to pdu: [UInt8], at now: Milliseconds) -> [UInt8] {
    lastRequest = now
    fetch()
    let answer = handler.answer(to: pdu, now: now)
    if let function = pdu.first, function > 4 {
      memory.removeAll(keepingCapacity: true)
      exchange.deliverCommands(to: door)
      if server.wantsReboot { startAnew(at: now, for: Self.restart * 4) }
    }
    return answer
  }

  /// What happens at the device by itself in a beat: its watchdog, and its power.
  func beat(at now: Milliseconds) {
    if let power {
      let isPowered = plant.value(power) != 0
      if isPowered, !self.isPowered { startAnew(at: now, for: Self.restart) }
      self.isPowered = isPowered
    }
    if silence != nil, now - lastRequest > Self.patience || now % 500 == 0 {
      server.watch(now: now)
      let isExpired = server.hasWatchdogExpired
      guard isExpired != wasExpired else { return }
      wasExpired = isExpired
      memory.removeAll(keepingCapacity: true)
      exchange.deliverCommands(to: door)
    }
  }

  /// Registers go back to their defaults, outputs drop, and nobody answers for a while.
  func startAnew(at now: Milliseconds, for pause: Milliseconds) {
    server.reboot(now: now)
    bootTime = now
    memory.removeAll(keepingCapacity: true)
    exchange.deliverCommands(to: door)
    awayUntil = now + pause
  }

  /// Changes the served values as a fault says; nil makes them true again.
  func distort(by fault: LinkFault?, at now: Milliseconds) {
    fetch()
    memory.removeAll(keepingCapacity: true)
    server.distort(by: fault, now: now)
  }
}

extension LoadedSite {
  /// The unit whose power a device lives on: the unit that it is, or the room's control supply.
  fileprivate func powered(by device: DeviceBinding) -> String {
    let kinds: [UnitKind] = [
      .electrolyser, .fuelCell, .gasDetector, .inverter, .gridMeter, .meter, .heatMeter,
    ]
    let own = units.first { $0.name == device.name && kinds.contains($0.kind) }?.name
    if let own { return own }
    for bound in device.points {
      guard let source = signal(of: bound.point), source.signal != .link else { continue }
      let isOwn = units.contains { $0.name == source.unit && kinds.contains($0.kind) }
      return isOwn ? source.unit : "room"
    }
    return "room"
  }
}
