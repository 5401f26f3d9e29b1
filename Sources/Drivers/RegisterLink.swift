// The wire as a driver sees it: one request at a time, and a closed list of ways to fail. What stands
// behind it (Modbus TCP, a fake in a test) is chosen by whoever wires the house together.

public import DeviceProfiles
public import Plant

/// Why a request brought nothing.
public enum LinkError: Error, Equatable, Sendable {
  /// No connection or no whole answer in time.
  case timeout
  /// Nobody listens there.
  case refused
  /// The link is closed.
  case closed
  /// The device answered with this exception code.
  case exception(UInt8)
  /// What came back does not belong to the request.
  case garbled
}

/// A blocking link to one device, used by one thread, with one request under way at a time.
public protocol RegisterLink: AnyObject {
  /// Connects, or connects anew; waits `timeout` ms at most.
  func connect(timeout: Milliseconds) throws(LinkError)
  /// Closes the link; does nothing when it is closed.
  func close()
  /// Reads `count` neighbouring registers, or bits as 0 and 1, from a wire address.
  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16]
  /// Writes neighbouring registers or coils with function 5, 6, 15 or 16.
  func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) throws(LinkError)
}
