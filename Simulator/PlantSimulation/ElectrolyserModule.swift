// ElectrolyserModule: one AEM module of the 2.4 kW class with its own control, as its Modbus interface
// shows it (states of input register 1200). It obeys a start only as a new wish: after any stop of its
// own the run command must first go to 0. Its release contact is hard-wired and needs no controller.

import Plant

/// States of the device, with the numbers of its register.
enum ModuleState: UInt8, CaseIterable, Sendable {
  case halted, maintenance, idle, steady, standBy, curve, blowDown
}

/// What surrounds a module in one step.
struct ModuleSurroundings {
  var isFed: Bool
  var chainClosed: Bool
  var roomCelsius: Double
}

/// One electrolyser module.
struct ElectrolyserModule: Component {
  static let roles: [ActuatorRole] = [.run, .rate, .externalRelease, .blowDown, .preheat]

  let description: ElectrolyserDescription
  let stack: StackModel
  var faults = Malfunctions()
  var state = ModuleState.halted
  /// Hydrogen between the stack and the outlet check valve.
  var inner = PipeVolume(litres: 1)
  /// Production as a share of the rated one, 0...1.
  var share = 0.0
  var celsius: Double
  /// Power from the mains, and heat given to the recovery loop, in kW.
  var power = 0.0
  var heat = 0.0
  var energy = 0.0
  /// Everything it ever made, in norm litres.
  var total = 0.0
  var starts: Int64 = 0
  /// Voltage that use added to each cell, in V.
  var ageing = 0.0
  /// Hydrogen in the oxygen that leaves it, in vol%.
  var crossover = 0.0
  /// Pressure behind the check valve, in bar(g).
  var outlet = 0.0
  var contactClosed = false
  /// For how long it has had power, in s; it answers 20 s after power comes.
  var fedFor = 3600.0
  /// What is left of the self-test, in s, and of the purge, in kg.
  var testLeft = 0.0
  var purgeLeft = 0.0
  /// A stop of its own stands until the run command has been 0.
  var wantsNewStart = false
  var wantsRun = false
  var wantedRate = 60.0
  var isReleased = false
  var wantsBlowDown = false
  var blowDownTaken = false
  var wantsPreheat = false

  init(_ description: ElectrolyserDescription) {
    self.description = description
    celsius = description.startTemperature
    ageing = description.startAgeing
    stack = StackModel(
      cells: description.cells,
      ratedProduction: description.ratedFlow / 1000 * Hydrogen.normDensity)
  }

  /// It has power and has booted.
  var answers: Bool { fedFor >= 20 && !faults.has(.off) }
  /// It makes gas, or is about to.
  var isProducing: Bool { state == .curve || state == .steady }

  /// The errors that stop it now, as a count.
  var errorCount: Double {
    var count = contactClosed || faults[.ignoresStop] == 2 ? 0.0 : 1.0  // 0x1428, dry contact
    for what in [
      Malfunction.deviceError, .chassisWater, .electronicsHot, .levelLow, .waterLow,
      .pressureSwitch,
    ] where faults.has(what) { count += 1 }
    return count
  }

  /// Runs the module for `dt`, in s, and delivers into `header`.
  mutating func step(
    _ dt: Double, _ around: ModuleSurroundings, header: inout PipeVolume
  ) -> HydrogenTally {
    var tally = HydrogenTally()
    contactClosed = isReleased && around.chainClosed
    outlet = header.gauge
    fedFor = around.isFed && !faults.has(.off) ? fedFor + dt : 0
    if !wantsRun && faults[.ignoresStop] == nil { wantsNewStart = false }
    if !answers {
      halt()
    } else if errorCount > 0 {
      // It still lets its pressure out when it is told to.
      if state != .blowDown || !wantsBlowDown { halt() }
    } else if state == .halted {
      state = .idle
    }
    let before = state
    advance(dt)
    if isProducing && !(before == .curve || before == .steady || before == .standBy) {
      tally.starts = 1
    }
    makeGas(dt, &tally)
    deliver(dt, into: &header, &tally)
    spendPower(dt, roomCelsius: around.roomCelsius)
    return tally
  }

  private mutating func halt() {
    if isProducing || state == .standBy { ageing += 147.8e-6 }
    if state != .halted || wantsRun { wantsNewStart = true }
    state = .halted
    share = 0
  }

  /// Walks the device's own states.
  private mutating func advance(_ dt: Double) {
    let wish = (wantsRun || faults.has(.ignoresStop) && isProducing) && !wantsNewStart
    if !wantsBlowDown { blowDownTaken = false }
    switch state {
    case .idle:
      if wish {
        state = .curve
        testLeft = 20
        purgeLeft = 0.001
        starts += 1
      } else if wantsBlowDown && !blowDownTaken {
        blowDownTaken = true
        if inner.gauge > 0.3 { state = .blowDown }
      }
    case .curve, .steady: produce(dt, wish: wish)
    case .standBy:
      share = share.moved(towards: 0, by: 0.25 * dt)
      if !wish {
        stopProducing()
      } else if outlet < description.restartPressure {
        state = .curve
      }
    case .blowDown:
      if inner.gauge < 0.2 { state = .idle }
    case .halted:
      if wantsBlowDown && !blowDownTaken && answers {
        blowDownTaken = true
        if inner.gauge > 0.3 { state = .blowDown }
      }
    case .maintenance: break
    }
  }

  private mutating func produce(_ dt: Double, wish: Bool) {
    if !wish {
      share = share.moved(towards: 0, by: 0.25 * dt)
      if share == 0 { stopProducing() }
    } else if testLeft > 0 {
      testLeft -= dt
    } else if outlet >= description.highestPressure
      || inner.gauge >= description.highestPressure + 1
    {
      state = .standBy
    } else {
      let target = min(wantedRate / 100, coldLimit)
      share = share.moved(towards: target, by: (target > share ? 0.01 : 0.05) * dt)
      state = abs(share - wantedRate / 100) < 0.005 ? .steady : .curve
    }
  }

  private mutating func stopProducing() {
    state = .idle
    ageing += 147.8e-6
  }

  /// The share that the electrolyte's temperature allows: 60 % up to 20 degC, all of it from 38 degC.
  private var coldLimit: Double { (0.6 + 0.4 * (celsius - 20) / 18).kept(in: 0.6...1) }

  private mutating func makeGas(_ dt: Double, _ tally: inout HydrogenTally) {
    let made = share * stack.ratedProduction * dt / 3600
    if made > 0 {
      tally.made = made
      total += Hydrogen.normLitres(ofMass: made)
      if purgeLeft > 0 {
        purgeLeft -= made
        tally.vented += made
      } else {
        inner.add(made)
      }
      ageing += 2.7e-10 * dt  // 0.97 uV an hour
    }
    if state == .blowDown {
      let gone = inner.take(max(0, inner.gauge) * inner.capacity * dt / 15)
      tally.vented += gone * 0.995
      tally.toRoom += gone * 0.005
    }
    if let leak = faults[.leak] {
      tally.toRoom += inner.take(
        inner.gauge > 0 ? Hydrogen.mass(ofNormLitres: leak.kept(in: 0...5000)) * dt / 3600 : 0)
    }
    // Gas that crosses to the oxygen side: 0.4 vol% at full load and 35 bar, more the less is made.
    let pressure = max(0, inner.gauge + Hydrogen.ambientPressure) / 35
    let target = share > 0.05 ? min(4, 0.4 / share * pressure) + (faults[.membrane] ?? 0) : 0
    crossover = crossover.following(target, over: dt, lag: share > 0.05 ? 120 : 300)
  }

  private mutating func deliver(
    _ dt: Double, into header: inout PipeVolume, _ tally: inout HydrogenTally
  ) {
    let lead = inner.gauge - header.gauge
    if lead > 0.2 {
      let capacity = min(inner.capacity, header.capacity)
      header.add(inner.take(min(1e-4 * dt * (lead - 0.2), 0.4 * lead * capacity)))
    }
    tally.vented += inner.relieve(above: description.relief)
  }

  private mutating func spendPower(_ dt: Double, roomCelsius: Double) {
    var heating = 0.0
    if answers && state != .halted && celsius < 40 && (wantsPreheat || isProducing) {
      heating = 0.2
    }
    let age = ageing + (faults[.ageing] ?? 0)
    let cellHeat = stack.heat(share: share, celsius: celsius, ageing: age)
    if !answers {
      power = 0
    } else if share > 0 {
      power = stack.power(share: share, celsius: celsius, ageing: age) + heating
    } else {
      power = (isProducing ? 0.25 : 0.06) + heating
    }
    let cooling = max(0, celsius - StackModel.warm) * 0.2
    heat = cooling * 0.9
    // The coolant also takes most of what rectifier and pump lose; 45 kJ/K make a cold start of 20 min.
    let bound = stack.current(share: share) * stack.cells * Hydrogen.thermoneutralVoltage / 1000
    let losses = share > 0 ? 0.6 * max(0, power - heating - bound - cellHeat) : 0
    let loss = 0.003 * (celsius - roomCelsius)
    celsius += (cellHeat + losses + heating - loss - cooling) * dt / 45
    energy += power * dt / 3600
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    switch role {
    case .run: wantsRun = value >= 0.5
    case .rate: wantedRate = value.kept(in: 60...100)
    case .externalRelease: isReleased = value >= 0.5
    case .blowDown: wantsBlowDown = value >= 0.5
    case .preheat: wantsPreheat = value >= 0.5
    default: break
    }
  }
}
