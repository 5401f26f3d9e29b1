// The few bytes that the links of a hunt put together and take apart: read requests and their answers, as
// the Modbus application protocol lays them out (sections 6.1 to 6.4).

import DeviceProfiles

/// The two bytes of a number on the wire.
func high(_ number: Int) -> UInt8 { UInt8(truncatingIfNeeded: number >> 8) }
func low(_ number: Int) -> UInt8 { UInt8(truncatingIfNeeded: number) }

/// Function code and data of a read request.
func readRequest(_ table: RegisterTable, address: Int, count: Int) -> [UInt8] {
  let function: UInt8 =
    switch table {
    case .coil: 1
    case .discrete: 2
    case .holding: 3
    case .input: 4
    }
  return [function, high(address), low(address), high(count), low(count)]
}

/// The registers in an answer, or its bits as 0 and 1.
func words(of table: RegisterTable, in answer: [UInt8], count: Int) -> [UInt16] {
  let bytes = max(answer.count - 2, 0)
  if table == .coil || table == .discrete {
    return (0..<min(count, bytes * 8)).map { place in
      UInt16(answer[2 + place / 8] >> UInt8(place % 8) & 1)
    }
  }
  return (0..<min(count, bytes / 2)).map { place in
    let top = UInt16(answer[2 + place * 2])
    return top << 8 | UInt16(answer[3 + place * 2])
  }
}
