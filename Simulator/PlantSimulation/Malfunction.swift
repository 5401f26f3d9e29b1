// Malfunction: the closed list of what can break, or happen, in a simulated plant. A scenario names one
// as `unit.what value`. What a value means stands here, once; each model reads its own.

public import Plant

/// What can be wrong with a unit. The raw value is the word in scenarios.
public enum Malfunction: String, CaseIterable, Sendable {
  // Room
  case gas
  case leak
  case flow
  case clogged
  case fanFault = "fan-fault"
  case smoke
  case cageDoor = "cage-door"
  case floorWater = "floor-water"
  case coldOrHot = "temperature-is"
  case watchdog
  case ups
  case gasUnit = "gas-unit"
  case contactor
  // Gas detector
  case zero
  case test
  // Any device
  case off
  case otherDevice = "other-device"
  // Electrolyser
  case deviceError = "device-error"
  case chassisWater = "chassis-water"
  case electronicsHot = "electronics-hot"
  case levelLow = "level-low"
  case waterLow = "water-low"
  case pressureSwitch = "pressure-switch"
  case ignoresStop = "ignores-stop"
  case membrane
  case ageing
  case settings
  // Valve
  case stuck
  case switches
  // Store and supply line
  case relief
  case hose
  case hose2 = "hose-2"
  case draw
  case creep
  case rupture
  // Fuel cell
  case startFails = "start-fails"
  case cell
  case gridProtection = "grid-protection"
  case purgeMissed = "purge-missed"
  case fuelOnNoVolts = "fuel-on-no-volts"
  case airBlocked = "air-blocked"
  // Heat loop
  case pumpFault = "pump-fault"
  case loopLeak = "loop-leak"
  case limiter
  // Dryer and booster
  case oxygen
  case dewPoint = "dew-point-is"
  case conductivity = "conductivity-is"
  case doorOpen = "door-open"
  case earth
  case coupling
  // Grid
  case mains
  case cloud

  /// What the number after the name means, for people.
  public var meaning: String {
    switch self {
    case .gas: "hydrogen held there, in % LEL"
    case .leak:
      "hydrogen that escapes: into the room or out of a hose in NL/h, out of a store in kg/h"
    case .flow: "the belt is off: the fan moves no air, its contactor knows nothing"
    case .clogged: "air that still passes the filter, in %"
    case .fanFault: "the fan's contactor has tripped"
    case .smoke: "the fire panel reports smoke"
    case .cageDoor: "the door of the gas cage is open"
    case .floorWater: "water on the floor"
    case .coldOrHot: "temperature held there, in degC"
    case .watchdog: "the output module's watchdog has fired"
    case .ups: "the uninterruptible supply reports a fault"
    case .gasUnit: "the gas-warning unit reports a fault"
    case .contactor: "the supply contactor is welded and does not open"
    case .zero: "the detector's zero is off by this, in % LEL"
    case .test: "somebody tests or inhibits it: 2 to 4 inhibited, 5 simulation, 6 to 8 test"
    case .off: "the device has no power and does not answer"
    case .otherDevice: "another device stands in its place; a driver reads it, and trusts nothing"
    case .deviceError: "the device reports this error code and stops"
    case .chassisWater: "water in the chassis"
    case .electronicsHot: "the electronics are too hot"
    case .levelLow: "the electrolyte is low"
    case .waterLow: "the feed water has no pressure"
    case .pressureSwitch: "the electrolyte tank's pressure switch has tripped"
    case .ignoresStop: "1: ignores the stop; 2: ignores the release contact as well"
    case .membrane: "gas that a torn membrane lets through, in vol%"
    case .ageing: "voltage added to each cell, in V"
    case .settings: "somebody set its own stand-by pressure to this, in bar(g)"
    case .stuck: "the valve stays where it is"
    case .switches: "the valve's limit switches report nothing"
    case .relief: "the relief valve lets gas out, in kg/h"
    case .hose, .hose2: "the hose's release is withdrawn"
    case .draw: "consumers take this through the outlet valve, in NL/min"
    case .creep: "the regulator's seat lets gas through when it should not, in NL/h"
    case .rupture: "the line behind the regulator is open, in NL/min"
    case .startFails: "the next starts fail"
    case .cell: "the weakest cell is lower by this, in V"
    case .gridProtection: "the grid protection has tripped"
    case .purgeMissed: "the device says that a purge was missed"
    case .fuelOnNoVolts: "the device says that fuel flows and no voltage comes"
    case .airBlocked: "the device says that its way of air is blocked"
    case .pumpFault: "the pump does not turn"
    case .loopLeak: "the heat loop loses pressure, in bar/h"
    case .limiter: "the temperature limiter has tripped"
    case .oxygen: "oxygen in the hydrogen, in vol%"
    case .dewPoint: "dew point held there, in degC"
    case .conductivity: "conductivity of the feed water held there, in uS/cm"
    case .doorOpen: "the door or hood is open"
    case .earth: "the earthing is not proven"
    case .coupling: "the coupling is not locked"
    case .mains: "the mains are gone"
    case .cloud: "share of the sun that a cloud takes, in %"
    }
  }

  /// The value taken when a scenario names none.
  public var usualValue: Double {
    switch self {
    case .gas: 25
    case .leak: 500
    case .clogged: 50
    case .coldOrHot: 48
    case .zero: 8
    case .test: 5
    case .settings: 36
    case .deviceError: 0x128A
    case .membrane, .oxygen: 1.2
    case .ageing: 0.3
    case .relief: 1
    case .draw, .rupture: 50
    case .creep: 20
    case .cell: 0.3
    case .loopLeak: 1
    case .dewPoint: -20
    case .conductivity: 30
    case .cloud: 70
    default: 1
    }
  }

  /// What can go wrong with a unit of `kind`.
  public static func possible(for kind: UnitKind) -> [Malfunction] {
    switch kind {
    case .room:
      [
        .gas, .leak, .flow, .clogged, .fanFault, .smoke, .doorOpen, .cageDoor, .floorWater,
        .coldOrHot, .watchdog, .ups, .gasUnit, .contactor,
      ]
    case .gasDetector: [.gas, .zero, .test, .off]
    case .electrolyser:
      [
        .off, .otherDevice, .deviceError, .chassisWater, .electronicsHot, .levelLow, .waterLow,
        .pressureSwitch,
        .ignoresStop, .membrane, .ageing, .settings, .leak,
      ]
    case .store: [.leak, .relief, .hose, .hose2, .draw, .coldOrHot]
    case .valve: [.stuck, .switches]
    case .supplyLine: [.leak, .creep, .rupture, .relief, .hose, .hose2]
    case .fuelCell:
      [
        .off, .otherDevice, .deviceError, .startFails, .cell, .gridProtection, .ignoresStop,
        .purgeMissed,
        .fuelOnNoVolts, .airBlocked,
      ]
    case .heatLoop: [.pumpFault, .loopLeak, .limiter]
    case .inverter: [.off, .cloud]
    case .gridMeter: [.mains, .off]
    case .meter, .heatMeter, .ioModule: [.off]
    case .dryer: [.off, .deviceError, .oxygen, .dewPoint, .conductivity, .waterLow]
    case .booster: [.off, .deviceError, .doorOpen, .earth, .coupling, .leak]
    }
  }
}

/// The malfunctions that a unit has at present. Mostly none, so a short list is the fastest form.
struct Malfunctions: Sendable {
  private var list: [(what: Malfunction, value: Double)] = []

  /// The value of a malfunction, nil when the unit does not have it.
  subscript(_ what: Malfunction) -> Double? {
    if list.isEmpty { return nil }
    for entry in list where entry.what == what { return entry.value }
    return nil
  }

  /// True when nothing is wrong with the unit.
  var areNone: Bool { list.isEmpty }

  /// True when the unit has the malfunction.
  func has(_ what: Malfunction) -> Bool { self[what] != nil }

  mutating func set(_ what: Malfunction, _ value: Double) {
    clear(what)
    list.append((what, value))
  }

  mutating func clear(_ what: Malfunction) { list.removeAll { $0.what == what } }
  mutating func clearAll() { list.removeAll() }

  mutating func exchange(_ archive: inout Archive) {
    archive.exchange(&list, empty: (.off, 0)) { entry, archive in
      var place = UInt8(Malfunction.allCases.firstIndex(of: entry.what) ?? 0)
      archive.exchange(&place)
      archive.exchange(&entry.value)
      entry.what = Malfunction.allCases[min(Int(place), Malfunction.allCases.count - 1)]
    }
  }
}
