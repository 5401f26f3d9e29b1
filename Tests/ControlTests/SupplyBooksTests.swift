// The books of a bank: what they take for a loss, what they take for an instrument at fault, and when they
// begin anew. And the lowest pressure of a shut line, which one garbled answer must not set.

import Plant
import Testing

@testable import Control

/// A bank whose flow is metered, with its books open for a quarter of an hour.
private func bank() -> Bench {
  var site = testSite()
  site.supplyLines[0].flow = point("line-flow")
  site.supplyLines[0].watch.unmetered = point("unmetered")
  site.supplyLines[0].watch.creep = point("creep")
  let bench = Bench(site)
  bench.scan(900)
  bench.events = []
  return bench
}

extension Bench {
  fileprivate var lost: Double { derived("unmetered").usable ?? .nan }
  fileprivate var begun: [Event] { events.filter { $0.kind == .booksBegun } }

  /// The largest loss that the books told while `count` scans of a second passed; `change` sees the number
  /// of the second.
  fileprivate func largestLoss(of count: Int, _ change: (Int) -> Void = { _ in }) -> Double {
    (0..<count).map {
      change($0)
      scan()
      return lost
    }.max() ?? .nan
  }
}

@Suite struct SupplyBooksTests {
  @Test("A bottle's temperature that jumps is no loss, and the books say that they begin anew")
  func jump() {
    let bench = bank()
    bench.values["bank-temperature"] = 36
    #expect(bench.largestLoss(of: 3_600) < 0.001)
    #expect(bench.begun.map(\.value) == [36])
  }

  @Test("A jump that goes back after a minute leaves no loss either")
  func jumpAndBack() {
    for celsius in [-20.0, 3, 31, 60] {
      let bench = bank()
      bench.values["bank-temperature"] = celsius
      var largest = bench.largestLoss(of: 75)
      bench.values["bank-temperature"] = 10
      largest = max(largest, bench.largestLoss(of: 1_800))
      #expect(largest < 0.001, "\(celsius)")
      #expect(bench.begun.last?.value == 10)
    }
  }

  @Test("A jump too small to be doubted never holds a row whose release is 0.03 kg")
  func smallJump() {
    for celsius in [5.2, 14.8] {
      let bench = bank()
      bench.values["bank-pressure"] = 196
      bench.scan(1_800)
      bench.values["bank-temperature"] = celsius
      #expect(bench.largestLoss(of: 5_400) < 0.03, "\(celsius)")
      #expect(bench.begun.isEmpty)
    }
  }

  @Test("A true loss stays seen while the temperature is doubted, and is seen again after it")
  func trueLoss() {
    let bench = bank()
    // 1.8 bar in a minute are 90 g; the temperature jumps in the middle of it.
    var pressure = 150.0
    let leak: (Int) -> Void = { _ in
      pressure -= 0.03
      bench.values["bank-pressure"] = pressure
    }
    _ = bench.largestLoss(of: 180, leak)
    #expect(bench.lost > 0.1)
    bench.values["bank-temperature"] = -10
    var lowest = 1.0
    for second in 0..<60 {
      leak(second)
      bench.scan()
      lowest = min(lowest, bench.lost)
    }
    #expect(lowest > 0.1 && bench.begun.isEmpty)
    _ = bench.largestLoss(of: 300, leak)
    #expect(bench.begun.count == 1)
    #expect(bench.lost > 0.1)
  }

  @Test("A bundle that empties in minutes and cools with its gas keeps its loss in the books")
  func cooling() {
    let bench = bank()
    var pressure = 150.0
    var celsius = 10.0
    var lowest = 10.0
    for second in 0..<360 {
      pressure -= 0.35
      celsius -= 0.15
      bench.values["bank-pressure"] = pressure
      bench.values["bank-temperature"] = celsius
      bench.scan()
      if second > 90 { lowest = min(lowest, bench.lost) }
    }
    #expect(lowest > 0.5, "nine kelvin in a minute are doubted, the loss is not")
  }

  @Test("A temperature that was gone begins new books; the first ones are no news")
  func gone() {
    let bench = bank()
    #expect(Bench(testSite()).begun.isEmpty)
    bench.values["bank-temperature"] = .some(nil)
    bench.scan(30)
    #expect(bench.lost == 0 && bench.begun.isEmpty)
    bench.values["bank-temperature"] = 25
    #expect(bench.largestLoss(of: 1_800) < 0.001)
    #expect(bench.begun.map(\.value) == [25])
  }

  @Test("The belief goes on from a saved state as if nothing had been")
  func saved() throws {
    var skin = SkinMemory()
    for celsius in [10.0, 10, 30, 30] { skin.follow(celsius, after: 1_000) }
    var rise = RiseMemory()
    for bar in [5.0, 4, 4.5] { _ = rise.rise(of: bar, after: 3_000) }
    var writer = CanonicalWriter()
    skin.encode(into: &writer)
    rise.encode(into: &writer)
    var reader = CanonicalReader(writer.bytes)
    var skin2 = try #require(SkinMemory(from: &reader))
    var rise2 = try #require(RiseMemory(from: &reader))
    for _ in 0..<200 {
      skin.follow(31, after: 1_000)
      skin2.follow(31, after: 1_000)
      #expect(skin.gas == skin2.gas && skin.beganAnew == skin2.beganAnew)
      #expect(rise.rise(of: 4.2, after: 1_000) == rise2.rise(of: 4.2, after: 1_000))
    }
    #expect(skin.gas > 29 && !skin.isDoubted)
  }
}

@Suite struct RiseTests {
  @Test("The lowest pressure is one that lasted, not one garbled answer")
  func garbled() {
    for at in [0, 3, 30] {
      var memory = RiseMemory()
      let rises = (0..<60).map { second in
        memory.rise(of: second == at ? 0 : 5, after: 1_000)
      }
      #expect(rises.allSatisfy { $0 == 0 }, "garbled after \(at) s")
    }
  }

  @Test("A worn seat is seen from the lowest pressure on, also after the line was vented")
  func creep() {
    var memory = RiseMemory()
    for _ in 0..<20 { _ = memory.rise(of: 5, after: 1_000) }
    #expect(abs(memory.rise(of: 5.6, after: 1_000) - 0.6) < 1e-9)
    for _ in 0..<10 { _ = memory.rise(of: 1, after: 1_000) }
    #expect(memory.rise(of: 1, after: 1_000) == 0)
    #expect(abs(memory.rise(of: 1.5, after: 1_000) - 0.5) < 1e-9)
  }

  @Test("A pressure that still falls is followed down")
  func falling() {
    var memory = RiseMemory()
    var pressure = 5.0
    for _ in 0..<100 {
      pressure -= 0.02
      #expect(memory.rise(of: pressure, after: 1_000) == 0)
    }
    #expect(memory.lowest - pressure < 0.2)
  }
}
