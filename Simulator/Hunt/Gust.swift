// A gust is one thing that happens in a hunt: something breaks for a while, a person does something,
// the controller dies. All gusts of a seed are drawn before the run begins, so that a run can be
// repeated with some of them left out: that is how a failure is made small.

import ModbusPlant
import Plant
import PlantSimulation

/// One thing that happens.
struct Gust: CustomStringConvertible, Sendable {
  /// When it begins, in ms since the start of the run, and how long it lasts.
  var begin: Milliseconds
  var length: Milliseconds = 0
  var what: Trouble

  var end: Milliseconds { begin + length }

  /// The same, later.
  func moved(by span: Milliseconds) -> Gust {
    Gust(begin: begin + span, length: length, what: what)
  }

  var description: String {
    let span = length > 0 ? " for \(length / 1000).\(length % 1000 / 100) s" : ""
    return "\(begin / 1000).\(begin % 1000 / 100) s: \(what)\(span)"
  }
}

/// What can happen.
enum Trouble: CustomStringConvertible, Sendable {
  /// Something in the plant breaks, until the end of the gust.
  case plant(PlantFault)
  /// A person lays a hand on something; what can be undone is undone at the end.
  case hand(PersonControl)
  /// A person asks for something at the panel or the command line.
  case wish(Wish)
  /// The wire of a device breaks.
  case wire(device: Int, LinkFault)
  /// The wire of a device loses a share of its requests.
  case loss(device: Int, share: Double)
  /// The controller dies and comes back at the end of the gust, with what the disk kept, and with its
  /// clock off by so much.
  case crash(DiskFate, clock: Milliseconds)
  /// The time of day is set forward or back by so many ms while the controller runs, until the end.
  case clock(Milliseconds)
  /// The controller's computer is overloaded: only every so-many-th scan comes.
  case slow(Int)
  /// The controller's process stands still, while its clock goes on.
  case stall
  /// The controller's computer sleeps, and its clock with it.
  case suspend
  /// The disk is full.
  case fullDisk
  /// The broker is away.
  case broker

  /// The kind, for counting.
  var kind: String {
    switch self {
    case .plant(let fault):
      "plant " + (fault.failure.map { "instrument \($0.rawValue)" } ?? fault.what)
    case .hand(let control): "hand \(control.word)"
    case .wish(let wish): "wish \(wish.kind.rawValue)"
    case .wire(_, let fault): "wire \(fault.word)"
    case .loss: "wire loss"
    case .crash(let fate, let clock): "crash \(fate.rawValue)\(clock == 0 ? "" : " clock")"
    case .clock(let step): "time step \(step < 0 ? "back" : "forward")"
    case .slow: "time slow scans"
    case .stall: "time stall"
    case .suspend: "time suspend"
    case .fullDisk: "disk full"
    case .broker: "broker away"
    }
  }

  var description: String {
    switch self {
    case .plant(let fault):
      "\(fault.unit).\(fault.what) \(fault.failure?.rawValue ?? "")"
        + (fault.value.map { " \($0)" } ?? "")
    case .wire(let device, let fault): "wire \(device) \(fault)"
    case .loss(let device, let share): "wire \(device) loses \(share)"
    case .crash(let fate, let clock): "crash, disk \(fate.rawValue), clock \(clock)"
    case .wish(let wish): "wish \(wish)"
    case .hand(let control): "hand \(control)"
    case .clock(let step): "time steps by \(step) ms"
    case .slow(let share): "only each scan of \(share)"
    default: kind
    }
  }
}

/// A wish of a person.
struct Wish: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case automatic, manual, setpoint, standby, off, stop, reset, acknowledge, nonsense
  }
  var kind: Kind
  /// Place among the modules and fuel cells; nil for all.
  var unit: Int?
  var value = 0.0
  /// Powers that every unit of both sites takes, in kW.
  static let plainPowers = 1.5...2.3
}

extension LinkFault {
  /// The first word of the fault.
  var word: String { String("\(self)".prefix { $0 != "(" }) }
}

extension PersonControl {
  var word: String { String("\(self)".prefix { $0 != "(" }) }

  /// What makes it undone; nil where nothing has to be.
  var undone: PersonControl? {
    switch self {
    case .emergencyStop: .emergencyStop(isPressed: false)
    case .keySwitch: .keySwitch(.remote)
    case .door: .door(isOpen: false)
    case .supervision: .supervision(isPresent: false)
    case .resetKey, .acknowledgeGasWarning, .fillHeatLoop: nil
    }
  }
}
