// A row limits the production of a module; dispatch and ramp think in power. A limit to the lowest rate
// leaves the module running at its lowest power, and only a limit below it takes it off.

import Plant
import Testing

@testable import Control

@Suite struct PowerShareTests {
  /// A module of 2.4 kW that takes 1.46 kW at 60 % of its production.
  private let module: Electrolyser = {
    var module = Electrolyser()
    module.ratedPower = 2.4
    module.lowestPower = 1.46
    module.lowestShare = 0.6
    return module
  }()

  @Test("The lowest rate leaves the lowest power, and not a hair less")
  func lowest() {
    let power = module.ratedPower * powerShare(0.6, of: module)
    #expect(power >= module.lowestPower)
    #expect(power - module.lowestPower < 1e-12)
    #expect(electrolyserTarget(wanted: 2.4, share: 0.6, of: module) - 1.46 < 1e-12)
  }

  @Test("The whole production is the whole power; half way between is half way between")
  func between() {
    #expect(powerShare(1, of: module) == 1)
    #expect(abs(module.ratedPower * powerShare(0.8, of: module) - 1.93) < 1e-12)
  }

  @Test("A limit below the lowest rate leaves less than the lowest power")
  func below() {
    #expect(module.ratedPower * powerShare(0.59, of: module) < module.lowestPower)
    #expect(powerShare(0, of: module) == 0)
  }

  @Test("A smaller share never leaves more power")
  func monotonic() {
    let shares = (0...1000).map { powerShare(Double($0) / 1000, of: module) }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(shares.allSatisfy { (0...1).contains($0) })
  }
}
