// One device on the wire, without the wire: which unit identifiers it answers, how many clients it
// takes, and which fault is switched on. Event loops ask it what to do with each frame.

import Plant
import Synchronization

/// What a link has seen since it started.
public struct LinkStatistics: Equatable, Sendable {
  /// Requests to a unit that the device answers.
  public var requests = 0
  /// Requests that were refused with an exception.
  public var exceptions = 0
  /// Connections that were closed because their bytes were no Modbus.
  public var brokenStreams = 0
  /// Connections now.
  public var clients = 0
  /// Connections that were turned away.
  public var turnedAway = 0
}

final class DeviceLink: Sendable {
  private struct State {
    var fault: LinkFault?
    var statistics = LinkStatistics()
  }

  let device: ServedDevice
  let bank: DeviceServer
  private let handler: RequestHandler
  private let exchange: PlantExchange
  private let power: PlantExchange.SignalHandle?
  private let state = Mutex(State())

  init(_ device: ServedDevice, exchange: PlantExchange, now: Milliseconds) {
    self.device = device
    self.exchange = exchange
    bank = DeviceServer(device, exchange: exchange, now: now)
    handler = RequestHandler(bank)
    power = device.linkUnit.map { exchange.handle(unit: $0, signal: .link) }
  }

  var fault: LinkFault? { state.withLock { $0.fault } }
  var statistics: LinkStatistics { state.withLock { $0.statistics } }

  func set(_ fault: LinkFault?, now: Milliseconds) {
    state.withLock { $0.fault = fault }
    bank.distort(by: fault, now: now)
  }

  /// What happens on the wire for this request.
  func reaction(
    to request: ModbusFrame, now: Milliseconds, framing: Framing = .tcp
  ) -> LinkReaction {
    // A unit of a serial line hears its own number only; a device with a port of its own is generous.
    let own = framing == .tcp ? [0, 1, 255, device.unitIdentifier] : [device.unitIdentifier]
    guard own.contains(request.unit), isPowered else { return .nothing }
    let fault = fault
    state.withLock { $0.statistics.requests += 1 }
    if let fault, fault.replacesDevice() {
      return fault.reaction(to: request, answer: request, framing: framing)
    }
    var answer = request
    answer.pdu = handler.answer(to: request.pdu, now: now)
    if (answer.pdu.first ?? 0) & 0x80 != 0 { state.withLock { $0.statistics.exceptions += 1 } }
    return fault?.reaction(to: request, answer: answer, framing: framing)
      ?? .send(framing.bytes(of: answer))
  }

  /// False while the plant says that the device has no power.
  private var isPowered: Bool { power.flatMap { exchange.value($0) } != 0 }

  /// A client has come; false when there is no room for it.
  func admit() -> Bool {
    state.withLock { state in
      var most = device.mostClients
      if case .maxClients(let number) = state.fault { most = number }
      guard state.statistics.clients < most else {
        state.statistics.turnedAway += 1
        return false
      }
      state.statistics.clients += 1
      return true
    }
  }

  func dismiss() { state.withLock { $0.statistics.clients -= 1 } }

  func noteBrokenStream() { state.withLock { $0.statistics.brokenStreams += 1 } }
}
