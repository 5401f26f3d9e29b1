// Where a Modbus device listens, as people write it: `10.0.0.5`, `inverter.local:1502`, `[fe80::1]:502`.
// Only TCP is spoken here. Serial lines will come as `rtu:`, so that prefix is known and refused
// with a hint instead of being looked up as a host.

/// Host and port of a Modbus TCP device.
public struct ModbusAddress: Equatable, Sendable, CustomStringConvertible {
  /// Name or number of the host.
  public let host: String
  /// TCP port, 1...65535.
  public let port: Int

  /// The port that Modbus TCP has by its registration.
  public static let standardPort = 502

  /// Takes host and port as they are.
  ///
  /// Throws `badRequest` for an empty host, a host of more than 255 bytes or with a NUL, and a port
  /// outside 1...65535.
  public init(host: String, port: Int = standardPort) throws(ModbusError) {
    guard !host.isEmpty, host.utf8.count <= 255, !host.utf8.contains(0) else {
      throw ModbusError(.badRequest, during: "address: a host of 1 to 255 bytes was expected")
    }
    guard (1...65_535).contains(port) else {
      throw ModbusError(
        .badRequest, during: "address of \(host): port \(port), expected 1 to 65535")
    }
    self.host = host
    self.port = port
  }

  /// Reads `host`, `host:port`, `[IPv6]`, `[IPv6]:port`, each with or without `tcp:` before it.
  ///
  /// Throws `badRequest` for anything else; the text says what was expected.
  public init(_ text: String) throws(ModbusError) {
    if text.hasPrefix("rtu:") {
      throw ModbusError(
        .badRequest,
        during: "address '\(text)': serial lines are not supported, use a Modbus TCP gateway")
    }
    var rest = text.hasPrefix("tcp:") ? text.dropFirst(4) : text[...]
    if rest.hasPrefix("//") { rest = rest.dropFirst(2) }
    var host = rest
    var port: Substring?
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      host = rest[rest.index(after: rest.startIndex)..<end]
      let after = rest[rest.index(after: end)...]
      if after.hasPrefix(":") {
        port = after.dropFirst()
      } else if !after.isEmpty {
        throw Self.unreadable(text)
      }
    } else if let colon = rest.firstIndex(of: ":") {
      host = rest[..<colon]
      port = rest[rest.index(after: colon)...]
    }
    guard let port else {
      try self.init(host: String(host))
      return
    }
    guard let number = Int(port) else { throw Self.unreadable(text) }
    try self.init(host: String(host), port: number)
  }

  private static func unreadable(_ text: String) -> ModbusError {
    ModbusError(
      .badRequest, during: "address '\(text)': expected host, host:port or [IPv6]:port")
  }

  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
