// PlantFault: one malfunction of one unit, as scenarios write it: `unit.what value`. `what` is a
// malfunction of the unit, or one of its signals whose instrument fails: `tank.pressure stuck`.

public import Plant

/// How an instrument fails.
public enum InstrumentFailure: String, CaseIterable, Sendable {
  /// Stays at its present value.
  case stuck
  /// Is off by a constant.
  case offset
  /// Runs away by so much an hour.
  case drifting
  /// Has no value.
  case lost
  /// Shows a given value.
  case reads
}

/// One fault, not yet held against a plant.
public struct PlantFault: Equatable, Sendable {
  public var unit: String
  /// A `Malfunction` or a `Signal` of the unit.
  public var what: String
  /// How the instrument fails; nil for a malfunction.
  public var failure: InstrumentFailure?
  /// The number, where the text has one.
  public var value: Double?

  /// Words that may follow a malfunction's name to make it read well; they add nothing.
  private static let fillers = ["lost", "gone", "on", "open", "tripped", "failed"]

  /// A malfunction of a unit.
  public init(unit: String, _ malfunction: Malfunction, value: Double? = nil) {
    self.unit = unit
    what = malfunction.rawValue
    self.value = value
  }

  /// A failing instrument of a unit.
  public init(unit: String, _ signal: Signal, _ failure: InstrumentFailure, value: Double? = nil) {
    self.unit = unit
    what = signal.rawValue
    self.failure = failure
    self.value = value
  }

  /// Reads `unit.what value`; throws with the choices when a word is unknown.
  public init(parsing text: String) throws(PlantError) {
    let words = text.split(separator: " ")
    let names = words.first?.split(separator: ".", maxSplits: 1) ?? []
    guard names.count == 2 else {
      throw PlantError("'\(text)': expected 'unit.what value', such as 'room.gas 25'")
    }
    unit = String(names[0])
    what = String(names[1])
    guard Malfunction(rawValue: what) != nil || Signal(rawValue: what) != nil else {
      let choices = Malfunction.allCases.map(\.rawValue).joined(separator: ", ")
      throw PlantError("'\(text)': '\(what)' is no malfunction and no signal; known are \(choices)")
    }
    for word in words.dropFirst() {
      if let number = Double(word), number - number == 0 {
        value = number
      } else if let failure = InstrumentFailure(rawValue: String(word)) {
        self.failure = failure
      } else if !Self.fillers.contains(String(word)) {
        let failures = InstrumentFailure.allCases.map(\.rawValue).joined(separator: ", ")
        throw PlantError("'\(text)': '\(word)' is neither a number nor one of \(failures)")
      }
    }
    // A drifting zero is a drifting instrument.
    if what == Malfunction.zero.rawValue, failure == .drifting {
      what = Signal.concentration.rawValue
    }
  }
}

/// An instrument that fails, with what it needs to do so.
struct FailedInstrument: Sendable {
  var unit = 0
  var signal = Signal.link
  var failure = InstrumentFailure.lost
  var value = 0.0
  var since: Milliseconds = 0
  /// What it showed when it got stuck.
  var held: Double?

  /// What it shows at `now` instead of `true`.
  func shown(_ value: Double?, at now: Milliseconds) -> Double? {
    switch failure {
    case .stuck: held
    case .offset: value.map { $0 + self.value }
    case .drifting: value.map { $0 + self.value * Double(now - since) / 3_600_000 }
    case .lost: nil
    case .reads: self.value
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    archive.exchange(&unit)
    var signalPlace = UInt16(Signal.allCases.firstIndex(of: signal) ?? 0)
    var failurePlace = UInt8(InstrumentFailure.allCases.firstIndex(of: failure) ?? 0)
    archive.exchange(&signalPlace)
    archive.exchange(&failurePlace)
    signal = Signal.allCases[min(Int(signalPlace), Signal.allCases.count - 1)]
    failure =
      InstrumentFailure.allCases[
        min(Int(failurePlace), InstrumentFailure.allCases.count - 1)]
    archive.exchange(&value)
    archive.exchange(&since)
    archive.exchange(&held)
  }
}
