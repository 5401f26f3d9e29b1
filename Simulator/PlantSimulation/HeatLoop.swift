// HeatLoop: the buffer of the heating circuit in three layers of equal size. The fuel cell and the
// boiler warm the top, the building draws from it and returns cold water at the bottom, and the
// emergency cooler takes heat from the bottom. Layers turn over as soon as a lower one is warmer.

import Plant

/// The heating circuit with its buffer.
struct HeatLoop: Component {
  static let signals: [Signal] = [
    .bufferTop, .bufferMiddle, .bufferBottom, .returnTemperature, .loopFlow, .loopPressure,
    .overTemperatureHealthy, .pumpRunning, .heatPower, .link,
  ]
  static let roles: [ActuatorRole] = [.pump, .boilerEnable, .emergencyCooler]

  let description: HeatDescription
  var faults = Malfunctions()
  /// Layer temperatures, in degC.
  private(set) var top: Double
  private(set) var middle: Double
  private(set) var bottom: Double
  /// Flow through the fuel cell, in m3/h.
  private(set) var flow = 0.0
  /// What went to the building, what the boiler gave, the cooler took and the walls lost, in kW.
  private(set) var delivered = 0.0
  private(set) var boiler = 0.0
  private(set) var cooled = 0.0
  private(set) var lost = 0.0
  private var pressure = Self.filled
  /// Pressure of the loop when it is full and cold, bar(g).
  private static let filled = 1.5
  private(set) var limiterHealthy = true
  private var boilerBurns = false
  private var wantsPump = true
  private var allowsBoiler = false
  private var wantsCooler = false
  private var hasPower = true

  private static let nominalFlow = 0.6
  private static let boilerPower = 20.0
  private static let coolerPower = 8.0
  private static let wallLoss = 0.003  // kW/K, shared by the layers

  init(_ description: HeatDescription) {
    self.description = description
    top = description.startTop
    middle = (description.startTop + description.startBottom) / 2
    bottom = description.startBottom
  }

  /// Heat capacity of one layer, in kJ/K.
  private var layer: Double { description.litres * 4.19 / 3 }

  /// Heat in the buffer above 0 degC, in kWh.
  var content: Double { layer * (top + middle + bottom) / 3600 }

  /// The fast things: the pump.
  mutating func turnPump(_ dt: Double, hasPower: Bool) {
    self.hasPower = hasPower
    let turns = wantsPump && hasPower && !faults.has(.pumpFault)
    flow = flow.following(turns ? Self.nominalFlow : 0, over: dt, lag: 1)
    if flow < 0.001 { flow = 0 }
  }

  /// The slow things of `dt`, in s: `input` comes from the fuel cell, `demand` is what the building
  /// wants, both in kW.
  mutating func breathe(_ dt: Double, input: Double, demand: Double, roomCelsius: Double) {
    let usable = max(0, (top - 30) * layer / dt)
    delivered = hasPower ? min(demand, usable) : 0
    if top > 60 || !allowsBoiler || !hasPower {
      boilerBurns = false
    } else if top < 52 {
      boilerBurns = true
    }
    boiler = boilerBurns ? Self.boilerPower : 0
    cooled = wantsCooler && hasPower ? min(Self.coolerPower, max(0, bottom - 20) * 0.4) : 0
    let wall = Self.wallLoss / 3
    let losses = (
      (top - roomCelsius) * wall, (middle - roomCelsius) * wall, (bottom - roomCelsius) * wall
    )
    lost = losses.0 + losses.1 + losses.2
    // Water drawn at the top comes back at the bottom with 30 degC; water for the fuel cell leaves at
    // the bottom and comes back at the top. Both as shares of a layer.
    let drawn = delivered > 0 ? delivered * dt / (layer * (top - 30)) : 0
    let looped = flow * dt / 3600 / (description.litres / 3000)
    let old = (top: top, middle: middle, bottom: bottom)
    top += (input + boiler - losses.0) * dt / layer
    top += looped * (old.bottom - old.top) - drawn * (old.top - old.middle)
    middle += looped * (old.top - old.middle) - drawn * (old.middle - old.bottom)
    middle -= losses.1 * dt / layer
    bottom += looped * (old.middle - old.bottom) - drawn * (old.bottom - 30)
    bottom -= (cooled + losses.2) * dt / layer
    turnOver()
    if let leak = faults[.loopLeak] { pressure = max(0, pressure - leak * dt / 3600) }
    limiterHealthy = top < 95 && !faults.has(.limiter)
  }

  /// Warm water rises: layers that stand on their head mix.
  private mutating func turnOver() {
    if middle > top { (top, middle) = ((top + middle) / 2, (top + middle) / 2) }
    if bottom > middle { (middle, bottom) = ((middle + bottom) / 2, (middle + bottom) / 2) }
    if middle > top { (top, middle) = ((top + middle) / 2, (top + middle) / 2) }
  }

  /// A person fills water in. What is there is never let out.
  mutating func fill() { pressure = max(pressure, Self.filled) }

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .bufferTop: return top
    case .bufferMiddle: return middle
    case .bufferBottom, .returnTemperature: return bottom
    case .loopFlow: return flow
    case .loopPressure: return pressure
    case .overTemperatureHealthy: return limiterHealthy.contact
    case .pumpRunning: return (flow > 0.1).contact
    case .heatPower: return delivered
    case .link: return 1
    default: return nil
    }
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    switch role {
    case .pump: wantsPump = value >= 0.5
    case .boilerEnable: allowsBoiler = value >= 0.5
    case .emergencyCooler: wantsCooler = value >= 0.5
    default: break
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    for field in [
      \HeatLoop.top, \.middle, \.bottom, \.flow, \.delivered, \.boiler, \.cooled, \.lost,
      \.pressure,
    ] { archive.exchange(&self[keyPath: field]) }
    for field in [
      \HeatLoop.limiterHealthy, \.boilerBurns, \.wantsPump, \.allowsBoiler, \.wantsCooler,
      \.hasPower,
    ] { archive.exchange(&self[keyPath: field]) }
  }
}
