// Conditions: the closed list of what an exercise can ask of plant and controller. Steps are proven by
// them, choices are right by them, criteria are built on them. Names became places when the file was
// read, so that every scan can look without searching.

public import Plant

/// How a number is held against a limit.
public enum Comparison: String, CaseIterable, Sendable {
  case above, below
  case atLeast = "at-least"
  case atMost = "at-most"

  /// True when `value` stands to `limit` as the word says.
  func holds(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .above: value > limit
    case .below: value < limit
    case .atLeast: value >= limit
    case .atMost: value <= limit
    }
  }

  /// True for the words that ask for more, not for less.
  var asksForMore: Bool { self == .above || self == .atLeast }
}

/// Something that holds or does not hold, in one scan. Units, rows and points are places in the lists of
/// the site, questions places in the list of the exercise.
public enum Condition: Equatable, Sendable {
  /// `room.air-changes at-least 5 air changes`: a point of the image, measured or derived.
  case point(Int, Comparison, Double)
  /// `tank-inlet.closed closed`: a contact of the image.
  case contact(Int, isClosed: Bool)
  /// `mode el-1 manual`
  case mode(Int, Mode)
  /// `step el-1 running`
  case step(Int, Step)
  /// `reason el-1 warming-up`: the controller names this, perhaps among others, as what binds the
  /// unit now; what ended its last run does not count.
  case reason(Int, ReasonCode)
  /// `wanted el-1 at-least 1.5 kW`: the power that a person or dispatch wants.
  case wanted(Int, Comparison, Double)
  /// `made at-least 0.001 kg`: hydrogen by the plant's own books, which no instrument can bend.
  case made(Comparison, Double)
  /// `latched L27/button`
  case latched(Int)
  /// `first-out X01/unclean-start`: the row was the first cause of its group, now or earlier.
  case firstOut(Int)
  case nothingLatched
  case allAcknowledged
  /// `answered permissives`
  case answered(Int)
  /// The trainee wrote a note for the shift.
  case noted

  /// The words that a condition can begin with; anything else is the name of a point.
  static let words = [
    "mode", "step", "reason", "wanted", "made", "latched", "first-out", "nothing-latched",
    "all-acknowledged", "answered", "noted",
  ]
}

/// How a criterion is judged, over the whole course of the exercise.
public enum Rule: Equatable, Sendable {
  /// `no-start-before CONDITION`: automatic or manual is not even asked for before.
  case noStartBefore(Condition)
  /// `reached CONDITION within 45 min`; without a time it only has to be reached.
  case reached(Condition, within: Milliseconds?)
  /// `reached CONDITION before CONDITION`
  case before(Condition, Condition)
  /// `answered permissives`: the share of the right choices, less the wrong ones.
  case answered(Int)
  /// `orderly-stop el-1`: a person stops it while it runs, and it comes to rest by its own steps.
  case orderlyStop(Int)
  /// `closes-at-rest tank-inlet`: the valve closes only when no more hydrogen is made.
  case closesAtRest(actuator: Int)
  /// Nothing latched that nobody asked for.
  case noTrip
  /// The reset key was not turned in vain.
  case noRefusedReset
  /// `acknowledged within 10 min`
  case acknowledged(within: Milliseconds)
  /// `noted 3 words`
  case noted(words: Int)

  static let words = [
    "no-start-before", "reached", "answered", "orderly-stop", "closes-at-rest", "no-trip",
    "no-refused-reset", "acknowledged", "noted",
  ]
}
