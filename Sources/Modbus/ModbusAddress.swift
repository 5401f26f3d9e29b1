// Where a Modbus device listens, as people write it: `10.0.0.5`, `inverter.local:1502`, `[fe80::1]:502` on
// a network, `rtu:/dev/ttyUSB0:9600:8E1` on a serial line.

/// The end of a wire: a network address or a serial line.
public enum ModbusAddress: Hashable, Sendable, CustomStringConvertible {
  /// Name or number of the host, and TCP port.
  case tcp(host: String, port: Int)
  case rtu(SerialLine)

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
    self = .tcp(host: host, port: port)
  }

  /// Reads `host`, `host:port`, `[IPv6]`, `[IPv6]:port`, each with or without `tcp:` before it, and
  /// `rtu:/dev/...:speed:8E1`.
  ///
  /// Throws `badRequest` for anything else; the text says what was expected.
  public init(_ text: String) throws(ModbusError) {
    if text.hasPrefix("rtu:") {
      guard let line = SerialLine(text.dropFirst(4)) else {
        throw ModbusError(
          .badRequest,
          during: "address '\(text)': expected rtu:/dev/ttyUSB0:9600:8E1, with a speed of "
            + SerialLine.speeds.map(String.init).joined(separator: ", ")
            + " bit/s, 8 data bits, parity N, E or O and 1 or 2 stop bits")
      }
      self = .rtu(line)
      return
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
    switch self {
    case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .rtu(let line): "rtu:\(line)"
    }
  }
}
