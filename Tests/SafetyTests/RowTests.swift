// One row in time: thresholds, hysteresis, delays on both time bases, arming.

import Plant
import Testing

@testable import Safety

/// One row over point 0; the change makes it what the test needs.
private func bench(
  _ cause: Cause, over threshold: Double = 20, points: [Int] = [0],
  _ change: (inout InterlockRow) -> Void = { _ in }
) -> Bench {
  var plan = Plan(measured: 4)
  plan.add(cause, points, over: threshold, effects: [RowEffect(.trip, unit: 0)], change)
  return Bench(plan)
}

@Suite("One row in time")
struct RowTests {
  @Test("Each cause demands exactly while it is there")
  func causes() {
    #expect(bench(.above).play([0: "..HH.H."]) == "..TT.T.")
    #expect(bench(.below, over: 5).play([0: "9964396"]) == "...TT..")
    #expect(bench(.open).play([0: "1.11..1"]) == ".T..TT.")
    #expect(bench(.closed).play([0: ".1..11."]) == ".T..TT.")
    #expect(bench(.fault).play([0: "HH..X.N"]) == "....T.T")
  }

  @Test("A value at the limit is not beyond it")
  func limitItself() {
    #expect(bench(.above, over: 5).play([0: "4565"]) == "..T.")
    #expect(bench(.below, over: 5).play([0: "6545"]) == "..T.")
  }

  @Test("A cause is gone only when the value is back by the hysteresis")
  func hysteresis() {
    #expect(bench(.above) { $0.hysteresis = 2 }.play([0: "MMHMMM.MM"]) == "..TTTT...")
    #expect(bench(.above, over: 5) { $0.hysteresis = 0.5 }.play([0: "5656"]) == ".TTT")
    #expect(bench(.below, over: 5) { $0.hysteresis = 2 }.play([0: "6646668"]) == "..TTTT.")
    #expect(bench(.below, over: 5) { $0.hysteresis = 2 }.play([0: "4676"]) == "TT..")
  }

  @Test("A cause that only a missing value raised is gone at the plain limit")
  func raisedByNothing() {
    #expect(bench(.above) { $0.hysteresis = 2 }.play([0: "XXMNM"]) == "TT.T.")
    #expect(bench(.below, over: 5) { $0.hysteresis = 2 }.play([0: "X6N6"]) == "T.T.")
    #expect(bench(.above) { $0.hysteresis = 2 }.play([0: "XH"]) == "TT", "the limit itself holds")
  }

  @Test("What a value raised is held by its hysteresis, also when the value is missing meanwhile")
  func raisedByValue() {
    #expect(bench(.above) { $0.hysteresis = 2 }.play([0: "HXXMM.M"]) == "TTTTT..")
    #expect(bench(.above) { $0.hysteresis = 2 }.play([0: "XHXM."]) == "TTTT.")
    #expect(bench(.below, over: 5) { $0.hysteresis = 2 }.play([0: "4X66X76"]) == "TTTTT..")
    let ended = bench(.above) { $0.hysteresis = 2 }.play([0: "H.XM"])
    #expect(ended == "T.T.", "what is over holds nothing that comes later")
  }

  @Test("One of two values is enough to hold a cause by its hysteresis")
  func raisedByOneOfTwo() {
    let row = bench(.above, points: [0, 1]) { $0.hysteresis = 2 }
    #expect(row.play([0: "XXX.", 1: "M.MM"]) == "TTT.")
    let other = bench(.above, points: [0, 1]) { $0.hysteresis = 2 }
    #expect(other.play([0: "XX..", 1: "HMM."]) == "TTT.")
  }

  @Test("A hysteresis below zero does not release a row early")
  func negativeHysteresis() {
    #expect(bench(.above) { $0.hysteresis = -10 }.play([0: ".HHH."]) == ".TTT.")
  }

  @Test("A cause must stand for its delay, without a gap")
  func onDelay() {
    let row = bench(.above) { $0.onDelay = 3_000 }
    #expect(row.play([0: ".HHH.HHHHH."]) == ".ddd.dddTT.")
  }

  @Test("A delay counts plant time or real time, as the row says")
  func timeBases() {
    let inPlantTime = bench(.above) { $0.onDelay = 3_000 }
    #expect(inPlantTime.play([0: ".HHHH"], real: 1_000, plant: 3_000) == ".dTTT")
    let inRealTime = bench(.above) {
      $0.onDelay = 3_000
      $0.timeBase = .real
    }
    #expect(inRealTime.play([0: ".HHHHH"], real: 1_000, plant: 3_000) == ".dddTT")
  }

  @Test("A clock that jumps back starts the delay anew but ends no standing cause")
  func clockJumpsBack() {
    let waiting = bench(.above) { $0.onDelay = 3_000 }
    #expect(waiting.play([0: "HH"]) == "dd")
    #expect(waiting.play([0: "H"], plant: -60_000) == "d")
    #expect(waiting.play([0: "HHHH"]) == "ddTT")
    #expect(waiting.play([0: "H"], plant: -60_000) == "T")
  }

  @Test("A bad value and a value that is no number demand like a high one")
  func faultsDemand() {
    for cause in [Cause.above, .below, .open, .closed] {
      #expect(bench(cause, over: 3).play([0: "X"]) == "T", "\(cause)")
      #expect(bench(cause, over: 3).play([0: "N"]) == "T", "\(cause)")
    }
  }

  @Test("A limit that is no number makes a demand")
  func limitWithoutNumber() {
    #expect(bench(.above, over: .nan).play([0: ".H"]) == "TT")
    #expect(bench(.below, over: .nan).play([0: ".H"]) == "TT")
    #expect(bench(.silent, over: .nan).play([0: ".."]) == "TT")
  }

  @Test("A row without inputs demands, and so does one whose point the site lacks")
  func rowWithoutInputs() {
    var plan = Plan(measured: 1)
    plan.add(.above, [], over: 20)
    plan.add(.above, [-1], over: 20)
    plan.add(.above, [40], over: 20)
    let bench = Bench(plan)
    _ = bench.play([0: "."])
    #expect((0..<3).map { bench.row($0).isActive } == [true, true, true])
    for policy in FaultVote.allCases {
      #expect(emptyRow(with: policy).play([0: "."]) == "T")
    }
  }

  private func emptyRow(with policy: FaultVote) -> Bench {
    var plan = Plan(measured: 1)
    plan.add(.above, [], over: 20) { $0.faultVote = policy }
    return Bench(plan)
  }

  @Test("An armed row watches only while its arming point is closed")
  func arming() {
    let row = bench(.above) {
      $0.armedBy = PointIndex(raw: 1)
      $0.onDelay = 1_000
    }
    #expect(row.play([0: "HHHHHHH", 1: "..111.1"]) == "..dTT.d")
  }

  @Test("An arming point that cannot be used does not put the row to sleep")
  func armingFault() {
    let row = bench(.above) { $0.armedBy = PointIndex(raw: 1) }
    #expect(row.play([0: "HHHHH", 1: ".XN1."]) == ".TTT.")
  }

  @Test("Silence is counted in real time, and what was never read is silent")
  func silence() {
    let row = bench(.silent, over: 2)
    #expect(row.play([0: ".SSS.SSS"], real: 1_000, plant: 9_000) == "...T...T")
    #expect(bench(.silent, over: 1_000).play([1: "."]) == "T")
    var plan = Plan(measured: 1)
    plan.add(.silent, [7], over: 1_000)
    #expect(Bench(plan).play([0: "."]) == "T")
  }

  @Test("A bad answer counts by its age, an answer of the wrong device is none")
  func silenceOfBadSamples() {
    let row = bench(.silent, over: 2)
    #expect(row.play([0: "X"]) == ".")
    #expect(row.play([0: "SSS"]) == "..T")
    row.advance()
    row.show(.bad(.wrongDevice, at: row.image.time.real), at: 0)
    row.run()
    #expect(row.row(0).isActive)
  }

  @Test("A row reports the worst value it saw, and 0 when it saw none")
  func reportedValue() {
    func value(_ cause: Cause, _ letters: [Int: String]) -> Double {
      let row = bench(cause, over: 3, points: [0, 1, 2])
      _ = row.play(letters)
      return row.row(0).value
    }
    #expect(value(.above, [0: "2", 1: "7", 2: "4"]) == 7)
    #expect(value(.below, [0: "4", 1: "2", 2: "7"]) == 2)
    #expect(value(.below, [0: "X", 1: "9", 2: "7"]) == 7)
    #expect(value(.open, [0: "1", 1: ".", 2: "1"]) == 0)
    #expect(value(.open, [0: "1", 1: "1", 2: "1"]) == 1)
    #expect(value(.closed, [0: ".", 1: "1", 2: "."]) == 1)
    #expect(value(.above, [0: "X", 1: "N", 2: "X"]) == 0)
    #expect(value(.fault, [0: "7", 1: "7", 2: "X"]) == 0)
  }

  @Test("A silent row reports the longest age, in seconds")
  func reportedSilence() {
    let row = bench(.silent, over: 9, points: [0, 1])
    _ = row.play([0: "..SS", 1: "...."])
    #expect(row.row(0).value == 2)
  }

  @Test("A silent row whose inputs were never read has no age to report")
  func reportedSilenceOfNone() {
    let row = bench(.silent, over: 9, points: [0, 1])
    _ = row.play([2: "."])
    #expect(row.row(0).isActive && row.row(0).value == 0)
    _ = row.play([1: "."])
    #expect(row.row(0).isActive && row.row(0).value == 0)
  }

  @Test("A negative value still counts as the worst one seen")
  func reportedNegativeValue() {
    let row = bench(.above, points: [0, 1])
    row.advance()
    row.show(-9, at: 0)
    row.show(-4, at: 1)
    row.run()
    #expect(row.row(0).value == -4)
  }

  @Test("A row tells the scan in which it became active")
  func activeSince() {
    let row = bench(.above)
    _ = row.play([0: "..HHH"])
    #expect(row.row(0).since == 3)
    _ = row.play([0: "."])
    #expect(row.row(0).since == 0)
  }

  @Test("Becoming active and clearing are each told once, with value and limit")
  func events() {
    let row = bench(.above)
    var kinds: [[EventKind]] = []
    for letter in [".", "H", "H", ".", "."] {
      _ = row.play([0: letter])
      kinds.append(row.events().map(\.kind))
      for event in row.events(.rowRaised) {
        #expect(event.subject == 0 && event.value == 25)
        #expect(event.reason == Reason(.interlock, subject: 0, value: 25, limit: 20))
      }
    }
    #expect(kinds == [[], [.rowRaised], [], [.rowCleared], []])
  }

  @Test("Derived points vote like measured ones")
  func derivedPoints() {
    var plan = Plan(measured: 1)
    plan.derived = 2
    plan.add(.above, [2], over: 20)
    #expect(Bench(plan).play([2: ".HX."]) == ".TT.")
  }
}
