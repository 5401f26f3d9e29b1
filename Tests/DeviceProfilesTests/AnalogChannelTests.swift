// Channels: a lost live zero is never a number, and the simulator's way back agrees with ours.

import DeviceProfiles
import Plant
import Testing

@Suite("Channels of I/O modules")
struct AnalogChannelTests {
  let flow = AnalogScaling(range: 0...1500)

  @Test("4 mA is the lower end, 12 mA the middle")
  func scaling() throws {
    #expect(flow.value(raw: AnalogScaling.raw(milliamps: 4)) == .value(0))
    let middle = try #require(flow.value(raw: AnalogScaling.raw(milliamps: 12)).usable)
    #expect(abs(middle - 750) < 0.02)
    let top = try #require(flow.value(raw: AnalogScaling.saturated - 1).usable)
    #expect(abs(top - 1500) < 0.05)
  }

  @Test("Below 3.6 mA, at saturation and with a status the wire is broken")
  func brokenWire() {
    for current in [0, 1, 2, 3.5] {
      #expect(flow.value(raw: AnalogScaling.raw(milliamps: current)) == .bad(.brokenWire))
    }
    #expect(flow.value(raw: AnalogScaling.saturated) == .bad(.brokenWire))
    #expect(AnalogScaling.raw(milliamps: 21.5) == AnalogScaling.saturated)
    for status in 1...3 { #expect(flow.value(raw: 30_000, status: status) == .bad(.brokenWire)) }
  }

  @Test("Between 3.6 and 4 mA the value is the lower end, not a negative flow")
  func underRange() {
    #expect(flow.value(raw: AnalogScaling.raw(milliamps: 3.7)) == .value(0))
  }

  @Test("What the simulated transmitter sends is read back within one step", arguments: 0...100)
  func roundTrip(percent: Int) throws {
    let scaling = AnalogScaling(range: -80...20)
    let value = -80 + Double(percent)
    let back = try #require(scaling.value(raw: scaling.raw(value: value)).usable)
    #expect(abs(back - value) <= 100.0 / 52_428 + 1e-9)
  }

  @Test("A healthy transmitter neither breaks nor saturates, whatever the quantity does")
  func healthyStaysHealthy() {
    for value in [-1e9, -1.0, 0, 1500, 1e9] {
      #expect(flow.value(raw: flow.raw(value: value)).usable != nil)
    }
  }

  @Test("Pt100 inputs are signed tenths; the ends of the register are a broken wire")
  func resistanceThermometer() {
    #expect(ResistanceThermometer.value(raw: 235) == .value(23.5))
    #expect(ResistanceThermometer.value(raw: 0xFF38) == .value(-20))
    #expect(ResistanceThermometer.value(raw: 0x7FFF) == .bad(.brokenWire))
    #expect(ResistanceThermometer.value(raw: 0x8000) == .bad(.brokenWire))
    #expect(ResistanceThermometer.value(raw: 9_000) == .bad(.outOfRange))
    #expect(ResistanceThermometer.value(raw: 235, status: 1) == .bad(.brokenWire))
    #expect(ResistanceThermometer.raw(celsius: -20) == 0xFF38)
    #expect(ResistanceThermometer.raw(celsius: 900) == nil)
  }

  @Test("A turned contact turned again is itself")
  func contacts() {
    #expect(contact(1, inverted: true) == 0 && contact(0, inverted: true) == 1)
    #expect(contact(1, inverted: false) == 1)
  }
}
