// Trust: a bypassed detector has no vote and takes one along, a doubted one counts as broken, and in
// neither case does a doubt make a row quieter than it was.

import Plant
import Testing

@testable import Safety

/// What one detector shows, and how far it is trusted.
private struct Voter {
  var isHigh: Bool
  var isBroken: Bool
  var trust: Trust

  static let all = [false, true].flatMap { isHigh in
    [false, true].flatMap { isBroken in
      Trust.allCases.map { Voter(isHigh: isHigh, isBroken: isBroken, trust: $0) }
    }
  }

  var votes: Bool { isHigh && !isBroken && trust != .bypassed }
  var isFault: Bool {
    trust != .bypassed && (isBroken || (trust == .doubted && !isHigh))
  }
}

/// Whether `wanted` of the voters demand, in the words of the rule: each bypass takes a vote along.
private func shouldDemand(_ voters: [Voter], wanted: Int, _ policy: FaultVote) -> Bool {
  let asked = voters.filter { $0.trust != .bypassed }
  guard !asked.isEmpty else { return true }
  let least = max(1, wanted - (voters.count - asked.count))
  let votes = asked.filter(\.votes).count
  let faults = asked.filter(\.isFault).count
  let valid = asked.count - faults
  switch policy {
  case .demands: return votes + faults >= min(least, asked.count)
  case .demandsWhenAll: return valid == 0 || votes >= min(least, valid)
  case .ignored: return valid > 0 && votes >= min(least, valid)
  }
}

private func run(
  _ voters: [Voter], wanted: Int, _ policy: FaultVote, _ cause: Cause = .above
) -> Bool {
  var plan = Plan(measured: voters.count)
  plan.detectors = Array(0..<voters.count)
  plan.add(cause, plan.detectors, over: 20) { row in
    row.votes = Int32(wanted)
    row.faultVote = policy
  }
  let bench = Bench(plan)
  bench.advance()
  for (place, voter) in voters.enumerated() {
    bench.show(voter.isHigh ? 30 : 0, at: place)
    if voter.isBroken { bench.show(.bad(.brokenWire, at: 0), at: place) }
    bench.state.trust[place] = voter.trust
  }
  bench.run()
  return bench.row(0).isActive
}

@Suite("Trust")
struct TrustTests {
  @Test(
    "Every vote of three detectors follows trust and fault policy", arguments: FaultVote.allCases)
  func everyVote(policy: FaultVote) {
    for wanted in 1...3 {
      for first in Voter.all {
        for second in Voter.all {
          for third in Voter.all {
            let voters = [first, second, third]
            #expect(
              run(voters, wanted: wanted, policy) == shouldDemand(voters, wanted: wanted, policy),
              "\(wanted) of \(voters)")
          }
        }
      }
    }
  }

  @Test("Two of three with one bypassed is one of two, never two of two")
  func oneOfTwo() {
    let silent = Voter(isHigh: true, isBroken: false, trust: .bypassed)
    let calm = Voter(isHigh: false, isBroken: false, trust: .full)
    let high = Voter(isHigh: true, isBroken: false, trust: .full)
    let broken = Voter(isHigh: false, isBroken: true, trust: .full)
    #expect(!run([silent, calm, calm], wanted: 2, .demands))
    #expect(run([silent, high, calm], wanted: 2, .demands))
    #expect(run([silent, broken, calm], wanted: 2, .demands))
    #expect(!run([silent, calm, calm], wanted: 1, .ignored, .fault))
    #expect(run([silent, broken, calm], wanted: 2, .demands, .fault))
  }

  @Test("A doubt never takes a demand away", arguments: FaultVote.allCases, [Cause.above, .fault])
  func doubtsOnlyAdd(policy: FaultVote, cause: Cause) {
    let trusted = Voter.all.filter { $0.trust == .full }
    for wanted in 1...3 {
      for first in trusted {
        for second in trusted {
          for third in trusted {
            let voters = [first, second, third]
            guard run(voters, wanted: wanted, policy, cause) else { continue }
            for place in voters.indices {
              var doubted = voters
              doubted[place].trust = .doubted
              #expect(run(doubted, wanted: wanted, policy, cause), "\(wanted) of \(doubted)")
            }
          }
        }
      }
    }
  }

  @Test("A doubted detector that shows nothing is a faulted one")
  func doubtedIsFaulted() {
    let doubted = Voter(isHigh: false, isBroken: false, trust: .doubted)
    let calm = Voter(isHigh: false, isBroken: false, trust: .full)
    #expect(run([doubted, calm, calm], wanted: 1, .demands, .fault))
    #expect(!run([doubted, calm, calm], wanted: 2, .demands, .fault))
    #expect(run([doubted, doubted, calm], wanted: 2, .demands, .fault))
  }

  @Test("A row that has only a bypassed detector to ask makes a demand, and latches")
  func nobodyLeft() {
    var plan = Plan(measured: 1)
    plan.detectors = [0]
    plan.add(.above, [0], over: 20) { row in
      row.isLatched = true
      row.resetRule = .panel
    }
    let bench = Bench(plan)
    bench.advance()
    bench.show(0, at: 0)
    bench.state.trust[0] = .bypassed
    bench.run()
    #expect(bench.row(0).isActive && bench.row(0).isLatched)
  }

  @Test("Trust is for detectors alone: no other input loses its vote")
  func othersStay() {
    var plan = Plan(measured: 2)
    plan.detectors = [0]
    plan.add(.above, [1], over: 20)
    let bench = Bench(plan)
    bench.advance()
    bench.show(0, at: 0)
    bench.show(30, at: 1)
    bench.state.trust[0] = .bypassed
    bench.run()
    #expect(bench.row(0).isActive && bench.row(0).value == 30)
  }

  @Test(
    "A room with a detector that is not trusted is never free of gas", arguments: Trust.allCases)
  func notClear(trust: Trust) {
    var plan = Plan(measured: 2)
    plan.detectors = [0, 1]
    let bench = Bench(plan)
    bench.state.trust[1] = trust
    for _ in 1...2 {
      bench.advance()
      bench.show(0, at: 0)
      bench.show(0, at: 1)
      bench.run()
    }
    #expect(bench.state.room.isClear == (trust == .full))
  }
}
