// The story of one row of the matrix, told the same way for all of them: before, nothing of it; then its
// cause, and within its delay every effect that the table lists; nothing that it does not list; and in the
// end the way out that its reset rule names, and no other. The table itself says what to expect.

import Control
import Plant
import PlantSimulation
import Safety
import Scenarios
import SiteConfiguration
import Testing

/// One part of one row, at one running site.
struct RowStory {
  let site: VirtualSite
  /// `L10/trip`; the row's name alone where it has one part.
  let label: String
  let place: Int
  let row: InterlockRow
  /// What was so before anything broke.
  private let before: Moment

  /// What the matrix did in one scan.
  private struct Moment {
    var verdicts: [Effect]
    var commands: [Command]
    var active: Set<String>

    init(_ site: VirtualSite) {
      let now = site.snapshot
      verdicts = now.units.map(\.verdict.effect)
      commands = now.commands
      active = Set(site.activeRows)
    }
  }

  init(
    _ label: String, at site: VirtualSite, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    self.site = site
    self.label = label
    place = try #require(
      site.loaded.catalogue.rows.firstIndex { $0.label == label }, "there is no row \(label)",
      sourceLocation: sourceLocation)
    row = site.loaded.description.rows[place]
    before = Moment(site)
    #expect(!site.isActive(label), "\(label) acts before anything broke")
  }

  private var effects: [RowEffect] {
    let first = Int(row.firstEffect)
    return Array(site.loaded.description.effects[first..<first + Int(row.effectCount)])
  }

  /// Lets the cause come. The row must act within its delay and two scans after the cause is seen; then
  /// its effects are there, and nothing that neither it nor the rows in `beside` list.
  /// - Parameters:
  ///   - limit: how long the plant may take until the controller sees the cause.
  ///   - beside: rows that the same cause raises too.
  func raise(
    within limit: Milliseconds = minute, beside: [String] = [], period: Milliseconds = second,
    sourceLocation: SourceLocation = #_sourceLocation, _ cause: (VirtualSite) throws -> Void
  ) throws {
    try cause(site)
    let isSeen = site.run(
      until: { $0.snapshot.rows[place].isDemanded || $0.isActive(label) }, within: limit,
      period: period)
    #expect(isSeen, "\(label) was never demanded", sourceLocation: sourceLocation)
    let begin = site.plant.time
    let most = row.onDelay + 2 * period
    let acts = site.run(until: { $0.isActive(label) }, within: most + period, period: period)
    let isAtOnce = site.isActive(label)
    #expect(acts || isAtOnce, "\(label) does not act", sourceLocation: sourceLocation)
    #expect(site.plant.time - begin <= most, "\(label) acts late", sourceLocation: sourceLocation)
    expectEffects(sourceLocation)
    expectNothingElse(beside, sourceLocation)
  }

  /// Every effect that acts at once is there now; those that wait for rest are there at the latest when
  /// their wait is over.
  private func expectEffects(_ sourceLocation: SourceLocation) {
    for effect in effects where !effect.afterRest.exists {
      #expect(isThere(effect), "\(label): \(name(effect))", sourceLocation: sourceLocation)
    }
    for effect in effects where effect.afterRest.exists && effect.atLatest <= 10 * minute {
      let comes =
        isThere(effect)
        || site.run(
          until: { _ in isThere(effect) }, within: effect.atLatest + 2 * second, period: second)
      #expect(comes, "\(label): \(name(effect))", sourceLocation: sourceLocation)
    }
  }

  private func isThere(_ effect: RowEffect) -> Bool {
    let now = site.snapshot
    let target = Int(effect.index)
    switch effect.target {
    case .unit: return now.units[target].verdict.effect >= effect.effect
    case .actuator:
      let limits = site.loaded.description.actuators[target]
      return now.commands[target].value
        == (limits.safeDirection == .down ? limits.lowest : limits.highest)
    }
  }

  /// No other row came, no unit suffers more than is listed, and safety moved no actuator that is not.
  private func expectNothingElse(_ beside: [String], _ sourceLocation: SourceLocation) {
    let now = Moment(site)
    let allowed = rowsNamed([label] + beside)
    let names = allowed.map { site.loaded.catalogue.rows[$0].label }
    #expect(
      now.active.subtracting(before.active).subtracting(names) == [],
      "\(label) does not come alone", sourceLocation: sourceLocation)
    let description = site.loaded.description
    let listed = allowed.flatMap { place -> [RowEffect] in
      let row = description.rows[place]
      return Array(
        description.effects[Int(row.firstEffect)..<Int(row.firstEffect + row.effectCount)])
    }
    for unit in now.verdicts.indices {
      let most = listed.filter { $0.target == .unit && Int($0.index) == unit }.map(\.effect).max()
      #expect(
        now.verdicts[unit] <= max(most ?? .none, before.verdicts[unit]),
        "\(label) reaches \(site.loaded.catalogue.units[unit].name)",
        sourceLocation: sourceLocation)
    }
    for place in now.commands.indices where now.commands[place].origin == .safety {
      let owner = description.actuators[place].unit
      let isListed = listed.contains {
        $0.target == .actuator ? Int($0.index) == place : $0.index == owner
      }
      #expect(
        isListed || before.commands[place].origin == .safety,
        "\(label) moves \(site.loaded.catalogue.actuators[place].name)",
        sourceLocation: sourceLocation)
    }
  }

  /// Places of rows by label; a bare row name means all its parts.
  private func rowsNamed(_ labels: [String]) -> [Int] {
    site.loaded.catalogue.rows.indices.filter { place in
      let row = site.loaded.catalogue.rows[place]
      return labels.contains(row.label) || labels.contains(row.row)
    }
  }

  private func name(_ effect: RowEffect) -> String {
    let place = Int(effect.index)
    return effect.target == .unit
      ? site.loaded.catalogue.units[place].name : site.loaded.catalogue.actuators[place].name
  }

  /// Takes the cause away, and leaves the row by its reset rule: by itself, or held until the right
  /// person does the right thing.
  /// - Parameter limit: how long the plant may take until the cause is gone.
  func end(
    within limit: Milliseconds = 2 * minute, sourceLocation: SourceLocation = #_sourceLocation,
    _ mend: (VirtualSite) throws -> Void
  ) throws {
    // What a trip takes away with the load is gone by then, and may be reset at once.
    if site.snapshot.rows[place].isDemanded { site.pass(3 * second) }
    if row.isLatched, site.snapshot.rows[place].isDemanded {
      site.ask(Intent(.resetAtPanel, source: .scenario))
      site.pass(2 * second)
      #expect(
        isLatched, "\(label): a cause that stands is not reset", sourceLocation: sourceLocation)
    }
    try mend(site)
    let isGone = site.run(
      until: { !$0.snapshot.rows[place].isDemanded }, within: limit, period: second)
    #expect(isGone, "\(label): the cause stays", sourceLocation: sourceLocation)
    site.pass(2 * second)
    switch row.resetRule {
    case .auto:
      #expect(!site.isActive(label), "\(label) clears by itself", sourceLocation: sourceLocation)
    case .panel:
      #expect(isLatched, "\(label) waits for a person", sourceLocation: sourceLocation)
      site.ask(Intent(.resetAtPanel, source: .scenario))
      site.pass(2 * second)
      #expect(!isLatched, "\(label) is reset at the panel", sourceLocation: sourceLocation)
    case .local:
      site.ask(Intent(.resetAtPanel, source: .scenario))
      site.pass(2 * second)
      #expect(isLatched, "\(label) is not reset at the panel", sourceLocation: sourceLocation)
      site.turnKey()
      #expect(!isLatched, "\(label) is reset on site", sourceLocation: sourceLocation)
    }
    #expect(!site.isActive(label), "\(label) is over", sourceLocation: sourceLocation)
  }

  private var isLatched: Bool { site.snapshot.rows[place].isLatched }
}

/// Tells a whole story: raised by a fault in the words of the plant, and mended again.
func expectRow(
  _ label: String, at site: VirtualSite, from fault: String, beside: [String] = [],
  within limit: Milliseconds = minute, mendWithin: Milliseconds = 2 * minute,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let story = try RowStory(label, at: site, sourceLocation: sourceLocation)
  try story.raise(within: limit, beside: beside, sourceLocation: sourceLocation) {
    try $0.breaks(fault)
  }
  try story.end(within: mendWithin, sourceLocation: sourceLocation) { try $0.mend(fault) }
}
