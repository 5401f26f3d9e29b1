// The books of a bank: mass that left it without passing the meter. Mass is pressure at a temperature, and
// the skin of a bottle warms and cools faster than its gas, so the skin counts with a lag of an hour. A
// skin that moves faster than a bottle can is an instrument at fault: until it is steady the books go on
// with the temperature that was believed before, so that a true loss stays seen, and then they begin anew.

import Plant

/// Mass that left the bank in ten minutes and did not pass the meter, in kg.
@_noAllocation
func watchBank(
  _ place: Int, isReleased: Bool, _ image: borrowing ProcessImage, on site: borrowing Site,
  state: inout ControlState, decision: inout Decision
) {
  let line = site.supplyLines[place]
  guard line.watch.unmetered.exists, line.bank >= 0 else { return }
  let bank = site.stores[Int(line.bank)]
  let now = image.time.real
  let passed = elapsed(image, state)
  guard isReleased, let gauge = image[bank.pressure].usable,
    let skin = image[bank.temperature].usable?.value, let flow = image[line.flow].usable
  else {
    state.memory.supplies[place].unmetered.startOver()
    state.memory.supplies[place].skin.forget()
    let source = image[bank.pressure.index]
    let none = source.quality.isUsable ? RawSample.good(0, at: now) : source
    put(none, at: line.watch.unmetered.index, image, on: site, state: &state)
    return
  }
  let before = state.memory.supplies[place].skin
  state.memory.supplies[place].skin.follow(skin, after: passed)
  let belief = state.memory.supplies[place].skin
  if belief.beganAnew {
    state.memory.supplies[place].unmetered.startOver()
    // The first books since the start of the controller are no news.
    if before.wasKnown {
      decision.record(
        Event(.booksBegun, subject: line.unit, value: belief.gas, at: image.time))
    }
  }
  state.memory.supplies[place].metered += flow.kilogramPerHour * Double(passed) / 3_600_000
  let mass = hydrogenMass(in: bank.volume, at: gauge.absolute, Celsius(belief.gas))
  let whole = mass + state.memory.supplies[place].metered
  let lost = state.memory.supplies[place].unmetered.fall(
    of: whole, after: passed, lag: 15_000, interval: 60_000, slots: 10, step: 0.3)
  put(.good(lost, at: now), at: line.watch.unmetered.index, image, on: site, state: &state)
}

/// What is believed of the gas in bottles, from the temperature of their skin.
public struct SkinMemory: BitwiseCopyable, Sendable {
  /// Farthest that a skin gets from its own last minute, in K. One that jumps less moves the books of a
  /// full bundle (9 kg) by less than 0.03 kg in ten minutes, and that holds no row.
  static var farthest: Double {
    @_noAllocation get { 5 }
  }

  /// A temperature is known; one was known at some time since the controller started.
  var isKnown = false
  var wasKnown = false
  /// The skin moved faster than a bottle can, and is not steady yet.
  var isDoubted = false
  /// The belief began anew with the last value.
  var beganAnew = false
  /// The skin with a lag of a minute, and the gas, which follows it with a lag of an hour, in degC.
  var slow = 0.0
  var gas = 0.0

  public init() {}

  /// The next value is the first.
  @_noAllocation
  mutating func forget() { isKnown = false }

  /// Takes in the skin's temperature, in degC, `passed` ms of plant time after the last one.
  @_noAllocation
  mutating func follow(_ skin: Double, after passed: Milliseconds) {
    beganAnew = !isKnown
    if !isKnown {
      isKnown = true
      wasKnown = true
      isDoubted = false
      slow = skin
      gas = skin
      return
    }
    let time = Double(passed)
    slow += (skin - slow) * time / (60_000 + time)
    let apart = skin > slow ? skin - slow : slow - skin
    if apart > Self.farthest { isDoubted = true }
    guard isDoubted else {
      gas += (skin - gas) * time / (3_600_000 + time)
      return
    }
    if apart < Self.farthest / 2 {
      isDoubted = false
      beganAnew = true
      slow = skin
      gas = skin
    }
  }
}

extension SkinMemory {
  func encode(into writer: inout CanonicalWriter) {
    writer.write(isKnown)
    writer.write(wasKnown)
    writer.write(isDoubted)
    writer.write(beganAnew)
    writer.write(slow)
    writer.write(gas)
  }

  init?(from reader: inout CanonicalReader) {
    guard let isKnown = reader.readBool(), let wasKnown = reader.readBool(),
      let isDoubted = reader.readBool(), let beganAnew = reader.readBool(),
      let slow = reader.readDouble(), let gas = reader.readDouble()
    else { return nil }
    self.init()
    self.isKnown = isKnown
    self.wasKnown = wasKnown
    self.isDoubted = isDoubted
    self.beganAnew = beganAnew
    self.slow = slow
    self.gas = gas
  }
}
