// The laws of the gate, held against every kind of actuator, every effect and every place of the
// verdict: whatever is proposed, what leaves the gate is no less safe.

import Plant
import Testing

@testable import Safety

/// Every role with the corners of its range and values beyond it.
private let proposals: [(role: ActuatorRole, values: [Double])] = ActuatorRole.allCases.map {
  role in
  let range = limits(of: role)
  let middle = (range.lowest + range.highest) / 2
  return (role, [range.lowest, middle, range.highest])
}

private let beyond: [Double] = [.nan, .infinity, -.infinity, -1_000, 1_000]

extension ActuatorLimits {
  /// True when `one` is at least as safe as `other`.
  fileprivate func isSafe(_ one: Double, than other: Double) -> Bool {
    safeDirection == .down ? one <= other : one >= other
  }
}

@Suite("The gate")
struct GateTests {
  @Test("Without a verdict every valid command passes as it was", arguments: ActuatorRole.allCases)
  func passes(role: ActuatorRole) {
    for value in proposals[index(of: role)].values {
      let command = GateCase(limits: limits(of: role), proposal: value, last: 1).judged()
      #expect(command == Command(value: value, origin: .dispatch))
    }
  }

  @Test(
    "The answer is finite, within limits and never less safe than what was proposed",
    arguments: ActuatorRole.allCases)
  func laws(role: ActuatorRole) {
    let range = limits(of: role)
    let values = proposals[index(of: role)].values
    for effect in Effect.allCases {
      for share in [0, 0.3, 1] {
        for last in values {
          for (proposal, onUnit) in values.flatMap({ [($0, true), ($0, false)] }) {
            let verdict = Verdict(effect: effect, share: share, row: 1)
            var question = GateCase(limits: range, proposal: proposal, last: last)
            if onUnit { question.unit = verdict } else { question.actuator = verdict }
            let answer = question.judged()
            #expect(answer.value >= range.lowest && answer.value <= range.highest)
            #expect(range.isSafe(answer.value, than: proposal))
            #expect(
              question.judged(times: 2).value == answer.value, "judging twice changes nothing")
            #expect((answer.origin == .safety) == (answer.value != proposal))
            if effect >= .stop {
              #expect(answer.value == (range.safeDirection == .down ? range.lowest : range.highest))
            } else if effect >= .hold {
              #expect(range.isSafe(answer.value, than: last))
            }
          }
        }
      }
    }
  }

  @Test("A stronger effect is never less safe", arguments: ActuatorRole.allCases)
  func strength(role: ActuatorRole) {
    let range = limits(of: role)
    for proposal in proposals[index(of: role)].values {
      for last in proposals[index(of: role)].values {
        var before: Double?
        for effect in Effect.allCases {
          let verdict = Verdict(effect: effect, share: 0.5, row: 1)
          let value = GateCase(limits: range, proposal: proposal, last: last, unit: verdict)
            .judged()
            .value
          if let before { #expect(range.isSafe(value, than: before)) }
          before = value
        }
      }
    }
  }

  @Test("What is not a command becomes the fail-safe value", arguments: ActuatorRole.allCases)
  func invalid(role: ActuatorRole) {
    let range = limits(of: role)
    for proposal in beyond {
      let command = GateCase(limits: range, proposal: proposal, last: range.failSafe).judged()
      #expect(command.origin == .safety)
      #expect(command.reason.code == .interlock && command.reason.subject == -1)
      #expect(command.reason.value == (proposal.isFinite ? proposal : 0))
      #expect(command.reason.limit == command.value)
      let kept = min(max(proposal, range.lowest), range.highest)
      let expected = proposal.isNaN ? range.failSafe : range.safer(kept, range.failSafe)
      #expect(command.value == expected)
    }
  }

  @Test("Hold keeps what runs and lets nothing rise; it may still fall")
  func hold() {
    let power = limits(of: .powerSetpoint)
    for effect in [Effect.hold, .softStop] {
      let verdict = Verdict(effect: effect, row: 1)
      func answer(_ proposal: Double, last: Double) -> Double {
        GateCase(limits: power, proposal: proposal, last: last, unit: verdict).judged().value
      }
      #expect(answer(3, last: 3) == 3)
      #expect(answer(4, last: 3) == 3)
      #expect(answer(2, last: 3) == 2)
      #expect(answer(1, last: 0) == 0)
    }
  }

  @Test("Hold does not let a running fan slow down")
  func holdFan() {
    let verdict = Verdict(effect: .hold, row: 1)
    let fan = limits(of: .fanHigh)
    #expect(GateCase(limits: fan, proposal: 0, last: 1, actuator: verdict).judged().value == 1)
    #expect(GateCase(limits: fan, proposal: 1, last: 0, actuator: verdict).judged().value == 1)
  }

  @Test("A share limits power, never below its lowest value, and nothing else")
  func share() {
    let verdict = Verdict(effect: .limit, share: 0.5, row: 1)
    func answer(_ role: ActuatorRole, _ proposal: Double) -> Double {
      GateCase(limits: limits(of: role), proposal: proposal, last: 0, unit: verdict).judged().value
    }
    #expect(answer(.powerSetpoint, 5) == 2.5)
    #expect(answer(.powerSetpoint, 2) == 2)
    #expect(answer(.rate, 100) == 60)
    #expect(answer(.run, 1) == 1)
  }

  @Test("The whole of a share limits nothing, also where more is safer")
  func wholeShare() {
    var cooler = limits(of: .emergencyCooler)
    cooler.limitedByShare = true
    let verdict = Verdict(effect: .limit, share: 1, row: 1)
    #expect(GateCase(limits: cooler, proposal: 0, last: 0, unit: verdict).judged().value == 0)
  }

  @Test("A share holds together with a stronger effect of another row")
  func shareAndHold() {
    let power = limits(of: .powerSetpoint)
    let verdict = Verdict(effect: .hold, share: 0.4, row: 1)
    #expect(GateCase(limits: power, proposal: 5, last: 4, unit: verdict).judged().value == 2)
  }

  @Test("An actuator of no unit hears only its own verdict")
  func noUnit() {
    for unit in [Int16(-1), 1, 40] {
      var question = GateCase(limits: limits(of: .run, unit: unit), proposal: 1, last: 0)
      question.unit = Verdict(effect: .trip, row: 1)
      #expect(question.judged().value == 1)
      question.actuator = Verdict(effect: .trip, row: 1)
      #expect(question.judged().value == 0)
    }
  }

  @Test("Before the first scan the last commands are the fail-safe values")
  func firstScan() {
    var plan = Plan(measured: 1)
    plan.actuators = ActuatorRole.allCases.map { limits(of: $0) }
    plan.add(.above, [0], over: 20, effects: [RowEffect(.hold, unit: 0)])
    let bench = Bench(plan)
    #expect(bench.state.lastCommands.array() == plan.actuators.map(\.failSafe))
    bench.proposals = plan.actuators.map { $0.safeDirection == .down ? $0.highest : $0.lowest }
    _ = bench.play([0: "H"])
    #expect(bench.decision.commands.array().map(\.value) == plan.actuators.map(\.failSafe))
  }

  private func index(of role: ActuatorRole) -> Int {
    ActuatorRole.allCases.firstIndex(of: role) ?? 0
  }
}
