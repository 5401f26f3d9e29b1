// Component: what every unit of the simulated plant has in common. It tells signals, takes commands,
// can break, and can be saved. How it steps differs from kind to kind, so that is not here.

import Plant

/// A unit of the simulated plant.
protocol Component: Sendable {
  /// What its instruments can tell.
  static var signals: [Signal] { get }
  /// What it can be asked.
  static var roles: [ActuatorRole] { get }
  /// What is wrong with it.
  var faults: Malfunctions { get set }
  /// What an instrument tells; nil when it has no value.
  func value(of signal: Signal) -> Double?
  /// Takes a command; the value is finite.
  mutating func command(_ role: ActuatorRole, _ value: Double)
  /// Saves or restores everything that changes.
  mutating func exchange(_ archive: inout Archive)
}

extension Component {
  static var roles: [ActuatorRole] { [] }
  mutating func command(_ role: ActuatorRole, _ value: Double) {}
}

extension Bool {
  /// A contact as a number: 1 closed or true, 0 open or false.
  var contact: Double { self ? 1 : 0 }
}

extension Double {
  /// The number, kept within `range`.
  func kept(in range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }

  /// Moves towards `target` by at most `step`.
  func moved(towards target: Double, by step: Double) -> Double {
    self < target ? Swift.min(target, self + step) : Swift.max(target, self - step)
  }

  /// Follows `target` as a first-order lag does, over `dt` with the time constant `lag`, both in s.
  func following(_ target: Double, over dt: Double, lag: Double) -> Double {
    self + (target - self) * dt / (lag + dt)
  }
}
