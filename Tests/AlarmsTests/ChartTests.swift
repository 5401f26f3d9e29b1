// The state chart, cell by cell: every state against everything that can be known of the cause and
// everything that can be asked. The tables are the specification; a change of the chart changes them.

import Plant
import Testing

@testable import Alarms

/// Columns in the order of `AlarmCondition.allCases`; letters as in `AlarmState.letter`.
private let afterCondition: [(state: AlarmState, unknownAsleepGoneStandingLatched: String)] = [
  (.normal, ".z.UL"),
  (.unacknowledged, "UrrUL"),
  (.acknowledged, "Az.Al"),
  (.returned, "rrrUL"),
  (.latchedUnacknowledged, "LrrUL"),
  (.latchedAcknowledged, "lz.Ul"),
  (.shelved, "sssss"),
  (.suppressed, "zz.UL"),
  (.outOfService, "ooooo"),
]

/// For each wish one letter for each condition in the same order; `x` is a refusal.
private let afterWish: [(state: AlarmState, cells: [AlarmWish: String])] = [
  (
    .normal,
    [
      .acknowledge: "xxxxx", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .unacknowledged,
    [
      .acknowledge: "AAAAA", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .acknowledged,
    [
      .acknowledge: "xxxxx", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .returned,
    [
      .acknowledge: ".z...", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .latchedUnacknowledged,
    [
      .acknowledge: "lllll", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .latchedAcknowledged,
    [
      .acknowledge: "xxxxx", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .shelved,
    [
      .acknowledge: "xxxxx", .shelve: "xxxxx", .unshelve: ".z.UL", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .suppressed,
    [
      .acknowledge: "xxxxx", .shelve: "sssss", .unshelve: "xxxxx", .takeOutOfService: "ooooo",
      .returnToService: "xxxxx",
    ]
  ),
  (
    .outOfService,
    [
      .acknowledge: "xxxxx", .shelve: "xxxxx", .unshelve: "xxxxx", .takeOutOfService: "xxxxx",
      .returnToService: ".z.UL",
    ]
  ),
]

@Suite("The state chart of an alarm")
struct ChartTests {
  @Test("Every state against every cause goes where the table says")
  func conditions() {
    #expect(afterCondition.map(\.state) == AlarmState.allCases)
    for (state, cells) in afterCondition {
      let found = AlarmCondition.allCases.map { state.next($0).letter }
      #expect(String(found) == cells, "\(state)")
    }
  }

  @Test("Every state against every wish goes where the table says")
  func wishes() {
    #expect(afterWish.map(\.state) == AlarmState.allCases)
    for (state, cells) in afterWish {
      for wish in AlarmWish.allCases {
        let found = AlarmCondition.allCases.map { state.after(wish, $0)?.letter ?? "x" }
        #expect(String(found) == cells[wish], "\(state) \(wish)")
      }
    }
  }

  @Test("Knowing the same twice changes nothing the second time")
  func idempotent() {
    for state in AlarmState.allCases {
      for condition in AlarmCondition.allCases {
        let once = state.next(condition)
        #expect(once.next(condition) == once, "\(state) \(condition)")
      }
    }
  }

  @Test("A cause that stands is never called normal, whoever asks for what")
  func standingShows() {
    for state in AlarmState.allCases {
      #expect(state.next(.standing) != .normal)
      for wish in AlarmWish.allCases {
        // The one exception is by construction: a returned alarm has no cause that stands.
        guard state != .returned, let new = state.after(wish, .standing) else { continue }
        #expect(new != .normal && new != .suppressed, "\(state) \(wish)")
      }
    }
  }

  @Test("Every state can be reached from normal, and left")
  func reachable() {
    var reached: Set<AlarmState> = [.normal]
    var open: [AlarmState] = [.normal]
    while let state = open.popLast() {
      let next =
        AlarmCondition.allCases.map { state.next($0) }
        + AlarmCondition.allCases.flatMap { condition in
          AlarmWish.allCases.compactMap { state.after($0, condition) }
        }
      #expect(next.contains { $0 != state }, "\(state) is a dead end")
      for new in next where reached.insert(new).inserted { open.append(new) }
    }
    #expect(reached == Set(AlarmState.allCases))
  }
}
