// One device as a value: its map, the words written into it, its watchdog and its habits. Reading
// makes words out of the plant's values, writing makes commands for the plant out of words. Time is
// an argument; `DeviceServer` puts a lock around it.

import DeviceProfiles
import Plant

struct DeviceState {
  /// Changes of the served values that a fault makes.
  enum Distortion { case none, frozen, wordSwap, missing, signReversed }

  let device: ServedDevice
  let map: RegisterMap
  let exchange: PlantExchange
  /// Words that were written, or their defaults.
  private(set) var stored: [RegisterKey: UInt16] = [:]
  private(set) var watchdog: SilenceWatchdog
  private(set) var habit: any DeviceHabit
  private var bootTime: Milliseconds
  private(set) var distortion = Distortion.none
  /// What every register held when the values froze.
  private(set) var frozen: [RegisterKey: UInt16] = [:]
  /// The requests that were read before, with their registers.
  var runs: [RegisterRun] = []
  static let mostRuns = 64
  /// The time-out in force as it was worked out last; nil when something was written since.
  private var knownTimeout: Milliseconds?
  /// Set when a client asked for a restart; the link takes it.
  private(set) var wantsReboot = false

  init(_ device: ServedDevice, exchange: PlantExchange, now: Milliseconds) {
    self.device = device
    self.exchange = exchange
    map = RegisterMap(device, exchange: exchange)
    let habit = chosenHabit(of: device)
    self.habit = habit
    watchdog = SilenceWatchdog(isLatching: habit.latchesSilence)
    bootTime = now
    layDefaults()
  }

  private mutating func layDefaults() {
    stored = [:]
    for point in map.points where point.isWritable { keep(defaultWords(of: point), of: point) }
  }

  /// Outputs drop, registers go back to their defaults, uptime starts from zero.
  mutating func reboot(now: Milliseconds) {
    dropOutputs()
    layDefaults()
    watchdog = SilenceWatchdog(isLatching: habit.latchesSilence)
    habit.restart()
    bootTime = now
    wantsReboot = false
  }

  mutating func distort(_ kind: Distortion, now: Milliseconds) {
    distortion = .none
    frozen = [:]
    if kind == .frozen {
      for key in map.cells.keys { frozen[key] = word(at: key, now: now) }
    }
    distortion = kind
  }

  // What a writable point holds before anyone writes it.
  private func defaultWords(of mapped: MappedPoint) -> [UInt16] {
    let point = mapped.point
    if let constant = point.constant { return point.words(of: constant, exponent: mapped.exponent) }
    if let text = point.constantText { return point.encode(text: text) ?? point.missingWords }
    if mapped.actuator != nil { return failSafeWords(of: mapped) }
    if point.sunSpecModel != nil { return mapped.keys.map { map.cells[$0]?.fill ?? 0xFFFF } }
    return [UInt16](repeating: 0, count: mapped.keys.count)
  }

  private func failSafeWords(of mapped: MappedPoint) -> [UInt16] {
    guard mapped.point.table != .coil, let served = mapped.served else { return [0] }
    let value = served.failSafe ?? served.actuator?.failSafe ?? 0
    return mapped.point.words(of: served.wire(value), exponent: mapped.exponent)
  }

  /// Lays words into the store; only the point's own bits change.
  private mutating func keep(_ words: [UInt16], of mapped: MappedPoint) {
    let masks = mapped.masks
    knownTimeout = nil
    for (index, key) in mapped.keys.enumerated() where index < words.count {
      stored[key] = (stored[key] ?? 0) & ~masks[index] | words[index] & masks[index]
    }
  }
}

// Signs of life and silence.
extension DeviceState {
  func view(_ now: Milliseconds) -> HabitView {
    let stored = stored
    return HabitView(
      now: now, uptime: uptime(now), watchdog: watchdog.condition,
      stored: { stored[RegisterKey($0, $1)] ?? 0 })
  }

  /// Real time since the device started, in ms.
  func uptime(_ now: Milliseconds) -> Milliseconds { now - bootTime }

  /// The time-out in force, in ms; 0 when the device does not watch.
  mutating func timeout(_ now: Milliseconds) -> Milliseconds {
    if let knownTimeout { return knownTimeout }
    let timeout = workedOutTimeout(now)
    knownTimeout = timeout
    return timeout
  }

  private func workedOutTimeout(_ now: Milliseconds) -> Milliseconds {
    guard let rule = device.profile.silence, habit.isWatchdogEnabled(view(now)) else { return 0 }
    guard let place = map.timeoutPoint else { return rule.timeout }
    let mapped = map.points[place]
    let words = mapped.keys.map { stored[$0] ?? 0 }
    let value = mapped.point.value(of: words, exponent: mapped.exponent) ?? 0
    let factor =
      switch mapped.point.unit {
      case .second: 1_000.0
      case .minute: 60_000.0
      default: 1.0
      }
    return Milliseconds(min(max(value * factor, 0), 1e12))
  }

  /// Looks whether the device has been left alone for too long, and drops its outputs if so.
  mutating func watch(_ now: Milliseconds) {
    guard watchdog.condition == .watching else { return }
    if watchdog.hasJustExpired(at: now, timeout: timeout(now)) { dropOutputs() }
  }

  private mutating func dropOutputs() {
    knownTimeout = nil
    for index in map.commandPoints {
      let mapped = map.points[index]
      guard let handle = mapped.actuator, let served = mapped.served else { continue }
      let words = failSafeWords(of: mapped)
      keep(words, of: mapped)
      if let enable = mapped.enable { stored[RegisterKey(.holding, enable)] = 0 }
      if let wire = mapped.point.value(of: words, exponent: mapped.exponent) {
        exchange.post(served.plant(wire), to: handle)
      }
    }
  }

  /// A request of this function has come.
  mutating func notice(function: UInt8, _ now: Milliseconds) {
    watch(now)
    guard let rule = device.profile.silence else { return }
    let isWrite = [5, 6, 15, 16, 22, 23].contains(function)
    let bySelf = rule.signOfLife == .anyTraffic || rule.signOfLife == .writes && isWrite
    if habit.isSignOfLife(function, view(now)) ?? bySelf {
      watchdog.sign(at: now, timeout: timeout(now))
    }
  }
}

// Writing.
extension DeviceState {
  mutating func write(_ write: RegisterWrite, now: Milliseconds) -> ExceptionCode? {
    let addresses = write.address..<write.address + write.words.count
    for address in addresses {
      let isWritable = map.cells[RegisterKey(write.table, address)]?.isWritable ?? false
      guard isWritable || habit.covers(write.table, address) else { return .illegalAddress }
    }
    if let refused = habit.refusal(of: write.table, addresses) { return refused }
    switch habit.decide(write, isValid: isValid(write), view(now)) {
    case .store: apply(write, now: now)
    case .storeAndRestart:
      apply(write, now: now)
      watchdog.restart(at: now)
    case .commit(let writes): for staged in writes { apply(staged, now: now) }
    case .absorb: break
    case .refuse(let code): return code
    case .stopWatchdog: watchdog.stop()
    case .reboot: wantsReboot = true
    }
    return nil
  }

  /// The writable points that a write touches, in the order of the profile.
  private func touched(by write: RegisterWrite) -> [Int] {
    var found: Set<Int> = []
    for offset in write.words.indices {
      let key = RegisterKey(write.table, write.address + offset)
      for part in map.cells[key]?.parts ?? [] where map.points[part.point].isWritable {
        found.insert(part.point)
      }
    }
    return found.sorted()
  }

  /// True when every touched point stays within its range; the fail-safe value always is.
  private func isValid(_ write: RegisterWrite) -> Bool {
    let pending = overlaid(write)
    return touched(by: write).allSatisfy { index in
      let mapped = map.points[index]
      let words = mapped.keys.map { pending[$0] ?? stored[$0] ?? 0 }
      guard mapped.point.type != .string else { return true }
      guard let value = mapped.point.value(of: words, exponent: mapped.exponent) else {
        return false
      }
      guard let range = mapped.point.range, !range.contains(value) else { return true }
      return mapped.actuator != nil && words == failSafeWords(of: mapped)
    }
  }

  private func overlaid(_ write: RegisterWrite) -> [RegisterKey: UInt16] {
    var pending: [RegisterKey: UInt16] = [:]
    for (offset, word) in write.words.enumerated() {
      pending[RegisterKey(write.table, write.address + offset)] = word
    }
    return pending
  }

  /// Stores the words, tells the plant, and starts the watch when the time-out was among them.
  private mutating func apply(_ write: RegisterWrite, now: Milliseconds) {
    let pending = overlaid(write)
    let heartbeat = device.profile.silence?.heartbeatPoint
    var isAlive = false
    for index in touched(by: write) where map.points[index].point.name == heartbeat {
      isAlive = map.points[index].keys.contains { key in
        pending[key].map { $0 != stored[key] } ?? false
      }
    }
    stored.merge(pending) { _, new in new }
    knownTimeout = nil
    let rule = device.profile.silence
    if isAlive, rule?.signOfLife == .changingRegister {
      watchdog.sign(at: now, timeout: timeout(now))
    }
    let setsTimeout = touched(by: write).contains {
      map.points[$0].point.name == rule?.timeoutPoint
    }
    if setsTimeout, watchdog.condition == .off, !watchdog.isLatching, timeout(now) > 0 {
      watchdog.restart(at: now)
    }
    if watchdog.condition != .expired { command(write) }
  }

  /// Passes the touched actuators on to the plant.
  private func command(_ write: RegisterWrite) {
    let indices = Set(touched(by: write))
    for index in map.commandPoints {
      let mapped = map.points[index]
      guard let handle = mapped.actuator, let served = mapped.served else { continue }
      let reach = write.address..<write.address + write.words.count
      let isEnabledHere =
        write.table == .holding && (mapped.enable.map { reach.contains($0) } ?? false)
      guard indices.contains(index) || isEnabledHere else { continue }
      var words = mapped.keys.map { stored[$0] ?? 0 }
      if let enable = mapped.enable, stored[RegisterKey(.holding, enable)] != 1 {
        words = failSafeWords(of: mapped)
      }
      if let wire = mapped.point.value(of: words, exponent: mapped.exponent) {
        exchange.post(served.plant(wire), to: handle)
      }
    }
  }
}
