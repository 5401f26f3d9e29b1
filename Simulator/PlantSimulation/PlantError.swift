// PlantError: what can go wrong with input from outside. The step itself knows no errors.

/// A mistake in what a person or a file asked of the simulator, as a sentence that says what to do.
public struct PlantError: Error, CustomStringConvertible, Equatable, Sendable {
  public let description: String
  init(_ description: String) { self.description = description }
}
