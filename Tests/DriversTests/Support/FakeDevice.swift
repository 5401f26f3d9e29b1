// A device in memory, and the world around it: virtual time, and a scan that completes at its beat. A
// day passes in a moment, and every request is on record with the instant at which it was sent.

import DeviceProfiles
import Plant

@testable import Drivers

/// A world in which one driver runs its device.
final class World {
  var now: Milliseconds = 0
  let driver: Box
  let device: FakeDevice
  let tray: DeviceTray
  let commands: CommandTray
  /// What each completed scan commands, by the actuators' places in the site's list.
  var wishes: [Double]
  var scansGoOn = true
  var scanPeriod: Milliseconds = 250
  /// Makes the driver work out every answer anew.
  var forgetsMeanings = false
  private var nextScan: Milliseconds = 0
  private(set) var scan: UInt64 = 0

  /// A driver can be changed in place only where it is stored.
  final class Box {
    var value: DeviceDriver
    init(_ value: DeviceDriver) { self.value = value }
  }

  init(_ binding: DeviceBinding, _ device: FakeDevice) {
    tray = DeviceTray(for: binding)
    commands = CommandTray(for: binding)
    driver = Box(DeviceDriver(binding, tray: tray, commands: commands))
    self.device = device
    wishes = binding.actuators.map(\.failSafe)
    device.world = self
  }

  /// Lets time pass; scans complete at their beat meanwhile.
  func pass(to instant: Milliseconds) {
    while scansGoOn, nextScan <= instant {
      now = max(now, nextScan)
      completeScan()
    }
    now = max(now, instant)
  }

  func completeScan() {
    scan += 1
    let slots = Slots(
      wishes.map { Command(value: $0, origin: .dispatch) },
      filler: Command(value: 0, origin: .failSafe))
    commands.put(slots, scan: scan, time: now)
    nextScan = now + scanPeriod
  }

  /// Runs the driver until `end`.
  func run(until end: Milliseconds) {
    pass(to: now)
    while now < end {
      let action = driver.value.next(now: now)
      if case .wait(let until) = action {
        let wake = scansGoOn ? min(until, nextScan) : until
        pass(to: min(max(wake, now + 1), end))
      } else {
        let outcome = driver.value.carryOut(action, on: device)
        if forgetsMeanings { driver.value.schedule.forgetMeanings() }
        driver.value.finished(outcome, now: now)
      }
    }
  }
}

/// A register device with a record of all requests.
final class FakeDevice: RegisterLink {
  unowned var world: World?
  var holding: [Int: UInt16] = [:]
  var input: [Int: UInt16] = [:]
  var coils: [Int: UInt16] = [:]
  var discretes: [Int: UInt16] = [:]
  /// Addresses (of any table) that answer with an exception.
  var refusing: [Int: UInt8] = [:]
  /// True when registers that were never set answer 0 instead of exception 2.
  var isGenerous = true
  /// How long an answer takes, in ms.
  var latency: Milliseconds = 5
  /// Called before each request and connect; an error is what comes of it.
  var fault: ((_ request: String) -> LinkError?)?
  /// Called after each accepted write.
  var onWrite: ((_ address: Int, _ values: [UInt16], FakeDevice) -> Void)?
  private(set) var isOpen = false
  /// Requests that were made while the link was not open, or connects while it was.
  private(set) var misuses = 0
  private(set) var record: [(time: Milliseconds, text: String)] = []

  /// The record as texts.
  var texts: [String] { record.map(\.text) }
  /// Everything but connects and closes, since an instant.
  func requests(since: Milliseconds = .min) -> [(time: Milliseconds, text: String)] {
    record.filter { $0.time >= since && $0.text != "connect" && $0.text != "close" }
  }
  func forgetRecord() { record = [] }

  private func note(_ text: String, timeout: Milliseconds) throws(LinkError) {
    record.append((world?.now ?? 0, text))
    guard let world else { return }
    let error = fault?(text)
    world.pass(to: world.now + (error == .timeout ? timeout : latency))
    if let error {
      if case .exception = error {} else { isOpen = text == "connect" ? false : isOpen }
      throw error
    }
  }

  func connect(timeout: Milliseconds) throws(LinkError) {
    if isOpen { misuses += 1 }
    try note("connect", timeout: timeout)
    isOpen = true
  }

  func close() {
    record.append((world?.now ?? 0, "close"))
    isOpen = false
  }

  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16] {
    if !isOpen { misuses += 1 }
    try note("read \(table.rawValue) \(address)x\(count)", timeout: timeout)
    var values: [UInt16] = []
    for place in address..<address + count {
      if let code = refusing[place] { throw .exception(code) }
      let found =
        switch table {
        case .holding: holding[place]
        case .input: input[place]
        case .coil: coils[place]
        case .discrete: discretes[place]
        }
      guard let value = found ?? (isGenerous ? 0 : nil) else { throw .exception(2) }
      values.append(value)
    }
    return values
  }

  func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) throws(LinkError) {
    if !isOpen { misuses += 1 }
    let text = values.map(String.init).joined(separator: ",")
    try note("write\(function) \(table.rawValue) \(address)=\(text)", timeout: timeout)
    for (place, value) in values.enumerated() {
      if let code = refusing[address + place] { throw .exception(code) }
      if table == .coil {
        coils[address + place] = value
      } else {
        holding[address + place] = value
      }
    }
    onWrite?(address, values, self)
  }
}
