// What a judge finds. A law is a sentence about the plant that must hold whatever the controller, its
// wires and its people do; a breach says which one was broken, where and when.

/// A law of the plant.
public enum Law: String, CaseIterable, Sendable {
  case gasWithPower = "gas above 20 % LEL and something still runs"
  case blindWithPower = "too few detectors live and something still runs"
  case gasWithoutAir = "gas above 10 % LEL and the fan is not asked for its full speed"
  case runWithoutAir = "no air flows and something still runs"
  case tankFedAboveLimit = "the tank is above its highest pressure and is still fed"
  case lineFedAboveLimit = "the supply line is above its highest pressure and is still fed"
  case startWithoutPurge = "a start in a room that was not purged"
  case startWithoutKey = "a start after a danger, and nobody turned the key on site"
  case startWithoutWish = "a start after a reset, and nobody asked for it"
  case startWithoutPanelReset = "a start after a device's danger, and nobody reset it"
  case startWithLocalKey = "a start while the key switch on site forbids it"
  case valveShutUnderLoad = "a valve shuts while the fuel cell draws through it"
  case stopNotEnforced = "a module ignores its stop and keeps its release"
  case releasedWhileDead = "a device is dead and its release is still asked for"
  case blowDownWithoutAir = "a blow-down without the air to carry it away"
  case twoBlowDowns = "two modules blow down at once"
  case runWithoutController = "nobody decides and something still runs"
  case heatNotCarried = "the fuel cell runs and its heat goes nowhere"
  case twoBanksOpen = "two banks stand open to each other"
  /// Liveness: nothing forbids service, nobody is called, and nothing happens.
  case idleWithoutReason = "out of service, and nobody is called"
  case notBackInService = "mended and helped, and still not back in service"
}

/// One breach of a law.
public struct Breach: Equatable, Sendable, CustomStringConvertible {
  public var law: Law
  /// Plant time, in ms since 1970 UTC.
  public var time: Int64
  /// What was seen, with numbers.
  public var seen: String

  public init(_ law: Law, at time: Int64, seen: String) {
    self.law = law
    self.time = time
    self.seen = seen
  }

  public var description: String { "\(law.rawValue): \(seen)" }
}

/// A number with two digits behind the point, without Foundation.
func text(_ value: Double) -> String {
  let hundredths = (value * 100).rounded() / 100
  return "\(hundredths)"
}
