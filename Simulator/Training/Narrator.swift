// The narrator tells what changed: the events of the controller in the house's own sentences, valves, fan
// and horn as somebody in the room would notice them. Four modules that do the same are one sentence.

import Phrases
import Plant
import SiteConfiguration

/// Gathers what happened until somebody wants to hear it.
final class Narrator {
  private let exercise: Exercise
  private let words: ProofWords
  private var lines: [(time: Milliseconds, text: String)] = []
  private var seen: [Seen: Bool] = [:]
  private let valves: [Valve]
  private let fan: Int?
  private let horn: Int?
  /// Lines that are kept at most; what comes then is counted.
  private static let most = 60
  private var lost = 0

  private enum Seen: Hashable {
    case valve(Int, isOpen: Bool)
    case fan, horn
  }

  private struct Valve {
    var unit: Int
    var opened: Int?
    var closed: Int?
  }

  init(_ exercise: Exercise, _ language: Language) {
    self.exercise = exercise
    words = ProofWords(exercise: exercise, language: language)
    let site = exercise.site
    valves = site.catalogue.units.indices.filter { site.catalogue.units[$0].kind == .valve }.map {
      let name = site.catalogue.units[$0].name
      return Valve(
        unit: $0, opened: site.place(ofPoint: "\(name).opened"),
        closed: site.place(ofPoint: "\(name).closed"))
    }
    let actuators = site.catalogue.actuators
    fan = actuators.firstIndex { $0.name.hasSuffix(".fan-high") }
    horn = actuators.firstIndex { $0.name.hasSuffix(".horn") }
  }

  /// Adds a line of its own.
  func tell(_ text: String, at time: Milliseconds) {
    if lines.count < Self.most { lines.append((time, text)) } else { lost += 1 }
  }

  /// What happened since the last time, as lines with the time of day.
  func drain() -> [String] {
    var told = lines.map { "\(clock($0.time, exercise.civilOffset))  \($0.text)" }
    if lost > 0 { told.append(words.say("... und \(lost) weitere", "... and \(lost) more")) }
    lines = []
    lost = 0
    return told
  }

  /// Takes in a scan.
  func observe(_ scan: Observation) {
    tellEvents(scan)
    let time = scan.scene.time
    let snapshot = scan.scene.snapshot
    for valve in valves {
      let name = words.language.text(exercise.site.catalogue.units[valve.unit].text)
      if hasBecome(true, .valve(valve.unit, isOpen: true), contact(valve.opened, snapshot)) {
        tell(words.say("\(name) ist offen.", "\(name) is open."), at: time)
      }
      if hasBecome(true, .valve(valve.unit, isOpen: false), contact(valve.closed, snapshot)) {
        tell(words.say("\(name) ist zu.", "\(name) is closed."), at: time)
      }
    }
    tell(
      .fan, fan, snapshot, on: ("Lüfter auf voller Drehzahl.", "Fan at full speed."),
      off: ("Lüfter auf Grunddrehzahl.", "Fan at base speed."))
    tell(
      .horn, horn, snapshot, on: ("Die Hupe ertönt.", "The horn sounds."),
      off: ("Die Hupe schweigt.", "The horn is silent."))
  }

  private func tell(
    _ what: Seen, _ actuator: Int?, _ snapshot: Snapshot, on: (String, String),
    off: (String, String)
  ) {
    guard let actuator else { return }
    let isOn = snapshot.commands[actuator].value >= 0.5
    let before = seen[what]
    seen[what] = isOn
    guard let before, before != isOn else { return }
    tell(isOn ? words.say(on.0, on.1) : words.say(off.0, off.1), at: snapshot.time.plant)
  }

  /// True when a contact is now as asked and was not before; unknown ones and the first look do not
  /// count.
  private func hasBecome(_ value: Bool, _ what: Seen, _ now: Bool?) -> Bool {
    guard let now else { return false }
    let before = seen[what]
    seen[what] = now
    return before == !value && now == value
  }

  private func contact(_ place: Int?, _ snapshot: Snapshot) -> Bool? {
    place.flatMap { snapshot.samples[$0].usable }.map { $0 != 0 }
  }

  /// Events of a scan; units of which the same is told share a sentence.
  private func tellEvents(_ scan: Observation) {
    var shared: [(key: String, units: [String], tail: String)] = []
    let catalogue = exercise.site.catalogue
    for var event in scan.events where isWorthTelling(event, scan) {
      // A reset is told by its rows; what tripped before is no reason for standby.
      if event.kind == .modeChanged, event.reason.code == .interlock, !isTrip(event) {
        event.reason = .none
      }
      let text = sentence(for: event, in: catalogue, words.language)
      let place = Int(event.subject)
      let isOfUnit = event.kind == .modeChanged || event.kind == .stepChanged
      guard isOfUnit, catalogue.units.indices.contains(place) else {
        tell(text, at: event.plantTime)
        continue
      }
      let name = catalogue.units[place].name
      let tail = String(text.dropFirst(name.count))
      if let same = shared.firstIndex(where: { $0.tail == tail }) {
        shared[same].units.append(name)
      } else {
        shared.append((text, [name], tail))
      }
    }
    for line in shared {
      tell(line.units.joined(separator: ", ") + line.tail, at: scan.scene.time)
    }
  }

  private func isTrip(_ event: Event) -> Bool { event.value == Double(Mode.tripped.rawValue) }

  private func isWorthTelling(_ event: Event, _ scan: Observation) -> Bool {
    switch event.kind {
    case .intentAccepted, .intentRefused, .controllerStarted: return false
    // A latched row says by itself that it stays, and what clears by itself was told by its cause.
    case .rowCleared:
      let place = Int(event.subject)
      return exercise.site.catalogue.rows.indices.contains(place)
        && !exercise.site.catalogue.rows[place].isLatched
    case .stepChanged:
      let step = Step(rawValue: UInt8(event.value))
      guard step == .tripped || step == .idle || step == .permissives else { return true }
      // The change of mode in the same scan says it already.
      return !scan.events.contains { $0.kind == .modeChanged && $0.subject == event.subject }
    default: return true
    }
  }
}

/// The time of day as a trainee's clock shows it.
func clock(_ time: Milliseconds, _ offset: Milliseconds) -> String {
  String(UTC.text(time + offset).dropFirst(11).prefix(8))
}
