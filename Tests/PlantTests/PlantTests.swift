// The nouns keep their promises: a missing value is never a number, storage never grows, and the
// canonical form is the same for the same meaning.

import Testing

@testable import Plant

@Suite struct SampleTests {
  @Test(
    "A value that is not finite is bad and has no number",
    arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    let sample = RawSample.good(value, at: 5)
    #expect(sample.quality == .bad(.notImplemented))
    #expect(sample.value == 0)
    #expect(sample.usable == nil)
  }

  @Test("A bad sample has no number, whatever it was made with")
  func badHasNoNumber() {
    let sample = RawSample(value: 34.5, quality: .bad(.deviceFault), time: 1)
    #expect(sample.value == 0)
    #expect(Sample<BarGauge>(sample).usable == nil)
  }

  @Test("A sample goes stale one millisecond after its greatest age, and keeps its time")
  func stale() {
    let sample = RawSample.good(3, at: 100)
    #expect(sample.aged(at: 1_100, maxAge: 1_000).quality == .good)
    let old = sample.aged(at: 1_101, maxAge: 1_000)
    #expect(old.quality == .bad(.stale))
    #expect(old.time == 100)
  }

  @Test("Ageing does not hide why a sample was bad")
  func staleKeepsReason() {
    let broken = RawSample.bad(.brokenWire, at: 0)
    #expect(broken.aged(at: 99_999, maxAge: 10).quality == .bad(.brokenWire))
  }

  @Test("An uncertain value can be read, and does not pass as good")
  func uncertain() {
    let sample = RawSample(value: 7, quality: .uncertain(.substituted), time: 0)
    #expect(sample.usable == 7)
    #expect(!sample.quality.isGood)
  }
}

@Suite struct QualityTests {
  private var all: [Quality] {
    [.good] + UncertainReason.allCases.map { .uncertain($0) } + BadReason.allCases.map { .bad($0) }
  }

  @Test("Every quality has a byte of its own and comes back from it")
  func codes() {
    #expect(Set(all.map(\.code)).count == all.count)
    for quality in all { #expect(Quality(code: quality.code) == quality) }
  }

  @Test("A byte that means nothing is refused")
  func unknownCode() {
    #expect(Quality(code: 63) == nil)
    #expect(Quality(code: 127) == nil)
    #expect(Quality(code: 255) == nil)
  }
}

@Suite struct UnitOfMeasureTests {
  @Test("Every unit is found by its symbol, and no two share one")
  func symbols() {
    #expect(Set(UnitOfMeasure.allCases.map(\.symbol)).count == UnitOfMeasure.allCases.count)
    for unit in UnitOfMeasure.allCases {
      #expect(UnitOfMeasure(symbol: unit.symbol) == unit)
      #expect(!unit.ucum.isEmpty)
    }
    #expect(UnitOfMeasure(symbol: "bar") == nil, "a pressure must say gauge or absolute")
  }
}

@Suite struct ImageTests {
  @Test("A new image knows nothing, and a point that the site lacks is bad")
  func empty() {
    let image = ProcessImage(points: 2)
    #expect(image[PointIndex(raw: 0)].quality == .bad(.neverRead))
    #expect(image[Point<Celsius>.none].quality == .bad(.notConfigured))
  }

  @Test("Measured and derived points are read through one list")
  func derived() {
    var image = ProcessImage(points: 1)
    image.samples[0] = .good(1, at: 0)
    var derived = Slots(repeating: RawSample.bad(.neverRead, at: 0), count: 1)
    derived[0] = .good(2, at: 0)
    #expect(image.sample(at: PointIndex(raw: 0), or: derived).value == 1)
    #expect(image.sample(at: PointIndex(raw: 1), or: derived).value == 2)
    #expect(image.sample(at: PointIndex(raw: 2), or: derived).quality == .bad(.notConfigured))
    #expect(image.sample(at: .none, or: derived).quality == .bad(.notConfigured))
  }

  @Test("A recorded image comes back as it was, and a cut one is refused")
  func record() {
    var image = ProcessImage(points: 3)
    image.time = ScanTime(scan: 7, real: 8, plant: 9)
    image.samples[1] = RawSample(value: -2.5, quality: .uncertain(.disagreement), time: 4)
    var writer = CanonicalWriter()
    image.encode(into: &writer)
    var copy = ProcessImage(points: 3)
    var reader = CanonicalReader(writer.bytes)
    let isWhole = copy.restore(from: &reader)
    #expect(isWhole)
    #expect(reader.isAtEnd)
    #expect(copy.samples.array() == image.samples.array())
    #expect(copy.time == image.time)
    for length in 0..<writer.bytes.count {
      var short = CanonicalReader(Array(writer.bytes.prefix(length)))
      let isTaken = copy.restore(from: &short)
      #expect(!isTaken, "\(length) bytes were taken for a whole image")
    }
  }
}

@Suite struct DecisionTests {
  @Test("Events beyond the limit are counted, not lost in silence")
  func eventLimit() {
    var decision = Decision(actuators: 0, units: 0, rows: 0, derived: 0)
    let time = ScanTime(scan: 1, real: 0, plant: 0)
    for _ in 0..<(Decision.mostEvents + 3) { decision.record(Event(.modeChanged, at: time)) }
    #expect(decision.eventCount == Decision.mostEvents)
    #expect(decision.eventsLost == 3)
  }

  @Test("A verdict only grows stronger, and a limit survives a stronger effect")
  func verdicts() {
    var verdict = Verdict(effect: .limit, share: 0.5, row: 1)
    verdict.join(Verdict(effect: .softStop, row: 2))
    #expect(verdict == Verdict(effect: .softStop, share: 0.5, row: 2))
    verdict.join(Verdict(effect: .hold, row: 3))
    #expect(verdict == Verdict(effect: .softStop, share: 0.5, row: 2))
  }
}

@Suite struct EncodingTests {
  @Test("Both zeros have one form, and numbers are little-endian")
  func form() {
    var one = CanonicalWriter()
    var other = CanonicalWriter()
    one.write(0.0)
    other.write(-0.0)
    #expect(one.bytes == other.bytes)
    var number = CanonicalWriter()
    number.write(UInt16(0x1234))
    number.write(Int32(-2))
    #expect(number.bytes == [0x34, 0x12, 0xfe, 0xff, 0xff, 0xff])
  }

  @Test("What was written is read back, and nothing beyond the end")
  func roundTrip() {
    var writer = CanonicalWriter()
    writer.write(Int64.min)
    writer.write(UInt8(200))
    writer.write(true)
    writer.write(1.5)
    var reader = CanonicalReader(writer.bytes)
    #expect(reader.read(Int64.self) == .min)
    #expect(reader.read(UInt8.self) == 200)
    #expect(reader.readBool() == true)
    #expect(reader.readDouble() == 1.5)
    #expect(reader.isAtEnd)
    #expect(reader.read(UInt8.self) == nil)
  }

  @Test("A number that is not finite is not read")
  func notFinite() {
    var writer = CanonicalWriter()
    writer.write(Double.nan.bitPattern)
    var reader = CanonicalReader(writer.bytes)
    #expect(reader.readDouble() == nil)
  }

  @Test("The digest is FNV-1a")
  func digest() {
    #expect(CanonicalWriter.digest(of: []) == 0xcbf2_9ce4_8422_2325)
    #expect(CanonicalWriter.digest(of: Array("foobar".utf8)) == 0x8594_4171_f739_67e8)
  }
}

@Suite struct TimeTests {
  @Test(
    "The time of day follows civil time, also before 1970",
    arguments: [(0, 3_600_000, 3_600_000), (-1, 0, 86_399_999), (86_400_000, 0, 0)])
  func timeOfDay(plant: Milliseconds, offset: Milliseconds, expected: Milliseconds) {
    let time = ScanTime(scan: 1, real: 0, plant: plant, civilOffset: offset)
    #expect(time.timeOfDay == expected)
  }
}

@Suite struct ActuatorTests {
  @Test("The fail-safe value of every role is its safe extreme, or harmless")
  func failSafe() {
    for role in ActuatorRole.allCases {
      switch role {
      case .fanHigh, .pump, .stop:
        #expect(role.failSafe == 1)
        #expect(role.safeDirection == .up)
      case .rate: #expect(role.failSafe == 60)
      case .powerLimit: #expect(role.failSafe == 100)
      default: #expect(role.failSafe == 0)
      }
    }
  }

  @Test("The safer of two values lies in the safe direction")
  func safer() {
    let valve = ActuatorLimits(
      failSafe: 0, lowest: 0, highest: 1, safeDirection: .down, unit: 0)
    let fan = ActuatorLimits(failSafe: 1, lowest: 0, highest: 1, safeDirection: .up, unit: 0)
    #expect(valve.safer(0, 1) == 0)
    #expect(fan.safer(0, 1) == 1)
  }
}
