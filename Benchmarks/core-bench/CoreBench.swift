// How long a step takes on made-up sites, large and small, next to a reference in the same run: bytes hashed
// one by one. A ratio says something on any machine; microseconds speak of this one. `site-bench` times
// the real sites.

import Control
import EnergyDispatch
import Plant
import Safety

@main
enum CoreBench {
  static let scans = 20_000

  static func main() {
    print("step of a made-up site, times in us; the reference hashes 10 000 bytes in each scan")
    run(MadeUpSite(points: 320, rows: 64, modules: 4, cells: 1))
    run(MadeUpSite(points: 2_000, rows: 240, modules: 16, cells: 4))
  }

  static func run(_ made: MadeUpSite) {
    let site = Site(made.description)
    var image = ProcessImage(points: made.points)
    var state = ControlState(for: site)
    var decision = Decision(for: made.description)
    let none: [Intent] = []
    var steps: [Int64] = []
    var references: [Int64] = []
    var check: UInt64 = 0
    let clock = ContinuousClock()
    for scan in 1...scans {
      let now = Milliseconds(scan) * 100
      image.time = ScanTime(scan: UInt64(scan), real: now, plant: now)
      for place in 0..<made.points { image.samples[place] = .good(Double(place % 7), at: now) }
      let begin = clock.now
      step(image, intents: none.span, on: site, state: &state, decision: &decision)
      let middle = clock.now
      check &+= hashed(seed: UInt64(decision.eventCount))
      references.append(nanoseconds(clock.now - middle))
      steps.append(nanoseconds(middle - begin))
    }
    let reference = quantile(0.5, of: references)
    print("  \(made.points) points, \(made.rows) rows, \(made.description.units) units:")
    print("    p50 \(microseconds(quantile(0.5, of: steps))), ", terminator: "")
    print("p99 \(microseconds(quantile(0.99, of: steps))), ", terminator: "")
    print("p99.9 \(microseconds(quantile(0.999, of: steps)))")
    let ratio = Double(quantile(0.5, of: steps) * 100 / reference) / 100
    print("    \(ratio) x the reference of \(microseconds(reference)) (check \(check % 1000))")
  }

  /// FNV-1a over 10 000 bytes.
  static func hashed(seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    for place in 0..<10_000 {
      hash = (hash ^ UInt64(place & 0xff)) &* 0x0000_0100_0000_01b3
    }
    return hash
  }

  static func nanoseconds(_ duration: Duration) -> Int64 {
    duration.components.attoseconds / 1_000_000_000
  }

  /// The time that a share of all times does not exceed.
  static func quantile(_ share: Double, of times: [Int64]) -> Int64 {
    let sorted = times.sorted()
    return sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
  }

  static func microseconds(_ nanoseconds: Int64) -> Double {
    Double(nanoseconds / 10) / 100
  }
}
