// Units of a plant: electrolyser modules, fuel cells, stores, valves, the room with its ventilation.
// Every unit has signals (what it tells) and roles of actuators (what can be asked of it). Profiles and
// site files bind registers to these words, so that the core knows no device and a new site no code.

/// What a unit is.
public enum UnitKind: String, CaseIterable, Sendable {
  case room
  case gasDetector = "gas-detector"
  case electrolyser
  case fuelCell = "fuel-cell"
  case store
  case supplyLine = "supply-line"
  case valve
  case heatLoop = "heat-loop"
  case inverter
  case gridMeter = "grid-meter"
  case meter
  case heatMeter = "heat-meter"
  case dryer
  case booster
  case ioModule = "io-module"
}

/// What a unit tells. The raw value is the word in profiles and site files. Supervision contacts are
/// named by their healthy meaning: 1 is healthy, 0 is the demand, as a broken wire shows it.
public enum Signal: String, CaseIterable, Sendable {
  // Every device: 1 while its link answers
  case link
  // Room (safety chain read-backs, ventilation, keys)
  case airFlow = "air-flow"
  case flowSwitch = "flow-switch"
  case fanHealthy = "fan-healthy"
  case doorClosed = "door-closed"
  case cageDoorClosed = "cage-door-closed"
  case noSmoke = "no-smoke"
  case emergencyStopClosed = "emergency-stop-closed"
  case chainClosed = "chain-closed"
  case resetKey = "reset-key"
  case keyRemote = "key-remote"
  case keyMaintenance = "key-maintenance"
  case mainsPresent = "mains-present"
  case upsHealthy = "ups-healthy"
  case supervisionPresent = "supervision-present"
  case supplyContactorClosed = "supply-contactor-closed"
  case gasRelay1Healthy = "gas-relay-1-healthy"
  case gasRelay2Healthy = "gas-relay-2-healthy"
  case gasUnitHealthy = "gas-unit-healthy"
  case floorDry = "floor-dry"
  case temperature
  case watchdogHealthy = "watchdog-healthy"
  // Gas detector
  case concentration
  // Electrolyser module
  case state
  case systemState = "system-state"
  case hydrogenFlow = "hydrogen-flow"
  case hydrogenTotal = "hydrogen-total"
  case innerPressure = "inner-pressure"
  case outletPressure = "outlet-pressure"
  case waterPressure = "water-pressure"
  case electrolyteTemperature = "electrolyte-temperature"
  case stackCurrent = "stack-current"
  case stackVoltage = "stack-voltage"
  case errorCount = "error-count"
  case warningCount = "warning-count"
  case externalContactClosed = "external-contact-closed"
  case runReadBack = "run-read-back"
  case rateReadBack = "rate-read-back"
  case tankPressureSwitch = "tank-pressure-switch"
  case chassisWater = "chassis-water"
  case electronicsHot = "electronics-hot"
  case levelLow = "level-low"
  // What the device itself is set to: pressures of its stand-by and restart, its time-out on silence
  case standByPressure = "stand-by-pressure"
  case restartPressure = "restart-pressure"
  case silenceTimeout = "silence-timeout"
  // Meters (power positive into the site's bus, so a consumer's meter is negative after its sign)
  case power
  case energyImported = "energy-imported"
  case energyExported = "energy-exported"
  case heatPower = "heat-power"
  case heatEnergy = "heat-energy"
  // Store and supply line
  case pressure
  case pressure2 = "pressure-2"
  case temperature2 = "temperature-2"
  case overpressureSwitchHealthy = "overpressure-switch-healthy"
  case reliefHealthy = "relief-healthy"
  case flow
  case hoseReleased = "hose-released"
  case hose2Released = "hose-2-released"
  // Valve
  case opened
  case closed
  // Fuel cell
  case status
  case minimumCellVoltage = "minimum-cell-voltage"
  case outletTemperature = "outlet-temperature"
  case coolantFlow = "coolant-flow"
  case anodePressure = "anode-pressure"
  case faultWord = "fault-word"
  case purgeMissed = "purge-missed"
  case fuelOnNoVolts = "fuel-on-no-volts"
  case airBlocked = "air-blocked"
  case starts
  case faultRelayHealthy = "fault-relay-healthy"
  case gridProtectionHealthy = "grid-protection-healthy"
  // Heat loop
  case bufferTop = "buffer-top"
  case bufferMiddle = "buffer-middle"
  case bufferBottom = "buffer-bottom"
  case returnTemperature = "return-temperature"
  case loopFlow = "loop-flow"
  case loopPressure = "loop-pressure"
  case overTemperatureHealthy = "over-temperature-healthy"
  case pumpRunning = "pump-running"
  // Gas quality
  case oxygenInHydrogen = "oxygen-in-hydrogen"
  case hydrogenInOxygen = "hydrogen-in-oxygen"
  case dewPoint = "dew-point"
  case conductivity
  // Booster and filling
  case running
  case doorShut = "door-shut"
  case earthProven = "earth-proven"
  case couplingLocked = "coupling-locked"
  case hoseParked = "hose-parked"
}

/// What can be asked of a unit. The raw value is the word in profiles and site files.
public enum ActuatorRole: String, CaseIterable, Sendable {
  // Room
  case fanHigh = "fan-high"
  case horn
  case beaconRed = "beacon-red"
  case beaconYellow = "beacon-yellow"
  case powerOffRequest = "power-off-request"
  // Electrolyser module
  case run
  case rate
  case externalRelease = "external-release"
  case blowDown = "blow-down"
  case preheat
  // Fuel cell
  case permit
  case start
  case stop
  case powerSetpoint = "power-setpoint"
  // Valve
  case open
  // Heat loop
  case pump
  case boilerEnable = "boiler-enable"
  case emergencyCooler = "emergency-cooler"
  // Booster
  case boosterEnable = "booster-enable"
  // Inverter
  case powerLimit = "power-limit"

  /// The value taken when nothing is known, before the site file says otherwise. The fan runs at full
  /// speed, the pump carries heat away, a fuel cell is asked to stop; all else is off or closed.
  public var failSafe: Double {
    switch self {
    case .fanHigh, .pump, .stop: 1
    case .rate: 60
    case .powerLimit: 100
    default: 0
    }
  }

  /// The direction in which this actuator gets safer.
  public var safeDirection: SafeDirection {
    switch self {
    case .fanHigh, .pump, .stop, .horn, .beaconRed, .beaconYellow, .powerOffRequest,
      .emergencyCooler:
      .up
    default: .down
    }
  }
}
