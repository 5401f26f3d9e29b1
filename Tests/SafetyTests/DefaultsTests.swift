// What stands in a row, an effect, a table and a state of which nothing was said: always the careful
// choice, and the numbers of the local reset.

import Plant
import Testing

@testable import Safety

@Suite("Defaults")
struct DefaultsTests {
  @Test("A row wants one vote, counts faults as demands, always watches and acts without delay")
  func row() {
    let row = InterlockRow()
    #expect(row.cause == .above && row.faultVote == .demands && row.votes == 1)
    #expect(row.firstInput == 0 && row.inputCount == 0)
    #expect(row.firstEffect == 0 && row.effectCount == 0)
    #expect(row.threshold == 0 && row.hysteresis == 0)
    #expect(row.onDelay == 0 && row.timeBase == .plant && row.armedBy == .none)
    #expect(!row.isLatched && row.resetRule == .auto)
    #expect(row.priority == .third && row.group == 0)
  }

  @Test("An effect waits for nothing, leaves the whole power, and falls on no one by chance")
  func effect() {
    let effect = RowEffect()
    #expect(effect.target == .unit && effect.index == -1, "no unit has this place")
    #expect(effect.effect == .alarmOnly && effect.share == 1)
    #expect(effect.afterRest == .none && effect.atLatest == 0)
    #expect(effect.signalling == .none && !effect.leavesBlowDown && !effect.needsAnalysis)
  }

  @Test("A reset on site takes a turn of 0.2 to 5 s and five minutes below 5 % LEL")
  func table() {
    let table = InterlockTable(rows: [], inputs: [], effects: [], detectors: [], resetKey: .none)
    #expect(table.clearGas == 5 && table.clearFor == 300_000)
    #expect(table.shortestKeyTurn == 200 && table.longestKeyTurn == 5_000)
    #expect(table.quietStart == 5_000)
  }

  @Test("Before the first scan nothing is latched, no key was seen and no room is clear")
  func state() {
    let state = SafetyState(
      rows: 1, units: 1, detectors: 0, actuators: Slots([], filler: emptyLimits))
    let row = state.rows[0]
    #expect(!row.isDemanded && !row.isStanding && !row.isActive && !row.isLatched)
    #expect(!row.isFirstOut && !row.isUnacknowledged && row.value == 0 && row.released == 0)
    #expect(row.demandedSince == 0 && row.activeScan == 0 && row.activeSince == 0)
    #expect(state.key == KeyTracker(position: .unknown, since: 0))
    #expect(state.room == RoomTracker(isClear: false, since: 0))
    #expect(state.lastReset == -1)
    #expect(!row.isUnheard && state.startedAt == -1 && !state.isSilenced)
    #expect(!state.hasReset && state.wasResetOnSite == false)
  }
}
