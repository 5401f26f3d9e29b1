// The frame decoder on honest streams, broken ones and noise.

import DeviceProfiles
import ModbusPlant
import Testing

@Suite struct FrameTests {
  private let request = ModbusFrame(transaction: 0x1234, unit: 1, pdu: [3, 0, 0, 0, 2])

  @Test("A frame that comes byte by byte is whole at its last byte")
  func singleBytes() throws {
    var decoder = ModbusFrameDecoder()
    for byte in request.bytes.dropLast() {
      decoder.append([byte])
      #expect(try decoder.next() == nil)
    }
    decoder.append(request.bytes.suffix(1))
    #expect(try decoder.next() == request)
    #expect(decoder.waitingBytes == 0)
  }

  @Test("Several frames in one piece come out in their order")
  func pipelined() throws {
    var decoder = ModbusFrameDecoder()
    var second = request
    second.transaction = 2
    decoder.append(request.bytes + second.bytes + [0, 9])
    #expect(try decoder.next() == request)
    #expect(try decoder.next() == second)
    #expect(try decoder.next() == nil)
    #expect(decoder.waitingBytes == 2)
  }

  @Test("A length of 0, 1 or above 254 ends the stream", arguments: [0, 1, 255, 256, 65_535])
  func badLength(length: Int) {
    var decoder = ModbusFrameDecoder()
    decoder.append([0, 1, 0, 0] + word(length) + [1, 3])
    #expect(throws: FrameError.length(length)) { try decoder.next() }
  }

  @Test("The longest frame passes")
  func longest() throws {
    var decoder = ModbusFrameDecoder()
    let frame = ModbusFrame(transaction: 1, unit: 1, pdu: [UInt8](repeating: 16, count: 253))
    #expect(frame.bytes.count == ModbusFrameDecoder.longestFrame)
    decoder.append(frame.bytes)
    #expect(try decoder.next() == frame)
  }

  @Test("Another protocol ends the stream")
  func wrongProtocol() {
    var decoder = ModbusFrameDecoder()
    decoder.append(Array("GET / HTTP/1.1".utf8))
    #expect(throws: FrameError.protocolIdentifier(0x5420)) { try decoder.next() }
  }

  @Test("Noise and damaged frames never crash, and never get a long answer", arguments: 0..<8)
  func noise(seed: Int) {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let handler = RequestHandler(
      Rig(profile([point("p", .holding, 0, .u16, access: .readWrite)])).bank)
    var answers = 0
    for _ in 0..<2_000 {
      var decoder = ModbusFrameDecoder()
      decoder.append(damaged(&numbers))
      while case .some(.some(let frame)) = try? decoder.next() {
        let answer = handler.answer(to: frame.pdu, now: 0)
        #expect((2...253).contains(answer.count))
        #expect(answer[0] & 0x7F == frame.pdu[0] & 0x7F)
        answers += 1
      }
      #expect(decoder.waitingBytes <= 600)
    }
    #expect(answers > 100)
  }

  /// Pure noise, or a request with some bytes changed, cut or doubled.
  private func damaged(_ numbers: inout SeededNumbers) -> [UInt8] {
    let length = Int.random(in: 1...253, using: &numbers)
    let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    switch Int.random(in: 0..<4, using: &numbers) {
    case 0: return noise
    case 1: return ModbusFrame(transaction: 1, unit: 1, pdu: noise).bytes
    default:
      let function = UInt8.random(in: 0...24, using: &numbers)
      var bytes = ModbusFrame(
        transaction: 9, unit: 1, pdu: [function, 0, 0, 0, UInt8.random(in: 0...3, using: &numbers)]
      ).bytes
      for _ in 0..<Int.random(in: 0...2, using: &numbers) {
        bytes[Int.random(in: 0..<bytes.count, using: &numbers)] =
          UInt8.random(in: 0...255, using: &numbers)
      }
      return bytes + bytes
    }
  }
}
