// The figures of EEMUA 191 against logs that were counted by hand.

import Plant
import Testing

@testable import Alarms

private let minute: Milliseconds = 60_000
private let hour: Milliseconds = 3_600_000
private let day: Milliseconds = 86_400_000
private let known = [
  alarm("P1", priority: .first, isLatched: true), alarm("P2"), alarm("P3", priority: .third),
]

private func raises(_ alarm: String, _ times: [Milliseconds]) -> [AlarmRecord] {
  times.map { AlarmRecord(.raised, alarm, at: $0) }
}

private func figures(
  _ records: [AlarmRecord], from: Milliseconds = 0, to: Milliseconds = day
) -> AlarmFigures {
  AlarmFigures(records, from: from, to: to, definitions: known)
}

@Suite("Figures of the alarm load")
struct FigureTests {
  @Test("A day with 144 alarms is one in ten minutes on average")
  func average() {
    let found = figures(raises("P3", (0..<144).map { Milliseconds($0) * 10 * minute }))
    #expect(found.announced == 144 && found.perDay == 144 && found.perTenMinutes == 1)
    #expect(found.peak == 1 && found.floods.isEmpty && found.shareInFlood == 0)
  }

  @Test("The begin of a period belongs to it, its end does not")
  func edges() {
    let found = figures(
      raises("P3", [hour - 1, hour, 2 * hour - 1, 2 * hour]), from: hour, to: 2 * hour)
    #expect(found.announced == 2)
    #expect(found.perDay == 48)
  }

  @Test("The peak window slides over the edges of the clock")
  func peak() {
    let burst = raises("P3", [8, 9, 11, 12, 18].map { $0 * minute })
    #expect(figures(burst).peak == 4)
    #expect(figures(burst).peakAt == 12 * minute)
    let together = raises("P3", [0, 10 * minute])
    #expect(figures(together).peak == 1)
  }

  @Test(
    "A flood begins with the eleventh alarm in ten minutes and ends when fewer than five are left")
  func flood() throws {
    // Eleven alarms, one each half minute from 0 to 5 min; the seventh came at 3 min, so that at 13 min
    // four are left.
    let found = figures(raises("P3", (0..<11).map { Milliseconds($0) * 30_000 }))
    #expect(found.floods == [.init(begin: 5 * minute, end: 13 * minute)])
    #expect(found.shareInFlood == Double(8 * minute) / Double(day))
    #expect(found.peak == 11)
  }

  @Test("Ten alarms in ten minutes are no flood")
  func noFlood() {
    #expect(figures(raises("P3", (0..<10).map { Milliseconds($0) * 1_000 })).floods.isEmpty)
  }

  @Test("A flood goes on while alarms keep coming, and a second one is counted apart")
  func twoFloods() {
    let first = (0..<31).map { Milliseconds($0) * minute / 2 }
    let second = (0..<11).map { hour + Milliseconds($0) * 1_000 }
    let found = figures(raises("P3", first + second))
    // The first: eleventh alarm at 5 min, last at 15 min, the fifth from the end at 13 min.
    // The second: eleventh at 60:10, the fifth from the end at 60:06.
    #expect(
      found.floods == [
        .init(begin: 5 * minute, end: 23 * minute),
        .init(begin: hour + 10_000, end: hour + 606_000),
      ])
  }

  @Test("A flood that reaches over the edges of the period counts for its part in it")
  func clippedFlood() {
    let records = raises("P3", (0..<11).map { Milliseconds($0) * 30_000 })
    #expect(
      figures(records, from: 10 * minute, to: day).floods
        == [.init(begin: 10 * minute, end: 13 * minute)])
    #expect(
      figures(records, from: 0, to: 8 * minute).floods
        == [.init(begin: 5 * minute, end: 8 * minute)])
    #expect(figures(records, from: 13 * minute, to: day).floods.isEmpty)
  }

  @Test("An alarm that comes three times within a minute chatters; each spell counts once")
  func chattering() {
    let spells = [0, 20_000, 59_999, 70_000, 600_000, 601_000, 602_000]
    let slow = [0, 30_000, 60_000, 90_000]
    let found = figures(
      raises("P2", spells.map { Milliseconds($0) }) + raises("P3", slow.map { Milliseconds($0) }))
    #expect(found.chattering == [.init(alarm: "P2", count: 2)])
  }

  @Test("An alarm is stale when it stood for more than a day, also when it came before the period")
  func stale() {
    let records = [
      AlarmRecord(.raised, "P2", at: 0), AlarmRecord(.acknowledged, "P2", at: hour),
      AlarmRecord(.raised, "P3", at: hour), AlarmRecord(.returned, "P3", at: hour + day),
      AlarmRecord(.raised, "P1", at: 2 * hour), AlarmRecord(.latched, "P1", at: 3 * hour),
      AlarmRecord(.reset, "P1", at: 32 * hour),
    ]
    let found = figures(records, from: day, to: 3 * day)
    // P3 stood for a day and not longer.
    #expect(
      found.stale == [
        .init(alarm: "P2", count: 72, since: 0), .init(alarm: "P1", count: 30, since: 2 * hour),
      ])
    #expect(found.announced == 0)
    #expect(figures(records, from: 0, to: 20 * hour).stale.isEmpty)
    #expect(figures(records, from: 40 * hour, to: 50 * hour).stale.map(\.alarm) == ["P2"])
  }

  @Test(
    "What was shelved, taken out or forgotten does not stand any more, what is unknown never did")
  func notStale() {
    for kind in [AlarmRecord.Kind.shelved, .outOfService, .startedAnew] {
      let name = kind == .startedAnew ? "" : "P2"
      let records = [AlarmRecord(.raised, "P2", at: 0), AlarmRecord(kind, name, at: hour)]
      #expect(figures(records, from: 0, to: 3 * day).stale.isEmpty, "\(kind)")
    }
    let kept = [AlarmRecord(.raised, "P2", at: 0), AlarmRecord(.restarted, "", at: hour)]
    #expect(figures(kept, from: 0, to: 3 * day).stale.count == 1)
    #expect(figures(raises("gone", [0]), from: 0, to: 3 * day).stale.isEmpty)
  }

  @Test("The ten most frequent alarms and the priorities are counted")
  func topAndPriorities() {
    var records =
      raises("P1", [1]) + raises("P2", [2, hour]) + raises("P3", (1...17).map { $0 * hour })
    let found = figures(records)
    #expect(found.byPriority == [1, 2, 17])
    #expect(
      found.top == [
        .init(alarm: "P3", count: 17), .init(alarm: "P2", count: 2), .init(alarm: "P1", count: 1),
      ])
    #expect(found.topShare == 1)
    records += (0..<12).flatMap { raises("X\($0)", [Milliseconds($0) * minute, hour]) }
    #expect(figures(records).top.count == 10)
    #expect(figures(records).topShare == Double(17 + 2 * 9) / 44)
  }

  @Test("Shelvings and alarms taken out are counted within the period")
  func aside() {
    let records = [
      AlarmRecord(.shelved, "P2", at: 0), AlarmRecord(.shelved, "P2", at: hour),
      AlarmRecord(.outOfService, "P3", at: hour),
    ]
    let found = figures(records, from: 1, to: day)
    #expect(found.shelved == 1 && found.outOfService == 1)
  }

  @Test("An empty log and an empty period give zeros")
  func empty() {
    #expect(figures([]).perDay == 0 && figures([]).topShare == 0)
    let nothing = figures(raises("P3", [0, 1]), from: day, to: day)
    #expect(nothing.perDay == 0 && nothing.shareInFlood == 0 && nothing.perTenMinutes == 0)
    #expect(figures([], from: day, to: 0).to == day)
  }

  @Test("The order of the records makes no difference")
  func anyOrder() {
    var dice = Dice(state: 3)
    let records = (0..<300).map { number in
      AlarmRecord(
        number % 3 == 0 ? .returned : .raised, ["P1", "P2", "P3"][number % 7 % 3],
        at: Milliseconds(number) * 7_001)
    }
    #expect(figures(records.shuffled(using: &dice)) == figures(records))
  }

  @Test("The event history is read as a log of what rows did, and a start ends what does not latch")
  func history() {
    let events: [(time: Milliseconds, kind: String, subject: String)] = [
      (0, "row-raised", "P1"), (1, "row-raised", "P2"), (2, "first-out", "P1"),
      (3, "row-cleared", "P1"), (4, "mode-changed", "el-1"), (5, "controller-started", ""),
      (6, "row-reset", "P1"), (7, "row-raised", "P2"), (8, "row-cleared", "P2"),
    ]
    let records = AlarmRecord.records(fromHistory: events, definitions: known)
    #expect(
      records.map { "\($0.time) \($0.kind.rawValue) \($0.alarm)" } == [
        "0 raised P1", "1 raised P2", "3 latched P1", "5 returned P2", "5 restarted ",
        "6 reset P1", "7 raised P2", "8 returned P2",
      ])
  }
}
