// Channels: a lost live zero is never a number, and the simulator's way back agrees with ours, through
// the registers of every analog input that the project ships.

import DeviceProfiles
import Plant
import Testing

@Suite("Channels of I/O modules")
struct AnalogChannelTests {
  let flow = AnalogScaling(range: 0...1500)

  static let inputs = ["moxa-e1240", "wago-750-analog"]

  private func input(_ profile: String) throws -> ProfilePoint {
    try #require(Shipped.loaded.library[profile]?.point(named: "ai0"))
  }

  @Test("4 mA is the lower end, 12 mA the middle")
  func scaling() throws {
    #expect(flow.value(milliamps: 4) == .value(0))
    #expect(flow.value(milliamps: 12) == .value(750))
    let top = try #require(flow.value(milliamps: 19.9995).usable)
    #expect(abs(top - 1500) < 0.05)
  }

  @Test("Below 3.6 mA, at saturation and with a status the wire is broken")
  func brokenWire() {
    for current in [0, 1, 2, 3.5, 20, 21.5, -1, .nan] {
      #expect(flow.value(milliamps: current) == .bad(.brokenWire))
    }
    for status in 1...3 { #expect(flow.value(milliamps: 9, status: status) == .bad(.brokenWire)) }
  }

  @Test("Between 3.6 and 4 mA the value is the lower end, not a negative flow")
  func underRange() {
    #expect(flow.value(milliamps: 3.7) == .value(0))
  }

  @Test("The last step of an input is its end, the one before is a value", arguments: inputs)
  func ends(profile: String) throws {
    let point = try input(profile)
    let end: UInt16 = profile == "moxa-e1240" ? 65_535 : 32_760
    let current = try #require(point.decode([end]).usable)
    #expect(flow.value(milliamps: current) == .bad(.brokenWire))
    let before = try #require(point.decode([end - 1]).usable)
    #expect(flow.value(milliamps: before).usable != nil)
    #expect(try #require(point.decode([0]).usable) == 0)
  }

  @Test(
    "What the simulated transmitter sends is read back within one step", arguments: inputs, 0...100)
  func roundTrip(profile: String, percent: Int) throws {
    let scaling = AnalogScaling(range: -80...20)
    let value = -80 + Double(percent)
    let point = try input(profile)
    let words = try #require(point.encode(scaling.milliamps(value: value)))
    let current = try #require(point.decode(words).usable)
    let back = try #require(scaling.value(milliamps: current).usable)
    #expect(abs(back - value) <= 100.0 / 26_208 + 1e-9)
  }

  @Test("A healthy transmitter neither breaks nor saturates, whatever the quantity does")
  func healthyStaysHealthy() {
    for value in [-1e9, -1.0, 0, 1500, 1e9] {
      #expect(flow.value(milliamps: flow.milliamps(value: value)).usable != nil)
    }
  }

  @Test("Pt100 inputs are signed tenths; the ends of the register are no temperature")
  func resistanceThermometer() throws {
    let point = try #require(Shipped.loaded.library["wago-750-analog"]?.point(named: "rtd0"))
    #expect(point.decode([235]) == .value(23.5))
    #expect(point.decode([0xFF38]) == .value(-20))
    for end: UInt16 in [0x7FFF, 0x8000, 9_000] { #expect(point.decode([end]) == .bad(.outOfRange)) }
  }

  @Test("A turned contact turned again is itself")
  func contacts() {
    #expect(contact(1, inverted: true) == 0 && contact(0, inverted: true) == 1)
    #expect(contact(1, inverted: false) == 1)
  }
}
