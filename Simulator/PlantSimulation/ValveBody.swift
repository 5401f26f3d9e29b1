// ValveBody: a spring-closed valve. It needs its command, the hard-wired chain and air to open; without
// any of them the spring shuts it. Its two limit switches are all that the controller can believe.

import Plant

/// One valve.
struct ValveBody: Component {
  static let signals: [Signal] = [.opened, .closed]
  static let roles: [ActuatorRole] = [.open]

  var faults = Malfunctions()
  /// 0 closed ... 1 open.
  private(set) var position = 0.0
  private(set) var wantsOpen = false
  private let travel: Double

  /// A valve that takes `travel`, in s, from one end to the other.
  init(travel: Double = 1.5) { self.travel = max(0.1, travel) }

  /// Gas passes.
  var passes: Bool { position > 0.05 }

  mutating func step(_ dt: Double, isReleased: Bool) {
    guard !faults.has(.stuck) else { return }
    position = position.moved(towards: wantsOpen && isReleased ? 1 : 0, by: dt / travel)
  }

  func value(of signal: Signal) -> Double? {
    let answers = !faults.has(.switches)
    switch signal {
    case .opened: return (answers && position > 0.98).contact
    case .closed: return (answers && position < 0.02).contact
    default: return nil
    }
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    if role == .open { wantsOpen = value >= 0.5 }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    archive.exchange(&position)
    archive.exchange(&wantsOpen)
  }
}
