// The look around: what somebody would see who walks past all instruments of the lab. What is as usual
// takes no line.

import Control
import Phrases
import Plant
import SiteConfiguration

extension ProofWords {
  /// The state of the whole site, one line for each thing.
  func status(_ scene: Scene) -> [String] {
    let site = exercise.site
    var lines = [
      "\(clock(scene.time, exercise.civilOffset)) \(language.text(site.catalogue.text)), SIMULATION"
    ]
    for (place, unit) in site.catalogue.units.enumerated() {
      switch unit.kind {
      case .room: lines += roomLines(unit, scene)
      case .store: lines.append(values(unit, ["fill", "mass", "pressure"], scene))
      case .heatLoop: lines.append(values(unit, ["buffer-top", "buffer-bottom"], scene))
      case .supplyLine: lines.append(values(unit, ["pressure", "flow"], scene))
      case .inverter: lines.append(values(unit, ["power"], scene))
      case .gridMeter: lines.append(grid(unit, scene))
      case .valve: lines.append(column(language.text(unit.text)) + valve(place, scene))
      default: break
      }
    }
    return lines + unitLines(scene) + rowLines(scene)
  }

  private func roomLines(_ room: UnitDefinition, _ scene: Scene) -> [String] {
    let site = exercise.site
    let needed = number(site.description.settings.airChanges, digits: 0, language)
    let air = [
      point("\(room.name).air-flow", scene),
      point("\(room.name).air-changes", scene).map {
        say("\($0) (nötig \(needed))", "\($0) (\(needed) needed)")
      },
      point("\(room.name).highest-gas", scene).map {
        say("höchster Gaswert \($0)", "highest gas \($0)")
      },
      point("\(room.name).temperature", scene),
    ].compactMap { $0 }
    var lines = [column(language.text(room.text)) + air.joined(separator: ", ")]
    for place in site.catalogue.points.indices {
      let definition = site.catalogue.points[place]
      guard definition.owner == room.name, let signal = definition.signal,
        Self.usual.contains(signal), scene.snapshot.samples[place].usable == 0
      else { continue }
      let tag = definition.tag.isEmpty ? "" : " (\(definition.tag))"
      lines.append(
        column(say("Achtung", "Attention"))
          + "\(language.text(definition.text))\(tag): \(say("nein", "no"))")
    }
    return lines
  }

  /// Contacts of the room that are closed on a usual day.
  private static let usual: [Signal] = [
    .keyRemote, .doorClosed, .emergencyStopClosed, .chainClosed, .mainsPresent, .upsHealthy,
    .noSmoke, .fanHealthy, .flowSwitch, .gasRelay1Healthy, .gasRelay2Healthy, .gasUnitHealthy,
    .floorDry, .supplyContactorClosed,
  ]

  private func values(_ unit: UnitDefinition, _ names: [String], _ scene: Scene) -> String {
    let parts = names.compactMap { point("\(unit.name).\($0)", scene) }
    return column(language.text(unit.text)) + parts.joined(separator: ", ")
  }

  /// The grid meter counts import; a learner reads the direction as a word.
  private func grid(_ unit: UnitDefinition, _ scene: Scene) -> String {
    let title = column(language.text(unit.text))
    guard let place = exercise.site.place(ofPoint: "\(unit.name).power"),
      let power = scene.snapshot.samples[place].usable
    else { return title + say("ohne gültigen Wert", "without a valid value") }
    let direction = power < 0 ? say("Einspeisung", "export") : say("Bezug", "import")
    return "\(title)\(measure(power.magnitude, .kilowatt)) \(direction)"
  }

  private func point(_ name: String, _ scene: Scene) -> String? {
    guard let place = exercise.site.place(ofPoint: name) else { return nil }
    guard let value = scene.snapshot.samples[place].usable else {
      return say("ohne gültigen Wert", "without a valid value")
    }
    return measure(value, exercise.site.catalogue.points[place].unit)
  }

  private func valve(_ place: Int, _ scene: Scene) -> String {
    let name = exercise.site.catalogue.units[place].name
    if contact("\(name).opened", scene) == true { return say("offen", "open") }
    return contact("\(name).closed", scene) == true
      ? say("zu", "closed") : say("weder offen noch zu", "neither open nor closed")
  }

  private func contact(_ name: String, _ scene: Scene) -> Bool? {
    exercise.site.place(ofPoint: name).flatMap { scene.snapshot.samples[$0].usable }.map { $0 != 0 }
  }

  /// Units with modes; those that do the same share a line.
  private func unitLines(_ scene: Scene) -> [String] {
    var lines: [(names: [String], text: String)] = []
    for place in exercise.site.catalogue.units.indices {
      let name = exercise.site.catalogue.units[place].name
      guard exercise.site.trainedUnits.contains(name) else { continue }
      var text = state(place, scene)
      if scene.snapshot.units[place].step == .running,
        let flow = point("\(name).hydrogen-flow", scene)
      {
        text += ", \(flow)"
      }
      if let same = lines.firstIndex(where: { $0.text == text }) {
        lines[same].names.append(name)
      } else {
        lines.append(([name], text))
      }
    }
    return lines.map { column($0.names.joined(separator: ", ")) + $0.text }
  }

  private func rowLines(_ scene: Scene) -> [String] {
    let rows = exercise.site.catalogue.rows
    return rows.indices.filter { scene.snapshot.rows[$0].isActive }.map { place in
      let report = scene.snapshot.rows[place]
      var marks: [String] = []
      if report.isFirstOut { marks.append(say("Erstauslöser", "first-out")) }
      if report.isLatched { marks.append(say("verriegelt", "latched")) }
      if report.isUnacknowledged { marks.append(say("unquittiert", "not acknowledged")) }
      let tail = marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
      return column(say("Verriegelung \(rows[place].row)", "Interlock \(rows[place].row)"))
        + language.text(rows[place].cause) + tail
    }
  }

  private func column(_ text: String) -> String {
    text + String(repeating: " ", count: max(2, 24 - text.count))
  }
}
