// The matrix of a site held against the envelope. A rule applies where the site has what it speaks of;
// then some row must do at least what the rule wants, for everything that the rule names. Rows that
// share the rule's name but miss its main target (an early alarm of the same row) are passed over.

import Plant
import Safety
import StrictYAML

/// Checks the compiled matrix of one site.
struct EnvelopeCheck {
  let site: SiteBuilder
  let matrix: MatrixReader

  func run() {
    checkCompleteness()
    checkNamesOfReasons()
    for rule in Envelope.rules { check(rule) }
    checkAlarmOrder()
    checkVoting()
    checkFire()
    checkSingleDetectorRow()
    checkBlowDown()
    checkQuarantine()
    checkLocks()
    checkNotApplicable()
  }

  func report(_ row: MatrixRow, _ column: String, _ message: String) {
    matrix.report(line: row.line, column: row.columns[column] ?? 1, "\(row.title): \(message)")
  }

  /// Places of the points that the rule wants read, each with its unit.
  private func subjects(of rule: EnvelopeRule) -> [(place: Int, unit: Int)] {
    let kinds: [UnitKind]
    let word: String
    switch rule.reads {
    case .signal(let of, let signal): (kinds, word) = (of, signal.rawValue)
    case .derived(let of, let name): (kinds, word) = (of, name)
    case .link(let of): (kinds, word) = (of, Signal.link.rawValue)
    }
    var found: [(place: Int, unit: Int)] = []
    for (unit, entry) in site.site.units.enumerated() where kinds.contains(entry.kind) {
      let name = "\(entry.name).\(word)"
      guard isInScope(entry, rule) else { continue }
      if let place = site.signalPlaces[name] ?? site.pointPlaces[name] {
        found.append((place, unit))
      }
    }
    return found
  }

  /// A store counts for electrolysers when they fill it, for fuel cells when a supply line takes it.
  private func isInScope(_ unit: SiteUnit, _ rule: EnvelopeRule) -> Bool {
    guard unit.kind == .store else { return true }
    if rule.rows.allSatisfy({ $0.hasPrefix("W") }) {
      return site.site.units.contains { $0.references["bank"] == unit.name }
    }
    if rule.rows.allSatisfy({ $0.hasPrefix("X") }) { return true }
    return !site.units(of: [.electrolyser]).isEmpty
  }

  /// Targets that exist at this site: unit or actuator places with the least effect.
  private func demands(_ target: Target, unit: Int) -> [Demand] {
    switch target {
    case .units(let kinds, let effect):
      site.units(of: kinds).compactMap { site.unitPlaces[$0] }
        .map { Demand(target: .unit, index: $0, effect: effect) }
    case .ownUnit(let effect): [Demand(target: .unit, index: unit, effect: effect)]
    case .role(let role): actuators { $0.hasSuffix(".\(role.rawValue)") }
    case .ownRole(let role):
      actuators { $0 == "\(site.site.units[unit].name).\(role.rawValue)" }
    case .inlets: valves("inlet")
    case .outlets: valves("outlet")
    }
  }

  private func valves(_ relation: String) -> [Demand] {
    actuators { name in
      site.site.units.contains { "\($0.references[relation] ?? "").open" == name }
    }
  }

  private func actuators(where isMeant: (String) -> Bool) -> [Demand] {
    site.actuatorNames.enumerated().filter { isMeant($0.element) }
      .map { Demand(target: .actuator, index: $0.offset, effect: .trip) }
  }

  private func check(_ rule: EnvelopeRule) {
    guard rule.sites.allSatisfy({ !site.units(of: [$0]).isEmpty }) else { return }
    let subjects = subjects(of: rule)
    let hasMain = rule.targets.first.map { !demands($0, unit: subjects.first?.unit ?? 0).isEmpty }
    guard !subjects.isEmpty, hasMain == true else { return }
    let isExcused = rule.rows.contains { site.site.notApplicable[$0] != nil }
    if isExcused, !rule.isEssential { return }
    let named = matrix.rows.filter { rule.rows.contains($0.id) && $0.row.cause == rule.cause }
    for subject in subjects {
      let reading = named.filter { $0.inputs.contains(subject.place) }
      let main = rule.targets.first.map { demands($0, unit: subject.unit) } ?? []
      let meant = reading.filter { row in main.contains { $0.isMet(by: row) } }
      if let row = meant.first ?? reading.first {
        checkNumbers(row, rule, subject)
        checkTargets(row, rule, subject)
      } else {
        let point = site.site.catalogue.points[subject.place].name
        let words = rule.rows.joined(separator: " or ")
        matrix.report(
          line: named.first?.line ?? 1, column: named.first?.columns["inputs"] ?? 1,
          "no row \(words) reads '\(point)' with '\(rule.cause)'; add the row")
      }
    }
  }

  /// A trip blows nothing down by itself: only hydrogen in the electrolyte tank and gas of the wrong kind do.
  private func checkBlowDown() {
    for row in matrix.rows where !["L16", "L18"].contains(row.id) {
      if row.effects.contains(where: \.leavesBlowDown) {
        report(row, "effects", "only L16 and L18 may blow down on a trip (TB); write T")
      }
    }
  }

  private func checkLocks() {
    let outlets = demands(.outlets, unit: 0).map(\.index)
    for row in matrix.rows {
      for effect in row.effects where effect.needsAnalysis && !outlets.contains(Int(effect.index)) {
        let name = site.actuatorNames[Int(effect.index)]
        report(row, "effects", "only the outlet of a store is locked (CQ), not '\(name)'; write C")
      }
    }
  }

  /// Much oxygen in the hydrogen locks the outlet until somebody has analysed the gas.
  private func checkQuarantine() {
    for row in matrix.rows where row.id == "L18" && row.row.cause == .above {
      for demand in demands(.outlets, unit: 0)
      where !row.effects.contains(where: { $0.needsAnalysis && Int($0.index) == demand.index }) {
        let name = site.actuatorNames[demand.index]
        report(row, "effects", "'\(name)' must stay locked until an analysis; write CQ")
      }
    }
  }

  private func checkTargets(
    _ row: MatrixRow, _ rule: EnvelopeRule, _ subject: (place: Int, unit: Int)
  ) {
    for target in rule.targets {
      for demand in demands(target, unit: subject.unit) where !demand.isMet(by: row) {
        let name =
          demand.target == .unit
          ? site.site.units[demand.index].name : site.actuatorNames[demand.index]
        let code = demand.target == .unit ? demand.effect.matrixCode : "C or X"
        report(row, "effects", "'\(name)' must get \(code) at least; add it to the effects")
      }
    }
  }

  private func checkNumbers(
    _ row: MatrixRow, _ rule: EnvelopeRule, _ subject: (place: Int, unit: Int)
  ) {
    if let limit = bound(rule.limit, subject.unit) {
      let isBelow = rule.cause == .below
      if isBelow ? row.row.threshold < limit : row.row.threshold > limit {
        report(
          row, "threshold",
          "\(shortest(row.row.threshold)) \(row.unit.symbol) is "
            + "\(isBelow ? "below" : "above") the limit of \(shortest(limit)) "
            + "\(row.unit.symbol) that no site may pass; \(isBelow ? "raise" : "lower") it")
      }
    }
    if Double(row.row.onDelay) > rule.delay * 1_000 {
      report(row, "on_delay_s", "the delay may be \(shortest(rule.delay)) s at most; shorten it")
    }
    if row.row.priority.rawValue > rule.priority.rawValue {
      report(row, "priority", "the priority must be \(rule.priority.rawValue) at least; raise it")
    }
    if row.row.resetRule.rawValue < rule.reset.rawValue {
      report(row, "reset", "the row must be latched, with reset '\(rule.reset)'; correct it")
    }
    if row.row.faultVote.rawValue > rule.faults.rawValue {
      report(row, "faults", "a fault must count as '\(rule.faults.word)' at least; correct it")
    }
    if row.row.votes > rule.votes {
      report(row, "votes", "a demand may need \(rule.votes) votes at most; lower them")
    }
    if row.row.armedBy.exists, !isArmedAsAllowed(row, rule) {
      report(row, "armed_by", "nothing may switch this row off; leave the field empty")
    }
  }

  private func isArmedAsAllowed(_ row: MatrixRow, _ rule: EnvelopeRule) -> Bool {
    let name = site.site.catalogue.points[Int(row.row.armedBy.raw)].name
    return rule.armedBy.contains { name.hasSuffix(".\($0)") }
  }

  private func bound(_ limit: Limit, _ unit: Int) -> Double? {
    let numbers = site.site.units[unit].numbers
    switch limit {
    case .none: return nil
    case .number(let number): return number
    case .shareOfAllowedPressure(let share): return numbers["allowed-pressure"].map { $0 * share }
    case .shareOfBaseFlow(let share): return numbers["base-flow"].map { $0 * share }
    case .highestFill: return numbers["highest-fill"]
    case .highestTemperature: return numbers["highest-temperature"]
    case .timesNewCellVoltage(let factor): return numbers["new-cell-voltage"].map { $0 * factor }
    case .aboveLowestInlet(let margin):
      return site.site.units.compactMap { $0.numbers["lowest-inlet-pressure"] }.max()
        .map { $0 + margin }
    case .timesNominalPressure(let factor):
      let name = site.site.units[unit].name
      let lines = site.site.units.filter { $0.references["bank"] == name }
      return lines.compactMap { $0.numbers["nominal-pressure"] }.max().map { $0 * factor }
    }
  }
}

/// An effect that must be there.
struct Demand {
  var target: RowEffect.Target
  var index: Int
  var effect: Effect

  /// True when the row does this, or more, at once or after rest. Tripping a unit takes its actuators
  /// to their fail-safe values too, but the matrix names them, so that the engineer sees them.
  func isMet(by row: MatrixRow) -> Bool {
    row.effects.contains {
      $0.target == target && Int($0.index) == index && $0.effect.rawValue >= effect.rawValue
    }
  }
}

extension Effect {
  /// The letter of the matrix for an effect on a unit.
  var matrixCode: String {
    switch self {
    case .none: ""
    case .alarmOnly: "A"
    case .limit: "M"
    case .hold: "I"
    case .softStop, .stop: "S"
    case .trip, .shutdown: "T"
    }
  }
}

extension FaultVote {
  /// The word of the matrix.
  var word: String {
    switch self {
    case .demands: "demand"
    case .demandsWhenAll: "demand-when-all"
    case .ignored: "ignore"
    }
  }
}
