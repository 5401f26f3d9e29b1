// What can go wrong on a Modbus link, as one closed list. The code says what to do next: an exception
// is an answer and the link stays; anything else means that requests and answers may be out of step,
// and the link is closed already when the error arrives.

import CModbus
import Glibc

/// A request that failed, with the one thing a caller decides on and the words for the log.
public struct ModbusError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The closed list of causes.
  public enum Code: Equatable, Sendable {
    /// No connection, or no whole answer, within the time allowed.
    case timeout
    /// Nobody listens there, or the host is unknown or unreachable.
    case refused
    /// The link is not open: never connected, or closed by either side.
    case closed
    /// The device answered with this exception code (Modbus application protocol 1.1b3, section 7).
    case exception(UInt8)
    /// What came back is no answer to the request: short, foreign, late, or no Modbus at all.
    case badData
    /// The request itself is impossible; nothing was sent.
    case badRequest
    /// An error number of the operating system.
    case other(Int32)
  }

  public let code: Code
  /// What was being done, with whom: `read of 2 input registers at 1008, unit 1 of 10.0.0.5:502`.
  public let during: String

  public init(_ code: Code, during: String) {
    self.code = code
    self.during = during
  }

  /// True when the same request may succeed later without anybody changing anything.
  public var retryHelps: Bool {
    switch code {
    case .timeout, .refused, .closed, .badData, .other: true
    // Device failure, acknowledge, busy, gateway: conditions that pass. The others are facts.
    case .exception(let number): [0x04, 0x05, 0x06, 0x0A, 0x0B].contains(number)
    case .badRequest: false
    }
  }

  /// True when requests and answers are still in step, so that the link may stay.
  public var keepsLink: Bool {
    switch code {
    case .exception, .badRequest: true
    default: false
    }
  }

  public var description: String { "\(during): \(Self.words(for: code))" }

  private static func words(for code: Code) -> String {
    switch code {
    case .timeout: "no answer in time"
    case .refused: "nobody listens there, or there is no such line"
    case .closed: "the link is not open"
    case .exception(let number): "the device refused with exception \(number) (\(name(of: number)))"
    case .badData: "the answer does not belong to the request"
    case .badRequest: "the request is not possible in Modbus"
    case .other(let number): "system error \(number)"
    }
  }

  private static func name(of exception: UInt8) -> String {
    switch exception {
    case 0x01: "illegal function"
    case 0x02: "illegal data address"
    case 0x03: "illegal data value"
    case 0x04: "device failure"
    case 0x05: "acknowledge"
    case 0x06: "device busy"
    case 0x08: "memory parity"
    case 0x0A: "gateway path unavailable"
    case 0x0B: "gateway target does not answer"
    default: "unknown"
    }
  }
}

extension ModbusError.Code {
  /// The cause behind an error number of the system or of libmodbus.
  init(errorNumber: Int32) {
    switch errorNumber {
    case ETIMEDOUT: self = .timeout
    case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN, EADDRNOTAVAIL, ENOENT,
      ENXIO, ENODEV:
      self = .refused
    case ECONNRESET, ECONNABORTED, EPIPE, ENOTCONN, EBADF, EIO: self = .closed
    case EINVAL, h2q_modbus_too_much_data: self = .badRequest
    case (h2q_modbus_error_base + 1)...h2q_modbus_last_exception:
      self = .exception(UInt8(truncatingIfNeeded: errorNumber - h2q_modbus_error_base))
    case (h2q_modbus_last_exception + 1)...h2q_modbus_last_error: self = .badData
    default: self = .other(errorNumber)
    }
  }
}
