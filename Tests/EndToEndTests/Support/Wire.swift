// A second client on the wire: reads registers of a simulated device without writing anything, so
// that a test sees what the device itself says when no controller asks any more.

import DeviceProfiles
import Modbus
import SiteConfiguration
import Testing

/// A link to one device of a copied site.
final class Wire {
  private let link: ModbusClient
  private let unit: UInt8

  init(to device: String, of site: LoadedSite) throws {
    let address = try #require(site.devices.first { $0.name == device }).address
    guard case .tcp(let host, let port) = address.wire else {
      throw ModbusError(.badRequest, during: "a test over a serial line")
    }
    link = try ModbusClient(ModbusAddress(host: host, port: port))
    unit = address.unit
    try link.connect(timeout: 2_000)
  }

  func read(_ table: ModbusTable, _ address: Int, _ count: Int) throws -> [UInt16] {
    try link.read(table, unit: unit, address: address, count: count, timeout: 2_000)
  }

  /// A float over two registers, high word first.
  func float(_ table: ModbusTable, _ address: Int) throws -> Float {
    let words = try read(table, address, 2)
    return Float(bitPattern: UInt32(words[0]) << 16 | UInt32(words[1]))
  }
}

/// The output module of both sites as its manual numbers it (WAGO 750): coils are read back at
/// 0x200, and reading feeds no watchdog, which counts the write functions alone.
extension Wire {
  /// Read-backs of the first outputs.
  func outputs(_ count: Int) throws -> [UInt16] { try read(.coil, 0x200, count) }

  /// 0 inactive, 1 active, 2 expired.
  func watchdog() throws -> UInt16 { try read(.holdingRegister, 0x1006, 1)[0] }
}
