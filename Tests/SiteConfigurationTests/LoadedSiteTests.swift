// The shipped sites and the third one, loaded: lists in order, indices that fit, words that became places.

import Control
import DeviceProfiles
import EnergyDispatch
import Plant
import Safety
import StrictYAML
import Testing

@testable import SiteConfiguration

@Suite struct LoadedSiteTests {
  static let names = ["ovm-lab", "wesertor", "third"]

  @Test("Every shipped device profile loads")
  func profiles() {
    #expect(Sites.profiles.problems.map(\.description) == [])
  }

  @Test("Every site loads from its folder without a problem", arguments: names)
  func loads(name: String) throws {
    let directory = Sites.profileFolder
    for path in [Sites.folder(name), Sites.folder(name) + "/site.yaml"] {
      guard case .success(let site) = loadSite(at: path, profiles: directory) else {
        _ = try Sites.loaded(name)
        return
      }
      #expect(site.catalogue.site == name)
    }
  }

  @Test("Measured points come first, derived ones after them", arguments: names)
  func order(name: String) throws {
    let site = try Sites.loaded(name)
    let measured = site.description.measuredPoints
    #expect(measured + site.description.derivedPoints == site.catalogue.points.count)
    for (place, point) in site.catalogue.points.enumerated() {
      #expect((point.origin == .measured) == (place < measured), "\(point.name)")
      #expect(!point.text.de.isEmpty && !point.text.en.isEmpty, "\(point.name)")
    }
    #expect(Set(site.catalogue.points.map(\.name)).count == site.catalogue.points.count)
    #expect(site.description.actuators.count == site.catalogue.actuators.count)
    #expect(site.description.units == site.units.count)
  }

  @Test(
    "The drivers fill every measured point and move every actuator exactly once", arguments: names)
  func bindings(name: String) throws {
    let site = try Sites.loaded(name)
    var filled = site.devices.flatMap { $0.points.map(\.point.raw) }
    filled += site.devices.map(\.link.raw)
    #expect(filled.sorted() == (0..<Int16(site.description.measuredPoints)).map { $0 })
    let moved = site.devices.flatMap { $0.actuators.map(\.actuator.raw) }
    #expect(moved.sorted() == (0..<Int16(site.catalogue.actuators.count)).map { $0 })
    for device in site.devices {
      for bound in device.points {
        let point = site.catalogue.points[Int(bound.point.raw)]
        #expect(point.name == "\(device.name).\(bound.profilePoint)")
        #expect(device.profile.point(named: bound.profilePoint) != nil)
      }
    }
  }

  @Test("The interlock machine finds no defect in any row", arguments: names)
  func rowsAreSound(name: String) throws {
    let site = try Sites.loaded(name)
    let core = Site(site.description)
    #expect(core.interlocks.rows.count == site.catalogue.rows.count)
    for place in 0..<core.interlocks.rows.count {
      let defect = core.interlocks.defect(
        ofRow: place, points: site.catalogue.points.count, units: core.units,
        actuators: site.catalogue.actuators.count)
      #expect(defect == nil, "\(site.catalogue.rows[place].row)")
    }
  }

  @Test("The layout points at the registers that the site file names")
  func layout() throws {
    let site = try Sites.loaded("ovm-lab")
    let room = site.description.room
    #expect(name(site, room.airFlow.index) == "ai-1.ai0")
    #expect(name(site, room.resetKey.index) == "io-1.di9")
    #expect(name(site, room.airChanges.index) == "room.air-changes")
    #expect(site.description.detectors.count == 3)
    #expect(site.description.electrolysers.count == 4)
    let second = site.description.electrolysers[1]
    #expect(name(site, second.power.index) == "jt-102.power")
    #expect(name(site, second.link.index) == "el-2.link")
    #expect(second.lowestShare == 0.6)
    let tank = site.description.stores[0]
    #expect(name(site, tank.pressure.index) == "pt-201.pressure")
    #expect(name(site, tank.pressure2.index) == "pt-202.pressure")
    #expect(name(site, tank.fill.index) == "tank.fill")
    #expect(tank.inlet == 0 && tank.outlet == 1)
    #expect(site.description.valves[0].open == actuator(site, "tank-inlet.open"))
    #expect(name(site, site.description.balance.solar.index) == "pv-inverter.power")
  }

  @Test("The supply line of Wesertor knows its bank and its valves")
  func supply() throws {
    let site = try Sites.loaded("wesertor")
    let line = site.description.supplyLines[0]
    #expect(line.bank == 0)
    #expect(site.units[Int(site.description.valves[Int(line.bankValve)].unit)].name == "bank-a")
    #expect(
      site.units[Int(site.description.valves[Int(line.houseValve)].unit)].name == "house-valve")
    #expect(name(site, site.description.heatLoops[0].flow.index) == "ai-1.ai2")
    #expect(name(site, site.description.fuelCells[0].running.index) == "fc-1.running")
  }

  @Test("A relay that is energised for the unsafe case is inverted on the wire, not in the plant")
  func inversion() throws {
    let site = try Sites.loaded("wesertor")
    let modules = site.devices.filter { $0.name == "io-1" }
    let outputs = try #require(modules.first).actuators
    for (word, isInverted) in [("room.fan-high", true), ("heat.pump", true), ("room.horn", false)] {
      let bound = try #require(outputs.first { $0.actuator == actuator(site, word) })
      #expect(bound.isInverted == isInverted, "\(word)")
    }
    let fan = site.catalogue.actuators[Int(actuator(site, "room.fan-high").raw)]
    #expect(fan.limits.failSafe == 1 && fan.limits.safeDirection == .up)
  }

  @Test("Shares of power bind the power set point and nothing else")
  func shares() throws {
    let site = try Sites.loaded("wesertor")
    let limited = site.catalogue.actuators.filter(\.limits.limitedByShare).map(\.name)
    #expect(limited == ["fc-1.power-setpoint"])
    let setpoint = try #require(site.catalogue.actuators.first { $0.name == limited[0] })
    #expect(setpoint.limits.highest == 5 && setpoint.limits.failSafe == 0)
  }

  @Test("A 4-20 mA channel carries its range into the binding")
  func scaling() throws {
    let site = try Sites.loaded("ovm-lab")
    let module = try #require(site.devices.first { $0.name == "ai-1" })
    let flow = try #require(module.points.first { $0.profilePoint == "ai0" })
    #expect(flow.scaling?.range == 0...1500)
    #expect(site.catalogue.points[Int(flow.point.raw)].unit == .cubicMetrePerHour)
    #expect(!module.points.contains { $0.profilePoint == "ai7" })
  }

  @Test("Dispatch, tariff and sequences come from the file")
  func numbers() throws {
    let lab = try Sites.loaded("ovm-lab")
    let words = "\(lab.description.dispatch.electrolyser)"
    #expect(words == "\(ElectrolyserEconomics())", "the file holds the numbers of the benchmark")
    let cell = "\(try Sites.loaded("wesertor").description.dispatch.fuelCell)"
    #expect(cell == "\(FuelCellEconomics())")
    #expect(lab.description.dispatch.electrolyser.highestPower == 2.4)
    let tariff = Tariff(lab.description.tariff)
    // Prices at noon in June and in January, at 18:00 and at 03:00 of civil time (CET, +1 h).
    let june: Milliseconds = 1_750_000_000_000 - 1_750_000_000_000 % 86_400_000
    let january: Milliseconds = 1_737_000_000_000 - 1_737_000_000_000 % 86_400_000
    for (day, hour, price) in [
      (june, 12, 0.24), (january, 12, 0.30), (june, 18, 0.38), (january, 3, 0.25), (june, 22, 0.30),
    ] as [(Milliseconds, Milliseconds, Double)] {
      let time = ScanTime(scan: 1, real: 0, plant: day + (hour - 1) * 3_600_000)
      #expect(tariff.band(at: time).importPrice == price, "\(hour) h")
    }
    let third = try Sites.loaded("third")
    #expect(third.description.dispatch.period == 30_000)
    #expect(third.description.dispatch.electrolyser.hydrogenValue == 4.0)
    #expect(third.description.settings.restartsAfterMains)
    #expect(!lab.description.settings.restartsAfterMains)
    #expect(!third.fanRunsInFire)
  }

  @Test("Only a site that says so is simulated")
  func simulation() throws {
    let lab = try Sites.loaded("ovm-lab")
    #expect(lab.catalogue.isSimulated && lab.devices.allSatisfy(\.isSimulated))
    #expect(lab.simulation?.start["tank"]?["mass"] == 0.9)
    #expect(lab.simulation?.draw?.weekdays == 0b1010)
    let third = try Sites.loaded("third")
    #expect(!third.catalogue.isSimulated && third.simulation == nil)
    #expect(third.devices.allSatisfy { !$0.isSimulated })
  }

  @Test("The digest follows the content, not comments or layout")
  func digest() throws {
    var texts = try Sites.texts("third")
    let before = try Sites.load(texts).get().digest
    texts.site = "# another comment\n\n" + texts.site
    #expect(try Sites.load(texts).get().digest == before)
    texts.site = try edited(texts.site, "volume: 40 m3", "volume: 41 m3")
    #expect(try Sites.load(texts).get().digest != before)
    texts = try Sites.texts("third")
    texts.matrix = try edited(texts.matrix, "Hauptalarm", "Alarm")
    #expect(try Sites.load(texts).get().digest != before)
  }

  private func name(_ site: LoadedSite, _ index: PointIndex) -> String? {
    index.exists ? site.catalogue.points[Int(index.raw)].name : nil
  }

  private func actuator(_ site: LoadedSite, _ name: String) -> ActuatorIndex {
    let place = site.catalogue.actuators.firstIndex { $0.name == name } ?? -1
    return ActuatorIndex(raw: Int16(place))
  }
}
