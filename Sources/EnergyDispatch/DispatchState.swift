// What dispatch remembers from scan to scan: an account for each unit and the instants of its last
// call and last decision. It has one canonical form, so that a restart goes on where it stopped and
// replay can compare.

public import Plant

/// The memory of dispatch.
public struct DispatchState: ~Copyable, Sendable {
  /// One account for each electrolyser module and each fuel cell, in the order of the site.
  public internal(set) var electrolysers: Slots<Account>
  public internal(set) var fuelCells: Slots<Account>
  /// Plant time of the last call and of the last instant at which decisions were free, in ms.
  public internal(set) var lastCall: Milliseconds = 0
  public internal(set) var lastDecision: Milliseconds = 0
  /// False until the first call.
  public internal(set) var isAwake = false
  /// How long the surplus has been unknown, in ms of plant time; 0 while it is known.
  public internal(set) var blindFor: Milliseconds = 0
  /// Scratch: the order in which this scan serves the modules.
  var order: Slots<Int>

  /// An empty memory for so many units.
  public init(electrolysers: Int, fuelCells: Int) {
    self.electrolysers = Slots(repeating: Account(), count: electrolysers)
    self.fuelCells = Slots(repeating: Account(), count: fuelCells)
    order = Slots(repeating: 0, count: electrolysers)
  }

  /// Writes the memory in its canonical form.
  public borrowing func encode(into writer: inout CanonicalWriter) {
    writer.write(UInt16(electrolysers.count))
    writer.write(UInt16(fuelCells.count))
    writer.write(lastCall)
    writer.write(lastDecision)
    writer.write(isAwake)
    writer.write(blindFor)
    for place in 0..<electrolysers.count { electrolysers[place].encode(into: &writer) }
    for place in 0..<fuelCells.count { fuelCells[place].encode(into: &writer) }
  }

  /// Takes over what `encode` wrote. False, and nothing changed, when the bytes do not fit this
  /// site.
  public mutating func restore(from reader: inout CanonicalReader) -> Bool {
    guard reader.read(UInt16.self).map(Int.init) == electrolysers.count,
      reader.read(UInt16.self).map(Int.init) == fuelCells.count,
      let call = reader.read(Int64.self), let decision = reader.read(Int64.self),
      let awake = reader.readBool(), let blind = reader.read(Int64.self), blind >= 0
    else { return false }
    var accounts: [Account] = []
    for _ in 0..<(electrolysers.count + fuelCells.count) {
      guard let account = Account(from: &reader) else { return false }
      accounts.append(account)
    }
    lastCall = call
    lastDecision = decision
    isAwake = awake
    blindFor = blind
    for place in 0..<electrolysers.count { electrolysers[place] = accounts[place] }
    for place in 0..<fuelCells.count {
      fuelCells[place] = accounts[electrolysers.count + place]
    }
    return true
  }
}

extension Account {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(benefit)
    writer.write(loss)
    writer.write(runs)
    writer.write(isLeaving)
    writer.write(power)
    writer.write(spoken.code.rawValue)
    writer.write(spoken.subject)
    writer.write(spoken.value)
    writer.write(spoken.limit)
  }

  init?(from reader: inout CanonicalReader) {
    guard let benefit = reader.readDouble(), let loss = reader.readDouble(), benefit >= 0,
      loss >= 0, let runs = reader.readBool(), let isLeaving = reader.readBool(),
      let power = reader.readDouble(), power >= 0, let raw = reader.read(UInt16.self),
      let code = ReasonCode(rawValue: raw), let subject = reader.read(Int16.self),
      let value = reader.readDouble(), let limit = reader.readDouble()
    else { return nil }
    self.init()
    self.benefit = benefit
    self.loss = loss
    self.runs = runs
    self.isLeaving = isLeaving
    self.power = power
    spoken = Reason(code, subject: subject, value: value, limit: limit)
  }
}
