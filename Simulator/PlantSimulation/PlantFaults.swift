// PlantFaults: breaking and mending. A fault is held against the plant when it is applied; what does not
// fit is refused with the choices that the unit has.

import Plant

extension SimulatedPlant {
  /// Breaks something. A fault of the same name on the same unit is replaced.
  public func apply(_ fault: PlantFault) throws(PlantError) {
    let unit = try known(fault.unit)
    let place = links.places[unit]
    if let malfunction = Malfunction(rawValue: fault.what),
      Malfunction.possible(for: place.kind).contains(malfunction)
    {
      let value = fault.value ?? malfunction.usualValue
      parts.faults(at: place) { $0.set(malfunction, value) }
      return
    }
    let (signal, failure) = try instrument(of: fault, at: place)
    let now = parts.value(at: place, signal)
    failedInstruments.removeAll { $0.unit == unit && $0.signal == signal }
    failedInstruments.append(
      FailedInstrument(
        unit: unit, signal: signal, failure: failure, value: fault.value ?? 1, since: time,
        held: now))
  }

  /// Mends what a fault broke; its value does not matter.
  public func clear(_ fault: PlantFault) throws(PlantError) {
    let unit = try known(fault.unit)
    let place = links.places[unit]
    if let malfunction = Malfunction(rawValue: fault.what) {
      parts.faults(at: place) { $0.clear(malfunction) }
    }
    failedInstruments.removeAll { $0.unit == unit && $0.signal.rawValue == fault.what }
  }

  /// Whether another device stands behind this signal's unit.
  public func isForeign(_ handle: SignalHandle) -> Bool { parts.isForeign(at: handle.place) }

  /// Mends everything.
  public func clearFaults() {
    for place in links.places { parts.faults(at: place) { $0.clearAll() } }
    failedInstruments.removeAll()
  }

  /// What can be broken at a unit, as words for `PlantFault`; empty for an unknown unit.
  public func possibleFaults(unit name: String) -> [String] {
    guard let unit = unitIndex(name) else { return [] }
    let kind = links.places[unit].kind
    return Malfunction.possible(for: kind).map(\.rawValue)
      + PlantParts.type(of: kind).signals.map { "\($0.rawValue) stuck" }
  }

  private func known(_ name: String) throws(PlantError) -> Int {
    if let unit = unitIndex(name) { return unit }
    let names = description.units.map(\.name).joined(separator: ", ")
    throw PlantError("there is no unit '\(name)'; this plant has \(names)")
  }

  private func instrument(
    of fault: PlantFault, at place: Place
  ) throws(PlantError) -> (Signal, InstrumentFailure) {
    let kind = place.kind
    let signals = PlantParts.type(of: kind).signals
    guard let signal = Signal(rawValue: fault.what), signals.contains(signal) else {
      let malfunctions = Malfunction.possible(for: kind).map(\.rawValue).joined(separator: ", ")
      let names = signals.map(\.rawValue).joined(separator: ", ")
      throw PlantError(
        "'\(fault.unit).\(fault.what)' cannot be; a \(kind.rawValue) can have \(malfunctions), "
          + "or a failing instrument: \(names)")
    }
    guard let failure = fault.failure else {
      let failures = InstrumentFailure.allCases.map(\.rawValue).joined(separator: ", ")
      throw PlantError("'\(fault.unit).\(fault.what)': say how the instrument fails: \(failures)")
    }
    return (signal, failure)
  }
}
