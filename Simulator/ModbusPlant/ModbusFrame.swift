// The outer shape of Modbus TCP (Modbus Messaging on TCP/IP Implementation Guide 1.0b, section 3.1.3):
// seven bytes of header, then the function code with its data. The decoder takes bytes in any pieces
// and gives whole frames; a length that no honest client sends ends the connection, because after it
// nothing in the stream can be trusted. Nothing here knows a socket.

/// One request or answer: the header's transaction and unit, and the bytes behind it.
public struct ModbusFrame: Equatable, Sendable {
  /// Chosen by the client, given back by the server.
  public var transaction: UInt16
  /// Unit identifier.
  public var unit: UInt8
  /// Function code and data, 1...253 bytes.
  public var pdu: [UInt8]

  public init(transaction: UInt16, unit: UInt8, pdu: [UInt8]) {
    self.transaction = transaction
    self.unit = unit
    self.pdu = pdu
  }

  /// The frame as it goes over the wire.
  public var bytes: [UInt8] {
    let length = UInt16(truncatingIfNeeded: pdu.count + 1)
    return [
      UInt8(transaction >> 8), UInt8(transaction & 0xFF), 0, 0,
      UInt8(length >> 8), UInt8(length & 0xFF), unit,
    ] + pdu
  }
}

/// Why a stream of bytes is no Modbus TCP.
public enum FrameError: Error, Equatable {
  /// The length field is 0, 1 or above 254.
  case length(Int)
  /// The protocol identifier is not 0.
  case protocolIdentifier(Int)
}

/// Cuts a stream of bytes into frames.
public struct ModbusFrameDecoder: Sendable {
  /// Longest frame on the wire: 7 bytes of header and 253 of function and data.
  public static let longestFrame = 260
  private var waiting: [UInt8] = []
  private var start = 0

  public init() {}

  /// Takes bytes as they came. The caller empties `next` after each call, so that less than one frame waits.
  public mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0 {
      waiting.removeFirst(start)
      start = 0
    }
    waiting.append(contentsOf: bytes)
  }

  /// The next whole frame; nil when more bytes are needed.
  public mutating func next() throws(FrameError) -> ModbusFrame? {
    let count = waiting.count - start
    guard count >= 6 else { return nil }
    let identifier = word(at: 2)
    guard identifier == 0 else { throw .protocolIdentifier(Int(identifier)) }
    let length = Int(word(at: 4))
    guard length >= 2, length <= 254 else { throw .length(length) }
    guard count >= 6 + length else { return nil }
    let frame = ModbusFrame(
      transaction: word(at: 0), unit: waiting[start + 6],
      pdu: Array(waiting[start + 7..<start + 6 + length]))
    start += 6 + length
    return frame
  }

  /// Bytes that wait for the rest of their frame.
  public var waitingBytes: Int { waiting.count - start }

  private func word(at offset: Int) -> UInt16 {
    UInt16(waiting[start + offset]) << 8 | UInt16(waiting[start + offset + 1])
  }
}
