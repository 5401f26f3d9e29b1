// Is this the device that the site file names? A swapped cable or a second device with the same address
// answers in perfect form; only its identity gives it away.

import DeviceProfiles

/// Compares what a device says of itself with what the site file expects.
struct IdentityCheck {
  private let expected: [ExpectedIdentity]
  private var isMet: [Bool]
  private var found: [String]

  init(_ expected: [ExpectedIdentity]) {
    self.expected = expected
    isMet = expected.map { _ in false }
    found = expected.map { _ in "nothing" }
  }

  /// Takes note of a point that was read.
  mutating func note(_ point: ProfilePoint, _ registers: [UInt16], _ value: DecodedValue) {
    for index in expected.indices where expected[index].profilePoint == point.name {
      switch expected[index].content {
      case .text(let texts):
        let text = point.decode(text: registers)
        isMet[index] = text.map(texts.contains) ?? false
        found[index] = text ?? "no text"
      case .number(let numbers):
        isMet[index] = value.usable.map(numbers.contains) ?? false
        found[index] = value.usable.map { "\($0)" } ?? "no number"
      }
    }
  }

  /// The first thing that is not as expected; what could not be read is not as expected either.
  var mismatch: ReadOnlyReason? {
    // Another device goes before another firmware.
    let failed = expected.indices.filter { !isMet[$0] }
    guard let index = failed.first(where: { !expected[$0].isFirmware }) ?? failed.first else {
      return nil
    }
    let point = expected[index].profilePoint
    return expected[index].isFirmware
      ? .unknownFirmware(point: point, found: found[index])
      : .wrongIdentity(point: point, found: found[index])
  }
}
