// One question to the gate, with everything that it looks at, as a test writes it down.

import Plant
import Testing

@testable import Safety

/// One case that the gate has to judge.
struct GateCase {
  var limits: ActuatorLimits
  var proposal: Double
  var last: Double
  var actuator = Verdict.free
  var unit = Verdict.free

  /// What the gate answers, asked `times` times in a row with its own answer.
  func judged(times: Int = 1) -> Command {
    var plan = Plan(measured: 1)
    plan.add(.above, [0], over: 20)
    plan.add(.above, [0], over: 30)
    plan.actuators = [limits]
    let bench = Bench(plan)
    bench.state.rows[1].value = 31
    bench.state.lastCommands[0] = last
    bench.state.actuatorVerdicts[0] = actuator
    bench.state.unitVerdicts[0] = unit
    bench.decision.commands[0] = Command(value: proposal, origin: .dispatch)
    for _ in 0..<times {
      judge(
        bench.table, actuators: bench.actuators, time: bench.image.time, state: &bench.state,
        decision: &bench.decision)
    }
    #expect(bench.state.lastCommands[0] == bench.command(0).value)
    return bench.command(0)
  }
}
