// The state in words, field by field with its name, so that a difference between two states can be told to
// an engineer. The fields are taken from the types themselves: a new field is told without a change here.

import Control
import EnergyDispatch
import Plant
import Safety

/// One field with its value.
struct NamedValue: Equatable, Sendable {
  var name: String
  var value: String
}

/// Every field of a state that outlives its scan.
func stateWords(_ state: borrowing ControlState, _ catalogue: SiteCatalogue) -> [NamedValue] {
  var words: [NamedValue] = []
  for place in 0..<state.units.count {
    words += fields(of: state.units[place], "unit \(unitName(place, catalogue))", catalogue)
  }
  words += fields(of: state.ventilation, "ventilation", catalogue)
  words.append(NamedValue(name: "start permission", value: "\(state.permission)"))
  words.append(NamedValue(name: "start permission since", value: "\(state.permissionSince)"))
  words.append(NamedValue(name: "is first scan", value: "\(state.isFirstScan)"))
  words += fields(of: state.previous, "last scan", catalogue)
  for place in 0..<state.safety.rows.count {
    words += fields(of: state.safety.rows[place], "row \(rowName(place, catalogue))", catalogue)
  }
  for place in 0..<state.safety.unitVerdicts.count {
    let name = "verdict on unit \(unitName(place, catalogue))"
    words += fields(of: state.safety.unitVerdicts[place], name, catalogue)
  }
  for place in 0..<state.safety.lastCommands.count {
    let name = actuatorName(place, catalogue)
    words += fields(of: state.safety.actuatorVerdicts[place], "verdict on \(name)", catalogue)
    words.append(
      NamedValue(name: "last command of \(name)", value: "\(state.safety.lastCommands[place])"))
  }
  words += fields(of: state.safety.key, "key", catalogue)
  words += fields(of: state.safety.room, "room", catalogue)
  words.append(NamedValue(name: "last reset", value: "\(state.safety.lastReset)"))
  words.append(NamedValue(name: "has reset", value: "\(state.safety.hasReset)"))
  return words + dispatchWords(state, catalogue)
}

private func dispatchWords(
  _ state: borrowing ControlState, _ catalogue: SiteCatalogue
) -> [NamedValue] {
  var words: [NamedValue] = []
  for place in 0..<state.dispatch.electrolysers.count {
    let name = "electrolyser \(place + 1)"
    words += fields(of: state.dispatch.electrolysers[place], "account of \(name)", catalogue)
    words += fields(of: state.electrolyserProposals[place], "proposal for \(name)", catalogue)
  }
  for place in 0..<state.dispatch.fuelCells.count {
    let name = "fuel cell \(place + 1)"
    words += fields(of: state.dispatch.fuelCells[place], "account of \(name)", catalogue)
    words += fields(of: state.fuelCellProposals[place], "proposal for \(name)", catalogue)
  }
  words.append(NamedValue(name: "dispatch last call", value: "\(state.dispatch.lastCall)"))
  words.append(NamedValue(name: "dispatch last decision", value: "\(state.dispatch.lastDecision)"))
  words.append(NamedValue(name: "dispatch is awake", value: "\(state.dispatch.isAwake)"))
  words.append(NamedValue(name: "dispatch blind for", value: "\(state.dispatch.blindFor)"))
  return words
}

/// The stored fields of a plain value.
private func fields(
  of value: Any, _ name: String, _ catalogue: SiteCatalogue
) -> [NamedValue] {
  Mirror(reflecting: value).children.map { child in
    let text = (child.value as? Reason).map { reasonWords($0, catalogue) } ?? "\(child.value)"
    return NamedValue(name: "\(name) \(child.label ?? "")", value: text)
  }
}

/// A reason with its numbers: `ramp-limit (2.4, 2.5)`.
func reasonWords(_ reason: Reason, _ catalogue: SiteCatalogue) -> String {
  guard reason.code != .none else { return "none" }
  let place = Int(reason.subject)
  let subject = reason.code == .interlock ? rowName(place, catalogue) : "of \(place)"
  let word = place < 0 ? reason.code.word : "\(reason.code.word) \(subject)"
  return "\(word) (\(reason.value), \(reason.limit))"
}

func unitName(_ place: Int, _ catalogue: SiteCatalogue) -> String {
  catalogue.units.indices.contains(place) ? catalogue.units[place].name : "\(place)"
}

func rowName(_ place: Int, _ catalogue: SiteCatalogue) -> String {
  catalogue.rows.indices.contains(place) ? catalogue.rows[place].label : "\(place)"
}

func actuatorName(_ place: Int, _ catalogue: SiteCatalogue) -> String {
  catalogue.actuators.indices.contains(place) ? catalogue.actuators[place].name : "\(place)"
}
