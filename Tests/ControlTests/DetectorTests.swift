// Detectors that drift or stand still: after their time they count as faulted, and the mark stands at
// the one that is wrong.

import Plant
import Safety
import Testing

@testable import Control

@Suite("Doubted detectors") struct DetectorTests {
  /// A bench on which every detector trembles a little, as real ones do; those in `still` do not.
  private final class Air {
    let bench: Bench
    var gas = ["gas-1": 0.0, "gas-2": 0.0, "gas-3": 0.0]
    var still: Set<String> = []

    init(_ change: (inout SiteDescription) -> Void = { _ in }) {
      var site = sharedAir()
      site.settings.stillTime = 900_000
      change(&site)
      bench = Bench(site)
      bench.resetAfterStart()
    }

    func pass(_ seconds: Int) {
      for second in 0..<seconds {
        for (name, value) in gas {
          bench.values[name] = value + (still.contains(name) ? 0 : (second % 2 == 0 ? 0.05 : -0.05))
        }
        bench.scan()
      }
    }

    /// Numbers of the detectors that are marked.
    var marked: [Int] { (1...3).filter { bench.derivedValue("implausible-\($0)") == 1 } }
    func isActive(_ row: Int) -> Bool { bench.isActive(row) }
  }

  @Test("One that stands apart for ten minutes is marked, and counts as faulted")
  func drift() {
    let air = Air()
    air.gas["gas-2"] = 6
    air.pass(599)
    #expect(air.marked == [] && !air.isActive(AirRow.oneFault))
    air.pass(2)
    #expect(air.marked == [2] && air.isActive(AirRow.oneFault))
    #expect(!air.isActive(AirRow.twoFaults))
    air.gas["gas-1"] = 30
    air.pass(1)
    #expect(air.isActive(AirRow.gas), "a fault is a vote to trip")
  }

  @Test("One that reads far too little beside two that see gas is the one that is marked")
  func low() {
    let air = Air()
    for name in ["gas-1", "gas-2"] { air.gas[name] = 8 }
    air.pass(601)
    #expect(air.marked == [3])
  }

  @Test("Apart by no more than the limit is no drift, and a moment of agreement begins anew")
  func near() {
    let air = Air()
    air.gas["gas-2"] = 4.8
    air.pass(1_200)
    #expect(air.marked == [])
    air.gas["gas-2"] = 6
    air.pass(500)
    air.gas["gas-2"] = 4.8
    air.pass(1)
    air.gas["gas-2"] = 6
    air.pass(500)
    #expect(air.marked == [])
  }

  @Test("A doubt ends when the detector has been back by a fifth of the limit for ten minutes")
  func back() {
    let air = Air()
    air.gas["gas-2"] = 6
    air.pass(601)
    air.gas["gas-2"] = 4.5
    air.pass(1_000)
    #expect(air.marked == [2])
    air.gas["gas-2"] = 3.5
    air.pass(599)
    #expect(air.marked == [2])
    air.pass(2)
    #expect(air.marked == [] && !air.isActive(AirRow.oneFault))
  }

  @Test("A zero far below nought is a drift, wherever the others are")
  func zero() {
    let air = Air { $0.room.isOnePlace = false }
    air.gas = ["gas-1": -6, "gas-2": 0, "gas-3": 9]
    air.pass(601)
    #expect(air.marked == [1], "the third one may stand where the gas is")
  }

  @Test("Of two that disagree the one that sees less is doubted")
  func ofTwo() {
    let air = Air()
    air.bench.values["gas-3"] = .some(nil)
    air.gas = ["gas-1": 7, "gas-2": 0]
    air.pass(601)
    #expect(air.marked == [2])
  }

  @Test("One that shows the same to the bit, while another one moved, stands still")
  func stillness() {
    let air = Air()
    air.pass(1)
    air.still = ["gas-1"]
    air.pass(600)
    air.gas["gas-3"] = 3.5
    air.pass(200)
    air.gas["gas-3"] = 0
    air.pass(98)
    #expect(air.marked == [], "not yet for so long")
    air.pass(4)
    #expect(air.marked == [1] && air.isActive(AirRow.oneFault))
    air.still = []
    air.pass(2)
    #expect(air.marked == [])
  }

  @Test("In air in which nothing moves, nobody is blamed for standing still")
  func calm() {
    let air = Air()
    air.still = ["gas-1", "gas-2", "gas-3"]
    air.pass(2_000)
    #expect(air.marked == [])
    let trembling = Air()
    trembling.still = ["gas-1"]
    trembling.gas["gas-2"] = 2
    trembling.pass(2_000)
    #expect(trembling.marked == [])
  }

  @Test("A bypassed detector is neither judged nor a witness against the others")
  func bypassed() {
    let air = Air()
    air.pass(10)
    air.bench.bypass(1, 60)
    air.still = ["gas-2"]
    air.gas["gas-1"] = 50
    air.pass(1_200)
    #expect(air.marked == [] && !air.isActive(AirRow.oneFault))
    air.gas["gas-1"] = 0
    air.pass(1)
    air.bench.bypass(1, 0)
    air.pass(900)
    #expect(air.marked == [])
  }

  @Test("A step of the clock is no time in which a detector drifted")
  func clock() {
    let air = Air()
    air.gas["gas-2"] = 6
    air.pass(60)
    air.bench.time.plant += 3_600_000
    air.pass(5)
    #expect(air.marked == [])
  }

  @Test("What is remembered of detectors is kept by the journal")
  func kept() {
    let air = Air()
    air.still = ["gas-1"]
    air.gas["gas-2"] = 6
    air.pass(400)
    var writer = CanonicalWriter()
    air.bench.state.encode(into: &writer)
    let twin = Air { _ in }
    var reader = CanonicalReader(writer.bytes)
    let isTaken = twin.bench.state.restore(from: &reader)
    #expect(isTaken)
    twin.bench.time = air.bench.time
    (twin.gas, twin.still) = (air.gas, air.still)
    (air.bench.devicesObey, twin.bench.devicesObey) = (false, false)
    twin.bench.values = air.bench.values
    for _ in 1...700 {
      air.pass(1)
      twin.pass(1)
      #expect(air.bench.digest == twin.bench.digest)
    }
    #expect(twin.marked == [1, 2])
  }
}
