// Joins the drivers to the wire: the only place where both are known. It translates tables, requests and
// errors, and decides nothing.

public import DeviceProfiles
public import Drivers
public import Modbus
public import Plant

/// A Modbus link as drivers want it.
public final class ModbusLink: RegisterLink {
  private let link: ModbusClient

  /// A link over that wire; nothing is sent.
  public init(over wire: DeviceAddress.Wire) throws(ModbusError) {
    link =
      switch wire {
      case .tcp(let host, let port): try ModbusClient(ModbusAddress(host: host, port: port))
      case .serial(let line): try ModbusClient(ModbusAddress("rtu:" + line))
      }
  }

  public func connect(timeout: Milliseconds) throws(LinkError) {
    do throws(ModbusError) { try link.connect(timeout: timeout) } catch { throw Self.cause(error) }
  }

  public func close() { link.close() }

  public func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16] {
    do throws(ModbusError) {
      return try link.read(
        Self.table(table), unit: unit, address: address, count: count, timeout: timeout)
    } catch {
      throw Self.cause(error)
    }
  }

  public func write(
    _ table: RegisterTable, unit: UInt8, address: Int, values: [UInt16], function: Int,
    timeout: Milliseconds
  ) throws(LinkError) {
    do throws(ModbusError) {
      if function == 5 || function == 6, let value = values.first {
        try link.writeSingle(
          Self.table(table), unit: unit, address: address, value: value, timeout: timeout)
      } else {
        try link.writeMultiple(
          Self.table(table), unit: unit, address: address, values: values, timeout: timeout)
      }
    } catch {
      throw Self.cause(error)
    }
  }

  private static func table(_ table: RegisterTable) -> ModbusTable {
    switch table {
    case .coil: .coil
    case .discrete: .discreteInput
    case .input: .inputRegister
    case .holding: .holdingRegister
    }
  }

  /// An impossible request is answered as an illegal data value: the point is bad, the link stays.
  private static func cause(_ error: ModbusError) -> LinkError {
    switch error.code {
    case .timeout: .timeout
    case .refused: .refused
    case .closed, .other: .closed
    case .exception(let number): .exception(number)
    case .badData: .garbled
    case .badRequest: .exception(3)
    }
  }
}
