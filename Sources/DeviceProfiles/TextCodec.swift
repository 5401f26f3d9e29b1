// Texts in registers: two characters each, the first in the high byte, filled up with NUL.

extension ProfilePoint {
  /// The text in the registers of a string point; nil when it holds other than printable ASCII.
  public func decode(text registers: [UInt16]) -> String? {
    guard type == .string, registers.count == length else { return nil }
    var bytes = registers.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    while bytes.last == 0 || bytes.last == 0x20 { bytes.removeLast() }
    guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The registers that hold the text; nil when it is too long or not printable ASCII.
  public func encode(text: String) -> [UInt16]? {
    var bytes = Array(text.utf8)
    guard type == .string, bytes.count <= 2 * length,
      bytes.allSatisfy({ (0x20...0x7E).contains($0) })
    else { return nil }
    bytes += [UInt8](repeating: 0, count: 2 * length - bytes.count)
    return (0..<length).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) }
  }
}
