// The plant of the benchmark: linear, in steps of a quarter of an hour, tank at 15 degC, no purge
// and no sequences. It is the model under which the optimum of each week was proven, so a total
// below that optimum means that something here is wrong. Lab and Wesertor are the same plant with
// other units.

import EnergyDispatch

/// What is done in one step.
public struct StepAction: Equatable, Sendable {
  /// Modules running and in hot standby, and the consumption of the running ones together, in kW.
  public var modules = 0
  public var standby = 0
  public var electrolyserPower = 0.0
  /// Fuel cells running, their output in kW and fuel in kg/h.
  public var cells = 0
  public var cellPower = 0.0
  public var fuel = 0.0
  public init() {}
}

/// What came of it: power in kW, tank in kg and heat buffer in kWh at the end of the step.
public struct StepOutcome: Equatable, Sendable {
  public var imported = 0.0
  public var exported = 0.0
  public var boiler = 0.0
  public var tank = 0.0
  public var buffer = 0.0
  public init() {}
}

/// The linear plant with its running sums.
public struct LinearPlant: Sendable {
  /// Length of a step, in h.
  static let hours = 0.25
  /// Lower heating value, in kWh/kg.
  static let energyOfHydrogen = 33.33
  /// Consumption of a module in hot standby, in kW.
  static let standbyPower = 0.06
  /// Price of hydrogen that a lesson misses, in EUR/kg.
  static let unservedPrice = 15.0
  /// Heat buffer: share kept in a step, size in kWh, content at the start in kWh, value in EUR/kWh.
  static let bufferKept = 0.9975
  static let bufferSize = 23.0
  static let bufferStart = 11.5
  static let bufferValue = 0.055

  private let week: DispatchCase
  private let electrolyser = ElectrolyserEconomics()
  private let fuelCell = FuelCellEconomics()
  public private(set) var tank: Double
  public private(set) var buffer = bufferStart
  /// Cost so far, in EUR, without the value of what is left.
  public private(set) var cost = 0.0
  /// Starts of modules and cells, and those of modules that were not kept warm.
  public private(set) var starts = 0
  public private(set) var coldStarts = 0
  /// Hydrogen made and missed, in kg; fuel cell output, import and load, in kWh.
  public private(set) var hydrogenMade = 0.0
  public private(set) var hydrogenMissed = 0.0
  public private(set) var cellEnergy = 0.0
  public private(set) var imported = 0.0
  public private(set) var load = 0.0
  /// True when an action ever left the tank outside its bounds.
  public private(set) var wasOutOfBounds = false
  private var last = StepAction()

  /// A plant at the start of the week.
  public init(_ week: DispatchCase) {
    self.week = week
    tank = week.tankStart
  }

  /// Does one step.
  public mutating func step(_ row: BenchmarkRow, _ action: StepAction) -> StepOutcome {
    let cold = max(action.modules + action.standby - last.modules - last.standby, 0)
    let warm = max(action.modules - last.modules, 0)
    let lit = max(action.cells - last.cells, 0)
    last = action
    starts += warm + lit
    coldStarts += cold
    cost += Double(cold) * electrolyser.coldStart + Double(warm) * electrolyser.warmStart
    cost += Double(lit) * fuelCell.start
    cost += Self.hours * Double(action.modules) * electrolyser.wear
    cost += Self.hours * Double(action.cells) * fuelCell.wear
    var outcome = StepOutcome()
    exchange(row, action, cold: cold, &outcome)
    store(row, action, cold: cold, lit: lit)
    heat(row, action, &outcome)
    outcome.tank = tank
    outcome.buffer = buffer
    return outcome
  }

  /// Cost of the week, in EUR: what is left in tank and buffer has its value.
  public var total: Double { cost - week.hydrogenValue * tank - Self.bufferValue * buffer }

  /// Share of the site's own load that was not imported.
  public var selfSufficiency: Double { load > 0 ? 1 - imported / load : 0 }

  private mutating func exchange(
    _ row: BenchmarkRow, _ action: StepAction, cold: Int, _ outcome: inout StepOutcome
  ) {
    let standby = Self.standbyPower * Double(action.standby)
    let heating = electrolyser.coldEnergy / Self.hours * Double(cold)
    let use = row.load + action.electrolyserPower + standby + heating
    let net = use - row.solar - action.cellPower
    outcome.imported = max(net, 0)
    outcome.exported = max(-net, 0)
    cost +=
      Self.hours * (outcome.imported * row.importPrice - outcome.exported * row.exportPrice)
    imported += Self.hours * outcome.imported
    load += Self.hours * row.load
    cellEnergy += Self.hours * action.cellPower
  }

  private mutating func store(_ row: BenchmarkRow, _ action: StepAction, cold: Int, lit: Int) {
    let made =
      Self.hours
      * (electrolyser.yield * action.electrolyserPower
        - electrolyser.yieldLoss * Double(action.modules))
      - electrolyser.coldLoss * Double(cold)
    hydrogenMade += made
    tank += made - Self.hours * action.fuel - fuelCell.startLoss * Double(lit) - row.draw
    let missed = min(max(week.tankLowest - tank, 0), row.draw)
    tank += missed
    hydrogenMissed += missed
    cost += Self.unservedPrice * missed
    // The published trajectories are rounded to 0.0001 kg.
    let tolerance = 0.001
    if tank < week.tankLowest - tolerance || tank > week.tankHighest + tolerance {
      wasOutOfBounds = true
    }
  }

  private mutating func heat(
    _ row: BenchmarkRow, _ action: StepAction, _ outcome: inout StepOutcome
  ) {
    let given = fuelCell.heatShare * action.fuel * Self.energyOfHydrogen
    buffer = Self.bufferKept * buffer + Self.hours * (given - row.heat)
    if buffer < 0 {
      outcome.boiler = -buffer / Self.hours
      cost += Self.hours * outcome.boiler * fuelCell.heatValue
      buffer = 0
    }
    if buffer > Self.bufferSize { buffer = Self.bufferSize }
  }
}
