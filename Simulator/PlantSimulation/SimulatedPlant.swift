// SimulatedPlant: one site, alive. Its doors are few: step it, read signals, give commands, break
// things, press buttons, save and restore. Inside it always steps by 100 ms, whatever the caller's step,
// so that a day in one piece and a day in a thousand pieces end in the same bits.

public import Plant

/// A signal of a plant, found once.
public struct SignalHandle: Hashable, Sendable {
  let unit: Int
  let place: Place
  let signal: Signal
}

/// An actuator of a plant, found once.
public struct ActuatorHandle: Hashable, Sendable {
  let place: Place
  let role: ActuatorRole
}

/// The simulated plant of one site. It belongs to one thread at a time.
public final class SimulatedPlant {
  /// What stands there, by name, in the order of the description.
  public let description: PlantDescription
  /// What happened so far.
  public internal(set) var balance = PlantBalance()

  let year: KasselYear
  let seed: UInt64
  let links: PlantLinks
  var parts = PlantParts()
  /// Between the modules' check valves and the stores' inlet valves.
  var header = PipeVolume(litres: 1)
  var random: SeededRandom
  /// Plant time of the last whole internal step.
  var clock: Milliseconds
  var ticks: Int64 = 0
  /// Time that has passed since then, less than one internal step.
  private var pending: Milliseconds = 0
  /// Hydrogen that got into the room in the last internal step, in kg.
  var escaped = 0.0
  /// Heat from fuel cells since the last whole second, in kJ.
  var fuelCellHeat = 0.0
  var failedInstruments: [FailedInstrument] = []
  /// Prices of this second, in EUR/kWh.
  var importPrice = 0.0
  var exportPrice = 0.0

  /// The internal step, in ms.
  public static let innerStep: Milliseconds = 100

  /// Builds the plant at `start`, plant time in ms since 1970 UTC. Chance follows from `seed` alone.
  public init(
    _ description: PlantDescription, year: KasselYear, start: Milliseconds, seed: UInt64
  ) {
    self.description = description
    self.year = year
    self.seed = seed
    clock = start
    random = SeededRandom(seed: seed)
    var places: [Place] = []
    for unit in description.units { places.append(parts.add(unit.body)) }
    // A site without a room or a meter still stands somewhere and hangs on some grid.
    if parts.rooms.isEmpty { _ = parts.add(.room(RoomDescription())) }
    if parts.grids.isEmpty { _ = parts.add(.gridMeter(.init(annualEnergy: 0, profile: .g0))) }
    links = PlantLinks(description, places: places)
    balance.hydrogenAtStart = hydrogenInside
    breathe()
  }

  /// Plant time, in ms since 1970 UTC.
  public var time: Milliseconds { clock + pending }

  /// Lets `dt` milliseconds of plant time pass.
  public func step(_ dt: Milliseconds) {
    pending += max(0, dt)
    while pending >= Self.innerStep {
      pending -= Self.innerStep
      tick()
    }
  }

  /// Finds a signal; nil when there is no such unit, or its kind has no such instrument.
  public func signal(unit name: String, _ signal: Signal) -> SignalHandle? {
    guard let unit = unitIndex(name) else { return nil }
    let place = links.places[unit]
    guard PlantParts.type(of: place.kind).signals.contains(signal) else { return nil }
    return SignalHandle(unit: unit, place: place, signal: signal)
  }

  /// What the instrument shows; nil when it has no value: device off, broken, not implemented.
  public func value(_ handle: SignalHandle) -> Double? {
    let value = parts.value(at: handle.place, handle.signal)
    if failedInstruments.isEmpty { return value }
    for failed in failedInstruments
    where failed.unit == handle.unit && failed.signal == handle.signal {
      return failed.shown(value, at: time)
    }
    return value
  }

  /// Finds an actuator; nil when there is no such unit, or it cannot be asked that.
  public func actuator(unit name: String, _ role: ActuatorRole) -> ActuatorHandle? {
    guard let unit = unitIndex(name) else { return nil }
    let place = links.places[unit]
    guard PlantParts.type(of: place.kind).roles.contains(role) else { return nil }
    return ActuatorHandle(place: place, role: role)
  }

  /// Gives a command; it holds until the next one. A value that is not finite is ignored.
  public func command(_ handle: ActuatorHandle, _ value: Double) {
    guard value - value == 0 else { return }
    parts.command(at: handle.place, handle.role, value)
  }

  /// All hydrogen in stores, lines and devices, in kg.
  public var hydrogenInside: Double { parts.hydrogen + header.mass }

  /// True while the horn of the site sounds: by command, or by the hard-wired chain.
  public var hornSounds: Bool { parts.rooms[0].horn }

  /// A person on site does something.
  public func press(_ control: PersonControl) {
    switch control {
    case .emergencyStop(let isPressed): parts.rooms[0].chain.emergencyStopPressed = isPressed
    case .resetKey(let duration): parts.rooms[0].resetKeyLeft = max(0, duration)
    case .keySwitch(let position): parts.rooms[0].key = position
    case .acknowledgeGasWarning: parts.rooms[0].chain.acknowledge()
    case .door(let isOpen): parts.rooms[0].isDoorOpen = isOpen
    case .supervision(let isPresent): parts.rooms[0].isSupervised = isPresent
    case .fillHeatLoop:
      for place in parts.heatLoops.indices { parts.heatLoops[place].fill() }
    }
  }

  /// Everything that changes, in the canonical form.
  public func snapshotState() -> [UInt8] {
    var archive = Archive()
    exchange(&archive)
    return archive.bytes
  }

  /// Goes back to a saved state, bit for bit. Throws, and changes nothing, when the bytes are not from a
  /// plant of this description and seed.
  public func restore(from bytes: [UInt8]) throws(PlantError) {
    let before = snapshotState()
    var archive = Archive(restoring: bytes)
    exchange(&archive)
    guard archive.isComplete else {
      var back = Archive(restoring: before)
      exchange(&back)
      throw PlantError("the saved state is damaged, or belongs to another plant or seed")
    }
  }

  private func exchange(_ archive: inout Archive) {
    var own = links.identity ^ seed
    archive.exchange(&own)
    if own != links.identity ^ seed { archive.reject() }
    archive.exchange(&clock)
    archive.exchange(&pending)
    archive.exchange(&ticks)
    archive.exchange(&escaped)
    archive.exchange(&fuelCellHeat)
    archive.exchange(&importPrice)
    archive.exchange(&exportPrice)
    random.exchange(&archive)
    header.exchange(&archive)
    balance.exchange(&archive)
    archive.exchange(&failedInstruments, empty: FailedInstrument()) { $0.exchange(&$1) }
    parts.exchange(&archive)
  }

  /// The place of a unit in the description. `room` and `fan` name the room whatever it is called.
  func unitIndex(_ name: String) -> Int? {
    for (index, unit) in description.units.enumerated() where unit.name == name { return index }
    guard name == "fan" || name == "room" else { return nil }
    for (index, place) in links.places.enumerated() where place.kind == .room { return index }
    return nil
  }
}
