// What the gate says about a command that it changed: which row it was, with its value and limit; or
// that no row was asked, because the command was none.

import Plant
import Testing

@testable import Safety

@Suite("The reason of the gate")
struct GateReasonTests {
  @Test("What the gate changed tells its row, the value and the limit")
  func reason() {
    let question = GateCase(
      limits: limits(of: .run), proposal: 1, last: 1, actuator: Verdict(effect: .hold, row: 0),
      unit: Verdict(effect: .trip, row: 1))
    let reason = Reason(.interlock, subject: 1, value: 31, limit: 30)
    #expect(question.judged() == Command(value: 0, origin: .safety, reason: reason))
  }

  @Test("What is stopped for a row tells the row even when the proposal was invalid")
  func reasonOfInvalid() {
    var question = GateCase(limits: limits(of: .powerLimit), proposal: .nan, last: 0)
    question.unit = Verdict(effect: .trip, row: 1)
    #expect(question.judged().reason.subject == 1)
  }

  @Test("The first row of the table is named like any other")
  func firstRow() {
    let verdict = Verdict(effect: .trip, row: 0)
    let command = GateCase(limits: limits(of: .run), proposal: 1, last: 1, unit: verdict).judged()
    #expect(command.reason == Reason(.interlock, subject: 0, value: 0, limit: 20))
  }

  @Test("An invalid command names no row that had nothing to change")
  func invalidWithoutChange() {
    var question = GateCase(limits: limits(of: .run), proposal: 7, last: 0)
    question.unit = Verdict(effect: .hold, row: 1)
    let reason = Reason(.interlock, value: 7, limit: 0)
    #expect(question.judged() == Command(value: 0, origin: .safety, reason: reason))
  }
}
