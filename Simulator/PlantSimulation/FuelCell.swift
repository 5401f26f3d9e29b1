// FuelCell: a 5 kW PEM module with heat recovery and its own control, as its energy-management
// interface shows it (status bits of register 51). A start is a new START with the permit; a closed
// valve under load starves the anode within seconds and the cell voltages tell it first.

import Plant

/// What the device does, in the order of its status bits.
enum FuelCellState: UInt8, CaseIterable, Sendable {
  case standBy, starting, generating, stopping, fault
}

/// What surrounds a fuel cell in one step.
struct FuelCellSurroundings {
  var isFed: Bool
  var chainClosed: Bool
  var hasGrid: Bool
  /// Flow of the heat loop, in m3/h, and its return temperature, in degC.
  var loopFlow: Double
  var returnCelsius: Double
  var roomCelsius: Double
}

/// One fuel cell.
struct FuelCell: Component {
  static let roles: [ActuatorRole] = [.permit, .start, .stop, .powerSetpoint, .externalRelease]

  let description: FuelCellDescription
  var faults = Malfunctions()
  var state = FuelCellState.standBy
  /// Time in the state, in s.
  var stateFor = 0.0
  /// Net electrical power, and heat given to the loop, in kW.
  var power = 0.0
  var heat = 0.0
  var energy = 0.0
  var celsius = 20.0
  /// Pressure at the inlet, and coolant that flows, in bar(g) and L/min.
  var inletPressure = 0.0
  var coolant = 0.0
  /// Hydrogen that it uses, in NL/min.
  var fuel = 0.0
  var weakestCell = 0.0
  var starved = 0.0
  var withoutCoolant = 0.0
  var faultWord: UInt16 = 0
  var starts: Int64 = 0
  var contactClosed = false
  var gridHealthy = true
  var answers = true
  var permit = false
  var wantsStart = false
  var startTaken = false
  var wantsStop = true
  var setpoint = 0.0
  var isReleased = false

  init(_ description: FuelCellDescription) { self.description = description }

  /// Lower-heating-value power of the fuel for a net output, in kW: 50 % efficiency at 1 kW, 53 % at
  /// 2.5 kW, 48 % at 5 kW, convex, for a 5 kW device; scaled to the device's size.
  static func fuelPower(output: Double, rated: Double) -> Double {
    guard output > 0 else { return 0 }
    let size = rated / 5
    let p = output / size
    return max(1.811_321 * p + 0.188_679, 2.279_874 * p - 0.982_704) * size
  }

  /// Runs the device for `dt`, in s, from `inlet`.
  mutating func step(
    _ dt: Double, _ around: FuelCellSurroundings, inlet: inout PipeVolume
  ) -> HydrogenTally {
    var tally = HydrogenTally()
    contactClosed = isReleased && around.chainClosed
    gridHealthy = around.hasGrid && !faults.has(.gridProtection)
    answers = around.isFed && !faults.has(.off)
    inletPressure = inlet.gauge
    coolant = around.loopFlow * 1000 / 60
    let before = state
    advance(dt, around)
    if state == .starting && before == .standBy { tally.starts = 1 }
    stateFor = state == before ? stateFor + dt : 0
    burn(dt, from: &inlet, &tally)
    shareHeat(dt, around)
    energy += power * dt / 3600
    return tally
  }

  private mutating func advance(_ dt: Double, _ around: FuelCellSurroundings) {
    let ignores = faults.has(.ignoresStop)
    let mustStop = wantsStop || !permit
    if !wantsStart { startTaken = false }
    if let code = faults[.deviceError], state != .fault {
      fail(UInt16(code.kept(in: 0...65535)) & 0xFE00 | 0x0200)
    }
    if !answers || !contactClosed || !gridHealthy {
      // No load may stand for one moment; the device runs out by itself.
      if state == .starting || state == .generating { state = .stopping }
      power = 0
    }
    switch state {
    case .standBy:
      power = 0
      let ready = answers && contactClosed && gridHealthy && permit && !wantsStop
      if ready && wantsStart && !startTaken {
        startTaken = true
        if inletPressure > 2 && coolant > 2 {
          state = .starting
          starts += 1
        }
      }
    case .starting:
      if mustStop {
        state = .stopping
      } else if inletPressure < 0.2 {
        fail(128)
      } else if stateFor >= 120 {
        if faults.has(.startFails) { fail(256) } else { state = .generating }
      }
    case .generating:
      if mustStop && !ignores {
        power = power.moved(towards: 0, by: 0.5 * dt)
        if power == 0 { state = .stopping }
      } else {
        let target = setpoint.kept(in: description.lowestPower...description.ratedPower)
        power = power.moved(towards: target, by: 0.1 * dt)
      }
      watch(dt)
    case .stopping:
      power = 0
      if stateFor >= 75 { state = .standBy }
    case .fault:
      power = 0
      let isGone = !faults.has(.deviceError) && !faults.has(.cell)
      if !permit && isGone && stateFor >= 10 {
        state = .standBy
        faultWord = 0
      }
    }
  }

  /// The device's own protection while it generates.
  private mutating func watch(_ dt: Double) {
    withoutCoolant = coolant < 1 ? withoutCoolant + dt : 0
    if weakestCell < 0.4 && stateFor > 5 { fail(16) }
    if celsius > 80 { fail(64) }
    if withoutCoolant > 60 { fail(32) }
  }

  private mutating func fail(_ bit: UInt16) {
    state = .fault
    faultWord |= bit
    power = 0
  }

  private mutating func burn(
    _ dt: Double, from inlet: inout PipeVolume, _ tally: inout HydrogenTally
  ) {
    var wanted = Self.fuelPower(output: power, rated: description.ratedPower)
    if state == .starting { wanted = 0.2 } else if state == .stopping { wanted = 0.05 }
    let kilogram = wanted / Hydrogen.lowerHeatingValue * dt / 3600
    // Below 0.05 bar(g) nothing flows in any more.
    let there = max(0, inlet.gauge - 0.05) * inlet.capacity
    let used = inlet.take(min(kilogram, there))
    fuel = Hydrogen.normLitres(ofMass: used) * 60 / dt
    if state == .generating {
      tally.used = used
    } else {
      // Shutdown and start purges leave through the exhaust, outdoors.
      tally.vented = used
    }
    starved = kilogram > 0 && used < 0.9 * kilogram ? starved + dt : 0
    if starved > 0 { power = min(power, power * used / kilogram + 0.05) }
    let load = power / description.ratedPower
    switch state {
    case .generating:
      weakestCell = 0.85 - 0.2 * load - 0.25 * starved - (faults[.cell] ?? 0)
    case .starting: weakestCell = min(0.95, stateFor / 60)
    default: weakestCell = weakestCell.moved(towards: 0, by: 0.02 * dt)
    }
    weakestCell = max(-1, weakestCell)
  }

  private mutating func shareHeat(_ dt: Double, _ around: FuelCellSurroundings) {
    let input = Self.fuelPower(output: power, rated: description.ratedPower)
    let waste = max(0, input - power) * 0.88
    let lead = max(0, celsius - around.returnCelsius)
    heat = min(lead * around.loopFlow * 1.163 * 0.3, lead * 40 / max(dt, 1))
    let loss = 0.01 * (celsius - around.roomCelsius)
    celsius = (celsius + (waste - heat - loss) * dt / 40).kept(in: -40...150)
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    switch role {
    case .permit: permit = value >= 0.5
    case .start: wantsStart = value >= 0.5
    case .stop: wantsStop = value >= 0.5
    case .powerSetpoint: setpoint = value.kept(in: 0...description.ratedPower)
    case .externalRelease: isReleased = value >= 0.5
    default: break
    }
  }
}
