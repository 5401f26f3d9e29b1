// Latches: a trip stays after its cause is gone, until a person resets it.

import Plant
import Testing

@testable import Safety

/// One latched row over point 0 that trips unit 0, reset by `rule`. Point 1 is the gas detector, point 2
/// the key.
private func bench(_ rule: ResetRule, _ change: (inout InterlockRow) -> Void = { _ in }) -> Bench {
  var plan = Plan(measured: 3)
  plan.detectors = [1]
  plan.resetKey = 2
  plan.add(.above, [0], over: 20, effects: [RowEffect(.trip, unit: 0)]) { row in
    row.isLatched = true
    row.resetRule = rule
    change(&row)
  }
  return Bench(plan)
}

@Suite("Latching, acknowledging and resetting")
struct LatchTests {
  @Test("A latched row stays when its cause goes")
  func latches() {
    let row = bench(.panel)
    #expect(row.play([0: "..HH..H.."]) == "..TTLLTLL")
    #expect(row.unit(0) == Verdict(effect: .trip, row: 0))
  }

  @Test("A cause that goes before its delay is over latches nothing, and nobody is asked to see it")
  func delayedLatch() {
    let row = bench(.panel) { $0.onDelay = 3_000 }
    #expect(row.play([0: ".HHH..."]) == ".ddd...")
    #expect(!row.row(0).isUnacknowledged)
    #expect(row.play([0: "HHHH."]) == "dddTL")
  }

  @Test("A row without inputs latches what it demands")
  func withoutInputs() {
    let row = bench(.panel) { $0.inputCount = 0 }
    #expect(row.play([0: "."]) == "T")
    #expect(row.row(0).isLatched && row.row(0).isUnacknowledged)
  }

  @Test("A row that does not latch ends with its cause, whoever could reset it")
  func doesNotLatch() {
    #expect(bench(.panel) { $0.isLatched = false }.play([0: "..HH..H.."]) == "..TT..T..")
  }

  @Test("The panel resets a panel row only when its cause is gone")
  func panelReset() {
    let row = bench(.panel)
    #expect(row.play([0: ".HH..."], panelReset: "..R.R.") == ".TTL..")
    #expect(row.unit(0) == .free)
  }

  @Test("The cause is not gone while the value is within the hysteresis")
  func panelResetWithinHysteresis() {
    let row = bench(.panel) { $0.hysteresis = 2 }
    #expect(row.play([0: ".HMM.."], panelReset: "..RR.R") == ".TTTL.")
  }

  @Test("The panel never resets a local row, nor a latched row that says auto")
  func panelRefused() {
    for rule in [ResetRule.local, .auto] {
      let row = bench(rule)
      #expect(row.play([0: ".H....", 1: "......"], panelReset: "...RRR") == ".TLLLL")
      #expect(row.events(.resetRefused).map(\.value) == [1])
      #expect(row.state.lastReset == -1)
    }
  }

  @Test("A reset is told, remembered with its plant time, and true for one scan")
  func resetIsTold() {
    let row = bench(.panel)
    _ = row.play([0: "H."])
    #expect(row.state.lastReset == -1)
    _ = row.play([0: "."], panelReset: "R")
    #expect(row.events().map(\.kind) == [.rowReset])
    #expect(row.events(.rowReset).first?.subject == 0)
    #expect(row.state.hasReset && row.state.lastReset == row.image.time.plant)
    let when = row.image.time.plant
    _ = row.play([0: "."], panelReset: "R")
    #expect(!row.state.hasReset && row.state.lastReset == when)
    #expect(row.events().isEmpty)
  }

  @Test("Nothing is reset without being asked for")
  func noReset() {
    let row = bench(.panel)
    _ = row.play([0: "H...."])
    #expect(row.row(0).isLatched && row.events(.resetRefused).isEmpty)
  }

  @Test("A row that was reset trips again as new")
  func tripsAgain() {
    let row = bench(.panel)
    #expect(row.play([0: ".H...H"], panelReset: "...R..") == ".TL..T")
    #expect(row.row(0).since == 6)
    #expect(row.events().map(\.kind) == [.rowRaised, .firstOut])
  }

  @Test("A row that came, was seen and went leaves no trace")
  func noTrace() {
    let row = bench(.panel)
    #expect(row.state.rows[0] == RowState() && row.state.rows[0].isUnacknowledged == false)
    #expect(row.play([0: "..H.."], panelReset: "....R", acknowledge: "....A") == "..TL.")
    #expect(row.state.rows[0] == RowState())
    #expect(row.row(0) == RowReport.quiet)
  }

  @Test("Acknowledging says seen: it resets nothing, and a later alarm is new")
  func acknowledge() {
    let row = bench(.panel)
    _ = row.play([0: "H"], acknowledge: "A")
    #expect(row.row(0).isUnacknowledged)
    _ = row.play([0: "H"], acknowledge: "A")
    #expect(!row.row(0).isUnacknowledged && row.row(0).isLatched)
    _ = row.play([0: ".H"])
    #expect(row.row(0).isUnacknowledged)
    #expect(row.events(.rowRaised).count == 1)
  }

  @Test("An alarm that stands and was seen stays seen until it comes anew")
  func staysSeen() {
    let row = bench(.auto) { $0.isLatched = false }
    _ = row.play([0: "HHHH"], acknowledge: ".A..")
    #expect(row.row(0).isActive && !row.row(0).isUnacknowledged)
    _ = row.play([0: ".H"])
    #expect(row.row(0).isUnacknowledged)
  }

  @Test("An alarm that went by itself stays unacknowledged")
  func goneUnacknowledged() {
    let row = bench(.auto) { $0.isLatched = false }
    _ = row.play([0: "H.."])
    #expect(row.row(0).isUnacknowledged && !row.row(0).isActive)
    _ = row.play([0: "."], acknowledge: "A")
    #expect(!row.row(0).isUnacknowledged)
  }

  @Test("When the latch store is lost every row that can latch is latched")
  func storeLost() {
    var plan = Plan(measured: 2)
    plan.add(.above, [0], over: 20, effects: [RowEffect(.trip, unit: 0)]) {
      $0.isLatched = true
      $0.resetRule = .panel
    }
    plan.add(.above, [1], over: 20, effects: [RowEffect(.hold, unit: 0)])
    let bench = Bench(plan)
    bench.state.latchAll(
      at: ScanTime(scan: 7, real: 49_000, plant: 1_600_000_000_000), table: bench.table)
    #expect(bench.state.rows[0].isActive, "what is latched acts, before any scan says so")
    #expect(bench.state.rows[0].activeSince == 1_600_000_000_000)
    _ = bench.play([0: ".", 1: "."])
    #expect(bench.row(0).isLatched && bench.row(0).isActive && bench.row(0).isUnacknowledged)
    #expect(bench.row(0).since == 7)
    #expect(!bench.row(1).isActive)
    #expect(bench.unit(0) == Verdict(effect: .trip, row: 0))
    #expect(bench.play([0: ".."], panelReset: ".R") == "L.")
  }

  @Test("A cause that is still there when the store is lost has outlived its delay already")
  func storeLostDelay() {
    let row = bench(.panel) { $0.onDelay = 5_000 }
    row.state.latchAll(at: row.image.time, table: row.table)
    _ = row.play([0: "H"])
    #expect(row.state.rows[0].isStanding)
  }

  @Test("A row assumed tripped counts as demanded until its value is back by the hysteresis")
  func storeLostHysteresis() {
    let row = bench(.panel) { $0.hysteresis = 2 }
    row.state.latchAll(at: row.image.time, table: row.table)
    #expect(row.play([0: "MM.."], panelReset: "RR.R") == "TTL.")
  }
}
