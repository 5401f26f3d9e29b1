// A blocking Modbus client over TCP or a serial line: one object, one link, one thread. Every request has a deadline of its
// own. The one law: after anything but a clean answer or an exception the link is closed, because a
// late answer would otherwise be taken for the answer to the next request, for ever. Who calls
// decides when to connect again; nothing here retries.

import CModbus
import Glibc

/// The four tables of a Modbus device.
public enum ModbusTable: Sendable, CaseIterable {
  case coil, discreteInput, inputRegister, holdingRegister

  /// The most values in one read request (Modbus application protocol 1.1b3, section 6).
  public var mostRead: Int {
    switch self {
    case .coil, .discreteInput: 2_000
    case .inputRegister, .holdingRegister: 125
    }
  }

  /// The most values in one write request; 0 when the table cannot be written.
  public var mostWritten: Int {
    switch self {
    case .coil: 1_968
    case .holdingRegister: 123
    case .discreteInput, .inputRegister: 0
    }
  }

  var word: String {
    switch self {
    case .coil: "coils"
    case .discreteInput: "discrete inputs"
    case .inputRegister: "input registers"
    case .holdingRegister: "holding registers"
    }
  }
}

/// A link to one Modbus TCP device, or to the devices of a serial line. Not safe for more than one thread at a time.
public final class ModbusClient {
  public let address: ModbusAddress
  /// True while the link is open, as far as this side knows.
  public private(set) var isConnected = false
  private let context: OpaquePointer
  private let isSerial: Bool
  /// Before this instant a serial line is left alone.
  private var restsUntil = ContinuousClock.now
  private var patience: Int64 = 0

  /// Prepares a link; nothing is sent. Throws `other(ENOMEM)` when the library gives no context.
  public init(_ address: ModbusAddress) throws(ModbusError) {
    let made: OpaquePointer? =
      switch address {
      case .tcp(let host, let port): h2q_modbus_new(host, String(port))
      case .rtu(let line):
        h2q_modbus_new_serial(
          line.path, Int32(line.speed), CChar(line.parity.rawValue.asciiValue ?? 78),
          Int32(line.dataBits), Int32(line.stopBits))
      }
    guard let context = made else {
      throw ModbusError(.other(12), during: "link to \(address)")
    }
    if case .rtu = address { isSerial = true } else { isSerial = false }
    self.context = context
    self.address = address
  }

  deinit {
    modbus_close(context)
    modbus_free(context)
  }

  /// Connects, or connects anew.
  ///
  /// - Parameter timeout: longest wait in ms, 1 and up, for each address that the host's name has
  ///   (a number has one). Looking up a name is not covered by it: a plant should use numbers.
  /// - Throws: `timeout`, `refused` or `other`.
  public func connect(timeout: Int64) throws(ModbusError) {
    close()
    let result =
      h2q_modbus_set_timeout(context, max(timeout, 1)) == 0 ? h2q_modbus_connect(context) : -22
    guard result == 0 else {
      modbus_close(context)
      throw ModbusError(.init(errorNumber: -result), during: "connection to \(address)")
    }
    isConnected = true
  }

  /// Closes the link; does nothing when it is closed.
  public func close() {
    modbus_close(context)
    isConnected = false
  }

  /// Reads neighbouring values of one table; bits come as 0 and 1.
  ///
  /// - Parameters:
  ///   - unit: 0...247 or 255.
  ///   - address: wire address of the first value, 0...65535.
  ///   - count: 1 to `table.mostRead`.
  ///   - timeout: longest wait for the whole answer in ms, 1 and up.
  /// - Throws: every code but `refused`.
  public func read(
    _ table: ModbusTable, unit: UInt8, address: Int, count: Int, timeout: Int64
  ) throws(ModbusError) -> [UInt16] {
    let during = { [self] in
      "read of \(count) \(table.word) at \(address), unit \(unit) of \(self.address)"
    }
    guard (1...table.mostRead).contains(count), address >= 0, address + count <= 65_536 else {
      throw ModbusError(.badRequest, during: during())
    }
    try prepare(unit: unit, timeout: timeout, during: during)
    var result: Int32 = 0
    let values: [UInt16]
    switch table {
    case .inputRegister, .holdingRegister:
      values = [UInt16](unsafeUninitializedCapacity: count) { buffer, initialized in
        buffer.initialize(repeating: 0)
        initialized = count
        result = h2q_modbus_read_registers(
          context, table == .inputRegister ? 1 : 0, Int32(address), Int32(count),
          buffer.baseAddress)
      }
    case .coil, .discreteInput:
      var bits = [UInt8](repeating: 0, count: count)
      result = h2q_modbus_read_bits(
        context, table == .discreteInput ? 1 : 0, Int32(address), Int32(count), &bits)
      values = bits.map { $0 == 0 ? 0 : 1 }
    }
    try check(result, during: during)
    return values
  }

  /// Writes one coil (function 5) or one holding register (function 6).
  public func writeSingle(
    _ table: ModbusTable, unit: UInt8, address: Int, value: UInt16, timeout: Int64
  ) throws(ModbusError) {
    let during = { [self] in
      "write of \(value) to one of the \(table.word) at \(address), unit \(unit) of \(self.address)"
    }
    guard table.mostWritten > 0, (0...65_535).contains(address) else {
      throw ModbusError(.badRequest, during: during())
    }
    try prepare(unit: unit, timeout: timeout, during: during)
    let result =
      table == .coil
      ? h2q_modbus_write_bit(context, Int32(address), value == 0 ? 0 : 1)
      : h2q_modbus_write_register(context, Int32(address), value)
    try check(result, during: during)
  }

  /// Writes neighbouring coils (function 15) or holding registers (function 16) in one request.
  public func writeMultiple(
    _ table: ModbusTable, unit: UInt8, address: Int, values: [UInt16], timeout: Int64
  ) throws(ModbusError) {
    let count = values.count
    let during = { [self] in
      "write of \(count) \(table.word) at \(address), unit \(unit) of \(self.address)"
    }
    guard count >= 1, count <= table.mostWritten, address >= 0, address + count <= 65_536 else {
      throw ModbusError(.badRequest, during: during())
    }
    try prepare(unit: unit, timeout: timeout, during: during)
    let result: Int32
    if table == .coil {
      result = h2q_modbus_write_bits(
        context, Int32(address), Int32(count), values.map { $0 == 0 ? 0 : 1 })
    } else {
      result = h2q_modbus_write_registers(context, Int32(address), Int32(count), values)
    }
    try check(result, during: during)
  }

  /// Everything that must hold before a request goes out.
  private func prepare(
    unit: UInt8, timeout: Int64, during: () -> String
  ) throws(ModbusError) {
    guard unit <= 247 || unit == 255 else { throw ModbusError(.badRequest, during: during()) }
    guard isConnected else { throw ModbusError(.closed, during: during()) }
    rest()
    // A serial answer carries no number of its question: what is left over is thrown away.
    let isQuiet = isSerial ? h2q_modbus_flush(context) : h2q_modbus_check_quiet(context)
    try check(isQuiet, during: during)
    try check(h2q_modbus_set_unit(context, Int32(unit)), during: during)
    try check(h2q_modbus_set_timeout(context, max(timeout, 1)), during: during)
    patience = timeout
  }

  /// Waits until a serial line has been quiet for as long as units need to see the end of a frame.
  private func rest() {
    let left = (restsUntil - .now) / .microseconds(1)
    if isSerial, left > 0 { usleep(UInt32(min(left, 900_000))) }
  }

  /// A serial line rests after each frame, and after a failure as long again as the answer was waited
  /// for: it carries no number of its question, so a late one must come before the next question.
  private func leaveAlone(for span: Int64) {
    guard case .rtu(let line) = address else { return }
    restsUntil = .now + .milliseconds(max(span, line.silence))
  }

  /// Turns a result of the C side into an error, and closes the link unless it is still in step.
  private func check(_ result: Int32, during: () -> String) throws(ModbusError) {
    guard result != 0 else {
      leaveAlone(for: 0)
      return
    }
    let error = ModbusError(.init(errorNumber: -result), during: during())
    leaveAlone(for: error.keepsLink ? 0 : patience)
    if !error.keepsLink { close() }
    throw error
  }
}
