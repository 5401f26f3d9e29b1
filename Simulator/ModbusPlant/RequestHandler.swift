// Functions 1 to 6, 15, 16 and 23 of the Modbus application protocol 1.1b3, over any bank of registers.
// Every length and count is checked before a register is touched; what is unknown is refused at once
// and never waits. An answer is never longer than 253 bytes, because no count above its limit passes.

import DeviceProfiles
public import Plant

/// Answers requests out of a bank of registers.
public struct RequestHandler: Sendable {
  /// Most bits and registers in one request (same standard, sections 6.1 to 6.17).
  enum Most {
    static let readBits = 2_000
    static let readRegisters = 125
    static let writeBits = 1_968
    static let writeRegisters = 123
    static let exchangeRegisters = 121
  }

  private let bank: any RegisterBank
  public init(_ bank: any RegisterBank) { self.bank = bank }

  /// The answer to function code and data. `pdu` holds at least the function code.
  public func answer(to pdu: [UInt8], now: Milliseconds) -> [UInt8] {
    guard let function = pdu.first else { return [] }
    if let refused = bank.begin(function: function, now: now) {
      return exception(refused, to: function)
    }
    do {
      return try carryOut(function, Fields(pdu), now: now)
    } catch {
      return exception(error, to: function)
    }
  }

  private func exception(_ code: ExceptionCode, to function: UInt8) -> [UInt8] {
    [function | 0x80, code.rawValue]
  }

  private func carryOut(_ function: UInt8, _ request: Fields, now: Milliseconds)
    throws(ExceptionCode) -> [UInt8]
  {
    switch function {
    case 1: try bits(.coil, request, now: now)
    case 2: try bits(.discrete, request, now: now)
    case 3: try registers(.holding, request, now: now)
    case 4: try registers(.input, request, now: now)
    case 5: try writeCoil(request, now: now)
    case 6: try writeRegister(request, now: now)
    case 15: try writeCoils(request, now: now)
    case 16: try writeRegisters(request, now: now)
    case 23: try exchange(request, now: now)
    default: throw .illegalFunction
    }
  }
}

// Reading.
extension RequestHandler {
  private func bits(_ table: RegisterTable, _ request: Fields, now: Milliseconds)
    throws(ExceptionCode) -> [UInt8]
  {
    let (address, count) = try request.span(most: Most.readBits)
    guard request.size == 5 else { throw .illegalValue }
    let words = try bank.read(table, address: address, count: count, now: now).get()
    var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
    for (index, word) in words.enumerated() where word != 0 { bytes[index / 8] |= 1 << (index % 8) }
    return [request[0], UInt8(bytes.count)] + bytes
  }

  private func registers(_ table: RegisterTable, _ request: Fields, now: Milliseconds)
    throws(ExceptionCode) -> [UInt8]
  {
    let (address, count) = try request.span(most: Most.readRegisters)
    guard request.size == 5 else { throw .illegalValue }
    return try read(table, address: address, count: count, function: request[0], now: now)
  }

  private func read(
    _ table: RegisterTable, address: Int, count: Int, function: UInt8, now: Milliseconds
  ) throws(ExceptionCode) -> [UInt8] {
    let words = try bank.read(table, address: address, count: count, now: now).get()
    return [function, UInt8(words.count * 2)]
      + words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }
}

// Writing.
extension RequestHandler {
  private func store(_ table: RegisterTable, _ address: Int, _ words: [UInt16], now: Milliseconds)
    throws(ExceptionCode)
  {
    let write = RegisterWrite(table: table, address: address, words: words)
    if let refused = bank.write(write, now: now) { throw refused }
  }

  private func writeCoil(_ request: Fields, now: Milliseconds) throws(ExceptionCode) -> [UInt8] {
    guard request.size == 5, let value = request.word(3), value == 0 || value == 0xFF00 else {
      throw .illegalValue
    }
    try store(.coil, Int(request.word(1) ?? 0), [value == 0 ? 0 : 1], now: now)
    return request.bytes
  }

  private func writeRegister(_ request: Fields, now: Milliseconds) throws(ExceptionCode) -> [UInt8]
  {
    guard request.size == 5, let address = request.word(1), let value = request.word(3) else {
      throw .illegalValue
    }
    try store(.holding, Int(address), [value], now: now)
    return request.bytes
  }

  private func writeCoils(_ request: Fields, now: Milliseconds) throws(ExceptionCode) -> [UInt8] {
    let (address, count) = try request.span(most: Most.writeBits)
    let bytes = (count + 7) / 8
    guard request.size == 6 + bytes, request[5] == UInt8(bytes) else { throw .illegalValue }
    let words = (0..<count).map { UInt16(request[6 + $0 / 8] >> ($0 % 8) & 1) }
    try store(.coil, address, words, now: now)
    return Array(request.bytes.prefix(5))
  }

  private func writeRegisters(_ request: Fields, now: Milliseconds) throws(ExceptionCode)
    -> [UInt8]
  {
    let (address, count) = try request.span(most: Most.writeRegisters)
    let words = try request.words(count: count, behind: 5)
    try store(.holding, address, words, now: now)
    return Array(request.bytes.prefix(5))
  }

  /// Function 23 writes first and reads then.
  private func exchange(_ request: Fields, now: Milliseconds) throws(ExceptionCode) -> [UInt8] {
    let (address, count) = try request.span(most: Most.readRegisters)
    let (target, number) = try request.span(at: 5, most: Most.exchangeRegisters)
    let words = try request.words(count: number, behind: 9)
    // An address that cannot be read must not leave a write behind.
    _ = try bank.read(.holding, address: address, count: count, now: now).get()
    try store(.holding, target, words, now: now)
    return try read(.holding, address: address, count: count, function: 23, now: now)
  }
}

/// The bytes of a request, asked for with care.
struct Fields {
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var size: Int { bytes.count }
  subscript(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  func word(_ index: Int) -> UInt16? {
    guard index + 1 < bytes.count else { return nil }
    return UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
  }

  /// Address and count at `index`, the count within 1...most and the end within the address space.
  func span(at index: Int = 1, most: Int) throws(ExceptionCode) -> (address: Int, count: Int) {
    guard let address = word(index), let count = word(index + 2), count > 0, count <= most else {
      throw .illegalValue
    }
    guard Int(address) + Int(count) <= 65_536 else { throw .illegalAddress }
    return (Int(address), Int(count))
  }

  /// `count` registers behind the byte count at `index`, when the lengths agree.
  func words(count: Int, behind index: Int) throws(ExceptionCode) -> [UInt16] {
    guard size == index + 1 + count * 2, self[index] == UInt8(count * 2) else {
      throw .illegalValue
    }
    return (0..<count).compactMap { word(index + 1 + $0 * 2) }
  }
}
