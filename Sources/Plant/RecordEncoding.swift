// Image and decision in their canonical form: what is recorded, and what two runs must agree on to the
// last byte.

extension ProcessImage {
  /// Writes the instants and every sample.
  public borrowing func encode(into writer: inout CanonicalWriter) {
    time.encode(into: &writer)
    writer.write(samples.count)
    for place in 0..<samples.count { samples[place].encode(into: &writer) }
  }

  /// Takes over an image with as many points. False when the bytes do not fit.
  public mutating func restore(from reader: inout CanonicalReader) -> Bool {
    guard let time = ScanTime(from: &reader), reader.read(Int.self) == samples.count else {
      return false
    }
    self.time = time
    for place in 0..<samples.count {
      guard let value = reader.readDouble(),
        let quality = reader.read(UInt8.self).flatMap(Quality.init(code:)),
        let time = reader.read(Milliseconds.self)
      else { return false }
      samples[place] = RawSample(value: value, quality: quality, time: time)
    }
    return true
  }
}

extension ScanTime {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(scan)
    writer.write(real)
    writer.write(plant)
    writer.write(civilOffset)
  }

  init?(from reader: inout CanonicalReader) {
    guard let scan = reader.read(UInt64.self), let real = reader.read(Milliseconds.self),
      let plant = reader.read(Milliseconds.self), let offset = reader.read(Milliseconds.self)
    else { return nil }
    self.init(scan: scan, real: real, plant: plant, civilOffset: offset)
  }
}

extension RawSample {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(value)
    writer.write(quality.code)
    writer.write(time)
  }
}

extension Reason {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(code.rawValue)
    writer.write(subject)
    writer.write(value)
    writer.write(limit)
  }
}

extension Decision {
  /// Writes everything that the scan decided.
  public borrowing func encode(into writer: inout CanonicalWriter) {
    time.encode(into: &writer)
    for place in 0..<commands.count {
      let command = commands[place]
      writer.write(command.value)
      writer.write(command.origin.rawValue)
      command.reason.encode(into: &writer)
    }
    for place in 0..<units.count { units[place].encode(into: &writer) }
    for place in 0..<rows.count { rows[place].encode(into: &writer) }
    for place in 0..<derived.count { derived[place].encode(into: &writer) }
    writer.write(findingCount)
    for place in 0..<findingCount {
      writer.write(findings[place].unit)
      writer.write(findings[place].kind.rawValue)
      findings[place].reason.encode(into: &writer)
    }
    writer.write(eventCount)
    for place in 0..<eventCount { events[place].encode(into: &writer) }
    writer.write(eventsLost)
  }
}

extension UnitReport {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(mode.rawValue)
    writer.write(step.rawValue)
    reason.encode(into: &writer)
    writer.write(wanted)
    writer.write(asked)
    writer.write(verdict.effect.rawValue)
    writer.write(verdict.share)
    writer.write(verdict.row)
    writer.write(progress)
  }
}

extension RowReport {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isDemanded)
    writer.write(isActive)
    writer.write(isLatched)
    writer.write(isFirstOut)
    writer.write(isUnacknowledged)
    writer.write(value)
    writer.write(since)
  }
}

extension Event {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(kind.rawValue)
    writer.write(subject)
    writer.write(value)
    reason.encode(into: &writer)
    writer.write(plantTime)
    writer.write(scan)
  }
}
