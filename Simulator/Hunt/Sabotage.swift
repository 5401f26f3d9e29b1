// Sabotage: a fault that a test plants between the decision and the wires, to see that the hunt finds it.
// No storm ever draws one.

import Plant

/// The commands of these actuators, by their place, take one value, whatever was decided.
struct Sabotage: Sendable {
  let actuators: [Int]
  let value: Double

  /// Changes the commands of a scan.
  func tamper(_ commands: inout Slots<Command>) {
    for place in actuators { commands[place].value = value }
  }
}
