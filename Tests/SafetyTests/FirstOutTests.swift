// First-out and group reset: which trip came first, and that a group is released as a whole or not at all.

import Plant
import Testing

@testable import Safety

/// A row over each of the points 0, 1, 2 and 3; 0, 1 and 2 share a group, 3 has its own.
private func bench(_ change: (inout Plan) -> Void = { _ in }) -> Bench {
  var plan = Plan(measured: 4)
  for point in 0..<4 {
    plan.add(.above, [point], over: 20) { row in
      row.isLatched = true
      row.resetRule = .panel
      row.group = point == 3 ? 1 : 0
    }
  }
  change(&plan)
  return Bench(plan)
}

extension Bench {
  fileprivate var firstOuts: [Int] { (0..<plan.rows.count).filter { row($0).isFirstOut } }
}

@Suite("First-out")
struct FirstOutTests {
  private let calm = [0: ".", 1: ".", 2: ".", 3: "."]

  @Test("The first row of a group is its first cause, later ones are consequential")
  func first() {
    let bench = bench()
    _ = bench.play([0: "...", 1: ".H.", 2: "..H", 3: "..."])
    #expect(bench.firstOuts == [1])
    #expect(bench.events(.firstOut).isEmpty)
  }

  @Test("Rows of the same scan go by their order in the table")
  func ties() {
    let bench = bench()
    _ = bench.play([0: ".", 1: "H", 2: "H", 3: "H"])
    #expect(bench.firstOuts == [1, 3])
    #expect(bench.events(.firstOut).map(\.subject) == [1, 3])
  }

  @Test("A row above the first cause of its group follows it all the same")
  func firstIsLastInTable() {
    let bench = bench { $0.rows[3].group = 0 }
    _ = bench.play([0: "..H", 1: "...", 2: "...", 3: ".H."])
    #expect(bench.firstOuts == [3])
  }

  @Test("A group in which something is latched gets no new first cause, whoever forgot the old one")
  func forgottenFirst() {
    let bench = bench()
    bench.state.rows[2].takeLatch()
    _ = bench.play([0: "H", 1: ".", 2: ".", 3: "."])
    #expect(bench.row(0).isLatched && bench.firstOuts.isEmpty)
  }

  @Test("A group whose first cause is known gets no second one, even if its latch was forgotten")
  func forgottenLatch() {
    let bench = bench()
    bench.state.rows[2].isFirstOut = true
    _ = bench.play([0: "H", 1: ".", 2: ".", 3: "."])
    #expect(bench.row(0).isLatched && bench.firstOuts == [2])
  }

  @Test("The first cause stays the first when its cause goes before the others")
  func firstCauseGoes() {
    let bench = bench()
    _ = bench.play([0: "HH...", 1: ".H...", 2: "....H", 3: "....."])
    #expect(bench.firstOuts == [0])
    #expect(bench.row(0).isLatched && !bench.row(0).isDemanded)
  }

  @Test("A warning that clears by itself does not hide the trip behind it")
  func warningFirst() {
    let bench = bench { $0.rows[0].isLatched = false }
    _ = bench.play([0: "HHHH", 1: ".HHH", 2: "..HH", 3: "...."])
    #expect(bench.row(0).isActive && !bench.row(0).isFirstOut)
    #expect(bench.firstOuts == [1])
  }

  @Test("A group resets as a whole, or not at all while one of its causes is there")
  func groupReset() {
    let bench = bench()
    _ = bench.play([0: "HH", 1: ".H", 2: "..", 3: ".H"])
    _ = bench.play([0: ".", 1: "H", 2: ".", 3: "."], panelReset: "R")
    #expect((0..<4).map { bench.row($0).isLatched } == [true, true, false, false])
    #expect(bench.events(.resetRefused).map(\.subject) == [0])
    #expect(bench.events(.resetRefused).map(\.value) == [1])
    #expect(bench.firstOuts == [0])
    _ = bench.play(calm, panelReset: "R")
    #expect((0..<4).allSatisfy { !bench.row($0).isLatched && !bench.row($0).isActive })
    #expect(bench.events(.rowReset).map(\.subject) == [0, 1])
    #expect(bench.firstOuts.isEmpty)
  }

  @Test("A refused reset counts every row that stands against it")
  func refusedCount() {
    let bench = bench { $0.rows[2].resetRule = .local }
    _ = bench.play([0: "H", 1: "H", 2: "H", 3: "."])
    _ = bench.play([0: "H", 1: ".", 2: ".", 3: "."], panelReset: "R")
    #expect(bench.events(.resetRefused).map(\.value) == [2])
    #expect(bench.events(.rowReset).isEmpty)
  }

  @Test("A row that is not latched does not stand against the reset of its group")
  func unlatchedRow() {
    let bench = bench { $0.rows[1].isLatched = false }
    _ = bench.play([0: "H.", 1: "HH", 2: "..", 3: ".."], panelReset: ".R")
    #expect(!bench.row(0).isLatched && bench.row(1).isActive)
    #expect(bench.firstOuts.isEmpty, "the last latching row of the group is quiet")
  }

  @Test("Rows of a negative group stand alone")
  func noGroup() {
    let bench = bench { plan in for place in 0..<3 { plan.rows[place].group = -1 } }
    _ = bench.play([0: "H", 1: "H", 2: "H", 3: "."])
    #expect(bench.firstOuts.isEmpty)
    _ = bench.play([0: ".", 1: "H", 2: ".", 3: "."], panelReset: "R")
    #expect((0..<3).map { bench.row($0).isLatched } == [false, true, false])
    #expect(bench.events(.resetRefused).map(\.subject) == [1])
  }

  @Test("After a lost latch store no later row claims to be the first")
  func storeLost() {
    let bench = bench { $0.rows[1].isLatched = false }
    bench.state.latchAll(at: bench.image.time, table: bench.table)
    _ = bench.play([0: ".", 1: "H", 2: ".", 3: "."])
    #expect(bench.firstOuts.isEmpty)
  }
}
