// How long a scan takes, as a ratio to a reference in the same run: the same number of samples hashed
// byte by byte. A ratio says something on any machine; a number of microseconds does not. One module
// of the lab's size, all inputs healthy, thousands of scans.

import Control
import EnergyDispatch
import Plant
import Safety

@main
enum CoreBench {
  static let points = 320
  static let rows = 64
  static let scans = 20_000

  static func main() {
    let clock = ContinuousClock()
    var sum: UInt64 = 0
    let reference = clock.measure {
      for scan in 0..<scans { sum &+= hashed(samples: points, seed: UInt64(scan)) }
    }
    let site = Site(description())
    var image = ProcessImage(points: points)
    var state = ControlState(for: site)
    var decision = Decision(actuators: 8, units: 8, rows: rows, derived: 0)
    let none: [Intent] = []
    let measured = clock.measure {
      for scan in 1...scans {
        let now = Milliseconds(scan) * 100
        image.time = ScanTime(scan: UInt64(scan), real: now, plant: now)
        for place in 0..<points { image.samples[place] = .good(Double(place % 7), at: now) }
        step(image, intents: none.span, on: site, state: &state, decision: &decision)
        sum &+= UInt64(decision.eventCount)
      }
    }
    let ratio = measured / reference
    print("scan of \(points) points and \(rows) rows: \(ratio) x the reference (check \(sum))")
    print("  scan \(measured / scans), reference \(reference / scans)")
  }

  /// FNV-1a over as many bytes as the samples of an image have.
  static func hashed(samples: Int, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
    for place in 0..<(samples * 17) {
      hash = (hash ^ UInt64(place & 0xff)) &* 0x0000_0100_0000_01b3
    }
    return hash
  }

  static func description() -> SiteDescription {
    var site = SiteDescription()
    site.measuredPoints = points
    site.units = 8
    for number in 0..<8 {
      site.actuators.append(
        ActuatorLimits(
          failSafe: 0, lowest: 0, highest: 1, safeDirection: .down, unit: Int16(number)))
    }
    for number in 0..<rows {
      var row = InterlockRow()
      row.cause = .above
      row.threshold = 20
      row.firstInput = Int32(site.inputs.count)
      row.inputCount = 3
      row.votes = 2
      row.firstEffect = Int32(site.effects.count)
      row.effectCount = 1
      for offset in 0..<3 {
        site.inputs.append(PointIndex(raw: Int16((number * 3 + offset) % points)))
      }
      var effect = RowEffect()
      effect.index = Int16(number % 8)
      effect.effect = .trip
      site.effects.append(effect)
      site.rows.append(row)
    }
    return site
  }
}
