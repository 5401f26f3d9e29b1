// What the step remembers of store outlets and boosters: who has confirmed what, a quarantine that outlives
// its alarm, the rounds of a purge, the masses at the begin of a fill. Plain values, encoded field by field.

public import Plant

/// A value that two persons must give alike. Who they are is known at the edge of the house, which takes
/// no name twice; here they are counted.
public struct Confirmation: BitwiseCopyable, Sendable {
  /// How many have given it, 0...2.
  public var persons: Int32 = 0
  public var value: Double = 0
  /// Plant time of the first.
  public var since: Milliseconds = 0
  @_noAllocation public init() {}

  /// Takes the word of one person. A second one who says something else, or comes too late, makes both
  /// begin anew.
  /// - Returns: none, or why it does not count.
  @_noAllocation
  mutating func take(_ value: Double, at now: Milliseconds, within limit: Milliseconds) -> Reason {
    if persons == 1, now - since <= limit {
      guard value == self.value else {
        let first = self.value
        self = Confirmation()
        return Reason(.confirmationDiffers, value: value, limit: first)
      }
      persons = 2
      return .none
    }
    persons = 1
    self.value = value
    since = now
    return .none
  }
}

/// What is remembered of a store's outlet.
public struct OutletState: BitwiseCopyable, Sendable {
  /// The gas was bad: nothing leaves the store until two persons gave the result of an analysis.
  public var isQuarantined = false
  public var analysis = Confirmation()
  @_noAllocation public init() {}
}

/// What is remembered of one fill.
public struct BoosterState: BitwiseCopyable, Sendable {
  public var acceptance = Confirmation()
  /// Rounds of the present step that are done: purges of the hose, leak tests.
  public var rounds: Int32 = 0
  public var isVenting = false
  /// The step's proof is there; a person may say go.
  public var isReady = false
  /// Bottles and store held this when the fill began, and the bottles when it ended, in kg.
  public var bottleMassBefore = 0.0
  public var storeMassBefore = 0.0
  public var bottleMass = 0.0
  public var storeMass = 0.0
  public var hasFilled = false
  /// Hydrogen entered the store meanwhile: then its loss of mass says nothing.
  public var wasFed = false
  @_noAllocation public init() {}
}

extension Confirmation {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(persons)
    writer.write(value)
    writer.write(since)
  }

  init?(from reader: inout CanonicalReader) {
    guard let persons = reader.read(Int32.self), let value = reader.readDouble(),
      let since = reader.read(Milliseconds.self)
    else { return nil }
    self.init()
    self.persons = persons
    self.value = value
    self.since = since
  }
}

extension OutletState {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isQuarantined)
    analysis.encode(into: &writer)
  }

  init?(from reader: inout CanonicalReader) {
    guard let isQuarantined = reader.readBool(), let analysis = Confirmation(from: &reader) else {
      return nil
    }
    self.init()
    self.isQuarantined = isQuarantined
    self.analysis = analysis
  }
}

extension BoosterState {
  func encode(into writer: inout CanonicalWriter) {
    acceptance.encode(into: &writer)
    writer.write(rounds)
    writer.write(isVenting)
    writer.write(isReady)
    writer.write(hasFilled)
    writer.write(wasFed)
    writer.write(bottleMassBefore)
    writer.write(storeMassBefore)
    writer.write(bottleMass)
    writer.write(storeMass)
  }

  init?(from reader: inout CanonicalReader) {
    guard let acceptance = Confirmation(from: &reader), let rounds = reader.read(Int32.self),
      let isVenting = reader.readBool(), let isReady = reader.readBool(),
      let hasFilled = reader.readBool(), let wasFed = reader.readBool(),
      let bottlesBefore = reader.readDouble(), let storeBefore = reader.readDouble(),
      let bottles = reader.readDouble(), let store = reader.readDouble()
    else { return nil }
    self.init()
    self.acceptance = acceptance
    self.rounds = rounds
    self.isVenting = isVenting
    self.isReady = isReady
    self.hasFilled = hasFilled
    self.wasFed = wasFed
    bottleMassBefore = bottlesBefore
    storeMassBefore = storeBefore
    bottleMass = bottles
    storeMass = store
  }
}

extension ControlState {
  mutating func restoreOutlets(from reader: inout CanonicalReader) -> Bool {
    for place in 0..<outlets.count {
      guard let outlet = OutletState(from: &reader) else { return false }
      outlets[place] = outlet
    }
    for place in 0..<boosters.count {
      guard let booster = BoosterState(from: &reader) else { return false }
      boosters[place] = booster
    }
    return true
  }

  /// Takes over the quarantines that an earlier run left; one of before there were any left none.
  mutating func restoreQuarantine(from reader: inout CanonicalReader) -> Bool {
    if reader.isAtEnd { return true }
    for place in 0..<outlets.count {
      guard let isQuarantined = reader.readBool() else { return false }
      outlets[place].isQuarantined = isQuarantined
    }
    return true
  }
}
