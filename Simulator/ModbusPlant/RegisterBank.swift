// What stands behind a server: something that answers for registers. The request handler knows the
// functions and their limits, the bank knows the registers; neither knows a socket.

public import DeviceProfiles
public import Plant

/// Exception codes of the Modbus application protocol 1.1b3, section 7.
public enum ExceptionCode: UInt8, CaseIterable, Sendable {
  case illegalFunction = 1
  case illegalAddress = 2
  case illegalValue = 3
  case deviceFailure = 4
  case acknowledge = 5
  case busy = 6
  case gatewayPath = 10
  case gatewayTarget = 11
}

/// What a request writes, with the function that brought it (a watchdog may count some of them only).
public struct RegisterWrite: Equatable, Sendable {
  /// `.coil` or `.holding`.
  public var table: RegisterTable
  /// First wire address.
  public var address: Int
  /// One word a register; one word of 0 or 1 a coil.
  public var words: [UInt16]
  public init(table: RegisterTable, address: Int, words: [UInt16]) {
    self.table = table
    self.address = address
    self.words = words
  }
}

/// The registers of one device.
public protocol RegisterBank: AnyObject, Sendable {
  /// A request of this function code has come; called once for each, before it is carried out.
  /// Non-nil when the device refuses it whatever it asks.
  func begin(function: UInt8, now: Milliseconds) -> ExceptionCode?
  /// `count` words from `address` on, 0 or 1 a coil.
  func read(_ table: RegisterTable, address: Int, count: Int, now: Milliseconds)
    -> Result<[UInt16], ExceptionCode>
  /// Stores all words or, when it gives a code, none of them.
  func write(_ write: RegisterWrite, now: Milliseconds) -> ExceptionCode?
}

extension ExceptionCode: Error {}
