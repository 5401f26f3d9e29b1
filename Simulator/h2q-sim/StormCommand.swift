// `h2q-sim storm`: simulation that hunts. Every seed is a storm over one of the sites, with the controller,
// its wires, its disk and its people in one process and in virtual time; two judges who know only the
// plant look for what must never be, and for what must come back.

import ArgumentParser
import Foundation
import Hunt
import PlantSimulation
import SiteConfiguration

struct StormCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "storm",
    abstract: "Hunts for faults of the controller with seeded storms in virtual time.",
    discussion: """
      Plant, wires, disk, people and the controller live in one process and in virtual time. Each seed draws \
      a storm of faults, then everything is mended. Two judges who see only the plant look for what must \
      never be, and for service that does not come back.

      A failure prints its seed and scan, and the other seeds go on. The same seed runs again alone to the \
      same end: with --story line by line, with --shrink as short as it gets. With two sites even seeds \
      blow over the first and odd ones over the second. Ends with 1 when a law was broken.
      """)

  @Option(help: ArgumentHelp("One seed, or seeds from and to, as 1...60.", valueName: "a...b"))
  var seeds: String

  @Option(help: "Simulated minutes of each run, 10 at least.")
  var minutes = 60

  @Option(help: "Sites: folders with site.yaml, or names below hardware/sites.")
  var site: [String] = ["ovm-lab", "wesertor"]

  @Option(help: "Runs that live side by side, each on a thread of its own.")
  var jobs = 1

  @Flag(help: "Tell what happened in every run.")
  var story = false

  @Flag(help: "Repeat a failed run with ever fewer gusts.")
  var shrink = false

  @Flag(help: "End with 1 also when a row of a matrix that can fire never did.")
  var everyRow = false

  @Option(help: ArgumentHelp("Gusts to leave out, by their number in the story.", valueName: "n,n"))
  var leaveOut = ""

  func run() throws {
    let range = try seedRange()
    guard minutes >= 10, (1...64).contains(jobs) else {
      throw ValidationError("expected 10 minutes or more and 1 to 64 jobs")
    }
    let year = try KasselYear.load()
    let hunters = try site.map { try Hunter(try loadSimulated($0, profiles: nil), year: year) }
    let plan = wholePlan()
    let begin = Date()
    let desk = StormDesk(seeds: range, minutes: minutes, tellsAll: story)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while let seed = desk.next() {
        let hunter = hunters[Int(seed % UInt64(hunters.count))]
        do {
          let result = try hunter.run(seed, plan: plan)
          desk.add(result, of: hunter)
        } catch {
          desk.fail("seed \(seed): \(error)")
        }
      }
    }
    if shrink { try tellSmallest(of: desk.report.failures, hunters, plan) }
    for line in desk.report.lines { say(line) }
    let seconds = Date().timeIntervalSince(begin)
    let pace = seconds * Double(jobs) / Double(max(desk.report.scans, 1)) * 1e6
    say(String(format: "%.0f s, %.1f us per scan and job", seconds, pace))
    let isSilent =
      everyRow && !(desk.report.silentRows.isEmpty && desk.report.wronglyExcused.isEmpty)
    if desk.hasFailed || isSilent { throw ExitCode(1) }
  }

  private func wholePlan() -> HuntPlan {
    var plan = HuntPlan(minutes: minutes)
    plan.leftOut = Set(leaveOut.split(separator: ",").compactMap { Int($0) })
    return plan
  }

  private func tellSmallest(
    of failures: [RunResult], _ hunters: [Hunter], _ plan: HuntPlan
  ) throws {
    for failure in failures {
      let hunter = hunters[Int(failure.seed % UInt64(hunters.count))]
      guard let (small, least) = try hunter.shrunk(failure, plan: plan) else { continue }
      say("seed \(failure.seed), the shortest story:")
      for line in small.diary + small.last { say("  \(line)") }
      let places = least.leftOut.sorted().map(String.init).joined(separator: ",")
      say("  again: --seeds \(failure.seed)...\(failure.seed) --leave-out \(places)")
    }
  }

  private func seedRange() throws -> ClosedRange<UInt64> {
    let parts = seeds.components(separatedBy: "...").map { UInt64($0) }
    guard let first = parts.first ?? nil, let last = parts.last ?? nil, first <= last,
      parts.count <= 2
    else {
      throw ValidationError("expected seeds as 1...60, read '\(seeds)'")
    }
    return first...last
  }
}
