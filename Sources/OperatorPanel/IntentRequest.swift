// The body of a wish: a flat JSON object of words. The reader is strict on purpose, since this is the only
// door through which a page can move the plant: an unknown field, a field twice, a nested value or a
// byte too much refuses the whole wish.

import Plant

/// Why a wish could not be read.
struct RefusedBody: Error, Equatable, Sendable {
  var reason: String
}

/// A wish, as the page sends it.
struct IntentRequest: Equatable, Sendable {
  /// The most bytes that a wish may have.
  static let longest = 65_536

  var kind: IntentKind
  /// Place of the unit in the catalogue; -1 for the whole site.
  var unit: Int16 = -1
  var mode: Mode?

  /// Reads a wish and checks it against the site.
  init(_ body: [UInt8], _ catalogue: SiteCatalogue) throws(RefusedBody) {
    guard body.count <= Self.longest else { throw RefusedBody(reason: "the request is too long") }
    var reader = FlatObjectReader(bytes: body)
    let fields = try reader.read()
    for name in fields.keys.sorted() where !["kind", "unit", "mode"].contains(name) {
      throw RefusedBody(reason: "unknown field '\(name)'; known are kind, unit, mode")
    }
    switch fields["kind"] {
    case "stop": kind = .stop
    case "mode": kind = .setMode
    case "reset": kind = .resetAtPanel
    case "acknowledge": kind = .acknowledge
    case .some(let other):
      throw RefusedBody(
        reason: "unknown kind '\(other)'; known are stop, mode, reset, acknowledge")
    case nil: throw RefusedBody(reason: "the field 'kind' is missing")
    }
    if let name = fields["unit"] { unit = try Self.place(of: name, kind, catalogue) }
    if let word = fields["mode"] { mode = try Self.mode(word, kind) }
    if kind == .setMode, unit < 0 || mode == nil {
      throw RefusedBody(reason: "the kind 'mode' needs the fields 'unit' and 'mode'")
    }
  }

  /// The intent for the next scan.
  func intent(ticket: UInt32) -> Intent {
    Intent(
      kind, unit: unit, value: Double(mode?.rawValue ?? 0), source: .panel, ticket: ticket)
  }

  private static func place(
    of name: String, _ kind: IntentKind, _ catalogue: SiteCatalogue
  ) throws(RefusedBody) -> Int16 {
    guard kind == .stop || kind == .setMode else {
      throw RefusedBody(reason: "this kind is for the whole site; leave out the field 'unit'")
    }
    guard let place = catalogue.units.firstIndex(where: { $0.name == name }),
      catalogue.units[place].kind.hasModes
    else { throw RefusedBody(reason: "there is no unit '\(name)' that has modes") }
    return Int16(clamping: place)
  }

  private static func mode(_ word: String, _ kind: IntentKind) throws(RefusedBody) -> Mode {
    guard kind == .setMode else {
      throw RefusedBody(reason: "this kind takes no field 'mode'")
    }
    guard let mode = Mode(name: word), mode == .automatic || mode == .standby else {
      throw RefusedBody(reason: "unknown mode '\(word)'; known are automatic, standby")
    }
    return mode
  }
}

extension UnitKind {
  /// True for units that a person puts into a mode.
  var hasModes: Bool { self == .electrolyser || self == .fuelCell }
}
