// A Modbus link without a network: requests become the bytes of the protocol, go to the device in the
// same call, and come back as a real client would see them, faults included. The call returns at once;
// how long it would have kept its thread waiting is left in `waited`, in virtual time.

import DeviceProfiles
import Drivers
import ModbusPlant
import Plant
import PlantSimulation

/// The wire of one device, with what is wrong with it.
final class MemoryLink: RegisterLink {
  let end: DeviceEnd
  /// What is wrong with the wire; nil for nothing.
  private(set) var fault: LinkFault?
  /// Share of requests that get lost on the way, 0...1.
  var loss = 0.0
  /// Requests and failures so far.
  private(set) var requests = 0
  private(set) var failures = 0
  /// World time of the call.
  var now: Milliseconds = 0
  /// How long the last call would have waited, in ms.
  private(set) var waited: Milliseconds = 0
  private var isOpen = false
  private var random: SeededRandom

  init(to end: DeviceEnd, seed: UInt64) {
    self.end = end
    random = SeededRandom(seed: seed)
  }

  /// Breaks the wire, or mends it with nil.
  func set(_ fault: LinkFault?, at now: Milliseconds) {
    self.fault = fault
    end.distort(by: fault, at: now)
    if case .reboot(let pause) = fault {
      end.startAnew(at: now, for: pause)
      self.fault = nil
    }
  }

  func connect(timeout: Milliseconds) throws(LinkError) {
    waited = 1
    isOpen = false
    guard end.isPresent(at: now) else { throw failed(.timeout, after: timeout) }
    switch fault {
    case .refuse: throw failed(.refused, after: 1)
    case .maxClients(let most) where most < 1: throw failed(.closed, after: 1)
    default: isOpen = true
    }
  }

  func close() {
    isOpen = false
    waited = 0
  }

  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16] {
    try pass(timeout: timeout) { _ = try? end.read(table, address: address, count: count, at: now) }
    do throws(LinkError) {
      return try end.read(table, address: address, count: count, at: now)
    } catch {
      failures += 1
      throw error
    }
  }

  func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) throws(LinkError) {
    var request = [UInt8(function), high(address), low(address)]
    switch function {
    case 5: request += values.first == 0 ? [0, 0] : [0xFF, 0]
    case 6: request += [high(Int(values.first ?? 0)), low(Int(values.first ?? 0))]
    case 15:
      var packed = [UInt8](repeating: 0, count: (values.count + 7) / 8)
      for (place, value) in values.enumerated() where value != 0 {
        packed[place / 8] |= 1 << UInt8(place % 8)
      }
      request += [high(values.count), low(values.count), UInt8(packed.count)] + packed
    default:
      request += [high(values.count), low(values.count), UInt8(values.count * 2)]
      for value in values { request += [high(Int(value)), low(Int(value))] }
    }
    try pass(timeout: timeout) { _ = end.answer(to: request, at: now) }
    let answer = end.answer(to: request, at: now)
    guard answer.first ?? 0x80 < 0x80 else {
      failures += 1
      throw .exception(answer.count > 1 ? answer[1] : 4)
    }
  }

  /// The way of a request to the device; returns when it arrives and its answer comes back in time.
  /// `act` is what the device does when the request arrives and only the answer is lost.
  private func pass(timeout: Milliseconds, act: () -> Void) throws(LinkError) {
    requests += 1
    waited = 1 + Milliseconds(random.next() & 3)
    guard isOpen else { throw failed(.closed, after: 0) }
    guard end.isPresent(at: now) else { throw failed(.timeout, after: timeout) }
    if loss > 0, random.even() < loss {
      if random.even() < 0.5 { act() }
      throw failed(.timeout, after: timeout)
    }
    if let fault { try suffer(fault, timeout: timeout, act: act) }
  }

  /// What a fault of the wire makes of a request; returns when it harms nothing.
  private func suffer(
    _ fault: LinkFault, timeout: Milliseconds, act: () -> Void
  ) throws(LinkError) {
    switch fault {
    case .silent: throw failed(.timeout, after: timeout)
    case .refuse, .reset, .maxClients: throw failed(.closed, after: 1)
    case .garbage: throw failed(.garbled, after: waited)
    case .exception(let code):
      failures += 1
      throw .exception(code.rawValue)
    case .wrongTransaction:
      act()
      throw failed(.garbled, after: waited)
    case .shortFrame:
      act()
      throw failed(.timeout, after: timeout)
    case .late(let delay): try delayed(by: delay, timeout: timeout, act: act)
    case .slowDrip(let pause): try delayed(by: pause * 20, timeout: timeout, act: act)
    case .frozen, .wordSwap, .nan, .signReversed, .reboot: break
    }
  }

  private func delayed(
    by delay: Milliseconds, timeout: Milliseconds, act: () -> Void
  ) throws(LinkError) {
    waited += delay
    guard waited >= timeout else { return }
    act()
    throw failed(.timeout, after: timeout)
  }

  private func failed(_ error: LinkError, after wait: Milliseconds) -> LinkError {
    failures += 1
    waited = wait
    isOpen = false
    return error
  }
}
