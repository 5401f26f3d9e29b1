// PersonControl: what a person on site can lay a hand on. It works without the controller.

public import Plant

/// Something that a person on site does.
public enum PersonControl: Equatable, Sendable {
  /// Presses the emergency stop in, or pulls it out again.
  case emergencyStop(isPressed: Bool)
  /// Turns the spring-loaded reset key and holds it for a duration of plant time.
  case resetKey(pressDuration: Milliseconds)
  case keySwitch(KeyPosition)
  /// Acknowledges the gas-warning unit at its own panel.
  case acknowledgeGasWarning
  case door(isOpen: Bool)
  /// Turns the key that says that somebody watches.
  case supervision(isPresent: Bool)
  /// Fills water into the heat loop until its gauge is where it was on the first day.
  case fillHeatLoop
}
