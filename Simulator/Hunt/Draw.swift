// Drawing one trouble of a family: which unit, which value, how long. Lengths reach from a blink that no
// row may notice to minutes that every row must.

import ModbusPlant
import Plant
import PlantSimulation

/// One draw.
struct Draw {
  let terrain: Terrain
  var random: SeededRandom

  /// One of `choices`; nil when there is none.
  mutating func one<Choice>(of choices: [Choice]) -> Choice? {
    choices.isEmpty ? nil : choices[random.below(choices.count)]
  }

  /// A number between two others.
  mutating func between(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * random.even()
  }

  /// A length in ms: as often short as long.
  mutating func span(_ low: Milliseconds, _ high: Milliseconds) -> Milliseconds {
    var top = low
    while top < high, random.even() < 0.7 { top *= 2 }
    top = min(top, high)
    return low + Milliseconds(random.even() * Double(top - low))
  }

  /// A malfunction at one of the units of a kind.
  mutating func fault(
    at units: [Terrain.Unit], _ choices: [(what: Malfunction, low: Double, high: Double)],
    _ shortest: Milliseconds = 1_000, _ longest: Milliseconds = 240_000
  ) -> (Trouble, Milliseconds)? {
    guard let unit = one(of: units), let choice = one(of: choices) else { return nil }
    guard Malfunction.possible(for: unit.kind).contains(choice.what) else { return nil }
    let value = between(choice.low, choice.high)
    return (
      .plant(PlantFault(unit: unit.name, choice.what, value: value)), span(shortest, longest)
    )
  }

  mutating func trouble(of family: Family) -> (Trouble, Milliseconds)? {
    switch family {
    case .gasInRoom, .gasAtHead, .detectors, .air, .contacts, .climate:
      return roomTrouble(of: family)
    case .modules, .tank, .valves, .supply, .fuelCell, .heat, .meters, .mains, .gasQuality, .lies,
      .aims, .booster:
      return machineTrouble(of: family)
    case .wireSilence, .wireNoise, .wireValues, .wireLoss:
      return wireTrouble(of: family)
    case .crash, .stall, .clock, .disk, .broker:
      return hostTrouble(of: family)
    case .wishes, .hands:
      return personTrouble(of: family)
    }
  }

  private mutating func roomTrouble(of family: Family) -> (Trouble, Milliseconds)? {
    let room = terrain.units(.room)
    let heads = terrain.units(.gasDetector)
    switch family {
    case .gasInRoom:
      return fault(at: room, [(.gas, 3, 19), (.gas, 20, 39), (.gas, 15, 60), (.leak, 200, 30_000)])
    case .gasAtHead: return fault(at: heads, [(.gas, 3, 19), (.gas, 18, 60)])
    case .detectors:
      guard let head = one(of: heads) else { return nil }
      switch random.below(3) {
      case 0: return (.plant(PlantFault(unit: head.name, .off)), span(500, 600_000))
      case 1:
        let state = Double(2 + random.below(7))
        return (.plant(PlantFault(unit: head.name, .test, value: state)), span(500, 600_000))
      default: break
      }
      return (.plant(PlantFault(unit: head.name, .concentration, .lost)), span(500, 300_000))
    case .air: return fault(at: room, [(.flow, 1, 1), (.fanFault, 1, 1), (.clogged, 20, 90)], 500)
    case .contacts:
      return fault(
        at: room,
        [
          (.smoke, 1, 1), (.doorOpen, 1, 1), (.cageDoor, 1, 1), (.floorWater, 1, 1),
          (.gasUnit, 1, 1), (.ups, 1, 1), (.contactor, 1, 1), (.watchdog, 1, 1),
        ], 500, random.even() < 0.2 ? 1_500_000 : 420_000)
    default: return fault(at: room, [(.coldOrHot, -5, 60)], 10_000, 300_000)
    }
  }

  private mutating func machineTrouble(of family: Family) -> (Trouble, Milliseconds)? {
    switch family {
    case .modules:
      return fault(
        at: terrain.units(.electrolyser),
        [
          (.off, 1, 1), (.deviceError, 4_000, 5_000), (.chassisWater, 1, 1),
          (.electronicsHot, 1, 1), (.levelLow, 1, 1), (.waterLow, 1, 1), (.pressureSwitch, 1, 1),
          (.ignoresStop, 1, 1), (.leak, 50, 3_000), (.membrane, 0.2, 2.5), (.ageing, 0.1, 0.5),
          (.settings, 30, 40),
        ])
    case .tank:
      return fault(
        at: terrain.units(.store),
        [(.coldOrHot, 0, 35), (.leak, 0.2, 4), (.relief, 0.5, 5), (.hose, 1, 1), (.hose2, 1, 1)],
        10_000, 900_000)
    case .valves: return fault(at: terrain.units(.valve), [(.stuck, 1, 1), (.switches, 1, 1)])
    case .supply:
      return fault(
        at: terrain.units(.supplyLine),
        [(.leak, 20, 3_000), (.creep, 5, 400), (.hose, 1, 1), (.rupture, 5, 60), (.hose2, 1, 1)],
        1_000, random.even() < 0.5 ? 60_000 : 600_000)
    case .fuelCell:
      return fault(
        at: terrain.units(.fuelCell),
        [
          (.off, 1, 1), (.deviceError, 1, 60), (.startFails, 1, 1), (.cell, 0.05, 0.5),
          (.gridProtection, 1, 1), (.ignoresStop, 1, 1), (.purgeMissed, 1, 1),
          (.fuelOnNoVolts, 1, 1), (.airBlocked, 1, 1),
        ])
    case .heat:
      return fault(
        at: terrain.units(.heatLoop), [(.pumpFault, 1, 1), (.limiter, 1, 1), (.loopLeak, 1, 20)])
    case .meters:
      return fault(
        at: terrain.units(.meter, .inverter, .gridMeter, .heatMeter, .dryer, .booster),
        [(.off, 1, 1), (.cloud, 20, 100), (.deviceError, 1, 1)])
    case .mains: return fault(at: terrain.units(.gridMeter), [(.mains, 1, 1)], 200, 300_000)
    case .gasQuality:
      return fault(
        at: terrain.units(.dryer),
        [(.oxygen, 0.1, 1.8), (.dewPoint, -60, 0), (.conductivity, 1, 45)])
    case .booster: return boosterTrouble()
    case .aims: return aimed()
    default: return lie()
    }
  }

  /// The booster seems to run, as if somebody filled bottles by hand, or something is wrong with it.
  private mutating func boosterTrouble() -> (Trouble, Milliseconds)? {
    let boosters = terrain.units(.booster)
    guard let booster = one(of: boosters) else { return nil }
    if random.even() < 0.5 {
      return (
        .plant(PlantFault(unit: booster.name, .running, .reads, value: 1)), span(30_000, 900_000)
      )
    }
    if random.even() < 0.5, let aim = one(of: terrain.aims.filter({ $0.kind == .booster })) {
      return (.plant(aim.fault), span(5_000, 60_000))
    }
    return fault(
      at: boosters, [(.doorOpen, 1, 1), (.earth, 1, 1), (.coupling, 1, 1), (.deviceError, 1, 1)])
  }

  /// An instrument shows what some row waits for, a little longer than it waits.
  private mutating func aimed() -> (Trouble, Milliseconds)? {
    guard let aim = one(of: terrain.aims) else { return nil }
    return (.plant(aim.fault), span(aim.delay + 2_000, aim.delay + 60_000))
  }

  /// An instrument that shows something else than what is there, or nothing.
  private mutating func lie() -> (Trouble, Milliseconds)? {
    guard let unit = one(of: terrain.units), let signal = one(of: unit.signals) else { return nil }
    let failure = InstrumentFailure.allCases[random.below(InstrumentFailure.allCases.count)]
    // A reset key that seems turned for a few seconds is a turned key; a stuck one lasts.
    let shortest: Milliseconds = signal == .resetKey ? 30_000 : 1_000
    let value =
      switch failure {
      case .offset: between(-20, 20)
      case .drifting: between(-600, 600)
      default: random.even() < 0.5 ? between(0, 1).rounded() : between(0, 80)
      }
    return (
      .plant(PlantFault(unit: unit.name, signal, failure, value: value)), span(shortest, 300_000)
    )
  }
}
