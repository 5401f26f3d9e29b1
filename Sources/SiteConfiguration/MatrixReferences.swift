// Names in the matrix: inputs, arming contacts and targets of effects, each looked up in the lists of the
// site. An unknown name comes back with the nearest one that exists.

import Plant
import Safety
import StrictYAML

extension MatrixReader {
  func references(_ field: CSVField, _ cause: Cause, _ unit: UnitOfMeasure?) -> [Int] {
    var places: [Int] = []
    var column = field.column
    for word in field.text.split(separator: " ", omittingEmptySubsequences: false) {
      let found = site.places(of: String(word))
      if found.isEmpty {
        let message = "there is no point '\(word)': "
        let advice = suggestion(for: String(word), among: site.referenceNames)
        report(line: field.line, column: column, message + advice)
      }
      for place in found {
        if places.contains(place) {
          report(line: field.line, column: column, "'\(word)' is an input twice; remove one")
        }
        places.append(place)
        checkUnit(place, cause, unit, field.line, column)
      }
      column += word.unicodeScalars.count + 1
    }
    return places
  }

  private func checkUnit(
    _ place: Int, _ cause: Cause, _ unit: UnitOfMeasure?, _ line: Int, _ column: Int
  ) {
    let point = site.site.catalogue.points[place]
    if let unit, cause != .silent, point.unit != unit {
      report(
        line: line, column: column,
        "'\(point.name)' is in \(point.unit.symbol), the row in \(unit.symbol); "
          + "write the row in \(point.unit.symbol)")
    }
    let isQuick = unit == .percentLEL || unit == .barGauge || unit == .contact
    if isQuick, cause != .silent, site.slowPoints.contains(place) {
      report(
        line: line, column: column,
        "'\(point.name)' is polled slowly, too late for an interlock; poll it fast")
    }
  }

  func armedBy(_ field: CSVField) -> PointIndex {
    guard !field.text.isEmpty else { return .none }
    let found = site.places(of: field.text)
    guard found.count == 1, let place = found.first else {
      let advice = suggestion(for: field.text, among: site.referenceNames)
      report(field, "there is no single point '\(field.text)': \(advice)")
      return .none
    }
    if site.site.catalogue.points[place].unit != .contact {
      report(field, "'\(field.text)' is no contact; a row is armed by a contact")
    }
    return site.index(place)
  }

  func effects(_ field: CSVField) -> [RowEffect] {
    let notations: [EffectNotation]
    do {
      notations = try EffectNotation.list(field.text)
    } catch {
      report(field, error.message)
      return []
    }
    if notations.isEmpty { report(field, "the row has no effect; write at least an alarm (A)") }
    var effects: [RowEffect] = []
    for notation in notations { effects += compile(notation, field) }
    return effects
  }

  private func compile(_ notation: EffectNotation, _ field: CSVField) -> [RowEffect] {
    let names = notation.code.isForActuator ? site.actuatorNames : site.site.units.map(\.name)
    let targets = names.enumerated().filter { fits($0.element, notation.target) }
    guard !targets.isEmpty else {
      let what = notation.code.isForActuator ? "actuator" : "unit"
      let advice = suggestion(for: notation.target, among: names)
      report(field, "there is no \(what) '\(notation.target)': \(advice)")
      return []
    }
    var effect = RowEffect()
    effect.effect = notation.code.effect
    effect.share = notation.code.share
    effect.atLatest = notation.atLatest
    effect.leavesBlowDown = notation.code == .tripAndBlowDown
    effect.needsAnalysis = notation.code == .closeForAnalysis
    if let after = notation.after {
      guard let place = site.pointPlaces["\(after).at-rest"] else {
        report(field, "'\(after)' is no unit that can be at rest (electrolyser or fuel cell)")
        return []
      }
      effect.afterRest = site.index(place)
    }
    return targets.map { target in
      if notation.code.isForActuator { checkDirection(target.offset, notation, field) }
      effect.target = notation.code.isForActuator ? .actuator : .unit
      effect.index = Int16(clamping: target.offset)
      if notation.code.isForActuator { effect.signalling = signalling(of: target.element) }
      return effect
    }
  }

  /// Horn and beacons by the words of their roles.
  private func signalling(of actuator: String) -> Signalling {
    switch actuator.split(separator: ".").last.flatMap({ ActuatorRole(rawValue: String($0)) }) {
    case .horn: .horn
    case .beaconRed, .beaconYellow: .beacon
    default: .none
    }
  }

  private func checkDirection(_ place: Int, _ notation: EffectNotation, _ field: CSVField) {
    let actuator = site.site.catalogue.actuators[place]
    let wanted: SafeDirection = notation.code == .activate ? .up : .down
    guard actuator.limits.safeDirection != wanted else { return }
    let right = wanted == .down ? "X" : "C"
    report(
      field, "'\(actuator.name)' gets safer the other way; write '\(actuator.name):\(right)'")
  }
}

extension SiteBuilder {
  /// All names that the matrix may use for points.
  var referenceNames: [String] { signalNames + site.catalogue.points.map(\.name) }

  /// Names of the actuators, in the order of the core's list.
  var actuatorNames: [String] { site.catalogue.actuators.map(\.name) }

  /// Places of the points that a word of the matrix names: a signal, a point, or a pattern of them.
  func places(of word: String) -> [Int] {
    if let place = signalPlaces[word] ?? pointPlaces[word] { return [place] }
    guard word.contains("*") else { return [] }
    let signals = signalNames.filter { fits($0, word) }.compactMap { signalPlaces[$0] }
    if !signals.isEmpty { return signals }
    return site.catalogue.points.indices.filter { fits(site.catalogue.points[$0].name, word) }
  }
}
