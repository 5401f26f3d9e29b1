// Random bytes and damaged good files: the parser gives a tree or problems with valid lines, and comes
// back in any case. Seeds are fixed; a failure names its seed.

import StrictYAML
import Testing

/// SplitMix64 (Steele, Lea, Flood 2014).
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private let good = """
  # A device
  maker: Enapter
  text: {de: "Gerät", en: 'device'}
  timing: {fast: 500 ms, slow: 10 s}
  points:
    - {name: a, address: 0x10, range: -20..60 degC, symbols: {0: off, 1: on}}
    - name: b
      address: 12
      note: |
        two
        lines
  last: >-
    folded
    text
  """

/// True when the result is a tree inside the text, or problems inside the text.
private func isSane(_ bytes: [UInt8]) -> Bool {
  let lines = bytes.count { $0 == 0x0A } + 1
  switch parse(bytes: bytes, file: "f") {
  case .success(let root): return isSane(root, lines: lines)
  case .failure(let problems):
    return !problems.list.isEmpty
      && problems.list.allSatisfy {
        (1...lines).contains($0.line) && $0.column >= 1 && !$0.message.isEmpty
      }
  }
}

private func isSane(_ node: YAMLNode, lines: Int) -> Bool {
  guard (1...lines).contains(node.line), node.column >= 1 else { return false }
  let inner = (node.mapping ?? []).map(\.value) + (node.sequence ?? [])
  return inner.allSatisfy { isSane($0, lines: lines) }
    && (node.mapping ?? []).allSatisfy { (1...lines).contains($0.line) && !$0.key.isEmpty }
}

@Suite("Fuzzing the parser")
struct FuzzTests {
  @Test("Random bytes never crash the parser", arguments: 0..<40)
  func randomBytes(seed: Int) {
    var dice = Dice(state: UInt64(seed))
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0...200, using: &dice)).map { _ in
        UInt8.random(in: 0...255, using: &dice)
      }
      #expect(isSane(bytes), "seed \(seed): \(bytes)")
    }
  }

  @Test("Random marks of the grammar never crash the parser", arguments: 0..<40)
  func randomMarks(seed: Int) {
    var dice = Dice(state: UInt64(seed) &+ 1000)
    let marks = Array("{}[],:-?&*!|>'\"%@`#~<= \n\nab0.\\".utf8)
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0...120, using: &dice)).map { _ in
        marks[Int.random(in: 0..<marks.count, using: &dice)]
      }
      #expect(isSane(bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("Damaged good files never crash the parser", arguments: 0..<40)
  func damagedFiles(seed: Int) {
    var dice = Dice(state: UInt64(seed) &+ 2000)
    let original = Array(good.utf8)
    for _ in 0..<25 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &dice) {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes[place] = UInt8.random(in: 0...127, using: &dice)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: bytes[..<min(place, 40)], at: place)
        default: bytes.insert(UInt8.random(in: 32...126, using: &dice), at: place)
        }
      }
      #expect(isSane(bytes), "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("The undamaged file is read")
  func undamaged() throws {
    #expect(try parse(bytes: good.utf8, file: "f").get()["points"]?.sequence?.count == 2)
  }
}
