// The rows that cannot fire in a storm, each with its reason. The fewer the better: every row that stands
// here is one of which a storm says nothing. A row that fires all the same has no place here, and the
// report says so.

/// A row that nothing in a storm can raise.
struct Unraisable: Sendable {
  /// Site and label, as `wesertor X09`.
  var row: String
  var reason: String

  /// All of them.
  static let all = [
    Unraisable(
      row: "wesertor X09",
      reason: "the register map of its fuel cell names no device, so none can be a stranger")
  ]
}
