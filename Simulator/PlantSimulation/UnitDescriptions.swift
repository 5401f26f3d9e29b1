// UnitDescriptions: the numbers of each kind of unit. Every field has the usual value of the two example
// sites, so a description names only what differs.

/// The room: volume in m3, air at both speeds of the fan in m3/h.
public struct RoomDescription: Sendable {
  public var volume: Double
  public var baseFlow: Double
  public var highFlow: Double
  public init(volume: Double = 60, baseFlow: Double = 250, highFlow: Double = 1000) {
    self.volume = volume
    self.baseFlow = baseFlow
    self.highFlow = highFlow
  }
}

/// One module. Flow in norm litres per hour, pressures in bar(g), temperature in degC.
public struct ElectrolyserDescription: Sendable {
  public var ratedFlow = 500.0
  public var cells = 23.0
  /// The device's own limits: it waits above the first and goes on below the second.
  public var highestPressure = 34.0
  public var restartPressure = 31.0
  public var relief = 38.0
  public var startTemperature = 20.0
  /// Voltage that earlier use added to each cell, in V.
  public var startAgeing = 0.0
  public init() {}
}

/// A store. Volume in m3, pressures in bar(g) but for the nominal one, temperature in degC.
public struct StoreDescription: Sendable {
  public var volume: Double
  /// Pressure of a full store at 15 degC, in bar(a).
  public var nominalPressure: Double
  public var relief: Double
  /// The hard-wired pressure switch.
  public var pressureSwitch: Double
  public var startPressure: Double
  public var startTemperature: Double
  /// What lessons take, when the outlet is open.
  public var draw: DrawSchedule?
  public init(
    volume: Double, nominalPressure: Double, relief: Double, pressureSwitch: Double,
    startPressure: Double, startTemperature: Double = 15, draw: DrawSchedule? = nil
  ) {
    self.volume = volume
    self.nominalPressure = nominalPressure
    self.relief = relief
    self.pressureSwitch = pressureSwitch
    self.startPressure = startPressure
    self.startTemperature = startTemperature
    self.draw = draw
  }

  /// The gauge pressure at which a store of `volume`, in m3, holds `mass`, in kg, at `celsius`.
  public static func pressure(ofMass mass: Double, volume: Double, celsius: Double) -> Double {
    RealGas(celsius: celsius).pressure(density: mass / volume) - Hydrogen.ambientPressure
  }
}

/// Hydrogen that lessons take on some weekdays: `mass` in kg, evenly between two hours of the day.
public struct DrawSchedule: Sendable {
  public var mass: Double
  /// Days of the week, 1 is Monday.
  public var days: [Int]
  public var from: Double
  public var to: Double
  public init(mass: Double, days: [Int], from: Double, to: Double) {
    self.mass = mass
    self.days = days
    self.from = from
    self.to = to
  }

  /// Flow at an hour of a day, in kg/h.
  func flow(day: Int, hour: Double) -> Double {
    guard to > from, hour >= from, hour < to else { return 0 }
    for wanted in days where wanted == day { return mass / (to - from) }
    return 0
  }
}

/// The line to a fuel cell; pressures in bar(g).
public struct SupplyDescription: Sendable {
  public var nominalPressure = 5.0
  public var pressureSwitch = 7.0
  public var relief = 8.0
  public init() {}
}

/// A fuel cell; powers in kW.
public struct FuelCellDescription: Sendable {
  public var ratedPower = 5.0
  public var lowestPower = 0.5
  public init() {}
}

/// A heating circuit: buffer in litres, demand in MWh a year, temperatures in degC.
public struct HeatDescription: Sendable {
  public var litres = 1000.0
  public var annualDemand = 45.0
  public var startTop = 55.0
  public var startBottom = 35.0
  public init() {}
}

/// Photovoltaics: peak power in kW.
public struct SolarDescription: Sendable {
  /// How the modules lie.
  public enum Field: String, CaseIterable, Sendable {
    case south30 = "south-30"
    case eastWest10 = "east-west-10"
  }
  public var peakPower: Double
  public var field: Field
  public init(peakPower: Double, field: Field) {
    self.peakPower = peakPower
    self.field = field
  }
}

/// The building's use of electricity: MWh a year and the shape of the day.
public struct LoadDescription: Sendable {
  public enum Profile: String, CaseIterable, Sendable {
    case g1
    case g0
  }
  public var annualEnergy: Double
  public var profile: Profile
  public init(annualEnergy: Double, profile: Profile) {
    self.annualEnergy = annualEnergy
    self.profile = profile
  }
}

/// A booster: flow in norm m3/h, and the bottles that it fills.
public struct BoosterDescription: Sendable {
  public var flow = 2.0
  public var bottles = StoreDescription(
    volume: 0.3, nominalPressure: 200, relief: 300, pressureSwitch: 210, startPressure: 2)
  public init() {}
}
