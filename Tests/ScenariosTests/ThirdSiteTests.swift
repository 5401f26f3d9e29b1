// A site that no code knows: the third site of the configuration tests, with an electrolyser and a
// fuel cell on one tank, lives on the same step. It gets a simulated plant here, which its file
// does not have.

import Plant
import Control
import PlantSimulation
import Scenarios
import SiteConfiguration
import Testing

@Suite struct ThirdSiteTests {
  private func third() throws -> VirtualSite {
    var loaded = try Stage.load("Tests/SiteConfigurationTests/Sites/third")
    var simulation = SimulationSettings()
    simulation.loadProfile = "g0"
    simulation.loadEnergy = 20_000
    simulation.start = ["tank": ["mass": 1.5, "temperature": 15]]
    loaded.simulation = simulation
    // The simulated fuel cell wants more than 2 bar(g) at its inlet.
    for place in loaded.units.indices where loaded.units[place].kind == .supplyLine {
      loaded.units[place].numbers["nominal-pressure"] = 3
    }
    loaded.description.supplyLines[0].nominalPressure = 3
    return try VirtualSite(
      loaded, year: try kasselYear.get(), start: try #require(UTC.instant("2025-04-15T08:00:00Z")),
      seed: 3, isWarm: true)
  }

  @Test("A real site has no simulated plant")
  func notSimulated() throws {
    let loaded = try Stage.load("Tests/SiteConfigurationTests/Sites/third")
    #expect(throws: NotSimulated.self) { try loaded.plantDescription() }
  }

  @Test("The third site makes hydrogen, uses it, and survives the emergency stop")
  func lives() throws {
    let site = try third()
    let laws = LawBook()
    laws.watch(site)
    site.pass(5 * minute + 5 * second)
    site.turnKey()
    for (unit, power) in [("el-1", 2.0), ("fc-1", 2.0)] {
      site.ask(unit, .manual)
      site.ask(Intent(.setpoint, unit: site.unit(unit), value: power, source: .scenario))
    }
    site.pass(hour)
    #expect(site.report("el-1")?.step == .running)
    #expect(site.report("fc-1")?.step == .running)
    #expect(site.plant.balance.hydrogenMade > 0.01)
    #expect(site.plant.balance.hydrogenUsed > 0.01)
    site.plant.press(.emergencyStop(isPressed: true))
    site.pass(2 * second)
    #expect(site.commands("open").allSatisfy { $0 == 0 })
    #expect(site.commands("external-release").allSatisfy { $0 == 0 })
    site.plant.press(.emergencyStop(isPressed: false))
    expectHealthy(site)
    #expect(abs(site.missingHydrogen) < 1e-6)
    #expect(laws.breaches == [])
  }
}
