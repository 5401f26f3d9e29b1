// How late the scan thread of the service wakes: the very thread and cycle, on a site of one point whose scan
// costs next to nothing. `Benchmarks/lateness.py` runs it beside cyclictest, under the same load.
//
//     loop-bench SECONDS fifo|other

import Control
import Foundation
import Plant
import ScanLoop

/// A field without devices.
private final class EmptyField: Field {
  func freeze(into image: inout ProcessImage) { image.samples[0] = .good(1, at: image.time.real) }
  func write(_ commands: borrowing Slots<Command>, scan: UInt64, at real: Milliseconds) {}
}

/// Nothing survives.
private final class NoMemory: StateMemory {
  var latches: LatchMemory { .never }
  var accounts: [UInt8]? { nil }
  func keep(latches: [UInt8]) {}
  func keep(accounts: [UInt8]) {}
}

@main
enum LoopBench {
  /// Scan period, in ms: the shortest that a site may have.
  static let period: Milliseconds = 10

  static func main() {
    let words = CommandLine.arguments
    guard words.count == 3, let seconds = Double(words[1]), seconds > 0,
      ["fifo", "other"].contains(words[2])
    else {
      FileHandle.standardError.write(Data("usage: loop-bench SECONDS fifo|other\n".utf8))
      exit(64)
    }
    var site = SiteDescription()
    site.measuredPoints = 1
    let text = BilingualText(de: "Messung", en: "bench")
    let catalogue = SiteCatalogue(
      site: "bench", text: text, isSimulated: true,
      points: [PointDefinition(name: "bench.point", device: "bench", unit: .one)], actuators: [],
      units: [], rows: [])
    let cycle = ScanCycle(
      description: site, catalogue: catalogue, field: EmptyField(), letterBox: LetterBox(),
      readers: [], memory: NoMemory())
    let thread = ScanThread(
      cycle: cycle, period: period, clock: .wall(), timeZone: "Europe/Berlin", log: "bench",
      wantsPriority: words[2] == "fifo")
    thread.start()
    Thread.sleep(forTimeInterval: seconds)
    thread.stop()
    let told = thread.statistics
    print("\(thread.completed) scans, \(told.overruns) left out")
    print("lateness \(line(told.lateness))")
    print("duration \(line(told.duration))")
  }

  private static func line(_ spread: Quantiles) -> String {
    "p50 \(spread.p50) p99 \(spread.p99) p99.9 \(spread.p999) max \(spread.longest)"
  }
}
