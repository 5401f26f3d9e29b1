// The books of a store: what came in and went out in the last day, in buckets of an hour, and the mass at
// the begin of each. What the books say and what the store holds must agree.

import Plant

/// Remembers a day of one store.
public struct BooksMemory: BitwiseCopyable, Sendable {
  static let hours: Int32 = 24
  static let hour: Milliseconds = 3_600_000

  var isOpen = false
  /// Mass in the store, smoothed, in kg.
  var mass = 0.0
  /// Age of the present bucket, in ms of plant time.
  var age: Milliseconds = 0
  var count: Int32 = 0
  var next: Int32 = 0
  /// Mass at the begin of each bucket; what came in less what went out in it; what moved in it; all kg.
  var begin = InlineArray<24, Double>(repeating: 0)
  var net = InlineArray<24, Double>(repeating: 0)
  var moved = InlineArray<24, Double>(repeating: 0)
  /// Sums over all buckets, with the present one.
  var netSum = 0.0
  var movedSum = 0.0
  /// Mass at the begin of the oldest bucket.
  var oldest = 0.0

  public init() {}

  /// Closes the books: they begin anew with the next entry.
  @_noAllocation
  mutating func close() { isOpen = false }

  /// Enters what moved since the last scan, and says what the store misses against its books, in kg.
  @_noAllocation
  mutating func enter(
    mass now: Double, in received: Double, out given: Double, after passed: Milliseconds
  ) -> Double {
    if !isOpen {
      open(with: now)
      return 0
    }
    mass += (now - mass) * Double(passed) / (60_000 + Double(passed))
    let place = Int(next)
    net[place] += received - given
    moved[place] += received + given
    netSum += received - given
    movedSum += received + given
    age += passed
    if age >= Self.hour { turnPage() }
    let missing = oldest + netSum - mass
    return missing < 0 ? -missing : missing
  }

  @_noAllocation
  private mutating func open(with now: Double) {
    isOpen = true
    mass = now
    oldest = now
    age = 0
    count = 1
    next = 0
    begin[0] = now
    net[0] = 0
    moved[0] = 0
    netSum = 0
    movedSum = 0
  }

  @_noAllocation
  private mutating func turnPage() {
    age = 0
    next = next + 1 == Self.hours ? 0 : next + 1
    let place = Int(next)
    if count == Self.hours {
      // The oldest bucket leaves; the sums are made anew, so that no rounding gathers.
      oldest = begin[(place + 1) % Int(Self.hours)]
    } else {
      count += 1
    }
    begin[place] = mass
    net[place] = 0
    moved[place] = 0
    netSum = 0
    movedSum = 0
    for index in 0..<Int(count) {
      netSum += net[index]
      movedSum += moved[index]
    }
  }
}

extension BooksMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isOpen)
    writer.write(mass)
    writer.write(netSum)
    writer.write(movedSum)
    writer.write(oldest)
    writer.write(age)
    writer.write(count)
    writer.write(next)
    for place in begin.indices {
      writer.write(begin[place])
      writer.write(net[place])
      writer.write(moved[place])
    }
  }

  init?(from reader: inout CanonicalReader) {
    guard let open = reader.readBool(), let mass = reader.readDouble(),
      let netSum = reader.readDouble(), let movedSum = reader.readDouble(),
      let oldest = reader.readDouble(), let age = reader.read(Milliseconds.self),
      let count = reader.read(Int32.self), let next = reader.read(Int32.self),
      (0...Self.hours).contains(count), (0..<Self.hours).contains(next)
    else { return nil }
    self.init()
    for place in begin.indices {
      guard let begun = reader.readDouble(), let net = reader.readDouble(),
        let moved = reader.readDouble()
      else { return nil }
      begin[place] = begun
      self.net[place] = net
      self.moved[place] = moved
    }
    isOpen = open
    self.mass = mass
    self.netSum = netSum
    self.movedSum = movedSum
    self.oldest = oldest
    self.age = age
    self.count = count
    self.next = next
  }
}
