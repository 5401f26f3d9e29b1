// What a driver asks for next, and what came of it, as plain values. The driver itself never touches a
// link: whoever runs it carries out the action and tells the outcome.

public import DeviceProfiles
public import Plant

/// Neighbouring values to read from one table.
public struct ReadRequest: Equatable, Sendable {
  public var table: RegisterTable
  /// Wire address of the first.
  public var address: Int
  public var count: Int
  public init(_ table: RegisterTable, _ address: Int, count: Int = 1) {
    self.table = table
    self.address = address
    self.count = count
  }
}

/// Neighbouring values to write into one table.
public struct WriteRequest: Equatable, Sendable {
  public var table: RegisterTable
  /// Wire address of the first.
  public var address: Int
  public var values: [UInt16]
  /// Modbus function code: 5, 6, 15 or 16.
  public var function: Int
  public init(_ table: RegisterTable, _ address: Int, values: [UInt16], function: Int) {
    self.table = table
    self.address = address
    self.values = values
    self.function = function
  }
}

/// What a driver asks for.
public enum DriverAction: Equatable, Sendable {
  case connect
  case close
  case read(ReadRequest)
  case write(WriteRequest)
  /// Nothing to do before this instant, unless a new scan has completed.
  case wait(until: Milliseconds)
}

/// What came of an action. A wait has no outcome.
public enum DriverOutcome: Equatable, Sendable {
  /// Connected, closed or written.
  case done
  /// The values that were read.
  case values([UInt16])
  case failed(LinkError)
}

/// A step of the sequences that run after each connect.
enum Exchange: Equatable {
  case read(ReadRequest)
  case write(WriteRequest)
  /// Nothing for so many ms.
  case pause(Milliseconds)
}

/// What the device said to a step. A link that fails is no answer: then the sequence starts anew.
enum Answer: Equatable {
  case values([UInt16])
  case written
  case exception(UInt8)
}
