// The memory of derived points in its canonical form, field by field, like the rest of the state.

import Plant

extension DerivedMemory {
  /// Writes everything.
  borrowing func encode(into writer: inout CanonicalWriter) {
    clock.encode(into: &writer)
    for place in 0..<detectors.count { detectors[place].encode(into: &writer) }
    for place in 0..<stores.count { stores[place].encode(into: &writer) }
    for place in 0..<supplies.count { supplies[place].encode(into: &writer) }
    for place in 0..<fuelCells.count { writer.write(fuelCells[place].gridReadySince) }
    for place in 0..<boosters.count { boosters[place].encode(into: &writer) }
  }

  /// Takes over a memory of the same site. False when the bytes do not fit.
  mutating func restore(from reader: inout CanonicalReader) -> Bool {
    guard let clock = ClockMemory(from: &reader) else { return false }
    self.clock = clock
    for place in 0..<detectors.count {
      guard let detector = DetectorMemory(from: &reader) else { return false }
      detectors[place] = detector
    }
    for place in 0..<stores.count {
      guard let store = StoreMemory(from: &reader) else { return false }
      stores[place] = store
    }
    for place in 0..<supplies.count {
      guard let supply = SupplyMemory(from: &reader) else { return false }
      supplies[place] = supply
    }
    for place in 0..<fuelCells.count {
      guard let since = reader.read(Milliseconds.self) else { return false }
      fuelCells[place].gridReadySince = since
    }
    for place in 0..<boosters.count {
      guard let booster = BoosterMemory(from: &reader) else { return false }
      boosters[place] = booster
    }
    return true
  }
}

extension ClockMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(hasPace)
    writer.write(pace)
    writer.write(lastRatio)
    writer.write(worstJump)
    writer.write(worstLate)
    writer.write(jumpedAt)
    writer.write(lateBits)
    writer.write(lateAt)
  }

  init?(from reader: inout CanonicalReader) {
    guard let hasPace = reader.readBool(), let pace = reader.readDouble(),
      let ratio = reader.readDouble(), let jump = reader.readDouble(),
      let late = reader.readDouble(), let jumpedAt = reader.read(Milliseconds.self),
      let bits = reader.read(UInt16.self), let lateAt = reader.read(Milliseconds.self)
    else { return nil }
    self.init()
    self.hasPace = hasPace
    self.pace = pace
    lastRatio = ratio
    worstJump = jump
    worstLate = late
    self.jumpedAt = jumpedAt
    lateBits = bits
    self.lateAt = lateAt
  }
}

extension DetectorMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(value)
    writer.write(hasValue)
    writer.write(stillFor)
    writer.write(othersLowest)
    writer.write(othersHighest)
    writer.write(hasOthers)
    writer.write(driftFor)
    writer.write(hasDrifted)
    writer.write(isStill)
  }

  init?(from reader: inout CanonicalReader) {
    guard let value = reader.readDouble(), let hasValue = reader.readBool(),
      let still = reader.read(Milliseconds.self), let lowest = reader.readDouble(),
      let highest = reader.readDouble(), let hasOthers = reader.readBool(),
      let drift = reader.read(Milliseconds.self), let hasDrifted = reader.readBool(),
      let isStill = reader.readBool()
    else { return nil }
    self.init()
    self.value = value
    self.hasValue = hasValue
    stillFor = still
    othersLowest = lowest
    othersHighest = highest
    self.hasOthers = hasOthers
    driftFor = drift
    self.hasDrifted = hasDrifted
    self.isStill = isStill
  }
}

extension StoreMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isolatedFor)
    loss.encode(into: &writer)
    slowLoss.encode(into: &writer)
    books.encode(into: &writer)
  }

  init?(from reader: inout CanonicalReader) {
    guard let isolated = reader.read(Milliseconds.self), let loss = FallMemory(from: &reader),
      let slow = FallMemory(from: &reader), let books = BooksMemory(from: &reader)
    else { return nil }
    self.init()
    isolatedFor = isolated
    self.loss = loss
    slowLoss = slow
    self.books = books
  }
}

extension SupplyMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(expected)
    rise.encode(into: &writer)
    writer.write(metered)
    writer.write(isolatedFor)
    skin.encode(into: &writer)
    fall.encode(into: &writer)
    unmetered.encode(into: &writer)
  }

  init?(from reader: inout CanonicalReader) {
    guard let expected = reader.readDouble(), let rise = RiseMemory(from: &reader),
      let metered = reader.readDouble(), let isolated = reader.read(Milliseconds.self),
      let skin = SkinMemory(from: &reader),
      let fall = FallMemory(from: &reader), let unmetered = FallMemory(from: &reader)
    else { return nil }
    self.init()
    self.expected = expected
    self.rise = rise
    self.metered = metered
    isolatedFor = isolated
    self.skin = skin
    self.fall = fall
    self.unmetered = unmetered
  }
}

extension BoosterMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isStarted)
    writer.write(slowDischarge)
    hose.encode(into: &writer)
  }

  init?(from reader: inout CanonicalReader) {
    guard let started = reader.readBool(), let slow = reader.readDouble(),
      let hose = FallMemory(from: &reader)
    else { return nil }
    self.init()
    isStarted = started
    slowDischarge = slow
    self.hose = hose
  }
}
