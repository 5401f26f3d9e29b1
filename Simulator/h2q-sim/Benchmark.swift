// `h2q-sim benchmark`: how good the dispatch rule is on two weeks whose best possible result is proven.

import ArgumentParser
import DispatchBenchmark
import Foundation

struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Plays the benchmark weeks in virtual time and sets dispatch against perfect foresight.",
    discussion: """
      0 % captured is a plant without hydrogen, 100 % the proven optimum with perfect foresight.
      """)

  @Argument(help: "Weeks to play; all of them without.") var weeks: [String] = []

  func run() throws {
    let known = BenchmarkCase.all.map(\.name)
    for name in weeks.isEmpty ? known : weeks {
      guard known.contains(name) else {
        throw ValidationError(
          "there is no week '\(name)'; there are \(known.joined(separator: ", "))")
      }
      let result = try runBenchmark(named: name)
      print(
        """
        \(name)
          cost \(rounded(result.total)) EUR (without hydrogen \(rounded(result.noHydrogenTotal)), \
        optimum \(rounded(result.optimumTotal)))
          captured \(rounded(result.capturedShare * 100)) %, \(result.starts) starts, \
        \(result.coldStarts) of them cold
          hydrogen made \(rounded(result.hydrogenMade)) kg, fuel cell \
        \(rounded(result.fuelCellEnergy)) kWh, self-sufficiency \(rounded(result.selfSufficiency))
        """)
    }
  }

  private func rounded(_ value: Double) -> String { String(format: "%.3f", value) }
}
