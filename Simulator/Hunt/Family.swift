// Families of trouble, after the rows of the fault catalogue: what the plant does (H), what the wires do
// (M), what time and host do (T, P, S), and what people do. A run draws some of them and leaves the
// others out, because a storm in which everything breaks shows little of what happens when one thing
// does.

/// A family of trouble that a run may draw from.
enum Family: CaseIterable {
  case gasInRoom, gasAtHead, detectors, air, contacts, climate
  case modules, tank, valves, supply, fuelCell, heat, meters, mains, gasQuality, booster
  case lies, aims
  case wireSilence, wireNoise, wireValues, wireLoss
  case crash, stall, clock, disk, broker
  case wishes, hands
}
