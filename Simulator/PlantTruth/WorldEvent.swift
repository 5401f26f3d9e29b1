// What the judge must know besides the plant: what people did at the panel, and whether anybody decides
// at all. It is told by whoever moves the world, never by the controller.

/// Something that happened outside the plant.
public enum WorldEvent: Equatable, Sendable {
  /// The controller's process ended.
  case controllerDied
  /// It stands still: stopped, or its computer sleeps.
  case controllerPaused
  /// It decides again.
  case controllerDecides
  /// A person asked a unit to start: a place among the modules, then among the fuel cells.
  case startWished(unit: Int)
  /// A person asked for something of which nobody can say what should follow: an odd set-point, or that
  /// dispatch may decide.
  case oddlyWished
  /// A person asked a unit to stop; nil for all.
  case stopWished(unit: Int?)
  /// A person reset at the panel.
  case panelReset
  /// The story begins after a proper reset, in a room that was purged.
  case beginsReset
}
