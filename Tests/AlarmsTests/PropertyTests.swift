// Laws of the list, over random lives of random alarms: whatever comes in whatever order, these hold. A
// failure names its seed and comes back with it.

import Plant
import Testing

@testable import Alarms

@Suite("Laws of the alarm list")
struct PropertyTests {
  /// Runs many lives, and asks `law` after each input what it thinks of before and after.
  private func forAllLives(
    _ law: (_ before: AlarmList, _ input: LifeInput, _ after: Life, _ refusal: AlarmRefusal?) ->
      Bool,
    _ name: String
  ) {
    for seed in 0..<60 {
      var dice = Dice(state: UInt64(seed))
      var life = Life()
      for number in 0..<400 {
        let before = life.list
        let input = anyInput(&dice)
        let refusal = life.take(input)
        guard law(before, input, life, refusal) else {
          Issue.record("\(name): seed \(seed), input \(number)")
          return
        }
      }
    }
  }

  @Test("Acknowledging never ends an alarm whose cause stands or whose latch holds")
  func acknowledgeClearsNothing() {
    forAllLives(
      { before, input, after, _ in
        guard case .ask(.acknowledge) = input else { return true }
        return zip(before.alarms, after.list.alarms).allSatisfy { old, new in
          switch old.state {
          case .unacknowledged, .acknowledged:
            new.state.isAnnounced && new.isStanding == old.isStanding
          case .latchedUnacknowledged, .latchedAcknowledged:
            new.state == .latchedAcknowledged
              || new.state == old.state
          case .returned: !new.isStanding
          default: new.state == old.state
          }
        }
      }, "acknowledge")
  }

  @Test("Priority 1 is never shelved and never out of service")
  func priorityOneStaysInSight() {
    forAllLives(
      { _, input, after, refusal in
        if case .ask(.shelve("A1", _, _)) = input, refusal == nil { return false }
        return after.list.alarms.allSatisfy {
          $0.definition.priority != .first || ($0.state != .shelved && $0.state != .outOfService)
        }
      }, "priority 1")
  }

  @Test("A shelved alarm has an end within eight hours, and at its end it is shelved no more")
  func shelvesEnd() {
    forAllLives(
      { _, _, after, _ in
        after.list.alarms.allSatisfy { alarm in
          guard alarm.state == .shelved else { return alarm.shelf == nil }
          guard let end = alarm.shelf?.until else { return false }
          return end > after.time.plant && end <= after.time.plant + AlarmList.longestShelf
        }
      }, "shelf")
  }

  @Test("Each alarm is shown in exactly one part of the list, or is normal")
  func oneState() {
    forAllLives(
      { _, _, after, _ in
        let shown = [after.list.announced, after.list.aside, after.list.suppressed]
          .flatMap { $0.map(\.alarm.definition.name) }
        let normal = after.list.alarms.filter { $0.state == .normal }.map(\.definition.name)
        return (shown + normal).sorted() == lifeAlarms.map(\.name).sorted()
      }, "one part")
  }

  @Test("A cause that is known to stand is in sight: announced, or put aside by a person")
  func nothingIsLost() {
    forAllLives(
      { _, _, after, _ in
        after.list.alarms.allSatisfy {
          !$0.isStanding || $0.state == .unacknowledged || $0.state == .acknowledged
            || $0.state == .shelved || $0.state == .outOfService
        }
      }, "in sight")
  }

  @Test("A refused wish leaves the list as it was")
  func refusalChangesNothing() {
    forAllLives(
      { before, _, after, refusal in
        refusal == nil
          || zip(before.alarms, after.list.alarms).allSatisfy {
            $0.state == $1.state && $0.shelf == $1.shelf && $0.outReason == $1.outReason
          }
      }, "refusal")
  }

  @Test("The same inputs give the same list and the same records")
  func deterministic() {
    for seed in 0..<40 {
      var dice = Dice(state: UInt64(seed))
      let inputs = (0..<300).map { _ in anyInput(&dice) }
      var (one, other) = (Life(), Life())
      for input in inputs { _ = one.take(input) }
      for input in inputs { _ = other.take(input) }
      #expect(one.records == other.records, "seed \(seed)")
      #expect(
        AlarmMemory(of: one.list, site: "lab") == AlarmMemory(of: other.list, site: "lab"),
        "seed \(seed)")
    }
  }

  @Test("What a memory holds, a new list holds after recalling it, and remembers the same again")
  func memoryRoundTrip() throws {
    for seed in 0..<40 {
      var dice = Dice(state: UInt64(seed))
      var life = Life()
      for _ in 0..<200 { _ = life.take(anyInput(&dice)) }
      guard let memory = AlarmMemory(of: life.list, site: "lab") else { continue }
      var again = AlarmList(lifeAlarms)
      again.recall(memory)
      for (old, new) in zip(life.list.alarms, again.alarms) {
        let expected = old.state == .suppressed ? .normal : old.state
        #expect(new.state == expected && new.shelf == old.shelf, "seed \(seed)")
      }
    }
  }

  @Test("The random lives reach every state and every kind of record that a list can make")
  func livesAreRich() {
    var states: Set<AlarmState> = []
    var kinds: Set<AlarmRecord.Kind> = []
    forAllLives(
      { _, _, after, _ in
        states.formUnion(after.list.alarms.map(\.state))
        kinds.formUnion(after.records.suffix(20).map(\.kind))
        return true
      }, "rich")
    #expect(states == Set(AlarmState.allCases))
    #expect(kinds == Set(AlarmRecord.Kind.allCases).subtracting([.restarted, .startedAnew]))
  }
}
