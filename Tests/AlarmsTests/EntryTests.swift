// The order of the list, first causes and what followed from them, and what a reset waits for.

import Plant
import Testing

@testable import Alarms

@Suite("The list as people read it")
struct EntryTests {
  @Test("Priority first, then first causes, then what nobody has seen, then what came first")
  func order() {
    var bench = Bench([
      alarm("P3", priority: .third), alarm("P2", at: 1), alarm("P1", at: 2, priority: .first),
      alarm("P1", part: "seen", at: 3, priority: .first),
      alarm("P1", part: "later", at: 4, priority: .first),
      alarm("P1", part: "first", at: 5, priority: .first, isLatched: true, group: "g"),
    ])
    _ = bench.play("A", row: 3)
    bench.ask(.acknowledge("P1/seen"))
    for row in [0, 1, 2, 4] { _ = bench.play("A", row: row) }
    bench.show("B", row: 5)
    bench.rows[5].isFirstOut = true
    bench.pass(1_000)
    bench.look()
    #expect(
      bench.list.announced.map(\.alarm.definition.name)
        == ["P1/first", "P1", "P1/later", "P1/seen", "P2", "P3"])
  }

  @Test("The first cause of a trip is marked, and what followed it as consequential")
  func firstOut() {
    var bench = Bench([
      alarm("L01", group: "g"), alarm("L06", at: 1, isLatched: true, group: "g"),
      alarm("L05", at: 2, isLatched: true, group: "g"), alarm("L04", at: 3, group: "g"),
      alarm("L26", at: 4, isLatched: true, group: "h"),
    ])
    _ = bench.play("A", row: 0)
    bench.show("B", row: 1)
    bench.rows[1].isFirstOut = true
    bench.pass(1_000)
    bench.look()
    for row in 2...4 { _ = bench.play("B", row: row) }
    let entries = (0...4).map { bench.list.entry(at: $0) }
    #expect(entries.map(\.isFirstOut) == [false, true, false, false, false])
    // The pre-alarm L01 came before the trip, and L26 is another group.
    #expect(entries.map(\.isConsequential) == [false, false, true, true, false])
    // Rows forget over a restart in which scan they began; the list does not forget when they came.
    for row in 0...4 { bench.rows[row].since = 1 }
    bench.pass(1_000)
    bench.look()
    #expect(!bench.list.entry(at: 0).isConsequential && bench.list.entry(at: 3).isConsequential)
  }

  @Test("A latch is ready to be reset when no cause of its group stands any more")
  func readyToReset() {
    var bench = Bench([
      alarm("L06", isLatched: true, group: "g"), alarm("L05", at: 1, isLatched: true, group: "g"),
    ])
    _ = bench.play("BL")
    #expect(bench.list.entry(at: 0).isReadyToReset)
    _ = bench.play("B", row: 1)
    #expect(!bench.list.entry(at: 0).isReadyToReset)
    _ = bench.play("L", row: 1)
    #expect(bench.list.entry(at: 0).isReadyToReset && bench.list.entry(at: 1).isReadyToReset)
  }

  @Test("Every state, reset rule and priority has words in both languages")
  func words() {
    let words =
      AlarmState.allCases.map(\.words) + ResetRule.allCases.map(\.words)
      + Priority.allCases.map(\.urgency)
    for text in words { #expect(text.de.count > 5 && text.en.count > 5 && text.de != text.en) }
  }

  @Test("A named condition is an alarm after its delay, and gone with its end")
  func named() {
    let broker = systemAlarms(of: []).filter { $0.name == NamedCondition.brokerLost }
    var bench = Bench(broker, settled: false)
    func state(_ isLost: Bool?, _ span: Milliseconds) -> AlarmState {
      bench.pass(span)
      bench.look(isLost.map { [NamedCondition.brokerLost: $0] } ?? [:])
      return bench.state
    }
    #expect(state(nil, 100_000) == .normal)
    #expect(state(true, 1_000) == .normal)
    #expect(state(true, 59_999) == .normal)
    #expect(state(true, 1) == .unacknowledged)
    #expect(state(nil, 1_000) == .unacknowledged)
    #expect(state(false, 1_000) == .returned)
    bench.ask(.acknowledge(NamedCondition.brokerLost))
    #expect(state(true, 1_000) == .normal)
  }

  @Test("Three late scans of ten are an alarm, two are none")
  func lateScans() {
    var watch = LateScanWatch()
    #expect([0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2].allSatisfy { !watch.isLate($0) })
    #expect([3, 4, 5].map { watch.isLate($0) } == [false, false, true])
    #expect((0..<9).map { _ in watch.isLate(5) }.last == false)
    let afterRestart = watch.isLate(0)
    #expect(!afterRestart)
  }
}
