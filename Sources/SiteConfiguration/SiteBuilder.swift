// A site under construction: the lists that grow while the site file is read, and the look-ups by name
// that only the configuration needs. Each section of the file is an extension in a file of its own;
// they share the reader, which gathers every problem.

import Control
import DeviceProfiles
import Plant
import StrictYAML

/// A site while it is read.
final class SiteBuilder {
  let reader: SchemaReader
  let profiles: ProfileLibrary
  var site: LoadedSite

  /// Where each unit stands in the file, for later complaints.
  var unitEntries: [YAMLEntry] = []
  var unitPlaces: [String: Int] = [:]
  /// Places in the list of points by name, and by `unit.signal` or `device.signal`.
  var pointPlaces: [String: Int] = [:]
  var signalPlaces: [String: Int] = [:]
  /// Names of `signalPlaces` in the order of the file, for patterns.
  var signalNames: [String] = []
  var actuatorPlaces: [String: Int] = [:]
  /// Points that are polled slowly, which no fast row may stand on.
  var slowPoints: Set<Int> = []
  /// The device that each unit's own registers come from, by its place among the devices.
  var deviceOfUnit: [String: Int] = [:]
  /// Where the reasons of `not-applicable` stand.
  var notApplicableEntries: [YAMLEntry] = []
  var usedProfiles: [String] = []

  init(reader: SchemaReader, profiles: ProfileLibrary) {
    self.reader = reader
    self.profiles = profiles
    site = LoadedSite(
      description: SiteDescription(),
      catalogue: SiteCatalogue(
        site: "", text: BilingualText(de: "", en: ""), isSimulated: false, points: [],
        actuators: [], units: [], rows: []),
      devices: [], units: [], simulation: nil,
      telemetry: TelemetrySettings(broker: "", port: 1883, prefix: "h2q"), scanPeriod: 100,
      panelPort: 8080, stateName: "", timeZone: "", fanRunsInFire: true,
      unattended: UnattendedRule(
        hydrogen: false, booster: false, text: BilingualText(de: "", en: "")),
      notApplicable: [:], rowSources: [], digest: 0)
  }

  /// Reads the whole site file, section by section.
  func read(_ root: YAMLNode) {
    guard
      let keys = reader.mapping(
        root, allowed: ["simulation", "sequences", "not-applicable", "panel", "state"],
        required: [
          "site", "text", "timezone", "scan", "telemetry", "fire", "restart", "unattended",
          "units", "devices", "dispatch", "tariff",
        ])
    else { return }
    readHead(keys)
    readUnits(keys["units"])
    readDevices(keys["devices"])
    derivePoints()
    bindLayout()
    checkStores()
    checkPowers()
    readSequences(keys["sequences"])
    readRestart(keys["restart"])
    readDispatch(keys["dispatch"])
    readTariff(keys["tariff"])
    readSimulation(keys["simulation"])
    readNotApplicable(keys["not-applicable"])
    finishDescription()
  }

  /// Texts in both languages.
  func text(_ node: YAMLNode?) -> BilingualText {
    guard let keys = reader.mapping(node, allowed: [], required: ["de", "en"]) else {
      return BilingualText(de: "", en: "")
    }
    return BilingualText(de: reader.string(keys["de"]) ?? "", en: reader.string(keys["en"]) ?? "")
  }

  /// The kind of a unit, by its name.
  func kind(of unit: String) -> UnitKind? { unitPlaces[unit].map { site.units[$0].kind } }

  /// Names of the units of some kinds, in the order of the file.
  func units(of kinds: [UnitKind]) -> [String] {
    site.units.filter { kinds.contains($0.kind) }.map(\.name)
  }

  /// Adds a point and answers its place; a name that exists is a problem at `node`.
  @discardableResult
  func add(_ point: PointDefinition, at node: YAMLNode) -> Int {
    let place = site.catalogue.points.count
    if pointPlaces[point.name] != nil || actuatorPlaces[point.name] != nil {
      reader.report(
        node, "the name '\(point.name)' exists twice; topics must be unique, rename one of them")
    } else {
      pointPlaces[point.name] = place
    }
    if place == Int(Int16.max) { reader.report(node, "more points than the core can count") }
    site.catalogue.points.append(point)
    return place
  }

  /// The place in the core's lists, which count in 16 bits.
  func index(_ place: Int?) -> PointIndex {
    place.map { PointIndex(raw: Int16(clamping: $0)) } ?? .none
  }
}
