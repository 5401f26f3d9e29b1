// Votes: how many inputs make a demand, and what an input that may not be used counts for.

import Plant
import Testing

@testable import Safety

/// What one input shows.
private enum Showing: CaseIterable {
  case calm, demand, bad, notANumber
  var isFault: Bool { self == .bad || self == .notANumber }

  func sample(_ cause: Cause, at time: Milliseconds) -> RawSample {
    let isHigh = (self == .demand) == (cause == .above || cause == .closed)
    var sample = RawSample.good(isHigh ? 1 : 0, at: time)
    if self == .bad { sample = .bad(.brokenWire, at: time) }
    if self == .notANumber { sample.value = .nan }
    return sample
  }
}

/// Every combination of what `count` inputs can show.
private func combinations(_ count: Int) -> [[Showing]] {
  guard count > 0 else { return [[]] }
  return combinations(count - 1).flatMap { rest in Showing.allCases.map { rest + [$0] } }
}

/// Whether `wanted` of `count` inputs demand, in the words of the fault policies.
private func shouldDemand(_ inputs: [Showing], wanted: Int, _ policy: FaultVote) -> Bool {
  let demands = inputs.filter { $0 == .demand }.count
  let faults = inputs.filter(\.isFault).count
  let valid = inputs.count - faults
  switch policy {
  case .demands: return demands + faults >= wanted
  case .demandsWhenAll: return valid == 0 || demands >= min(wanted, valid)
  case .ignored: return valid > 0 && demands >= min(wanted, valid)
  }
}

@Suite("Voting")
struct VotingTests {
  @Test(
    "Every vote of up to three inputs follows its fault policy",
    arguments: [Cause.above, .below, .open, .closed], FaultVote.allCases)
  func everyVote(cause: Cause, policy: FaultVote) {
    for count in 1...3 {
      for wanted in 1...count {
        for inputs in combinations(count) {
          var plan = Plan(measured: 3)
          plan.add(cause, Array(0..<count), over: 0.5) { row in
            row.votes = Int32(wanted)
            row.faultVote = policy
          }
          let bench = Bench(plan)
          bench.advance()
          for (point, input) in inputs.enumerated() {
            bench.show(input.sample(cause, at: bench.image.time.real), at: point)
          }
          bench.run()
          #expect(
            bench.row(0).isActive == shouldDemand(inputs, wanted: wanted, policy),
            "\(wanted) of \(inputs)")
        }
      }
    }
  }

  @Test("Two of three with one detector faulted is one of the two that are left")
  func twoOfThree() {
    var plan = Plan(measured: 3)
    plan.add(.above, [0, 1, 2], over: 20) { $0.votes = 2 }
    let story = [0: ".HH...X.XX", 1: "..H..HHX.X", 2: ".........."]
    #expect(Bench(plan).play(story) == "..T...T..T")
  }

  @Test("A row that wants more votes than it has inputs is content with all of them")
  func moreVotesThanInputs() {
    var plan = Plan(measured: 2)
    plan.add(.above, [0, 1], over: 20) { $0.votes = 5 }
    #expect(Bench(plan).play([0: ".HH", 1: "..H"]) == "..T")
  }

  @Test("A row that wants no votes still needs a cause")
  func noVotesWanted() {
    var plan = Plan(measured: 1)
    plan.add(.above, [0], over: 20) { $0.votes = 0 }
    #expect(Bench(plan).play([0: "..H."]) == "..T.")
    plan = Plan(measured: 2)
    plan.add(.above, [0, 1], over: 20) { $0.votes = 0 }
    #expect(Bench(plan).play([0: "..H.", 1: "...."]) == "..T.")
  }

  @Test("Faults and silences are counted against the votes of their own row")
  func countedFaults() {
    var plan = Plan(measured: 3)
    plan.add(.fault, [0, 1, 2]) { row in
      row.votes = 2
      row.faultVote = .ignored
    }
    plan.add(.silent, [0, 1, 2], over: 1.5) { $0.votes = 2 }
    #expect(Bench(plan).play([0: ".XXX", 1: "..X.", 2: "...X"]) == "..TT")
    #expect(Bench(plan).play([0: ".SSSS", 1: "..SSS", 2: "....."], row: 1) == "...TT")
  }
}
