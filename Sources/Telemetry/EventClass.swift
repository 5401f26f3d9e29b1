// The classes of events: the last level of an event's topic, so that a subscriber takes alarms without
// the steps of every sequence.

import Plant

/// What an event is about.
enum EventClass: String, CaseIterable {
  case alarm, reset, mode, sequence, intent, ventilation, system, bypass

  init(_ kind: EventKind) {
    switch kind {
    case .rowRaised, .rowCleared, .firstOut: self = .alarm
    case .rowReset, .resetRefused: self = .reset
    case .modeChanged: self = .mode
    case .stepChanged, .stepTimedOut: self = .sequence
    case .intentAccepted, .intentRefused: self = .intent
    case .purgeComplete, .purgeLost: self = .ventilation
    case .controllerStarted, .booksBegun: self = .system
    case .bypassBegan, .bypassEnded, .bypassExpired: self = .bypass
    }
  }

  /// True when the subject of the class's events is an interlock row, not a unit.
  var speaksOfRows: Bool { self == .alarm || self == .reset }
}

extension Event {
  /// The name behind the number of a mode or step; nil for other numbers.
  var valueWord: String? {
    guard let raw = UInt8(exactly: value) else { return nil }
    switch kind {
    case .modeChanged: return Mode(rawValue: raw)?.name
    case .stepChanged: return Step(rawValue: raw)?.word
    default: return nil
    }
  }
}

extension SiteCatalogue {
  /// The interlock row at a place, if there is one.
  func row(_ place: Int16) -> RowDefinition? {
    place >= 0 && Int(place) < rows.count ? rows[Int(place)] : nil
  }

  /// The name of the unit at a place, if there is one and the place means units.
  func unit(_ place: Int16, unless isRow: Bool) -> String? {
    !isRow && place >= 0 && Int(place) < units.count ? units[Int(place)].name : nil
  }
}
