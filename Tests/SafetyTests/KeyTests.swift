// The reset on site: a proper turn of the key in a room that has been free of gas for long enough.

import Plant
import Testing

@testable import Safety

/// A local row over point 0 and a panel row over point 3, each in its own group; the gas detectors are
/// points 1 and 4, the key is point 2. Shown: gas 0, key at rest.
private func bench() -> Bench {
  var plan = Plan(measured: 5)
  plan.detectors = [1, 4]
  plan.resetKey = 2
  for (point, rule) in [(0, ResetRule.local), (3, .panel)] {
    plan.add(.above, [point], over: 20, effects: [RowEffect(.trip, unit: 0)]) { row in
      row.isLatched = true
      row.resetRule = rule
      row.group = Int16(point)
    }
  }
  return Bench(plan)
}

/// A bench whose room has been clear for an hour and whose two rows are latched, causes gone.
private func latched() -> Bench {
  let bench = bench()
  _ = bench.play([0: "H.", 1: "..", 2: "..", 3: "H.", 4: ".."], plant: 1_800_000)
  return bench
}

@Suite("The reset on site")
struct KeyTests {
  @Test("A turn of the key resets local and panel rows when it ends")
  func turn() {
    let bench = latched()
    #expect(bench.play([2: ".11..", 1: "....."]) == "LLL..")
    #expect(!bench.row(1).isLatched)
    #expect(bench.unit(0) == .free)
  }

  @Test("A key that is held does nothing until it is let go")
  func held() {
    let bench = latched()
    #expect(bench.play([2: ".1"]) == "LL")
    #expect(bench.events(.rowReset).isEmpty && bench.events(.resetRefused).isEmpty)
  }

  @Test("A turn counts from 0.2 s to 5 s of real time")
  func length() {
    func rowAfter(turnOf length: Milliseconds) -> Character {
      let bench = latched()
      _ = bench.play([2: ".1"], plant: 1_000_000)
      return bench.play([2: "."], real: length, plant: 1_000_000).last ?? "?"
    }
    #expect(rowAfter(turnOf: 199) == "L")
    #expect(rowAfter(turnOf: 200) == ".")
    #expect(rowAfter(turnOf: 5_000) == ".")
    #expect(rowAfter(turnOf: 5_001) == "L")
  }

  @Test("A stuck key does nothing, also when it comes loose")
  func stuck() {
    let bench = bench()
    _ = bench.play([0: "H.", 1: "..", 2: "11", 3: "H.", 4: ".."], plant: 1_800_000)
    #expect(bench.play([2: "1..."]) == "LLLL")
    #expect(bench.play([2: "1111111..."]) == "LLLLLLLLLL")
    #expect(bench.play([2: "1."]) == "L.")
  }

  @Test("A key contact that cannot be read cancels the turn")
  func unreadableKey() {
    for fault in ["X", "N"] {
      let bench = latched()
      #expect(bench.play([2: ".1\(fault)."]) == "LLLL")
      #expect(bench.play([2: "\(fault)1."]) == "LLL")
      #expect(bench.play([2: "1."]) == "L.")
    }
  }

  @Test("A site without a key never resets a local row")
  func noKey() {
    var plan = latched().plan
    plan.resetKey = -1
    let bench = Bench(plan)
    _ = bench.play([0: "H.", 1: "..", 2: "..", 3: "H.", 4: ".."], plant: 1_800_000)
    #expect(bench.play([2: "..1.."]) == "LLLLL")
  }

  @Test("The room must have been clear for five minutes of plant time")
  func clearTime() {
    func isReset(after plant: Milliseconds) -> Bool {
      let bench = bench()
      _ = bench.play([0: "H.", 1: "H.", 2: "..", 3: "..", 4: ".."])
      _ = bench.play([2: "1"], plant: 100_000)
      _ = bench.play([2: "."], plant: plant - 100_000)
      return !bench.row(0).isLatched
    }
    #expect(!isReset(after: 299_999))
    #expect(isReset(after: 300_000))
  }

  @Test("Before that the turn is refused for the local row; the panel row is reset")
  func refused() {
    let bench = bench()
    _ = bench.play([0: "H.", 1: "..", 2: "..", 3: "H.", 4: ".."])
    #expect(bench.play([2: "1."]) == "LL")
    #expect(bench.events(.resetRefused).map(\.subject) == [0])
    #expect(bench.events(.rowReset).map(\.subject) == [1])
  }

  @Test("Gas at the limit, a fault or a value that is no number begins the five minutes anew")
  func gasComesBack() {
    for trouble in ["5", "9", "X", "N"] {
      let bench = latched()
      #expect(bench.play([4: "\(trouble)..", 2: ".1."], plant: 149_000) == "LLL", "\(trouble)")
      #expect(bench.play([2: "1."], plant: 149_000) == "L.", "\(trouble)")
    }
  }

  @Test("Gas below the limit does not")
  func littleGas() {
    #expect(latched().play([1: "444", 4: "444", 2: ".1."]) == "LL.")
  }

  @Test("Gas in the very scan in which the turn ends refuses the reset")
  func gasWithTheKey() {
    let bench = latched()
    #expect(bench.play([4: "..9", 2: ".1."]) == "LLL")
    #expect(bench.events(.resetRefused).map(\.subject) == [0])
    #expect(!bench.wasResetOnSite)
  }

  @Test("One detector is enough to prove a room clear")
  func oneDetector() {
    var plan = latched().plan
    plan.detectors = [4]
    let bench = Bench(plan)
    _ = bench.play([0: "H.", 2: "..", 3: "..", 4: ".."], plant: 1_800_000)
    #expect(bench.play([2: "1."]) == "L.")
  }

  @Test("A turn in a clear room is told for the one scan in which it ends, whatever is latched")
  func toldOnce() {
    let bench = bench()
    _ = bench.play([0: "..", 1: "..", 2: "..", 3: "..", 4: ".."], plant: 1_800_000)
    var told = ""
    for letter in [".", "1", "1", ".", "."] {
      _ = bench.play([2: letter])
      told += bench.wasResetOnSite ? "R" : "."
    }
    #expect(told == "...R.")
    #expect(bench.play([2: "1.", 1: "9."]) == "..")
    #expect(!bench.wasResetOnSite, "the room has not been clear for long enough")
  }

  @Test("A plant clock that jumps back begins the five minutes anew")
  func clockJumpsBack() {
    let bench = latched()
    _ = bench.play([2: "."], plant: -7_200_000)
    #expect(bench.play([2: "1."], plant: 140_000) == "LL")
    #expect(bench.play([2: "1."], plant: 140_000) == "L.")
  }

  @Test("A site without detectors never proves its room clear")
  func noDetectors() {
    var plan = latched().plan
    plan.detectors = []
    let bench = Bench(plan)
    _ = bench.play([0: "H.", 2: "..", 3: "H."], plant: 1_800_000)
    #expect(bench.play([2: "1."], plant: 1_800_000) == "LL")
  }

  @Test("The key does not reset a row whose cause is there")
  func causeThere() {
    #expect(latched().play([0: "HHH", 2: ".1."]) == "TTT")
  }

  @Test("A panel row waits in the group of a local row for the key")
  func mixedGroup() {
    var plan = latched().plan
    plan.rows[1].group = plan.rows[0].group
    let bench = Bench(plan)
    _ = bench.play([0: "H.", 1: "..", 2: "..", 3: "H.", 4: ".."], plant: 1_800_000)
    _ = bench.play([2: "."], panelReset: "R")
    #expect(bench.events(.resetRefused).map(\.value) == [1])
    #expect(bench.row(0).isLatched && bench.row(1).isLatched)
    _ = bench.play([2: "1."])
    #expect(!bench.row(0).isLatched && !bench.row(1).isLatched)
  }
}
