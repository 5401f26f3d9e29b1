// RoomUnit: the room with its air, its fan, its hard-wired chain, its keys and contacts. A site has one.

import Plant

/// Where the key switch of the site points.
public enum KeyPosition: UInt8, CaseIterable, Sendable {
  case remote
  case local
  case maintenance
}

/// The room of a site.
struct RoomUnit: Component {
  static let signals: [Signal] = [
    .airFlow, .flowSwitch, .fanHealthy, .doorClosed, .cageDoorClosed, .noSmoke,
    .emergencyStopClosed, .chainClosed, .resetKey, .keyRemote, .keyMaintenance, .mainsPresent,
    .upsHealthy, .supervisionPresent, .supplyContactorClosed, .gasRelay1Healthy, .gasRelay2Healthy,
    .gasUnitHealthy, .floorDry, .temperature, .watchdogHealthy, .link,
  ]
  static let roles: [ActuatorRole] = [
    .fanHigh, .horn, .beaconRed, .beaconYellow, .powerOffRequest,
  ]

  var faults = Malfunctions()
  var air: RoomAir
  var fan: Ventilation
  var chain = SafetyChain()
  var celsius = 20.0
  var key = KeyPosition.remote
  var isDoorOpen = false
  var isSupervised = false
  /// How much longer a person holds the reset key turned, in ms.
  var resetKeyLeft: Milliseconds = 0
  var hasMains = true
  /// Energy left in the uninterruptible supply, in s.
  private(set) var battery = Self.fullBattery
  private(set) var isContactorClosed = true
  private(set) var horn = false
  private(set) var wantsHigh = true
  private var wantsHorn = false
  private(set) var beaconRed = false
  private(set) var beaconYellow = false
  private(set) var wantsPowerOff = false
  private var flowNoise = 0.0

  private static let fullBattery = 1800.0

  init(_ description: RoomDescription) {
    air = RoomAir(volume: description.volume)
    fan = Ventilation(base: description.baseFlow, high: description.highFlow)
  }

  /// The supply of control, fan and valves stands, from mains or from the battery.
  var hasControlPower: Bool { hasMains || battery > 0 }

  /// The devices that the contactor feeds have power.
  var feedsDevices: Bool { hasMains && isContactorClosed }

  /// Judges the chain and moves the air for `dt`, in s. `gas` is the highest reading at a detector's
  /// place, `inflow` what escapes from devices, in m3/h.
  mutating func step(_ dt: Double, gas: Double, pressureHealthy: Bool, inflow: Double) {
    battery = hasMains ? min(Self.fullBattery, battery + dt) : max(0, battery - dt)
    chain.step(
      gas: gas, gasUnitHealthy: !faults.has(.gasUnit) && hasControlPower,
      pressureHealthy: pressureHealthy, noSmoke: !faults.has(.smoke), flowLostFor: fan.lostFor)
    isContactorClosed =
      faults.has(.contactor) || (hasMains && !chain.cutsPower && !wantsPowerOff)
    horn = wantsHorn || !chain.isClosed
    fan.step(
      dt, wantsHigh: wantsHigh || !chain.isClosed || !hasMains, isPowered: hasControlPower,
      faults: faults)
    let leak = (faults[.leak] ?? 0) / 1000
    air.step(dt, flow: fan.flow, inflow: inflow + leak)
    if let held = faults[.gas] { air.fill(to: held) }
    if resetKeyLeft > 0 { resetKeyLeft -= Milliseconds(dt * 1000 + 0.5) }
  }

  /// The slow things of one second: room temperature, and the trembling of the flow transmitter.
  mutating func breathe(_ dt: Double, outdoors: Double, wasteHeat: Double, noise: Double) {
    let settled = 20 + 0.15 * (outdoors - 15) + 2 * wasteHeat
    celsius = celsius.following(settled, over: dt, lag: 3600)
    if let held = faults[.coldOrHot] { celsius = held }
    flowNoise = noise * 0.003 * fan.high
  }

  func value(of signal: Signal) -> Double? {
    switch signal {
    case .airFlow: max(0, fan.flow + (fan.flow > 1 ? flowNoise : 0))
    case .flowSwitch: fan.isProven.contact
    case .fanHealthy: (!faults.has(.fanFault) && hasControlPower).contact
    case .doorClosed: (!isDoorOpen && !faults.has(.doorOpen)).contact
    case .cageDoorClosed: (!faults.has(.cageDoor)).contact
    case .noSmoke: (!faults.has(.smoke)).contact
    case .emergencyStopClosed: (!chain.emergencyStopPressed).contact
    case .chainClosed: chain.isClosed.contact
    case .resetKey: (resetKeyLeft > 0).contact
    case .keyRemote: (key == .remote).contact
    case .keyMaintenance: (key == .maintenance).contact
    case .mainsPresent: hasMains.contact
    case .upsHealthy: (!faults.has(.ups) && battery > 900).contact
    case .supervisionPresent: isSupervised.contact
    case .supplyContactorClosed: isContactorClosed.contact
    case .gasRelay1Healthy: chain.relay1Healthy.contact
    case .gasRelay2Healthy: chain.relay2Healthy.contact
    case .gasUnitHealthy: (!faults.has(.gasUnit) && hasControlPower).contact
    case .floorDry: (!faults.has(.floorWater)).contact
    case .temperature: celsius
    case .watchdogHealthy: (!faults.has(.watchdog)).contact
    case .link: hasControlPower.contact
    default: nil
    }
  }

  mutating func command(_ role: ActuatorRole, _ value: Double) {
    switch role {
    case .fanHigh: wantsHigh = value >= 0.5
    case .horn: wantsHorn = value >= 0.5
    case .beaconRed: beaconRed = value >= 0.5
    case .beaconYellow: beaconYellow = value >= 0.5
    case .powerOffRequest: wantsPowerOff = value >= 0.5
    default: break
    }
  }

  mutating func exchange(_ archive: inout Archive) {
    faults.exchange(&archive)
    air.exchange(&archive)
    fan.exchange(&archive)
    chain.exchange(&archive)
    archive.exchange(&celsius)
    archive.exchange(&key)
    archive.exchange(&isDoorOpen)
    archive.exchange(&isSupervised)
    archive.exchange(&resetKeyLeft)
    archive.exchange(&hasMains)
    archive.exchange(&battery)
    archive.exchange(&isContactorClosed)
    archive.exchange(&horn)
    archive.exchange(&wantsHigh)
    archive.exchange(&wantsHorn)
    archive.exchange(&beaconRed)
    archive.exchange(&beaconYellow)
    archive.exchange(&wantsPowerOff)
    archive.exchange(&flowNoise)
  }
}
