// Every function with its limits, over a small map with gaps.

import DeviceProfiles
import ModbusPlant
import Testing

@Suite struct RequestTests {
  private let rig = Rig(
    profile(
      (0..<200).map { point("h-\($0)", .holding, $0, .u16, access: .readWrite) }
        + (0..<2_100).map { point("c-\($0)", .coil, $0, .bool, access: .readWrite) }
        + [
          point("d-0", .discrete, 0, .bool) { $0.constant = 1 },
          point("d-1", .discrete, 1, .bool),
          point("i-0", .input, 0, .u16) { $0.constant = 77 },
          point("i-5", .input, 5, .u16),
          point("fixed", .holding, 300, .u16) { $0.constant = 5 },
          point("small", .holding, 301, .u16, access: .readWrite) { $0.range = 0...10 },
          point("order", .holding, 302, .u16, access: .write),
        ]))

  private func answer(_ pdu: [UInt8]) -> [UInt8] {
    RequestHandler(rig.bank).answer(to: pdu, now: 0)
  }

  @Test("Registers are written and read by functions 3, 6, 16 and 23")
  func registers() {
    #expect(answer([6, 0, 3, 0x12, 0x34]) == [6, 0, 3, 0x12, 0x34])
    #expect(answer([16, 0, 4, 0, 2, 4, 0, 1, 0, 2]) == [16, 0, 4, 0, 2])
    #expect(answer([3, 0, 3, 0, 3]) == [3, 6, 0x12, 0x34, 0, 1, 0, 2])
    #expect(answer([23, 0, 3, 0, 2, 0, 3, 0, 1, 2, 9, 9]) == [23, 4, 9, 9, 0, 1])
    #expect(answer([4, 0, 0, 0, 1]) == [4, 2, 0, 77])
  }

  @Test("Coils are written and read by functions 1, 5 and 15, discrete inputs by 2")
  func coils() {
    #expect(answer([5, 0, 1, 0xFF, 0]) == [5, 0, 1, 0xFF, 0])
    #expect(answer([15, 0, 8, 0, 3, 1, 0b101]) == [15, 0, 8, 0, 3])
    #expect(answer([1, 0, 0, 0, 11]) == [1, 2, 0b10, 0b101])
    #expect(answer([5, 0, 1, 0, 0]) == [5, 0, 1, 0, 0])
    #expect(answer([1, 0, 1, 0, 1]) == [1, 1, 0])
    #expect(answer([2, 0, 0, 0, 2]) == [2, 1, 1])
  }

  @Test("The most that one request may carry passes, one more is refused with 3")
  func limits() {
    #expect(answer([3, 0, 0, 0, 125]).count == 252)
    #expect(answer([3, 0, 0, 0, 126]) == [0x83, 3])
    #expect(answer([4, 0, 0, 0, 126]) == [0x84, 3])
    #expect(answer([1] + word(0) + word(2_000)).count == 252)
    #expect(answer([1] + word(0) + word(2_001)) == [0x81, 3])
    #expect(answer([2] + word(0) + word(2_001)) == [0x82, 3])
    #expect(answer([3, 0, 0, 0, 0]) == [0x83, 3])
    let many = [UInt8](repeating: 0, count: 246)
    #expect(answer([16, 0, 0, 0, 123, 246] + many) == [16, 0, 0, 0, 123])
    #expect(answer([16, 0, 0, 0, 124, 248, 0, 0] + many) == [0x90, 3])
    #expect(answer([15] + word(0) + word(1_968) + [246] + many)[0] == 15)
    #expect(answer([15] + word(0) + word(1_969) + [247, 0] + many) == [0x8F, 3])
  }

  @Test("A count that does not fit its bytes, and a coil value of neither kind, are refused with 3")
  func lengths() {
    #expect(answer([16, 0, 0, 0, 2, 4, 0, 1, 0]) == [0x90, 3])
    #expect(answer([16, 0, 0, 0, 2, 3, 0, 1, 0, 2]) == [0x90, 3])
    #expect(answer([15, 0, 0, 0, 9, 1, 0]) == [0x8F, 3])
    #expect(answer([5, 0, 0, 0x12, 0]) == [0x85, 3])
    #expect(answer([3, 0, 0]) == [0x83, 3])
    #expect(answer([6, 0, 0, 1]) == [0x86, 3])
  }

  @Test("Gaps, the end of the address space and registers to read only are refused with 2")
  func addresses() {
    #expect(answer([3, 0, 199, 0, 2]) == [0x83, 2])
    #expect(answer([4, 0, 0, 0, 6]) == [0x84, 2])
    #expect(answer([3, 0xFF, 0xFF, 0, 2]) == [0x83, 2])
    #expect(answer([6] + word(300) + [0, 1]) == [0x86, 2])
    #expect(answer([3] + word(302) + [0, 1]) == [0x83, 2])
    #expect(answer([23, 1, 200, 0, 1, 0, 3, 0, 1, 2, 9, 9]) == [0x97, 2])
    #expect(answer([3, 0, 3, 0, 1]) == [3, 2, 0, 0])
  }

  @Test("A value out of range is refused with 3 and changes nothing")
  func values() {
    #expect(answer([6] + word(301) + [0, 10])[0] == 6)
    #expect(answer([6] + word(301) + [0, 11]) == [0x86, 3])
    #expect(answer([3] + word(301) + [0, 1]) == [3, 2, 0, 10])
  }

  @Test(
    "Unknown functions are refused with 1", arguments: [0, 7, 8, 17, 22, 24, 43, 100] as [UInt8])
  func unknown(function: UInt8) {
    #expect(answer([function, 0, 0, 0, 1]) == [function | 0x80, 1])
  }
}
