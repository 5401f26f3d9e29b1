// The outer shape of Modbus on a serial line (Modbus over serial line 1.02, section 2.5.1): unit, function
// with its data, and a check sum. A frame ends where its function says; what cannot be a request is
// dropped until the line is quiet, as a device does it. Nothing here knows a line.

/// How frames lie on the wire.
enum Framing: Equatable, Sendable {
  case tcp, rtu

  func bytes(of frame: ModbusFrame) -> [UInt8] {
    switch self {
    case .tcp: frame.bytes
    case .rtu: SerialFrame.sealed([frame.unit] + frame.pdu)
    }
  }
}

enum SerialFrame {
  /// Longest frame: unit, 253 bytes of function and data, check sum.
  static let longest = 256

  /// The check sum of a frame, low byte first on the wire (same standard, appendix B).
  static func checkSum(_ bytes: some Sequence<UInt8>) -> UInt16 {
    var sum: UInt16 = 0xFFFF
    for byte in bytes {
      sum ^= UInt16(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xA001 : sum >> 1 }
    }
    return sum
  }

  /// The bytes with their check sum.
  static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    let sum = checkSum(bytes)
    return bytes + [UInt8(sum & 0xFF), UInt8(sum >> 8)]
  }
}

/// Finds requests in the bytes of a line.
struct SerialFrameDecoder {
  /// What the bytes so far are.
  enum Finding: Equatable {
    /// The rest of the frame is missing.
    case incomplete
    case request(ModbusFrame)
    /// No request: a wrong check sum, or a function of unknown length. Wait for a quiet line.
    case noise
  }

  private var waiting: [UInt8] = []
  private var isNoise = false

  mutating func append(_ bytes: some Sequence<UInt8>) {
    if !isNoise { waiting.append(contentsOf: bytes) }
  }

  /// The line has been quiet: whatever waits will never become a frame.
  mutating func quiet() {
    waiting = []
    isNoise = false
  }

  /// The next finding; call until it is `incomplete` or `noise`.
  mutating func next() -> Finding {
    if isNoise { return .noise }
    guard waiting.count >= 2 else { return .incomplete }
    guard let length = requestLength else { return waiting.count < 7 ? .incomplete : drown() }
    guard waiting.count >= length else { return .incomplete }
    let frame = Array(waiting.prefix(length))
    let sum = SerialFrame.checkSum(frame.dropLast(2))
    guard frame[length - 2] == UInt8(sum & 0xFF), frame[length - 1] == UInt8(sum >> 8) else {
      return drown()
    }
    waiting.removeFirst(length)
    return .request(
      ModbusFrame(transaction: 0, unit: frame[0], pdu: Array(frame[1..<length - 2])))
  }

  private mutating func drown() -> Finding {
    waiting = []
    isNoise = true
    return .noise
  }

  /// Length of the request that has begun, with its check sum; nil while it cannot be told.
  private var requestLength: Int? {
    switch waiting[1] {
    case 1...6: 8
    case 15, 16: waiting.count > 6 ? 9 + Int(waiting[6]) : nil
    case 23: waiting.count > 10 ? 13 + Int(waiting[10]) : nil
    default: nil
    }
  }
}
