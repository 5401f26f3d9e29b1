// What the controller does by itself when a row acts, as a sentence that a person understands: "The
// controller stops Electrolyser 1 to 4 at once; closes Tank inlet; switches on Horn." Made from the
// effects of the matrix, so that nobody can write a text that promises something else.

public import Plant

/// One effect of a row on one target.
public struct AutomaticAction: Equatable, Sendable {
  /// What happens to the target.
  public enum Kind: Equatable, Sendable {
    case tells
    /// Power is limited to this share of nominal, in percent.
    case limits(Int)
    case blocksStart, stopsInOrder, stops, trips, shutsDown
    case closes, switchesOff, switchesOn
  }

  public var kind: Kind
  public var target: BilingualText
  /// The unit whose rest is waited for first; nil when nothing is.
  public var waitsFor: BilingualText?
  /// The longest wait for it, in ms.
  public var atLatest: Milliseconds

  public init(
    _ kind: Kind, _ target: BilingualText, waitsFor: BilingualText? = nil,
    atLatest: Milliseconds = 0
  ) {
    self.kind = kind
    self.target = target
    self.waitsFor = waitsFor
    self.atLatest = waitsFor == nil ? 0 : atLatest
  }
}

extension AutomaticAction.Kind {
  /// What an effect of the matrix does to a unit; nil when it does nothing.
  /// - Parameter share: share of nominal that `limit` leaves, 0...1.
  public init?(unit effect: Effect, share: Double) {
    switch effect {
    case .none: return nil
    case .alarmOnly: self = .tells
    case .limit: self = .limits(Int((min(max(share, 0), 1) * 100).rounded()))
    case .hold: self = .blocksStart
    case .softStop: self = .stopsInOrder
    case .stop: self = .stops
    case .trip: self = .trips
    case .shutdown: self = .shutsDown
    }
  }

  /// What an effect of the matrix does to an actuator: safety moves it in its safe direction only.
  public init(actuator: ActuatorDefinition) {
    switch actuator.limits.safeDirection {
    case .up: self = .switchesOn
    case .down: self = actuator.name.hasSuffix(".open") ? .closes : .switchesOff
    }
  }

  /// The verb before the targets, and what follows them.
  fileprivate var words: (de: (String, String), en: (String, String)) {
    switch self {
    case .tells: (("meldet nur", ""), ("only tells", ""))
    case .limits(let percent):
      (("begrenzt", " auf \(percent) %"), ("limits", " to \(percent) %"))
    case .blocksStart: (("lässt", " nicht anlaufen"), ("does not let", " start"))
    case .stopsInOrder: (("fährt", " geordnet ab"), ("stops", " in order"))
    case .stops: (("hält", " an"), ("stops", ""))
    case .trips: (("schaltet", " sofort ab"), ("stops", " at once"))
    case .shutsDown:
      (("schaltet", " sofort ab, auch die Versorgung"), ("stops", " at once and cuts its supply"))
    case .closes: (("schließt", ""), ("closes", ""))
    case .switchesOff: (("schaltet", " aus"), ("switches off", ""))
    case .switchesOn: (("schaltet", " ein"), ("switches on", ""))
    }
  }
}

extension AutomaticAction {
  /// The sentence for all actions of a row, in the order of the matrix; targets of one kind together.
  public static func sentence(_ actions: [AutomaticAction]) -> BilingualText {
    let working = actions.filter { $0.kind != .tells }
    guard !working.isEmpty else {
      return BilingualText(de: "Die Steuerung meldet nur.", en: "The controller only tells.")
    }
    var groups: [[AutomaticAction]] = []
    for action in working {
      let place = groups.firstIndex { $0[0].isAlike(action) }
      if let place { groups[place].append(action) } else { groups.append([action]) }
    }
    let de = groups.map { clause($0, \.de) }.joined(separator: "; ")
    let en = groups.map { clause($0, \.en) }.joined(separator: "; ")
    return BilingualText(de: "Die Steuerung \(de).", en: "The controller \(en).")
  }

  private func isAlike(_ other: AutomaticAction) -> Bool {
    kind == other.kind && waitsFor == other.waitsFor && atLatest == other.atLatest
  }

  private static func clause(
    _ group: [AutomaticAction], _ language: KeyPath<BilingualText, String>
  ) -> String {
    let isGerman = language == \BilingualText.de
    let words = isGerman ? group[0].kind.words.de : group[0].kind.words.en
    let targets = enumeration(of: group.map { $0.target[keyPath: language] }, isGerman: isGerman)
    var text = "\(words.0) \(targets)\(words.1)"
    if let waits = group[0].waitsFor?[keyPath: language] {
      let seconds = group[0].atLatest / 1_000
      text +=
        isGerman
        ? ", sobald \(waits) steht, spätestens nach \(seconds) s"
        : " once \(waits) is at rest, after \(seconds) s at the latest"
    }
    return text
  }
}
