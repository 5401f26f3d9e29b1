// Chance must come back with its seed, and only with it.

import Testing

@testable import PlantSimulation

@Suite struct SeededRandomTests {
  @Test("The same seed gives the same numbers, another seed others")
  func repeats() {
    var one = SeededRandom(seed: 7)
    var same = SeededRandom(seed: 7)
    var other = SeededRandom(seed: 8)
    let first = (0..<100).map { _ in one.next() }
    #expect(first == (0..<100).map { _ in same.next() })
    #expect(first != (0..<100).map { _ in other.next() })
  }

  @Test("Even numbers fill 0 to 1, normal ones have mean 0 and deviation 1")
  func moments() {
    var random = SeededRandom(seed: 1)
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<20_000 {
      let even = random.even()
      #expect(even >= 0 && even < 1)
      let normal = random.normal()
      sum += normal
      squares += normal * normal
    }
    #expect(abs(sum / 20_000) < 0.03)
    #expect(abs(squares / 20_000 - 1) < 0.05)
  }
}
