// Registers to values and back: a law over every point of every shipped profile, and the patterns that
// are no numbers.

import DeviceProfiles
import Plant
import Testing

private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}

private func sunSpec(_ type: RegisterType, scaleFactor: String? = nil) -> ProfilePoint {
  var point = ProfilePoint(name: "p", table: .holding, address: 2, type: type)
  point.sunSpecModel = 103
  point.scaleFactor = scaleFactor
  return point
}

@Suite("Codec")
struct CodecTests {
  @Test("What registers say, written back, is the same registers, for every point we ship")
  func roundTrip() throws {
    var dice = Dice(state: 7)
    var decoded = 0
    for profile in Shipped.profiles {
      for point in profile.points where point.type != .string && point.codes.isEmpty {
        for _ in 0..<20 {
          var registers = (0..<point.width).map { _ in
            UInt16.random(in: 0...65535, using: &dice)
          }
          if point.type == .bool { registers = [registers[0] & 1] }
          // A double holds whole numbers up to 2^53, and scaled ones up to 2^49.
          if point.type == .u64 {
            registers[0] &= point.scale == 1 && point.scaleFactor == nil ? 0xF : 1
          }
          let exponent = point.scaleFactor == nil ? nil : Int.random(in: -3...3, using: &dice)
          guard let value = point.decode(registers, scaleFactorExponent: exponent).usable else {
            continue
          }
          decoded += 1
          let back = try #require(point.encode(value, scaleFactorExponent: exponent))
          #expect(
            point.merge(bits: back, into: registers) == registers, "\(profile.name) \(point.name)")
        }
      }
    }
    #expect(decoded > 5_000)
  }

  @Test("A maker's code means what its profile says, and an unknown code means nothing")
  func codes() throws {
    let state = try #require(Shipped.loaded.library["cummins-fuel-cell"]?.point(named: "status"))
    #expect(state.decode([6]) == .value(4) && state.decode([10]) == .value(1))
    #expect(state.decode([0]) == .bad(.outOfRange) && state.decode([11]) == .bad(.outOfRange))
    for profile in Shipped.profiles {
      for point in profile.points {
        for (_, meaning) in point.codes {
          let words = try #require(point.encode(meaning))
          #expect(point.decode(words) == .value(meaning), "\(profile.name) \(point.name)")
        }
      }
    }
  }

  @Test("Floats of 64 bits come back as they were, and their NaN is no number")
  func longFloats() throws {
    var point = ProfilePoint(name: "p", table: .input, address: 801, type: .f64)
    let words = try #require(point.encode(123_456_789.125))
    #expect(words.count == 4 && point.decode(words) == .value(123_456_789.125))
    point.wordOrder = .lowFirst
    #expect(point.decode(words.reversed()) == .value(123_456_789.125))
    #expect(point.decode([0, 0, 0, 0x7FF8]) == .bad(.notImplemented))
  }

  @Test("Every constant of a profile can be served and is read back as itself")
  func constants() throws {
    for profile in Shipped.profiles {
      for point in profile.points {
        if let text = point.constantText {
          let registers = try #require(point.encode(text: text))
          #expect(point.decode(text: registers) == text)
        }
        guard let constant = point.constant else { continue }
        let factor = point.scaleFactor.flatMap { profile.point(named: $0)?.constant }.map {
          Int($0)
        }
        let registers = try #require(point.encode(constant, scaleFactorExponent: factor))
        let value = try #require(
          point.decode(registers, scaleFactorExponent: factor).usable,
          "\(profile.name) \(point.name)")
        #expect(abs(value - constant) < 1e-6 * max(1, abs(constant)), "\(point.name)")
      }
    }
  }

  @Test("The SunSpec patterns for 'not implemented' are never numbers")
  func notImplemented() {
    let patterns: [(RegisterType, [UInt16])] = [
      (.u16, [0xFFFF]), (.s16, [0x8000]), (.u32, [0xFFFF, 0xFFFF]), (.s32, [0x8000, 0]),
      (.u64, [0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF]), (.f32, [0x7FC0, 0]), (.f32, [0xFFFF, 0xFFFF]),
    ]
    for (type, registers) in patterns {
      #expect(sunSpec(type).decode(registers) == .bad(.notImplemented), "\(type)")
    }
    #expect(sunSpec(.u16).notImplementedRegisters == [0xFFFF])
    #expect(sunSpec(.s32).notImplementedRegisters == [0x8000, 0])
  }

  @Test("Other devices count with all their bits; only NaN is no number")
  func plainDevices() {
    let plain = ProfilePoint(name: "p", table: .input, address: 0, type: .u16)
    #expect(plain.decode([0xFFFF]) == .value(65535))
    let real = ProfilePoint(name: "p", table: .input, address: 0, type: .f32)
    #expect(real.decode([0x7FC0, 0x0001]) == .bad(.notImplemented))
    #expect(real.decode([0x7F80, 0]) == .bad(.outOfRange))
  }

  @Test("A value that would mean 'not implemented' is not written")
  func refusesPatterns() {
    #expect(sunSpec(.u16).encode(65535) == nil && sunSpec(.s16).encode(-32768) == nil)
    #expect(sunSpec(.u16).encode(65534) == [0xFFFE])
  }

  @Test("A scale factor that is missing, not implemented or beyond ten leaves no value")
  func scaleFactors() {
    let point = sunSpec(.s16, scaleFactor: "sf")
    #expect(point.decode([2304], scaleFactorExponent: -1) == .value(230.4))
    #expect(point.decode([5]) == .bad(.notImplemented))
    #expect(point.decode([5], scaleFactorExponent: -32768) == .bad(.notImplemented))
    #expect(point.decode([5], scaleFactorExponent: 11) == .bad(.notImplemented))
    #expect(point.encode(60, scaleFactorExponent: -2) == [6000])
    #expect(point.encode(60) == nil)
  }

  @Test("What does not fit is refused, not clipped; halves go to the nearest step")
  func noClipping() {
    var point = ProfilePoint(name: "p", table: .holding, address: 0, type: .u16)
    #expect(point.encode(65536) == nil && point.encode(-1) == nil && point.encode(.nan) == nil)
    point.scale = 0.1
    #expect(point.encode(2.46) == [25] && point.encode(2.44) == [24])
    let contact = ProfilePoint(name: "c", table: .coil, address: 0, type: .bool)
    #expect(contact.encode(2) == nil && contact.encode(1) == [1])
    let real = ProfilePoint(name: "f", table: .holding, address: 0, type: .f32)
    #expect(real.encode(1e39) == nil)
    #expect(real.encode(12.56) == [0x4148, 0xF5C3])
  }

  @Test("Decimal steps give the number that a person would write")
  func decimalSteps() {
    var point = ProfilePoint(name: "p", table: .input, address: 0, type: .u16)
    for (scale, divisor) in [(0.1, 10.0), (0.01, 100.0), (0.001, 1000.0)] {
      point.scale = scale
      for raw in stride(from: 0, through: 65535, by: 7) {
        #expect(point.decode([UInt16(raw)]) == .value(Double(raw) / divisor))
      }
    }
  }

  @Test("Outside the physical range a value is bad")
  func range() {
    var point = ProfilePoint(name: "p", table: .input, address: 0, type: .s16)
    point.range = -20...60
    #expect(point.decode([61]) == .bad(.outOfRange))
    #expect(point.decode([0xFFEC]) == .value(-20))
    #expect(point.decode([]) == .bad(.neverRead) && point.decode([1, 2]) == .bad(.neverRead))
  }

  @Test("Bits of long registers are found in both word orders")
  func bits() throws {
    var point = ProfilePoint(name: "p", table: .holding, address: 0, type: .u32)
    point.bits = 20...23
    #expect(point.decode([0x00A0, 0]) == .value(10))
    point.wordOrder = .lowFirst
    #expect(point.decode([0, 0x00A0]) == .value(10))
    #expect(point.encode(16) == nil)
    let field = try #require(point.encode(5))
    #expect(point.merge(bits: field, into: [0xFFFF, 0xFFFF]) == [0xFFFF, 0xFF5F])
  }

  @Test("Texts fill their registers with NUL and hold printable ASCII only")
  func texts() {
    var point = ProfilePoint(name: "p", table: .holding, address: 0, type: .string)
    point.length = 3
    #expect(point.encode(text: "EL21") == [0x454C, 0x3231, 0])
    #expect(point.decode(text: [0x454C, 0x3231, 0]) == "EL21")
    #expect(point.encode(text: "too long") == nil && point.encode(text: "ä") == nil)
    #expect(point.decode(text: [0x0102, 0, 0]) == nil)
  }
}
