// What a link does with an answer: send it, or what the fault of the moment makes of it. Pure, so that
// every fault can be looked at without a socket.

import Plant

/// What happens on the wire in place of a plain answer.
enum LinkReaction: Equatable {
  case nothing
  case send([UInt8])
  case sendLate([UInt8], after: Milliseconds)
  /// Byte by byte.
  case drip([UInt8], every: Milliseconds)
  /// The connection is reset.
  case reset
}

extension LinkFault {
  /// What a web server says to a Modbus request.
  private static let banner = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"

  /// True when the fault answers in the device's place, so that the request never reaches it.
  func replacesDevice() -> Bool {
    switch self {
    case .silent, .reset, .exception, .garbage, .refuse: true
    default: false
    }
  }

  /// What becomes of `answer` to `request`.
  func reaction(
    to request: ModbusFrame, answer: ModbusFrame, framing: Framing = .tcp
  ) -> LinkReaction {
    let bytes = framing.bytes(of: answer)
    switch self {
    case .silent, .refuse: return .nothing
    case .reset: return .reset
    case .garbage: return .send(Array(Self.banner.utf8))
    case .late(let delay): return .sendLate(bytes, after: delay)
    case .slowDrip(let pause): return .drip(bytes, every: pause)
    case .shortFrame: return .send(Array(bytes.prefix(bytes.count / 2)))
    case .exception(let code):
      let function = (request.pdu.first ?? 0) | 0x80
      return .send(
        framing.bytes(
          of: ModbusFrame(
            transaction: request.transaction, unit: request.unit, pdu: [function, code.rawValue])))
    case .wrongTransaction:
      var wrong = answer
      wrong.transaction = request.transaction &+ 1
      // A serial frame has no transaction; there another unit answers.
      if framing == .rtu { wrong.unit = request.unit &+ 1 }
      return .send(framing.bytes(of: wrong))
    case .frozen, .wordSwap, .nan, .signReversed, .reboot, .maxClients:
      return .send(bytes)
    }
  }
}
