// The person of the demo: waits until the air has been clean for long enough, turns the reset key on
// site, asks for automatic, and tells what happens. Everything it does a visitor could do by hand.

import Foundation
import LocalSocket
import Plant
import SiteConfiguration

/// What the demo reads from a controller's snapshot.
private struct SiteView: Decodable {
  struct Unit: Decodable {
    var mode: String
    var step: String
    var asked: Double
    var reason: String
  }
  struct Value: Decodable { var value: Double? }
  struct Row: Decodable {
    var row: String
    var active: Bool
    var latched: Bool
  }
  var plantTime: String
  var units: [String: Unit]
  var points: [String: Value]
  var rows: [Row]
}

/// Plays the person on site.
struct Person {
  private let stage: Stage
  private var hasAsked: Set<String> = []
  private var nextTurn: [String: Date] = [:]
  private var told: [String: String] = [:]
  private(set) var sawHydrogen: Set<String> = []

  init(stage: Stage) { self.stage = stage }

  /// Looks at every site once and does what is due.
  mutating func act() {
    for site in stage.names {
      guard let text = try? ask("snapshot", at: stage.control(site)),
        let view = try? JSONDecoder().decode(SiteView.self, from: Data(text.utf8))
      else { continue }
      turnKey(at: site, view)
      askForAutomatic(at: site, view)
      tell(site, view)
    }
  }

  /// Turns the key once the air has been clean for long enough, and again while something is latched.
  private mutating func turnKey(at site: String, _ view: SiteView) {
    guard view.rows.contains(where: \.latched) else { return }
    guard !hasAsked.contains(site) else { return }
    guard let due = nextTurn[site] else {
      // Five minutes of clean air in plant time, and a moment for the detectors to answer.
      nextTurn[site] = Date(timeIntervalSinceNow: 305 / stage.speed + 3)
      say("\(site): tripped, as after every start. The person waits for five minutes of clean air.")
      return
    }
    guard Date() >= due else { return }
    nextTurn[site] = Date(timeIntervalSinceNow: 10)
    _ = stage.hands?.answer("press \(site) reset-key")
    say("\(site): the person turns the reset key.  (h2q-sim press reset-key --site \(site))")
  }

  private mutating func askForAutomatic(at site: String, _ view: SiteView) {
    guard !hasAsked.contains(site) else { return }
    let units = view.units.filter { $0.value.mode == "standby" && isHydrogenUnit($0.key) }
    guard !units.isEmpty, !view.rows.contains(where: \.latched) else { return }
    var taken: [String] = []
    for unit in units.keys.sorted() {
      let answer = try? ask("mode \(unit) automatic", at: stage.control(site))
      if answer == "accepted" { taken.append(unit) }
    }
    guard !taken.isEmpty else { return }
    hasAsked.insert(site)
    _ = try? ask("acknowledge", at: stage.control(site))
    say(
      "\(site): reset; the person asks for automatic: \(taken.joined(separator: ", ")).  "
        + "(h2q mode \(site) \(taken[0]) automatic)")
  }

  /// What the clock on the wall of the site shows.
  private func clockTime(_ view: SiteView, at site: String) -> String {
    let plant = stage.plants.first { $0.loaded.catalogue.site == site }
    guard let zone = plant.flatMap({ TimeZone(identifier: $0.loaded.timeZone) }),
      let date = try? Date(view.plantTime, strategy: .iso8601)
    else { return view.plantTime }
    return date.formatted(
      Date.ISO8601FormatStyle(timeZone: zone).time(includingFractionalSeconds: false))
  }

  private func isHydrogenUnit(_ name: String) -> Bool {
    name.hasPrefix("el-") && !name.contains("heat") || name.hasPrefix("fc-1")
  }

  /// Says what is new: one line whenever a unit's step changes, and the purge in whole air changes.
  private mutating func tell(_ site: String, _ view: SiteView) {
    for (name, unit) in view.units.sorted(by: { $0.key < $1.key })
    where isHydrogenUnit(name) || name == "room" {
      var line = "\(unit.step)"
      if name == "room", let changes = view.points["room.air-changes"]?.value,
        unit.step == "prePurge"
      {
        line += " \(Int(changes)) of 5 air changes"
      }
      let key = "\(site)/\(name)"
      guard told[key] != line else { continue }
      told[key] = line
      if unit.step == "running" { sawHydrogen.insert(site) }
      let why = name == "room" || unit.reason.isEmpty ? "" : "  \(unit.reason)"
      say("  \(clockTime(view, at: site)) \(site) \(name): \(line)\(why)")
    }
  }
}
