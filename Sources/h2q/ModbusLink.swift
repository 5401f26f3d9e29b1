// Joins the drivers to the wire: the only place where both are known. It translates tables, requests and
// errors, and decides nothing.

import DeviceProfiles
import Drivers
import Modbus
import Plant

/// A Modbus TCP link as drivers want it.
final class ModbusLink: RegisterLink {
  private let link: ModbusTCP

  /// A link to the device of a binding; nothing is sent.
  init(to address: DeviceAddress) throws(ModbusError) {
    link = try ModbusTCP(ModbusAddress(host: address.host, port: address.port))
  }

  func connect(timeout: Milliseconds) throws(LinkError) {
    do throws(ModbusError) { try link.connect(timeout: timeout) } catch { throw Self.cause(error) }
  }

  func close() { link.close() }

  func read(
    _ table: RegisterTable, unit: UInt8, address: Int, count: Int, timeout: Milliseconds
  ) throws(LinkError) -> [UInt16] {
    do throws(ModbusError) {
      return try link.read(
        Self.table(table), unit: unit, address: address, count: count, timeout: timeout)
    } catch {
      throw Self.cause(error)
    }
  }

  func write(
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
