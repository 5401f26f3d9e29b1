// The world of a hunt: plant, wires, disk, gallery and one controller at a time, all on one thread and
// one clock that nobody waits for. A beat is a tenth of a second: the drivers live through it, the plant
// moves on, then the controller scans, and at the end the judge looks at the plant.

import DeviceProfiles
import Drivers
import ModbusPlant
import Plant
import PlantSimulation
import PlantTruth
import ScanLoop
import SiteConfiguration

/// Everything that a run consists of.
final class HuntWorld {
  /// What the controller's process does.
  enum Condition: Equatable {
    case decides, stalled, suspended, dead
  }

  let site: LoadedSite
  let plant: SimulatedPlant
  let links: [MemoryLink]
  let disk: VirtualDisk
  let rows: RowCounter
  let broker = VirtualBroker()
  private(set) var controller: ControllerProcess?
  private(set) var condition = Condition.decides
  /// World time, in ms; the controller's clock is `ahead` behind it.
  private(set) var now: Milliseconds
  private var ahead: Milliseconds = 0
  /// Plant time less real time, as the controller believes.
  private var clockOffset: Milliseconds
  private let civilOffset: Milliseconds
  private let sabotage: Sabotage?
  /// The time of day is set wrong by so much at present, in ms.
  var clockStep: Milliseconds = 0
  /// Of so many beats one has a scan.
  var scanShare = 1
  private var beats = 0
  private(set) var facts = PlantFacts()
  var judge = SafetyJudge()
  /// Scans so far, and those in which hydrogen flowed.
  private(set) var scans = 0
  private(set) var flowing = 0
  private(set) var digest: UInt64 = 0
  /// How many modules and fuel cells there are.
  let units: Int

  /// The time of a beat, in ms; the scan period of both sites.
  static let beat: Milliseconds = 100

  /// A world that goes on from `start`, or with a cold plant and a controller that never ran.
  init(
    _ site: LoadedSite, from start: StartingPoint, seed: UInt64,
    sabotage: Sabotage? = nil
  ) throws {
    self.site = site
    self.sabotage = sabotage
    plant = try start.plant(for: site)
    let isResumed = start.control != nil
    now = start.real - (isResumed ? Self.warmUpTime : 0)
    clockOffset = plant.time - start.real
    civilOffset = start.civilOffset
    disk = VirtualDisk(accounts: start.accounts)
    rows = RowCounter(rows: site.catalogue.rows.count)
    let plant = plant
    let begin = now
    var number: UInt64 = 0
    links = site.devices.map { binding in
      number += 1
      return MemoryLink(
        to: DeviceEnd(binding, of: site, in: plant, at: begin),
        seed: SeededRandom.mixed(seed &* 1_000 &+ number))
    }
    plant.observe(into: &facts)
    units = facts.modules.count + facts.fuelCells.count
    bear()
    if let state = start.control {
      warmUp(start.commands)
      guard controller?.resume(from: state) == true else { throw NotThisSite() }
      judge.note(.beginsReset, units: units)
      if start.isWished {
        for unit in 0..<units { judge.note(.startWished(unit: unit), units: units) }
      }
      if start.isAutomatic { judge.note(.oddlyWished, units: units) }
    }
  }

  /// A new controller process.
  private func bear() {
    let field = VirtualField(site.devices, over: links, sabotage: sabotage)
    controller = ControllerProcess(
      site, field: field, disk: disk, readers: [rows, broker], civilOffset: civilOffset)
  }

  /// How long the drivers are given to connect and read, in ms.
  private static let warmUpTime: Milliseconds = 6_000

  /// The drivers connect and read while the last commands stand and the plant holds its breath, so that the
  /// first scan follows the last one of the library as any scan follows another.
  private func warmUp(_ commands: [Double]) {
    let slots = Slots(
      commands.map { Command(value: $0, origin: .sequence) },
      filler: Command(value: 0, origin: .failSafe))
    for number in 1...UInt64(Self.warmUpTime / Self.beat) {
      controller?.field.write(slots, scan: number, at: now)
      controller?.field.live(until: now + Self.beat, ahead: 0)
      now += Self.beat
      for link in links { link.end.beat(at: now) }
    }
  }

  private func movePlant() {
    plant.step(Self.beat)
    now += Self.beat
    for link in links { link.end.beat(at: now) }
  }

  /// One beat.
  func beat() {
    let decides = condition == .decides
    if decides { controller?.field.live(until: now - ahead + Self.beat, ahead: ahead) }
    movePlant()
    if condition == .suspended { ahead += Self.beat }
    beats += 1
    if decides, beats % scanShare == 0 {
      controller?.scan(at: now - ahead, plant: now - ahead + clockOffset + clockStep)
      scans += 1
      if flows { flowing += 1 }
    }
    plant.observe(into: &facts)
    judge.look(at: facts)
  }

  /// Hydrogen is made or used.
  var flows: Bool {
    for module in facts.modules where module.share > 0 { return true }
    for cell in facts.fuelCells where cell.fuel > 0 { return true }
    return false
  }

  /// Drops a wish into the controller's letter box; false when nobody takes it.
  func ask(_ intent: Intent) -> Bool { controller?.letterBox.post(intent) ?? false }

  /// The controller's process ends.
  func kill(_ fate: DiskFate) {
    guard let dead = controller else { return }
    digest = digest &* 31 &+ dead.field.digest
    disk.suffer(fate)
    controller = nil
    condition = .dead
    judge.note(.controllerDied, units: units)
  }

  /// It is started again, with its clock off by `error`.
  func restart(clockError error: Milliseconds) {
    guard controller == nil else { return }
    ahead = 0
    clockOffset = plant.time - now + error
    bear()
    condition = .decides
    judge.note(.controllerDecides, units: units)
  }

  /// It stands still, or its computer sleeps.
  func pause(_ condition: Condition) {
    guard self.condition == .decides else { return }
    self.condition = condition
    judge.note(.controllerPaused, units: units)
  }

  /// It goes on.
  func goOn() {
    guard condition == .stalled || condition == .suspended else { return }
    condition = .decides
    judge.note(.controllerDecides, units: units)
  }

  /// A digest over everything that was commanded, and over the plant as it is.
  var fullDigest: UInt64 {
    let commands = digest &* 31 &+ (controller?.field.digest ?? 0)
    return commands ^ CanonicalWriter.digest(of: plant.snapshotState())
  }
}

/// A state of the library that belongs to another site.
struct NotThisSite: Error, CustomStringConvertible {
  let description = "the starting point does not fit the site"
}
