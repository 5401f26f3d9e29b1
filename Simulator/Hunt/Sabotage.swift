// Sabotage: faults that a test plants into the controller's surroundings, to see that the hunt finds them.
// None of them is ever drawn by a storm.

import Plant

/// A planted fault.
enum Sabotage: Sendable {
  /// Commands of these actuators, by their place, that were once away from their safe side never go back.
  case neverBack([Int])
  /// The latches of a dead controller are gone.
  case forgetsLatches
  /// The commands of these actuators take this value, whatever was decided.
  case forces([Int], Double)
}

extension Sabotage {
  /// Changes the commands of a scan; `last` are those of the scan before.
  func tamper(_ commands: inout Slots<Command>, last: [Double]) {
    switch self {
    case .neverBack(let places):
      for place in places where place < last.count {
        commands[place].value = max(commands[place].value, last[place])
      }
    case .forces(let places, let value):
      for place in places { commands[place].value = value }
    case .forgetsLatches: break
    }
  }
}
