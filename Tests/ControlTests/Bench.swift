// The bench: runs the step on the test site with a plant that answers as a healthy one would, and lets a
// test change any value by name.

import Plant

@testable import Control

/// A running step on a scripted plant.
final class Bench {
  let site: Site
  var image = ProcessImage(points: pointNames.count)
  var state: ControlState
  var decision: Decision
  /// Values by point name; nil is a bad sample.
  var values: [String: Double?] = [:]
  var time = ScanTime(scan: 0, real: 0, plant: 1_750_000_000_000)
  /// The devices follow their commands as real ones do.
  var devicesObey = true
  var bottlePressure = 8.0
  var events: [Event] = []

  init(_ description: SiteDescription = testSite()) {
    site = Site(description)
    state = ControlState(for: site)
    decision = Decision(
      actuators: actuatorNames.count, units: unitCount, rows: description.rows.count,
      derived: derivedNames.count)
    values = [
      "air-flow": 1000, "flow-switch": 1, "reset-key": 0, "key-remote": 1, "mains": 1,
      "room-temperature": 20, "gas-1": 0, "gas-2": 0, "tank-pressure": 10, "tank-temperature": 15,
      "inlet-opened": 0, "inlet-closed": 1, "bank-pressure": 150, "bank-temperature": 10,
      "line-pressure": 5, "bank-valve-opened": 0, "house-valve-opened": 0, "fc-status": 1,
      "fc-power": 0, "fc-cell-voltage": 0.9, "fc-outlet": 30, "heat-flow": 0.5, "heat-return": 40,
      "heat-bottom": 40, "heat-top": 60, "grid": 0, "e-stop": 1,
      "maintenance": 0, "supervision": 0, "outlet-opened": 0, "outlet-closed": 1, "oxygen": 0.01,
      "oxygen-side": 0.3, "suction": 0, "discharge": 0, "bottle-temperature": 15,
      "booster-running": 0, "earth": 1, "coupling": 1, "parked": 0, "fill-closed": 1,
      "vent-closed": 1, "line-flow": 0, "module-flow": 500, "hose": 1,
      "stack-voltage": 45, "stack-current": 0, "gas-3": 0,
    ]
    for number in 1...2 {
      values["el-\(number)-state"] = 2
      values["el-\(number)-outlet"] = 0
      values["el-\(number)-inner"] = 0
      values["el-\(number)-electrolyte"] = 50
      values["el-\(number)-power"] = 0.06
    }
  }

  /// Lets `count` scans of `period` pass; intents go into the first.
  func scan(_ count: Int = 1, period: Milliseconds = 1_000, _ intents: [Intent] = []) {
    for number in 0..<count {
      if devicesObey { obey() }
      time.scan += 1
      time.real += period
      time.plant += period
      image.time = time
      for place in pointNames.indices {
        image.samples[place] =
          (values[pointNames[place]] ?? nil).map { .good($0, at: time.real) }
          ?? .bad(.stale, at: 0)
      }
      let now = number == 0 ? intents : []
      step(image, intents: now.span, on: site, state: &state, decision: &decision)
      for place in 0..<decision.eventCount { events.append(decision.events[place]) }
    }
  }

  private func obey() {
    values["inlet-opened"] = command("inlet")
    for valve in ["outlet", "fill", "vent"] {
      values["\(valve)-closed"] = command(valve) == 1 ? 0 : 1
    }
    values["outlet-opened"] = command("outlet")
    values["suction"] = command("outlet") == 1 ? values["tank-pressure"] ?? 0 : 0
    obeyBooster()
    values["bank-valve-opened"] = command("bank-valve")
    values["house-valve-opened"] = command("house-valve")
    values["air-flow"] = values["air-flow"] == 0 ? 0 : (command("fan") == 1 ? 1000 : 250)
    for number in 1...2 where values["el-\(number)-state"] != .some(nil) {
      let runs = command("run-\(number)") == 1 && command("release-\(number)") == 1
      values["el-\(number)-state"] = runs ? 3 : 2
      values["el-\(number)-outlet"] = runs ? 12 : 0
      values["el-\(number)-inner"] = runs ? 12 : 0
      values["el-\(number)-power"] = runs ? 1.5 : 0.06
    }
    if values["fc-status"] != .some(nil) {
      let runs = command("start") == 1 && command("permit") == 1 && command("stop") == 0
      values["fc-status"] = runs ? 4 : 1
      values["fc-power"] = runs ? command("power") : 0
    }
  }

  /// The hose: the booster adds 4 bar a scan, a vent empties it, and an open fill valve gives it the
  /// pressure of the bottles, to which the booster then adds a little.
  private func obeyBooster() {
    values["booster-running"] = command("enable")
    guard values["discharge"] != .some(nil) else { return }
    let pressure = (values["discharge"] ?? nil) ?? 0
    let runs = command("enable") == 1
    if command("fill") == 1 {
      if runs { bottlePressure += 0.05 }
      values["discharge"] = bottlePressure
    } else if command("vent") == 1 {
      values["discharge"] = 0
    } else {
      values["discharge"] = pressure + (runs ? 4 : 0)
    }
  }

  /// The command of the last scan.
  func command(_ name: String) -> Double {
    actuatorNames.firstIndex(of: name).map { decision.commands[$0].value } ?? .nan
  }

  /// A derived point of the last scan.
  func derived(_ name: String) -> RawSample {
    decision.derived[derivedNames.firstIndex(of: name) ?? -1]
  }

  /// The report of a unit in the last scan.
  func unit(_ number: Int) -> UnitReport { decision.units[number] }

  /// Turns the key on site for one second.
  func turnKey() {
    values["reset-key"] = 1
    scan()
    values["reset-key"] = 0
    scan()
  }

  /// Waits for clean air and turns the key: what every morning begins with.
  func resetAfterStart() {
    scan(310)
    turnKey()
  }

  /// Waits until the room is purged.
  func purge() { scan(1_200) }

  var digest: UInt64 {
    var writer = CanonicalWriter()
    decision.encode(into: &writer)
    return writer.digest
  }
}

func mode(_ mode: Mode, unit: Int16, ticket: UInt32 = 1) -> Intent {
  Intent(
    .setMode, unit: unit, value: Double(mode.rawValue), source: .scenario, ticket: ticket)
}
