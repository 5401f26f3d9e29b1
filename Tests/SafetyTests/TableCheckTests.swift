// Rows that cannot be run are named at start, before they could stop the program.

import Plant
import Testing

@testable import Safety

@Suite("The check of a table")
struct TableCheckTests {
  /// A sound row over points 0 and 1 of three, with one effect on a unit and one on an actuator.
  private func defect(_ change: (inout Plan) -> Void = { _ in }) -> TableDefect? {
    var plan = Plan(measured: 3)
    plan.units = 2
    plan.actuators = [limits(of: .run)]
    plan.add(
      .above, [0, 1], over: 20,
      effects: [RowEffect(.limit, unit: 1, share: 0.5), RowEffect(.trip, actuator: 0)]
    ) { $0.votes = 2 }
    change(&plan)
    return plan.table.defect(ofRow: 0, points: 3, units: plan.units, actuators: 1)
  }

  @Test("A sound row has no defect")
  func sound() {
    #expect(defect() == nil)
    #expect(defect { $0.inputs[1] = PointIndex(raw: 2) } == nil)
    #expect(
      defect {
        $0.rows[0].inputCount = 1
        $0.rows[0].votes = 1
      } == nil)
    #expect(defect { $0.effects[0].share = 1 } == nil)
    #expect(defect { $0.effects[0].share = 0 } == nil)
    #expect(defect { $0.rows[0].effectCount = 0 } == nil)
    #expect(defect { $0.rows[0].armedBy = PointIndex(raw: 2) } == nil)
  }

  @Test("Inputs must exist, in the list and in the site")
  func inputs() {
    #expect(defect { $0.rows[0].inputCount = 0 } == .inputs)
    #expect(defect { $0.rows[0].inputCount = 3 } == .inputs)
    #expect(defect { $0.rows[0].firstInput = -1 } == .inputs)
    #expect(defect { $0.rows[0].firstInput = 1 } == .inputs)
    #expect(defect { $0.inputs[0] = .none } == .inputs)
    #expect(defect { $0.inputs[1] = .none } == .inputs)
    #expect(defect { $0.inputs[1] = PointIndex(raw: 3) } == .inputs)
    #expect(defect { $0.rows[0].armedBy = PointIndex(raw: 3) } == .inputs)
  }

  @Test("Votes lie between one and the number of inputs")
  func votes() {
    #expect(defect { $0.rows[0].votes = 0 } == .votes)
    #expect(defect { $0.rows[0].votes = 3 } == .votes)
    #expect(defect { $0.rows[0].votes = 1 } == nil)
  }

  @Test("Numbers are numbers, hysteresis and delay are not negative")
  func numbers() {
    #expect(defect { $0.rows[0].threshold = .nan } == .threshold)
    #expect(defect { $0.rows[0].hysteresis = .infinity } == .threshold)
    #expect(defect { $0.rows[0].hysteresis = -0.1 } == .threshold)
    #expect(defect { $0.rows[0].onDelay = -1 } == .delay)
  }

  @Test("A row that latches names who resets it")
  func resetRule() {
    #expect(defect { $0.rows[0].isLatched = true } == .resetRule)
    #expect(
      defect {
        $0.rows[0].isLatched = true
        $0.rows[0].resetRule = .panel
      } == nil)
  }

  @Test("Effects exist, with their target, their point of rest and a share of a whole")
  func effects() {
    #expect(defect { $0.rows[0].effectCount = 3 } == .effects)
    #expect(defect { $0.rows[0].effectCount = -1 } == .effects)
    #expect(defect { $0.rows[0].firstEffect = -1 } == .effects)
    #expect(defect { $0.rows[0].firstEffect = 1 } == .effects)
    #expect(defect { $0.effects[0].index = 2 } == .target)
    #expect(defect { $0.effects[0].index = -1 } == .target)
    #expect(defect { $0.effects[1].index = 1 } == .target)
    #expect(defect { $0.effects[1].afterRest = PointIndex(raw: 3) } == .target)
    #expect(defect { $0.effects[0].share = -0.1 } == .share)
    #expect(defect { $0.effects[0].share = 1.1 } == .share)
    #expect(defect { $0.effects[0].share = .nan } == .share)
  }
}
